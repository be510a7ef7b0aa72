import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import type { CellWrite, GoogleSheetsClient, SheetTab } from '../../clients/googleSheets/client';
import { type AutopilotError, isAutopilotError } from '../../core/errors';
import type { ColumnKind } from '../columns';
import { columnsOf, TABLE_NAMES } from '../schema';
import { CLAIMS_HEADER, CLAIMS_TAB } from './claims';
import { headerColumns } from './grid';

interface WantedTab {
	readonly title: string;
	readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
	readonly hidden: boolean;
}

const WANTED: readonly WantedTab[] = [
	...TABLE_NAMES.map((title) => ({ title, columns: columnsOf(title), hidden: false })),
	{ title: CLAIMS_TAB, columns: CLAIMS_HEADER.map((name) => ({ name, kind: 'text' as const })), hidden: true },
];

/** Rows of a new tab: the grid grows by itself, and every empty cell counts towards the spreadsheet's limit. */
const NEW_ROWS = 100;

/**
 * Makes missing tabs and header cells, and formats what it made. Nothing else is touched.
 * @returns the names of the tabs and `tab.column` of the columns it made in tabs that were there.
 */
export async function setUpTabs(sheets: GoogleSheetsClient): Promise<{ createdTables: string[]; createdColumns: string[] }> {
	const createdTables = await addMissingTabs(sheets);
	const [tabs, values] = await Promise.all([sheets.tabs(), sheets.read(WANTED.map(({ title }) => title))]);
	const requests: sheets_v4.Schema$Request[] = [];
	const cells: CellWrite[] = [];
	const createdColumns: string[] = [];

	for (const { title, columns } of WANTED) {
		const tab = tabs.find((present) => present.title === title);
		const rows = values.get(title) ?? [];
		const there = headerColumns(rows[0] ?? []);
		const missing = columns.filter(({ name }) => !there.has(name));
		if (!tab || missing.length === 0) continue;
		// To the right of everything, also of cells below the header that have no title.
		const first = Math.max(0, ...rows.map((row) => row.length));
		requests.push(...room(tab, first + missing.length), ...formats(tab, first, missing));
		cells.push(...missing.map(({ name }, index): CellWrite => ({ tab: title, row: 1, column: first + index, value: name })));
		if (!createdTables.includes(title)) createdColumns.push(...missing.map(({ name }) => `${title}.${name}`));
	}
	if (requests.length > 0) await sheets.change(requests);
	await sheets.write(cells);
	return { createdTables, createdColumns };
}

const MAX_ATTEMPTS = 3;

/** Adds tabs in one call. Where somebody else was faster with one of them, looks again and adds the rest. */
async function addMissingTabs(sheets: GoogleSheetsClient): Promise<string[]> {
	for (let attempt = 1; ; attempt++) {
		const present = await sheets.tabs();
		const missing = WANTED.filter(({ title }) => !present.some((tab) => tab.title === title));
		if (missing.length === 0) return [];
		const taken = await sheets.change(missing.map(addSheet)).then(() => null, nameTaken);
		if (!taken) return missing.map(({ title }) => title);
		if (attempt === MAX_ATTEMPTS) throw taken;
	}
}

/** Google refuses all tabs when there is one of the same name. */
function nameTaken(error: unknown): AutopilotError {
	if (isAutopilotError(error) && error.code === 'API_REJECTED' && /already exists/i.test(error.message)) return error;
	throw error;
}

const addSheet = ({ title, columns, hidden }: WantedTab): sheets_v4.Schema$Request => ({
	addSheet: {
		properties: { title, hidden, gridProperties: { rowCount: NEW_ROWS, columnCount: columns.length, frozenRowCount: 1 } },
	},
});

/** Writing beyond the grid is an error, so the grid is made wide enough first. */
function room({ sheetId, columnCount }: SheetTab, needed: number): sheets_v4.Schema$Request[] {
	return needed > columnCount ? [{ appendDimension: { sheetId, dimension: 'COLUMNS', length: needed - columnCount } }] : [];
}

/**
 * A bold header; and text columns as plain text, so that a date or a number that somebody types there stays what was typed, and a
 * formula stays text.
 */
function formats({ sheetId }: SheetTab, first: number, columns: WantedTab['columns']): sheets_v4.Schema$Request[] {
	const header: sheets_v4.Schema$Request = {
		repeatCell: {
			range: { sheetId, startRowIndex: 0, endRowIndex: 1, startColumnIndex: first, endColumnIndex: first + columns.length },
			cell: { userEnteredFormat: { textFormat: { bold: true } } },
			fields: 'userEnteredFormat.textFormat.bold',
		},
	};
	const body = columns.map(({ kind }, index): sheets_v4.Schema$Request => {
		const numberFormat = kind === 'number' ? { type: 'NUMBER', pattern: '#,##0.####' } : { type: 'TEXT' };
		return {
			repeatCell: {
				range: { sheetId, startRowIndex: 1, startColumnIndex: first + index, endColumnIndex: first + index + 1 },
				// Long texts and JSON must not blow up the row.
				cell: { userEnteredFormat: { numberFormat, wrapStrategy: 'CLIP' } },
				fields: 'userEnteredFormat(numberFormat,wrapStrategy)',
			},
		};
	});
	return [header, ...body.filter((_, index) => columns[index]?.kind !== 'boolean')];
}
