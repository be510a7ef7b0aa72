import { columnLetters } from '../../clients/googleSheets/a1';
import type { SheetCell, TabValues } from '../../clients/googleSheets/client';
import type { Cell } from '../columns';
import type { TableName } from '../ledger';
import { missingColumn, type Row } from '../rows';
import { columnsOf, keyColumn } from '../schema';

/** A tab as it was read: what stands in which row and column, our columns and others, found by the header. */
export interface Grid {
	readonly table: TableName;
	readonly tab: Pick<TabValues, 'sheetId' | 'title'>;
	/** The header first. Rows are as long as they are filled. */
	readonly rows: SheetCell[][];
	/** Column numbers from 0, by name. */
	readonly columns: ReadonlyMap<string, number>;
	/** Row numbers from 0, by key. Of two rows with one key the upper one counts. */
	readonly keys: Map<string, number>;
	/** Operations of other writers that were over when this was read, by nonce: what they did is in here. */
	readonly settled: Set<string>;
}

/** Column numbers of a header row by name. Of two columns of one name the first counts. */
export function headerColumns(header: readonly SheetCell[]): Map<string, number> {
	const columns = new Map<string, number>();
	header.forEach((cell, index) => {
		const name = String(cell ?? '').trim();
		if (name !== '' && !columns.has(name)) columns.set(name, index);
	});
	return columns;
}

/** Tells whether one header has the same names in the same places as another. */
export const sameHeader = (a: readonly SheetCell[], b: readonly SheetCell[]): boolean =>
	Array.from({ length: Math.max(a.length, b.length) }).every((_, index) => String(a[index] ?? '') === String(b[index] ?? ''));

/**
 * Reads a tab by its header: columns may stand in any order, with others between them. Rows in which all of our cells are empty
 * do not count.
 * @throws AutopilotError LEDGER_NOT_SET_UP when one of our columns is missing.
 */
export function readGrid(table: TableName, { sheetId, title, rows }: TabValues, settled: Iterable<string>): Grid {
	const columns = headerColumns(rows[0] ?? []);
	const lacking = columnsOf(table).find(({ name }) => !columns.has(name));
	if (lacking) throw missingColumn(title, lacking.name);
	const ours = columnsOf(table).map(({ name }) => columns.get(name) ?? 0);
	const keyIndex = columns.get(keyColumn(table)) ?? 0;
	const keys = new Map<string, number>();
	rows.forEach((cells, row) => {
		const key = String(cells[keyIndex] ?? '');
		if (row === 0 || keys.has(key)) return;
		if (key !== '' || ours.some((column) => (cells[column] ?? '') !== '')) keys.set(key, row);
	});
	return { table, tab: { sheetId, title }, rows, columns, keys, settled: new Set(settled) };
}

/** A cell by its column's name. */
export const cellAt = (grid: Grid, row: number, column: string): Cell => grid.rows[row]?.[grid.columns.get(column) ?? -1] ?? null;

/** Our cells of a row. */
const rowAt = (grid: Grid, row: number): Row =>
	Object.fromEntries(columnsOf(grid.table).map(({ name }): [string, Cell] => [name, cellAt(grid, row, name)]));

/** The row with a key. A key that looks like a number may have become one when somebody typed it. */
export function rowOf(grid: Grid, key: string): Row | null {
	const row = grid.keys.get(key);
	return row === undefined ? null : rowAt(grid, row);
}

/** `goals_tracker!C5`, for messages. */
export const placeIn =
	({ tab, columns }: Grid, row: number | undefined) =>
	(column: string): string =>
		row === undefined ? '' : `${tab.title}!${columnLetters(columns.get(column) ?? 0)}${row + 1}`;
