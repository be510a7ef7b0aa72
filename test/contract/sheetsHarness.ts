import axios from 'axios';
import { randomBytes } from 'node:crypto';
import {
	createGoogleSheetsClient,
	type GoogleSheetsClient,
	type GoogleSheetsOptions,
	type SheetCell,
} from '../../clients/googleSheets/client';
import { createQuota } from '../../clients/googleSheets/quota';
import { createGoogleSheetsLedger } from '../../ledger/googleSheets';
import type { Ledger, TableName } from '../../ledger/ledger';
import { keyColumn } from '../../ledger/schema';
import type { LedgerHarness } from './ledgerContract';
import { sheetHand } from './sheetHand';

/** Where a Sheets API is and what opens it. */
export interface SheetsAccess {
	readonly sheetsUrl: string;
	readonly sheetsToken: string;
}

/** Ten times as fast: the emulator answers at once. */
const sleep = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms / 10));

/** A client of its own, as another process would have. */
export const sheetsClient = (
	{ sheetsUrl, sheetsToken }: SheetsAccess,
	spreadsheetId: string,
	patience: Partial<GoogleSheetsOptions> = {},
): GoogleSheetsClient =>
	createGoogleSheetsClient({
		spreadsheetId,
		rootUrl: `${sheetsUrl}/`,
		adapter: axios.getAdapter('http'),
		headers: { Authorization: `Bearer ${sheetsToken}` },
		sleep,
		random: Math.random,
		clockMs: Date.now,
		quota: createQuota(Date.now, Number.MAX_SAFE_INTEGER),
		...patience,
	});

export const sheetsLedger = (sheets: GoogleSheetsClient): Ledger =>
	createGoogleSheetsLedger({
		sheets,
		now: () => new Date().toISOString(),
		randomId: (size) => randomBytes(size).toString('hex').slice(0, size),
		sleep,
	});

/** Makes an empty spreadsheet. @returns its id. */
export async function newSpreadsheet({ sheetsUrl, sheetsToken }: SheetsAccess): Promise<string> {
	const response = await fetch(`${sheetsUrl}/v4/spreadsheets`, {
		method: 'POST',
		headers: { Authorization: `Bearer ${sheetsToken}`, 'Content-Type': 'application/json' },
		body: JSON.stringify({ properties: { title: 'Contract' } }),
	});
	const { spreadsheetId } = (await response.json()) as { spreadsheetId: string };
	return spreadsheetId;
}

/** An empty spreadsheet, and the user who edits it in the browser. */
export async function sheetsHarness(access: SheetsAccess): Promise<LedgerHarness> {
	const spreadsheetId = await newSpreadsheet(access);
	const hand = sheetHand(access, spreadsheetId);
	const find = async (
		table: TableName,
		key: string,
		column: string,
	): Promise<{ row: number; column: number; rows: SheetCell[][] }> => {
		const rows = await hand.rows(table);
		const keyIndex = rows[0]?.indexOf(keyColumn(table)) ?? -1;
		const row = rows.findIndex((cells) => cells[keyIndex] === key);
		const index = rows[0]?.indexOf(column) ?? -1;
		if (row < 1 || index < 0) throw new Error(`no cell ${table} ${key} ${column}`);
		return { row: row + 1, column: index, rows };
	};

	return {
		open: () => sheetsLedger(sheetsClient(access, spreadsheetId)),
		cell: async (table, key, column) => {
			const { row, column: index, rows } = await find(table, key, column);
			return rows[row - 1]?.[index] ?? null;
		},
		setCell: async (table, key, column, value) => {
			const { row, column: index } = await find(table, key, column);
			await hand.type(table, row, index, value);
		},
		addColumn: async (table, column, value) => {
			// To the left of everything, so that every column of ours moves.
			const range = { sheetId: await hand.sheetId(table), dimension: 'COLUMNS', startIndex: 0, endIndex: 1 };
			await hand.change({ insertDimension: { range } });
			const rows = await hand.rows(table);
			for (const [index] of rows.entries()) await hand.type(table, index + 1, 0, index === 0 ? column : value);
		},
		removeColumn: async (table, column) => {
			const index = (await hand.rows(table))[0]?.indexOf(column) ?? -1;
			const range = { sheetId: await hand.sheetId(table), dimension: 'COLUMNS', startIndex: index, endIndex: index + 1 };
			await hand.change({ deleteDimension: { range } });
		},
		addBlankRow: async (table) => {
			const range = { sheetId: await hand.sheetId(table), dimension: 'ROWS', startIndex: 1, endIndex: 2 };
			await hand.change({ insertDimension: { range } });
		},
		duplicateRow: async (table, key) => {
			const { row, rows } = await find(table, key, keyColumn(table));
			await hand.append(table, rows[row - 1] ?? []);
		},
	};
}
