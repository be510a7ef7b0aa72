import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { tabRange } from '../../clients/googleSheets/a1';
import type { SheetCell } from '../../clients/googleSheets/client';
import type { SheetsAccess } from './sheetsHarness';

/** The owner at the spreadsheet, in the browser: reads, types, moves. */
export interface SheetHand {
	rows(title: string): Promise<SheetCell[][]>;
	/** Row from 1 as the spreadsheet shows it, column from 0. */
	type(title: string, row: number, column: number, value: SheetCell): Promise<void>;
	append(title: string, cells: readonly SheetCell[]): Promise<void>;
	sheetId(title: string): Promise<number>;
	titles(): Promise<string[]>;
	change(...requests: sheets_v4.Schema$Request[]): Promise<void>;
	spreadsheet(fields: string): Promise<sheets_v4.Schema$Spreadsheet>;
}

export function sheetHand({ sheetsUrl, sheetsToken }: SheetsAccess, spreadsheetId: string): SheetHand {
	const base = `${sheetsUrl}/v4/spreadsheets/${spreadsheetId}`;
	const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
		const headers = { Authorization: `Bearer ${sheetsToken}`, 'Content-Type': 'application/json' };
		const response = await fetch(base + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
		return await response.json();
	};
	const change: SheetHand['change'] = async (...requests) => {
		await call('POST', ':batchUpdate', { requests });
	};
	const spreadsheet: SheetHand['spreadsheet'] = async (fields) =>
		(await call('GET', `?fields=${encodeURIComponent(fields)}`)) as sheets_v4.Schema$Spreadsheet;
	const tabs = async (): Promise<sheets_v4.Schema$SheetProperties[]> =>
		((await spreadsheet('sheets.properties')).sheets ?? []).flatMap(({ properties }) => properties ?? []);
	const sheetId = async (title: string): Promise<number> => (await tabs()).find((tab) => tab.title === title)?.sheetId ?? -1;
	const range = (title: string): string => encodeURIComponent(tabRange(title));
	const data = (value: SheetCell): sheets_v4.Schema$CellData => {
		if (value === null || value === '') return {};
		if (typeof value === 'string') return { userEnteredValue: { stringValue: value } };
		return { userEnteredValue: typeof value === 'number' ? { numberValue: value } : { boolValue: value } };
	};
	return {
		change,
		spreadsheet,
		sheetId,
		titles: async () => (await tabs()).map(({ title }) => title ?? ''),
		rows: async (title) => {
			const values = (await call('GET', `/values/${range(title)}?valueRenderOption=UNFORMATTED_VALUE`)) as {
				values?: SheetCell[][];
			};
			return values.values ?? [];
		},
		type: async (title, row, column, value) => {
			const start = { sheetId: await sheetId(title), rowIndex: row - 1, columnIndex: column };
			await change({ updateCells: { start, rows: [{ values: [data(value)] }], fields: 'userEnteredValue' } });
		},
		append: async (title, cells) => {
			await change({
				appendCells: { sheetId: await sheetId(title), rows: [{ values: cells.map(data) }], fields: 'userEnteredValue' },
			});
		},
	};
}
