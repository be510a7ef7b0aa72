import type { SheetCell, UpdatedRows } from '../../clients/googleSheets/client';
import { AutopilotError } from '../../core/errors';
import { keyColumn } from '../schema';
import { type Aimed, shownRow } from './batch';
import type { Book } from './book';
import { type Grid, headerColumns, sameHeader } from './grid';
import { setCells } from './requests';

/** Cells that were written into a row that somebody moved there in that moment. */
interface Stray {
	/** The table before the write: what stood in the cells. */
	readonly before: Grid;
	/** Header and row as the write left them. */
	readonly header: readonly SheetCell[];
	readonly found: readonly SheetCell[];
	/** What to put back, by column number. */
	readonly restore: ReadonlyMap<number, SheetCell>;
	/** Key of the row that was hit; `null` when its key cell was, or when it has none. */
	readonly key: string | null;
}

const MAX_ATTEMPTS = 6;

/**
 * Puts back what a write that missed its row overwrote, at whatever place it stands by now. The values are those of the last
 * read, moments before.
 * @throws AutopilotError LEDGER_CONFLICT when the rows do not come to rest.
 */
export async function undo(book: Book, missed: readonly Aimed[], shown: UpdatedRows): Promise<void> {
	const strays = missed.map((aimed) => strayOf(aimed, shownRow(shown, aimed.grid, 0), shownRow(shown, aimed.grid, aimed.row)));
	for (let attempt = 1; strays.length > 0; attempt++) {
		const stray = strays.shift();
		if (!stray) return;
		const { table } = stray.before;
		if (attempt > MAX_ATTEMPTS * missed.length) {
			throw new AutopilotError('LEDGER_CONFLICT', `Rows of ${table} are being moved while the ledger writes`, { table });
		}
		const again = await restore(book, stray);
		strays.push(...again);
	}
}

function strayOf({ grid, cells, isNew }: Aimed, header: readonly SheetCell[], found: readonly SheetCell[]): Stray {
	const keyIndex = headerColumns(header).get(keyColumn(grid.table)) ?? -1;
	const key = cells.has(keyIndex) || (found[keyIndex] ?? '') === '' ? null : String(found[keyIndex]);
	const source = isNew ? undefined : sourceOf(grid, header, found, cells, key);
	const columns = headerColumns(grid.rows[0] ?? []);
	const put = [...cells.keys()].map((column): [number, SheetCell] => {
		const was = source?.[columns.get(String(header[column] ?? '').trim()) ?? -1];
		return [column, was ?? null];
	});
	return { before: grid, header, found, restore: new Map(put), key };
}

/** The row that was hit, as it was before: by its key, else by all of its cells that were not hit. */
function sourceOf(
	before: Grid,
	header: readonly SheetCell[],
	found: readonly SheetCell[],
	hit: ReadonlyMap<number, SheetCell>,
	key: string | null,
): readonly SheetCell[] | undefined {
	if (key !== null) return before.rows[before.keys.get(key) ?? -1];
	const names = headerColumns(before.rows[0] ?? []);
	const others = [...headerColumns(header)].filter(([name, column]) => names.has(name) && !hit.has(column));
	if (others.every(([, column]) => (found[column] ?? '') === '')) return undefined;
	return before.rows.find(
		(cells, row) => row > 0 && others.every(([name, column]) => same(cells[names.get(name) ?? -1], found[column])),
	);
}

const same = (a: SheetCell | undefined, b: SheetCell | undefined): boolean => (a ?? '') === (b ?? '');

/** Writes the cells back where the row is now. @returns what that write hit instead, if the row moved again. */
async function restore(book: Book, stray: Stray): Promise<Stray[]> {
	const { before, key, header, found } = stray;
	const page = await book.read([before.table]);
	const grid = page.grids.get(before.table) ?? before;
	const names = headerColumns(grid.rows[0] ?? []);
	const place = (column: number): number => names.get(String(header[column] ?? '').trim()) ?? column;
	const isIt = (cells: readonly SheetCell[]): boolean => found.every((cell, column) => same(cell, cells[place(column)]));
	const row = key === null ? grid.rows.findIndex((cells, index) => index > 0 && isIt(cells)) : (grid.keys.get(key) ?? -1);
	// Somebody deleted the row: there is nothing to put back.
	if (row < 0) return [];
	const cells = new Map([...stray.restore].map(([column, value]) => [place(column), value]));
	const { tab } = grid;
	const shown = await book.change(setCells({ sheetId: tab.sheetId, row, cells }), {
		repeatable: true,
		show: [{ tab, rows: [0, row] }],
	});
	const [headerNow, rowNow] = [shownRow(shown, grid, 0), shownRow(shown, grid, row)];
	const untouched = (grid.rows[row] ?? []).every((cell, column) => cells.has(column) || same(cell, rowNow[column]));
	if (untouched && sameHeader(headerNow, grid.rows[0] ?? [])) return [];
	const aimed: Aimed = { write: { table: grid.table, key: key ?? '', cells: {} }, grid, row, isNew: false, cells };
	return [strayOf(aimed, headerNow, rowNow), stray];
}
