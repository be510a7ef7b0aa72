import type { SheetCell, Shown, UpdatedRows } from '../../clients/googleSheets/client';
import type { TableName } from '../ledger';
import type { Row } from '../rows';
import { keyColumn } from '../schema';
import type { Grid } from './grid';
import { appendRows, type Request, runsOf, setCells } from './requests';
import { UNDO_TAB, undoRow } from './undoTab';

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

/** The requests of a batch: what stands in the cells is kept aside, then they are set, then new rows are added, tab by tab. */
export function requestsOf(aimed: readonly Aimed[], nonce: string): Request[] {
	const there = aimed.filter(({ isNew }) => !isNew);
	const grids = new Set(aimed.filter(({ isNew }) => isNew).map(({ grid }) => grid));
	const appends = [...grids].map((grid) => {
		const lines = aimed.filter((one) => one.isNew && one.grid === grid).map(lineOf);
		return appendRows(grid.tab.sheetId, lines);
	});
	return [
		...there.flatMap((one, index) => keepAside(one, undoRow(nonce, index), nonce)),
		...there.flatMap(({ grid, row, cells }) => setCells({ sheetId: grid.tab.sheetId, row, cells })),
		...appends,
	];
}

/** Copies the cells that are about to be set, one after the other, behind the number of the operation. */
function keepAside({ grid, row, cells }: Aimed, undo: number, nonce: string): Request[] {
	const { sheetId } = UNDO_TAB;
	let next = 1;
	const copies = runsOf(cells.keys()).map(({ first, length }): Request => {
		const columns = (start: number) => ({ startColumnIndex: start, endColumnIndex: start + length });
		const source = { sheetId: grid.tab.sheetId, startRowIndex: row, endRowIndex: row + 1, ...columns(first) };
		const destination = { sheetId, startRowIndex: undo, endRowIndex: undo + 1, ...columns(next) };
		next += length;
		return { copyPaste: { source, destination, pasteType: 'PASTE_VALUES' } };
	});
	return copies.length === 0 ? [] : [...setCells({ sheetId, row: undo, cells: new Map([[0, nonce]]) }), ...copies];
}

/** The header, the rows aimed at and what stood there, to be looked at in the very answer to the batch. */
export function shownOf(aimed: readonly Aimed[], nonce?: string): Shown[] {
	const grids = new Set(aimed.map(({ grid }) => grid));
	const tabs = [...grids].map((grid) => {
		const rows = aimed.filter((one) => one.grid === grid).map(({ row }) => row);
		return { tab: grid.tab, rows: [0, ...new Set(rows)] };
	});
	const there = aimed.filter(({ isNew, cells }) => !isNew && cells.size > 0).length;
	if (nonce === undefined || there === 0) return tabs;
	return [...tabs, { tab: UNDO_TAB, rows: Array.from({ length: there }, (_, index) => undoRow(nonce, index)) }];
}

/** A row of the tab as the batch left it. */
export const shownRow = (shown: UpdatedRows, { tab }: Grid, row: number): SheetCell[] => shown.get(tab.sheetId)?.get(row) ?? [];

/**
 * What stood in the cells of a write, as it was kept aside in the same batch.
 * @param kept the rows of the tab for that, by number
 * @returns by column; `null` when others have used the place since
 */
export function keptAside(
	aimed: readonly Aimed[],
	one: Aimed,
	kept: ReadonlyMap<number, readonly SheetCell[]> | undefined,
	nonce: string,
): Map<number, SheetCell> | null {
	const index = aimed.filter(({ isNew }) => !isNew).indexOf(one);
	const [mark, ...cells] = kept?.get(undoRow(nonce, index)) ?? [];
	if (mark !== nonce) return null;
	const columns = [...one.cells.keys()].toSorted((a, b) => a - b);
	return new Map(columns.map((column, at) => [column, cells[at] ?? null]));
}

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
