import { columnLetters } from '../../clients/googleSheets/a1';
import type { SheetCell } from '../../clients/googleSheets/client';
import type { Cell } from '../columns';
import { firstOfEachKey, missingColumn, missingTable, type Row } from '../rows';
import { columnsOf, keyColumn } from '../schema';
import type { TableName } from '../ledger';

/** A tab, read: which column holds what, and the rows with their numbers. */
export interface Grid {
	/** Width of the header, foreign columns included. */
	readonly width: number;
	/** Column numbers from 0, by name. */
	readonly columns: ReadonlyMap<string, number>;
	readonly rows: readonly GridRow[];
}

export interface GridRow {
	/** As the spreadsheet counts: from 1. */
	readonly number: number;
	readonly cells: Row;
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

/**
 * Reads a tab by its header: columns may stand in any order, with others between them. Blank rows and repeated keys are left out.
 * @throws AutopilotError LEDGER_NOT_SET_UP when the header or one of our columns is missing.
 */
export function readGrid(table: TableName, values: readonly (readonly SheetCell[])[]): Grid {
	const [header, ...body] = values;
	if (!header) throw missingTable(table);
	const columns = headerColumns(header);
	const lacking = columnsOf(table).find(({ name }) => !columns.has(name));
	if (lacking) throw missingColumn(table, lacking.name);

	const ours = columnsOf(table).map(({ name }): [name: string, column: number] => [name, columns.get(name) ?? 0]);
	const numbers = new Map<Row, number>();
	const rows = body.map((cells, index): Row => {
		const row = Object.fromEntries(ours.map(([name, column]): [string, Cell] => [name, cells[column] ?? null]));
		numbers.set(row, index + 2);
		return row;
	});
	const counting = firstOfEachKey(table, rows).map((cells) => ({ number: numbers.get(cells) ?? 0, cells }));
	return { width: header.length, columns, rows: counting };
}

/** The row with a key. A key that looks like a number may have become one when somebody typed it. */
export const rowOf = (table: TableName, grid: Grid, key: string): GridRow | undefined =>
	grid.rows.find(({ cells }) => String(cells[keyColumn(table)] ?? '') === key);

/** All rows by their key, for looking up many. */
export const rowsByKey = (table: TableName, grid: Grid): ReadonlyMap<string, GridRow> =>
	new Map(grid.rows.toReversed().map((row) => [String(row.cells[keyColumn(table)] ?? ''), row]));

/** `goals_tracker!C5`, for messages. */
export const placeOf =
	(table: TableName, grid: Grid, row: number) =>
	(column: string): string =>
		`${table}!${columnLetters(grid.columns.get(column) ?? 0)}${row}`;
