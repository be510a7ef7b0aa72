import type { CellWrite, GoogleSheetsClient, SheetCell } from '../clients/googleSheets/client';
import { AutopilotError, isAutopilotError } from '../core/errors';
import type { Clock, RandomId } from '../core/ports';
import { DEFAULT_SETTINGS } from '../core/settings';
import { asLedgerError } from './errors';
import type { Ledger, TableName, Tables, Where } from './ledger';
import { decodeRow, distinctKeys, encodeRow, encodeWhere, keyOf, meets, missingTable, type Row } from './rows';
import { keyColumn } from './schema';
import { writeAllExclusively, writeExclusively } from './sheets/claims';
import { type Grid, type GridRow, placeOf, readGrid, rowOf, rowsByKey } from './sheets/grid';
import { setUpTabs } from './sheets/setUp';

export interface GoogleSheetsLedgerOptions {
	readonly sheets: GoogleSheetsClient;
	/** The real time, not a replayed one: it tells whether another writer has died. */
	readonly now: Clock;
	readonly randomId: RandomId;
	readonly sleep: (milliseconds: number) => Promise<void>;
}

/**
 * The ledger in a Google spreadsheet: a tab for each table, a header in row 1. People may reorder columns and rows, add their own,
 * and edit cells. Rows are found by key in a read made just before each write; in the moment between the two a row that somebody
 * moves by hand could still be missed, which Google Sheets gives no means to prevent.
 */
export function createGoogleSheetsLedger(options: GoogleSheetsLedgerOptions): Ledger {
	const { sheets } = options;

	/** Says what a failure means for the ledger. */
	const call = async <B>(send: () => Promise<B>): Promise<B> => {
		try {
			return await send();
		} catch (error) {
			throw asSheetsLedgerError(sheets.spreadsheetId, error);
		}
	};

	const grids = async (tables: readonly TableName[]): Promise<Map<TableName, Grid>> => {
		const values = await call(async () => await sheets.read(tables));
		return new Map(tables.map((table) => [table, readGrid(table, values.get(table) ?? [])]));
	};

	const gridOf = async (table: TableName): Promise<Grid> => {
		const found = (await grids([table])).get(table);
		if (!found) throw missingTable(table);
		return found;
	};

	const append = async (table: TableName, grid: Grid, rows: readonly Row[]): Promise<number> => {
		const lines = rows.map((cells) => {
			const line: SheetCell[] = Array.from({ length: grid.width }, () => null);
			for (const [name, cell] of Object.entries(cells)) line[grid.columns.get(name) ?? grid.width] = cell;
			return line;
		});
		return await call(async () => await sheets.append(table, lines));
	};

	/** Adds rows that are not in `grid`. There is no unique index: of rows with one key the upper one counts, and ours goes again. */
	const add = async <T extends TableName>(table: T, grid: Grid, values: readonly Tables[T][]): Promise<string[]> => {
		const fresh = new Map<string, Row>();
		for (const value of values) {
			const key = keyOf(table, value);
			const row = encodeRow(table, key, value);
			if (!rowOf(table, grid, key) && !fresh.has(key)) fresh.set(key, row);
		}
		if (fresh.size === 0) return [];
		const keys = [...fresh.keys()];
		const first = await append(table, grid, [...fresh.values()]);
		const after = await gridOf(table);
		const lost = keys.filter((key, index) => (rowOf(table, after, key)?.number ?? first + index) < first + index);
		const blanks = lost.flatMap((key) => {
			const number = first + keys.indexOf(key);
			return [...after.columns.values()].map((column): CellWrite => ({ tab: table, row: number, column, value: null }));
		});
		await call(async () => await sheets.write(blanks));
		return keys.filter((key) => !lost.includes(key));
	};

	const insert = async <T extends TableName>(table: T, values: readonly Tables[T][]): Promise<string[]> =>
		values.length === 0 ? [] : await add(table, await gridOf(table), values);

	const read = <T extends TableName>(table: T, grid: Grid, where: Where<T> = {}): Tables[T][] => {
		const condition = encodeWhere(table, where);
		return grid.rows
			.map(({ number, cells }) => decodeRow(table, cells, placeOf(table, grid, number)))
			.filter((value) => meets(table, value, condition));
	};

	const setUp: Ledger['setUp'] = async () => {
		const created = await call(async () => await setUpTabs(sheets));
		return { ...created, createdSettings: await insert('settings', DEFAULT_SETTINGS) };
	};

	return {
		kind: 'googleSheets',
		setUp,
		read: async (table, where) => read(table, await gridOf(table), where),
		readAll: async <const N extends readonly TableName[]>(tables: N) => {
			const contents = [...(await grids(tables))].map(([table, grid]) => [table, read(table, grid)] as const);
			// One entry per table, each read with its own type.
			return Object.fromEntries(contents) as { [T in N[number]]: Tables[T][] };
		},
		insert,
		upsert: async (table, values) => {
			const encoded = values.map((value) => [keyOf(table, value), encodeRow(table, keyOf(table, value), value)] as const);
			const grid = await gridOf(table);
			await call(async () => await sheets.write(encoded.flatMap(([key, cells]) => writes(table, grid, key, cells))));
			const last = new Map(values.map((value) => [keyOf(table, value), value]));
			await add(table, grid, [...last.values()]);
		},
		update: async (table, patches) => {
			const encoded = patches.map(({ key, values }) => [key, encodeRow(table, key, values)] as const);
			const grid = await gridOf(table);
			await call(async () => await sheets.write(encoded.flatMap(([key, cells]) => writes(table, grid, key, cells))));
		},
		transition: async (table, key, expected, values) => {
			const condition = encodeWhere(table, expected);
			const cells = encodeRow(table, key, values);
			return await call(
				async () =>
					await writeExclusively(options, table, key, (tab) => {
						const grid = readGrid(table, tab);
						return changeOf(table, grid, rowOf(table, grid, key), condition, cells);
					}),
			);
		},
		transitionAll: async (table, changes) => {
			const encoded = distinctKeys(table, changes).map(({ key, expected, values }) => {
				return [key, { condition: encodeWhere(table, expected), cells: encodeRow(table, key, values) }] as const;
			});
			const wanted = new Map(encoded);
			const outcomes = await call(
				async () =>
					await writeAllExclusively(options, table, [...wanted.keys()], (tab) => {
						const grid = readGrid(table, tab);
						const rows = rowsByKey(table, grid);
						return (key) => {
							const change = wanted.get(key);
							return change ? changeOf(table, grid, rows.get(key), change.condition, change.cells) : null;
						};
					}),
			);
			return outcomes.map((outcome) => outcome === 'written');
		},
	};
}

