import type { SheetCell, SheetTab } from '../../clients/googleSheets/client';
import { isAutopilotError } from '../../core/errors';
import { addSeconds } from '../../core/time';
import type { ArchivedRow, Goal, Instant } from '../../core/types';
import type { TableName } from '../ledger';
import { encodeRow, type Row } from '../rows';
import { columnsOf } from '../schema';
import type { Book, Page } from './book';
import { commit, type Intent, type Ports, sendPrepared } from './commit';
import { decodeGrid } from './decode';
import { cellAt, rawRow, rowAt } from './grid';
import { print } from './print';
import { appendRows, type Request } from './requests';
import { findTab } from './tabs';
import { prepare, type Write } from './writes';
import { runsOf } from '../../clients/googleSheets/runs';

/** Well before Google's limit of ten million cells, empty ones included. */
const TOO_MANY_CELLS = 6_000_000;
const ROWS_AT_ONCE = 500;
const DAY = 86_400;

/** Tables that grow, the column that says how old a row is, and for how many days it is kept there. Years are compared with years. */
const GROWING: ReadonlyMap<TableName, { readonly at: string; readonly days: number }> = new Map([
	['run_log', { at: 'scheduled_for', days: 180 }],
	['decision_log', { at: 'asked_at', days: 180 }],
	['answer_log', { at: 'received_at', days: 180 }],
	['report_log', { at: 'created_at', days: 180 }],
	['adjustment_log', { at: 'adjusted_at', days: 180 }],
	['performance_metrics', { at: 'observed_at', days: 800 }],
]);
const CLOSED: ReadonlySet<Goal['status']> = new Set<Goal['status']>(['achieved', 'missed', 'cancelled']);
/** Of rows that have a status: something may still come of them. */
const OPEN: ReadonlySet<string> = new Set(['running', 'unknown', 'scheduled', 'pending']);

/**
 * When the spreadsheet has grown large, moves old rows of its largest table to the tab `archive`, where each takes five cells.
 * Only rows of goals that are closed, and of none, of which nothing is open any more.
 * @returns how many were moved
 */
export async function archiveOld(book: Book, ports: Ports, tabs: readonly SheetTab[]): Promise<number> {
	const cellsIn = (tab: SheetTab | undefined): number => (tab ? tab.rowCount * tab.columnCount : 0);
	if (tabs.reduce((sum, tab) => sum + cellsIn(tab), 0) < TOO_MANY_CELLS) return 0;
	const largestFirst = [...GROWING.keys()].toSorted((a, b) => cellsIn(findTab(tabs, b)) - cellsIn(findTab(tabs, a)));
	for (const table of largestFirst) {
		const page = await book.read([table, 'goals_tracker', 'archive']);
		const keys = oldKeys(table, page, ports.now());
		if (keys.length > 0) return await move(book, ports, page, table, keys);
	}
	return 0;
}

function oldKeys(table: TableName, { grids }: Page, now: Instant): string[] {
	const [grid, goals, rule] = [grids.get(table), grids.get('goals_tracker'), GROWING.get(table)];
	if (!grid || !goals || !rule) return [];
	const before = addSeconds(now, -rule.days * DAY);
	const active = new Set(
		decodeGrid('goals_tracker', goals).flatMap(({ goalId, status }) => (CLOSED.has(status) ? [] : [goalId])),
	);
	const isOld = ([, row]: readonly [string, number]): boolean =>
		String(cellAt(grid, row, rule.at) ?? '~') < before &&
		!OPEN.has(String(cellAt(grid, row, 'status') ?? '')) &&
		!active.has(String(cellAt(grid, row, 'goal_id') ?? ''));
	return [...grid.keys]
		.filter(isOld)
		.map(([key]) => key)
		.slice(0, ROWS_AT_ONCE);
}

async function move(book: Book, ports: Ports, page: Page, table: TableName, keys: readonly string[]): Promise<number> {
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
				decide: (row) => (row ? null : encodeRow('archive', key, archived)),
			},
			{ table, key, goesBy: names, isRemoval: true, decide: (row) => (row ? empty : null) },
		];
	});
	const rows = intents.flatMap(({ isRemoval, key }) => (isRemoval ? [grid.keys.get(key) ?? 0] : []));
	const { outcomes } = await commit(book, ports, intents, { known: page, isWhole: true });
	if (!outcomes.includes('written')) return 0;
	await dropEmpty(book, ports, table, rows);
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
 * Takes out rows that were emptied. What stands in them is copied in the same batch; where somebody moved another row there in
 * that moment, it is put back at the end.
 */
async function dropEmpty(book: Book, ports: Ports, table: TableName, rows: readonly number[]): Promise<void> {
	const page = await book.read([table]);
	const grid = page.grids.get(table);
	if (!grid) return;
	const width = Math.max(...grid.rows.map((line) => line.length));
	const isEmpty = (row: number): boolean => rawRow(grid, row).every((cell) => print(cell) === '');
	const was = new Map(Array.from({ length: width }, (_, column): [number, string] => [column, '']));
	const writes = rows.filter(isEmpty).map((row): Write => ({ grid, key: '', row, cells: new Map(), was }));
	if (writes.length === 0) return;
	const nonce = ports.randomId(20);
	const made = prepare(page, writes, nonce, ports.now(), new Map());
	const { sheetId } = grid.tab;
	const drops = runsOf(writes.map(({ row }) => row ?? 0))
		.toReversed()
		.map(
			({ first, length }): Request => ({
				deleteDimension: { range: { sheetId, dimension: 'ROWS', startIndex: first, endIndex: first + length } },
			}),
		);
	const shown = made.shown.map(({ tab, rows: all }) => ({ tab, rows: tab.sheetId === sheetId ? [0] : all }));
	const sent = await sendPrepared(book, page, { ...made, requests: [...made.requests, ...drops], shown }, writes, nonce);
	const batch = isAutopilotError(sent) ? (await book.read([])).journal.find((one) => one.nonce === nonce) : sent.batch;
	if (!batch || batch.counts) return;
	const lost = batch.entries.flatMap(({ note, copied }): SheetCell[][] => {
		const [, ...cells] = copied;
		return note.kind === 'row' && cells.some((cell) => print(cell) !== '') ? [cells] : [];
	});
	if (lost.length > 0) await book.change([appendRows(sheetId, lost)]);
}
