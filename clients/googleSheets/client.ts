import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { z } from 'zod';
import { AutopilotError } from '../../core/errors';
import { createHttpClient, type HttpClientOptions } from '../http/httpClient';
import { cellRange, startOf, tabRange } from './a1';
import { sheetsLibrary } from './library';

export type SheetCell = string | number | boolean | null;

export interface SheetTab {
	readonly sheetId: number;
	readonly title: string;
	/** Size of the grid, empty cells included. */
	readonly rowCount: number;
	readonly columnCount: number;
}

/** A value for one cell. `row` counts from 1 as in the spreadsheet, `column` from 0. `null` empties it. */
export interface CellWrite {
	readonly tab: string;
	readonly row: number;
	readonly column: number;
	readonly value: SheetCell;
}

/** One spreadsheet. Every value is written RAW: text stays text, whatever it starts with, and is never a formula. */
export interface GoogleSheetsClient {
	readonly spreadsheetId: string;
	tabs(): Promise<SheetTab[]>;
	/** The rows of each tab from row 1 on, in one call. Empty cells at the end of a row and empty rows at the end are left out. */
	read(tabs: readonly string[]): Promise<Map<string, SheetCell[][]>>;
	/** Adds rows below the last one. @returns the number of the first new row. */
	append(tab: string, rows: readonly (readonly SheetCell[])[]): Promise<number>;
	/** Sets single cells, all in one call. */
	write(cells: readonly CellWrite[]): Promise<void>;
	/** Changes tabs and formats; all requests or none are carried out. */
	change(requests: readonly sheets_v4.Schema$Request[]): Promise<void>;
}

export interface GoogleSheetsOptions extends Omit<HttpClientOptions, 'service' | 'arrayFormat' | 'baseUrl'> {
	readonly spreadsheetId: string;
	/** Default `https://sheets.googleapis.com/`. */
	readonly rootUrl?: string;
}

const tab = z.object({
	properties: z.object({
		sheetId: z.number().default(0),
		title: z.string(),
		gridProperties: z
			.object({ rowCount: z.number().default(0), columnCount: z.number().default(0) })
			.default({ rowCount: 0, columnCount: 0 }),
	}),
});
const spreadsheet = z.object({ sheets: z.array(tab).default([]) });
const rows = z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])));
const valueRanges = z.object({ valueRanges: z.array(z.object({ values: rows.default([]) })) });
const appended = z.object({ updates: z.object({ updatedRange: z.string() }) });

/**
 * Opens a spreadsheet through the official library over an injected transport. The library is loaded by the first call.
 * Every method throws an AutopilotError: API_UNREACHABLE, API_DENIED, API_RATE_LIMITED (Google says neither when the minute is
 * over nor lets it be asked: calls are repeated with a growing jitter for up to a minute), API_REJECTED or API_RESPONSE_INVALID.
 */
export function createGoogleSheetsClient({
	spreadsheetId,
	rootUrl = 'https://sheets.googleapis.com/',
	...rest
}: GoogleSheetsOptions): GoogleSheetsClient {
	// Google's quota is refilled each minute, so that being patient for a minute is what helps.
	const patience = { maxRetries: 8, maxWaitMs: 70_000 };
	const http = createHttpClient({
		...patience,
		...rest,
		service: 'Google Sheets',
		baseUrl: new URL(rootUrl).origin,
		arrayFormat: 'repeat',
	});
	const library = sheetsLibrary(http, rootUrl);

	const write = async (cells: readonly CellWrite[]): Promise<void> => {
		if (cells.length === 0) return;
		const { values } = (await library()).spreadsheets;
		const data = cells.map(({ tab: title, row, column, value }) => ({
			range: cellRange(title, row, column),
			// null would leave the cell as it is.
			values: [[value ?? '']],
		}));
		await values.batchUpdate({ spreadsheetId, requestBody: { valueInputOption: 'RAW', data } });
	};

	return {
		spreadsheetId,
		write,
		tabs: async () => {
			const { spreadsheets } = await library();
			const { data } = await spreadsheets.get({ spreadsheetId, fields: 'sheets.properties' });
			return checked(spreadsheet, data).sheets.map(({ properties: { sheetId, title, gridProperties } }) => ({
				sheetId,
				title,
				...gridProperties,
			}));
		},
		read: async (titles) => {
			const { values } = (await library()).spreadsheets;
			const { data } = await values.batchGet({
				spreadsheetId,
				ranges: titles.map(tabRange),
				valueRenderOption: 'UNFORMATTED_VALUE',
				// A date that somebody typed arrives as it is shown, not as a number of days that could be taken for an amount.
				dateTimeRenderOption: 'FORMATTED_STRING',
			});
			const answers = checked(valueRanges, data).valueRanges;
			return new Map(titles.map((title, index) => [title, answers[index]?.values ?? []]));
		},
		append: async (title, newRows) => {
			const { values } = (await library()).spreadsheets;
			const { data } = await values.append({
				spreadsheetId,
				// The whole tab: Google then adds below the last table in it. A smaller range would add below the first, and shift rows.
				range: tabRange(title),
				valueInputOption: 'RAW',
				insertDataOption: 'INSERT_ROWS',
				requestBody: { values: newRows.map((cells) => cells.map((cell) => cell ?? '')) },
			});
			const start = startOf(checked(appended, data).updates.updatedRange);
			if (!start)
				throw new AutopilotError('API_RESPONSE_INVALID', 'Google Sheets did not say where it added the rows', {
					service: 'Google Sheets',
				});
			if (start.column > 0) await write(movedLeft(title, start, newRows));
			return start.row;
		},
		change: async (requests) => {
			const { spreadsheets } = await library();
			await spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests: [...requests] } });
		},
	};
}

/** Google adds rows where the last table starts, which is not column A where column A is empty there: puts them where they belong. */
function movedLeft(
	title: string,
	start: { row: number; column: number },
	newRows: readonly (readonly SheetCell[])[],
): CellWrite[] {
	return newRows.flatMap((cells, index) =>
		Array.from({ length: start.column + cells.length }, (_, column) => ({
			tab: title,
			row: start.row + index,
			column,
			value: cells[column] ?? null,
		})),
	);
}

function checked<T>(shape: z.ZodType<T>, data: unknown): T {
	const result = shape.safeParse(data);
	if (result.success) return result.data;
	const issue = result.error.issues[0];
	throw new AutopilotError(
		'API_RESPONSE_INVALID',
		`Google Sheets answered in an unknown shape: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
		{ service: 'Google Sheets' },
	);
}
