import { boxName, parseArea, splitRange, WHOLE_SHEET, type Area } from './a1';
import { invalidArgument } from './errors';
import { copySheet, createSheet, type Sheet } from './sheet';

const MAX_CELLS = 10_000_000;

/** A note that programs attach to a spreadsheet, a tab, a row or a column. */
export interface DeveloperMetadata {
	readonly metadataId: number;
	readonly metadataKey: string;
	readonly metadataValue?: string;
	readonly visibility: 'DOCUMENT' | 'PROJECT';
	/** `null` for the spreadsheet itself. */
	readonly sheetId: number | null;
	/** Position of the row or column it travels with; `null` for a whole tab. */
	readonly dimension: { readonly dimension: 'ROWS' | 'COLUMNS'; readonly index: number } | null;
}

/** A spreadsheet. Plain data, so that a batch can work on a copy and be thrown away as a whole. */
export interface Workbook {
	readonly spreadsheetId: string;
	title: string;
	locale: string;
	timeZone: string;
	sheets: Sheet[];
	metadata: DeveloperMetadata[];
	namedRanges: Record<string, unknown>[];
	nextId: number;
	/** Whether `copyPaste` takes hidden rows along. What Google does is not documented. */
	copiesHiddenRows: boolean;
}

export function createWorkbook(spreadsheetId: string, title: string, titles: readonly string[] = ['Sheet1']): Workbook {
	return {
		spreadsheetId,
		title,
		locale: 'ja_JP',
		timeZone: 'Asia/Tokyo',
		sheets: titles.map((name, index) => createSheet(index, name, index)),
		metadata: [],
		namedRanges: [],
		nextId: 1_000_001,
		copiesHiddenRows: true,
	};
}

/** A copy to work on. Cells and rows are never changed in place, so that both copies share them. */
export function copyWorkbook(workbook: Workbook): Workbook {
	const { sheets, metadata, namedRanges } = workbook;
	return { ...workbook, metadata: [...metadata], namedRanges: [...namedRanges], sheets: sheets.map(copySheet) };
}

export interface ResolvedRange {
	readonly sheet: Sheet;
	readonly area: Area;
}

/** @throws SheetsError 400 `Unable to parse range: …`, also when there is no such tab */
export function resolveRange(workbook: Workbook, text: string): ResolvedRange {
	const refuse = (): Error => invalidArgument(`Unable to parse range: ${text}`);
	const { title, rest } = splitRange(text);
	if (title === null) {
		const area = parseArea(rest ?? '');
		const first = workbook.sheets[0];
		if (area !== null && first !== undefined) return { sheet: first, area };
		const named = workbook.sheets.find((sheet) => sheet.title === rest);
		if (named === undefined) throw refuse();
		return { sheet: named, area: WHOLE_SHEET };
	}
	const sheet = workbook.sheets.find((candidate) => candidate.title === title);
	const area = rest === null ? WHOLE_SHEET : parseArea(rest);
	if (sheet === undefined || area === null) throw refuse();
	return { sheet, area };
}

/** @throws SheetsError 400 when the area begins outside of the grid */
export function requireWithinGrid({ sheet, area }: ResolvedRange): void {
	if (area.startRow < sheet.rowCount && area.startColumn < sheet.columnCount) return;
	const box = { ...area, endRow: area.endRow ?? area.startRow + 1, endColumn: area.endColumn ?? area.startColumn + 1 };
	throw invalidArgument(
		`Range (${boxName(sheet.title, box)}) exceeds grid limits. Max rows: ${sheet.rowCount}, max columns: ${sheet.columnCount}`,
	);
}

/** @throws SheetsError 400 when the workbook has more cells than Google allows, empty ones included */
export function requireCellBudget(workbook: Workbook): void {
	const cells = workbook.sheets.reduce((sum, sheet) => sum + sheet.rowCount * sheet.columnCount, 0);
	if (cells > MAX_CELLS) {
		throw invalidArgument(
			`This action would increase the number of cells in the workbook above the limit of ${MAX_CELLS} cells.`,
		);
	}
}

/** Keeps the notes of rows and columns with them; `count` is negative for deleted ones, whose notes go with them. */
export function moveMetadata(
	workbook: Workbook,
	sheetId: number,
	dimension: 'ROWS' | 'COLUMNS',
	at: number,
	count: number,
): void {
	workbook.metadata = workbook.metadata.flatMap((entry) => {
		const place = entry.dimension;
		if (entry.sheetId !== sheetId || place === null || place.dimension !== dimension || place.index < at) return [entry];
		if (count < 0 && place.index < at - count) return [];
		return [{ ...entry, dimension: { dimension, index: place.index + count } }];
	});
}
