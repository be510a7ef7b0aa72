import type { SheetTab } from '../../clients/googleSheets/client';
import { isAutopilotError } from '../../core/errors';
import type { ArchivedRow, Instant } from '../../core/types';
import type { TableName } from '../ledger';
import { encodeRow, type Row } from '../rows';
import { columnsOf } from '../schema';
import type { Book, Page } from './book';
import { commit, type Intent, mend, type Ports, send } from './commit';
import { rawRow, rowAt } from './grid';
import { JOURNAL_COLUMNS, NOTE_COLUMNS } from './journal';
import { GROWING_TABLES, NEEDED_TABLES, outdatedKeys } from './outdated';
import { print } from './print';
import { findTab } from './tabs';
import type { Write } from './writes';

/** Well before Google's limit of ten million cells, empty ones included. */
const TOO_MANY_CELLS = 6_000_000;
const ROWS_AT_ONCE = 500;
/** Columns that a line of the journal has room for beside its notes and a key. Rows of a wider tab stay there, empty. */
const MOST_COPIED = JOURNAL_COLUMNS - NOTE_COLUMNS - 1;
/**
 * When the spreadsheet has grown large, moves old rows of its largest table to the tab `archive`, where each takes five cells.
 * Only rows that nothing needs any more.
 * @returns how many were moved
 */
export async function archiveOld(book: Book, ports: Ports, tabs: readonly SheetTab[]): Promise<number> {
	const cellsIn = (tab: SheetTab | undefined): number => (tab ? tab.rowCount * tab.columnCount : 0);
	if (tabs.reduce((sum, tab) => sum + cellsIn(tab), 0) < TOO_MANY_CELLS) return 0;
	const largestFirst = GROWING_TABLES.toSorted((a, b) => cellsIn(findTab(tabs, b)) - cellsIn(findTab(tabs, a)));
	for (const table of largestFirst) {
		const page = await book.read([...new Set<TableName>([table, ...NEEDED_TABLES, 'archive'])]);
		const keys = outdatedKeys(table, page, ports.now()).slice(0, ROWS_AT_ONCE);
		if (keys.length > 0) return await move(book, ports, page, { table, keys, width: findTab(tabs, table)?.columnCount ?? 0 });
	}
	return 0;
}

/** Rows of a table that are to go. */
interface Moving {
	readonly table: TableName;
	readonly keys: readonly string[];
	/** Columns of the tab, those of its owner included. */
	readonly width: number;
}

async function move(book: Book, ports: Ports, page: Page, moving: Moving): Promise<number> {
	const { table, keys } = moving;
	const grid = page.grids.get(table);
	if (!grid) return 0;
	const names = columnsOf(table).map(({ name }) => name);
	const empty: Row = Object.fromEntries(names.map((name) => [name, null]));
	const intents = keys.flatMap((key): Intent[] => {
		const archived = archivedRow(table, key, rowAt(grid, grid.keys.get(key) ?? 0), ports.now());
		if (!archived) return [];
		return [
			{
				table: 'archive',
				key: archived.archiveId,
				goesBy: [],
				// What was moved there before under the same key, and has been written anew since, gives way.
				decide: () => encodeRow('archive', archived.archiveId, archived),
			},
			{ table, key, goesBy: names, isRemoval: true, decide: (row) => (row ? empty : null) },
		];
	});
	const rows = intents.flatMap(({ isRemoval, key }) => (isRemoval ? [grid.keys.get(key) ?? 0] : []));
	const { outcomes } = await commit(book, ports, intents, { known: page, isWhole: true });
	if (!outcomes.includes('written')) return 0;
	await dropEmpty(book, ports, await book.read([table]), moving, rows);
	return rows.length;
}

/** `null` for a row that is too long for a cell: it stays. */
function archivedRow(table: TableName, key: string, row: Row, now: Instant): ArchivedRow | null {
	const filled = Object.entries(row).filter((entry): entry is [string, string | number | boolean] => (entry[1] ?? '') !== '');
	const cells = Object.fromEntries(filled);
	const goalId = String(row['goal_id'] ?? '');
	const archived = { archiveId: `${table}:${key}`, tableName: table, goalId, archivedAt: now, cells };
	return JSON.stringify(cells).length < 45_000 ? archived : null;
}

/**
 * Takes out rows that were emptied, by a batch like any other: what stands in them is copied in the same instant. Where somebody
 * moved another row there in that moment, the batch is void, everybody sees that row all the same, and it is put back.
 */
async function dropEmpty(book: Book, ports: Ports, page: Page, { table, width }: Moving, rows: readonly number[]): Promise<void> {
	const grid = page.grids.get(table);
	if (!grid || width > MOST_COPIED) return;
	const isEmpty = (row: number): boolean => rawRow(grid, row).every((cell) => print(cell) === '');
	const was = new Map(Array.from({ length: width }, (_, column): [number, string] => [column, '']));
	const writes = rows.filter(isEmpty).map((row): Write => ({ grid, key: '', row, cells: new Map(), was, isDrop: true }));
	if (writes.length === 0) return;
	const sent = await send(book, ports, page, writes, { nonce: ports.randomId(20) });
	if (!isAutopilotError(sent) && sent.batch.counts) return;
	await mend(book, ports, [table], await book.read([table]));
}
