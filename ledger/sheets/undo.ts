import type { SheetCell, UpdatedRows } from '../../clients/googleSheets/client';
import { AutopilotError } from '../../core/errors';
import type { TableName } from '../ledger';
import { keyColumn } from '../schema';
import { type Aimed, keptAside, requestsOf, shownOf, shownRow } from './batch';
import type { Book } from './book';
import { type Grid, headerColumns, sameHeader } from './grid';
import { UNDO_TAB } from './undoTab';

/** Cells that were written into a row that somebody moved there in that moment. */
export interface Stray {
	readonly table: TableName;
	/** Header and row as the write left them. */
	readonly header: readonly SheetCell[];
	readonly found: readonly SheetCell[];
	/** What was written and what stood there before, by column number. */
	readonly cells: ReadonlyMap<number, { readonly written: SheetCell; readonly was: SheetCell }>;
}

const MAX_ATTEMPTS = 8;

/** What a write hit that missed its row, as its own answer shows it. */
export function strayOf(aimed: readonly Aimed[], one: Aimed, shown: UpdatedRows, nonce: string): Stray {
	const { grid, row, isNew } = one;
	const kept = isNew ? null : keptAside(aimed, one, shown.get(UNDO_TAB.sheetId), nonce);
	const cells = [...one.cells].map(([column, written]) => [column, { written, was: kept?.get(column) ?? null }] as const);
	return { table: grid.table, header: shownRow(shown, grid, 0), found: shownRow(shown, grid, row), cells: new Map(cells) };
}

/**
 * Puts back what writes overwrote that missed their rows, wherever it stands by now; what others have changed since stays.
 * @throws AutopilotError LEDGER_CONFLICT when the rows do not come to rest.
 */
export async function undo(book: Book, missed: readonly Stray[], nonce: string): Promise<void> {
	const strays = [...missed];
	for (let attempt = 1; strays.length > 0; attempt++) {
		const stray = strays.shift();
		if (!stray) return;
		if (attempt > MAX_ATTEMPTS * missed.length) {
			const { table } = stray;
			throw new AutopilotError('LEDGER_CONFLICT', `Rows of ${table} are being moved while the ledger writes`, { table });
		}
		strays.push(...(await restore(book, stray, nonce)));
	}
}

const same = (a: SheetCell | undefined, b: SheetCell | undefined): boolean => (a ?? '') === (b ?? '');

/** Writes the cells back where the row is now. @returns what is left to do, when it moved again or was changed meanwhile */
async function restore(book: Book, stray: Stray, nonce: string): Promise<Stray[]> {
	const { table, header, found, cells } = stray;
	const grid = (await book.read([table])).grids.get(table);
	if (!grid) return [];
	const names = headerColumns(grid.rows[0] ?? []);
	const place = (column: number): number => names.get(String(header[column] ?? '').trim()) ?? column;
	const row = rowOfStray(grid, stray, place);
	// Somebody deleted the row: there is nothing to put back.
	if (row === undefined) return [];
	const ours = [...cells].filter(([column, { written }]) => same(grid.rows[row]?.[place(column)], written));
	if (ours.length === 0) return [];
	const back: Aimed = {
		write: { table, key: '', cells: {} },
		grid,
		row,
		isNew: false,
		cells: new Map(ours.map(([column, { was }]) => [place(column), was])),
	};
	const shown = await book.change(requestsOf([back], nonce), { repeatable: true, show: shownOf([back], nonce) });
	const done = strayOf([back], back, shown, nonce);
	const untouched = (grid.rows[row] ?? []).every((cell, column) => back.cells.has(column) || same(cell, done.found[column]));
	if (!untouched || !sameHeader(done.header, grid.rows[0] ?? [])) return [done, { ...stray, header, found }];
	// What others wrote between the look and the write is newer than what was put back.
	const newer = [...done.cells].filter(([column, { was }]) => {
		const [, expected] = ours.find(([original]) => place(original) === column) ?? [];
		return !same(was, expected?.written);
	});
	return newer.length > 0 ? [{ ...done, cells: new Map(newer) }] : [];
}

/** By its key, unless its key cell is among those that were hit; then by all of its cells. */
function rowOfStray(grid: Grid, { header, found, cells }: Stray, place: (column: number) => number): number | undefined {
	const keyIndex = headerColumns(header).get(keyColumn(grid.table)) ?? -1;
	const key = String(found[keyIndex] ?? '');
	if (key !== '' && !cells.has(keyIndex)) return grid.keys.get(key);
	const row = grid.rows.findIndex((line, index) => index > 0 && found.every((cell, column) => same(cell, line[place(column)])));
	return row < 0 ? undefined : row;
}
