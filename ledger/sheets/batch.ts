import type { SheetCell, Shown, UpdatedRows } from '../../clients/googleSheets/client';
import type { TableName } from '../ledger';
import type { Row } from '../rows';
import { keyColumn } from '../schema';
import type { Grid } from './grid';
import { appendRows, type Request, setCells } from './requests';

/** What is to be written into the row with a key, or into a new one. */
export interface RowWrite {
	readonly table: TableName;
	readonly key: string;
	readonly cells: Row;
}

/** A write with the place it is aimed at. Numbers from 0. */
export interface Aimed {
	readonly write: RowWrite;
	readonly grid: Grid;
	readonly row: number;
	readonly isNew: boolean;
	readonly cells: ReadonlyMap<number, SheetCell>;
}

/** Aims each write at its row as the tables were read last; a row that is not there goes below the last one. */
export function aim(grids: ReadonlyMap<TableName, Grid>, writes: readonly RowWrite[]): Aimed[] {
	const added = new Map<TableName, number>();
	return writes.flatMap((write): Aimed[] => {
		const grid = grids.get(write.table);
		if (!grid) return [];
		const known = grid.keys.get(write.key);
		const count = added.get(write.table) ?? 0;
		if (known === undefined) added.set(write.table, count + 1);
		const named = Object.entries(write.cells).filter(([name]) => known === undefined || name !== keyColumn(write.table));
		const cells = new Map(named.map(([name, value]): [number, SheetCell] => [grid.columns.get(name) ?? 0, value]));
		return [{ write, grid, row: known ?? grid.rows.length + count, isNew: known === undefined, cells }];
	});
}

/** The line of a new row, from column A on; columns that are not ours stay empty. */
const lineOf = ({ cells }: Aimed): SheetCell[] =>
	Array.from({ length: Math.max(...cells.keys()) + 1 }, (_, column) => cells.get(column) ?? null);

/** The requests of a batch: cells of rows that are there, then new rows, tab by tab. */
export function requestsOf(aimed: readonly Aimed[]): Request[] {
	const sets = aimed
		.filter(({ isNew }) => !isNew)
		.flatMap(({ grid, row, cells }) => setCells({ sheetId: grid.tab.sheetId, row, cells }));
	const grids = new Set(aimed.filter(({ isNew }) => isNew).map(({ grid }) => grid));
	const appends = [...grids].map((grid) => {
		const lines = aimed.filter((one) => one.isNew && one.grid === grid).map(lineOf);
		return appendRows(grid.tab.sheetId, lines);
	});
	return [...sets, ...appends];
}

/** The header and the rows aimed at, to be looked at in the very answer to the batch. */
export function shownOf(aimed: readonly Aimed[]): Shown[] {
	const grids = new Set(aimed.map(({ grid }) => grid));
	return [...grids].map((grid) => {
		const rows = aimed.filter((one) => one.grid === grid).map(({ row }) => row);
		return { tab: grid.tab, rows: [0, ...new Set(rows)] };
	});
}

/** A row of the tab as the batch left it. */
export const shownRow = (shown: UpdatedRows, { tab }: Grid, row: number): SheetCell[] => shown.get(tab.sheetId)?.get(row) ?? [];

/**
 * Brings a grid to what the batch left, so that the next batch need not read it again.
 * @returns whether that was possible: a new row that is not where it was expected can be anywhere.
 */
export function keepUp(aimed: readonly Aimed[], shown: UpdatedRows, nonce?: string): boolean {
	return aimed.every(({ grid, write, row, isNew }) => {
		const cells = shownRow(shown, grid, row);
		if (String(cells[grid.columns.get(keyColumn(write.table)) ?? -1] ?? '') !== write.key) return false;
		if (isNew && grid.rows.length < row) return false;
		grid.rows[row] = cells;
		if (isNew) grid.keys.set(write.key, row);
		if (nonce !== undefined) grid.settled.add(nonce);
		return true;
	});
}
