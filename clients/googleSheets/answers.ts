import { z } from 'zod';
import { AutopilotError } from '../../core/errors';

export type SheetCell = string | number | boolean | null;

export interface SheetTab {
	readonly sheetId: number;
	readonly title: string;
	/** Size of the grid, empty cells included. */
	readonly rowCount: number;
	readonly columnCount: number;
	/** Notes that programs left on the tab, by their key. */
	readonly notes: ReadonlyMap<string, string>;
	/** Their ids. */
	readonly noteIds: readonly number[];
}

/** The cells of a tab, from row 1 on. */
export interface TabValues {
	readonly sheetId: number;
	/** As it is called now. */
	readonly title: string;
	readonly rows: SheetCell[][];
}

/** Rows as a change left them: by tab, and by number from 0. */
export type UpdatedRows = ReadonlyMap<number, ReadonlyMap<number, SheetCell[]>>;

const tab = z.object({
	properties: z.object({
		sheetId: z.number().default(0),
		title: z.string(),
		gridProperties: z
			.object({ rowCount: z.number().default(0), columnCount: z.number().default(0) })
			.default({ rowCount: 0, columnCount: 0 }),
	}),
	developerMetadata: z
		.array(z.object({ metadataId: z.number(), metadataKey: z.string(), metadataValue: z.string().default('') }))
		.default([]),
});

/** The tabs in an answer to `spreadsheets.get`. */
export function readSpreadsheet(data: unknown): SheetTab[] {
	const { sheets } = checked(z.object({ sheets: z.array(tab).default([]) }), data);
	return sheets.map(({ properties: { sheetId, title, gridProperties }, developerMetadata }) => ({
		sheetId,
		title,
		...gridProperties,
		notes: new Map(developerMetadata.map(({ metadataKey, metadataValue }) => [metadataKey, metadataValue])),
		noteIds: developerMetadata.map(({ metadataId }) => metadataId),
	}));
}

/** Rows are checked to be lists only: what stands in a cell is checked by whoever reads it, and there may be millions. */
const rows = z.custom<SheetCell[][]>((value) => Array.isArray(value) && value.every(Array.isArray), 'expected rows of cells');
const area = z.object({
	sheetId: z.number().optional(),
	startRowIndex: z.number().optional(),
	endRowIndex: z.number().optional(),
	startColumnIndex: z.number().optional(),
	endColumnIndex: z.number().optional(),
});
const matched = z.object({
	valueRanges: z
		.array(
			z.object({
				valueRange: z.object({ range: z.string(), values: rows.optional() }),
				dataFilters: z.array(z.object({ gridRange: area })).min(1),
			}),
		)
		.default([]),
});

/** An area of a tab. */
type Area = Readonly<Record<(typeof EDGES)[number], number | undefined>>;
const EDGES = ['sheetId', 'startRowIndex', 'endRowIndex', 'startColumnIndex', 'endColumnIndex'] as const;

const edgesOf = (area: Partial<Area>): string => EDGES.map((edge) => area[edge] ?? 0).join();

/** The areas in an answer to `values.batchGetByDataFilter`, in the order asked for. Google names each by its filter. */
export function readAreas(areas: readonly (Partial<Area> & { readonly sheetId: number })[], data: unknown): TabValues[] {
	const { valueRanges } = checked(matched, data);
	const found = new Map(
		valueRanges.flatMap(({ valueRange, dataFilters }) => dataFilters.map(({ gridRange }) => [edgesOf(gridRange), valueRange])),
	);
	return areas.map((area) => {
		const valueRange = found.get(edgesOf(area));
		if (!valueRange) throw invalid(`no tab ${area.sheetId}`);
		const { range, values = [] } = valueRange;
		return { sheetId: area.sheetId, title: titleOf(range), rows: values };
	});
}

/** `'My ''tab'''!A1:Z9` → `My 'tab'`. */
function titleOf(range: string): string {
	const name = range.slice(0, range.lastIndexOf('!'));
	return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
}

const value = z.object({ stringValue: z.string(), numberValue: z.number(), boolValue: z.boolean() }).partial();
const updated = z.object({
	updatedSpreadsheet: z
		.object({
			sheets: z
				.array(
					z.object({
						properties: z.object({ sheetId: z.number().default(0) }).default({ sheetId: 0 }),
						data: z
							.array(
								z.object({
									startRow: z.number().default(0),
									rowData: z
										.array(z.object({ values: z.array(z.object({ effectiveValue: value.optional() })).default([]) }))
										.default([]),
								}),
							)
							.default([]),
					}),
				)
				.default([]),
		})
		.default({ sheets: [] }),
});

/** The rows in an answer to `spreadsheets.batchUpdate` that was asked to show some. */
export function readUpdated(data: unknown): UpdatedRows {
	const tabs = new Map<number, Map<number, SheetCell[]>>();
	for (const { properties, data: parts } of checked(updated, data).updatedSpreadsheet.sheets) {
		const found = tabs.get(properties.sheetId) ?? new Map<number, SheetCell[]>();
		for (const { startRow, rowData } of parts) {
			rowData.forEach(({ values }, index) => {
				const cells = values.map(({ effectiveValue: cell }) => cell?.stringValue ?? cell?.numberValue ?? cell?.boolValue ?? '');
				found.set(startRow + index, cells);
			});
		}
		tabs.set(properties.sheetId, found);
	}
	return tabs;
}

function checked<T>(shape: z.ZodType<T>, data: unknown): T {
	const result = shape.safeParse(data);
	if (result.success) return result.data;
	const issue = result.error.issues[0];
	throw invalid(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

const invalid = (what: string): AutopilotError =>
	new AutopilotError('API_RESPONSE_INVALID', `Google Sheets answered in an unknown shape: ${what}`, { service: 'Google Sheets' });