/** What a transition writes into a row; `null` when it is not, or no longer, as expected. */
function changeOf(table: TableName, grid: Grid, row: GridRow | undefined, condition: Row, cells: Row): CellWrite[] | null {
	if (!row) return null;
	const value = decodeRow(table, row.cells, placeOf(table, grid, row.number));
	return meets(table, value, condition) ? writesInto(table, grid, row, cells) : null;
}

/** The cells to write into the row with a key; none when there is no such row. */
function writes(table: TableName, grid: Grid, key: string, cells: Row): CellWrite[] {
	const row = rowOf(table, grid, key);
	return row ? writesInto(table, grid, row, cells) : [];
}

function writesInto(table: TableName, grid: Grid, row: GridRow, cells: Row): CellWrite[] {
	return Object.entries(cells).flatMap(([name, value]): CellWrite[] => {
		const column = grid.columns.get(name);
		return column === undefined || name === keyColumn(table) ? [] : [{ tab: table, row: row.number, column, value }];
	});
}

function asSheetsLedgerError(spreadsheetId: string, error: unknown): unknown {
	if (!isAutopilotError(error)) return error;
	const tab = /Unable to parse range: '?([^'!]+)/.exec(error.message)?.[1];
	if (tab) return missingTable(tab);
	if (error.code === 'API_DENIED' || error.details.status === 404) {
		return new AutopilotError(
			'LEDGER_DENIED',
			`The spreadsheet ${spreadsheetId} cannot be opened: it does not exist or is not shared with this account (${error.message})`,
			{ spreadsheetId },
			{ cause: error },
		);
	}
	return asLedgerError(error);
}
