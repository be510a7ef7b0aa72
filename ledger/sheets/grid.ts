import { columnLetters } from '../../clients/googleSheets/a1';
import type { SheetCell, TabValues } from '../../clients/googleSheets/client';
import type { Cell } from '../columns';
import type { TableName } from '../ledger';
import { missingColumn, type Row } from '../rows';
import { columnsOf, keyColumn } from '../schema';
import { headerColumns } from './columns';
import type { Trace } from './damage';
import { type Repair, restore } from './restore';

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
	/** The rows as they really stand there, where a void batch damaged them and `rows` tells what they should be. */
	readonly raw: ReadonlyMap<number, readonly SheetCell[]>;
	readonly repairs: readonly Repair[];
	/** The batches that had been written when this was read: what they did is in here. */
	readonly heads: Map<string, string>;
}

/**
 * Reads a tab by its header: columns may stand in any order, with others between them. Rows in which all of our cells are empty
 * do not count.
 * @throws AutopilotError LEDGER_NOT_SET_UP when one of our columns is missing.
 */
export function readGrid(
	table: TableName,
	{ sheetId, title, rows: found }: TabValues,
	damages: readonly Trace[],
	heads: ReadonlyMap<string, string>,
): Grid {
	const columns = headerColumns(found[0] ?? []);
	const lacking = columnsOf(table).find(({ name }) => !columns.has(name));
	if (lacking) throw missingColumn(title, lacking.name);
	const { rows, repairs } = restore(found, table, damages);
	const raw = new Map(repairs.map(({ row }) => [row, found[row] ?? []]));
	const ours = columnsOf(table).map(({ name }) => columns.get(name) ?? 0);
	const keyIndex = columns.get(keyColumn(table)) ?? 0;
	const keys = new Map<string, number>();
	rows.forEach((cells, row) => {
		const key = String(cells[keyIndex] ?? '');
		if (row === 0 || keys.has(key)) return;
		if (key !== '' || ours.some((column) => (cells[column] ?? '') !== '')) keys.set(key, row);
	});
	return { table, tab: { sheetId, title }, rows, columns, keys, raw, repairs, heads: new Map(heads) };
}

/** The cells of a row as they really stand there. */
export const rawRow = ({ raw, rows }: Grid, row: number): readonly SheetCell[] => raw.get(row) ?? rows[row] ?? [];

/** A cell by its column's name. */
export const cellAt = (grid: Grid, row: number, column: string): Cell => grid.rows[row]?.[grid.columns.get(column) ?? -1] ?? null;

/** Our cells of a row. */
export const rowAt = (grid: Grid, row: number): Row =>
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
