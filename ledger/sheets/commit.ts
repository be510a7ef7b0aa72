import type { SheetCell, UpdatedRows } from '../../clients/googleSheets/client';
import { AutopilotError, isAutopilotError } from '../../core/errors';
import type { Clock, RandomId } from '../../core/ports';
import type { TableName } from '../ledger';
import type { Row } from '../rows';
import { keyColumn } from '../schema';
import type { Book, Page } from './book';
import { isRefused, isUnknown, only } from './errors';
import { type Grid, placeIn, rawRow, rowOf } from './grid';
import { hash31 } from './hash';
import { type Batch, readJournal } from './journal';
import { print, printAll } from './print';
import { Refusals } from './refusals';
import { type Prepared, prepare, type Write } from './writes';

/** What somebody wants with one row. */
export interface Intent {
	readonly table: TableName;
	readonly key: string;
	/**
	 * The cells to write, seeing the row as it is; `null` leaves it. Where there is no row, the cells make one. Asked again whenever
	 * the row is read again.
	 * @param placeOf where a column's cell stands, for messages.
	 */
	readonly decide: (row: Row | null, placeOf: (column: string) => string) => Row | null;
	/** Columns that `decide` goes by: who types into them in mid-write is heard. */
	readonly goesBy: readonly string[];
	/** Whether the key is written too: the row is emptied. */
	readonly isRemoval?: boolean;
}

export type Outcome = 'written' | 'left';

export interface Ports {
	/** The real time: it tells which notes are old, so a replayed day must not move it. */
	readonly now: Clock;
	readonly randomId: RandomId;
	readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How often a batch is made again because others wrote under the same lock, or somebody moved rows under it. */
const MAX_ATTEMPTS = 16;
/**
 * After this long nothing is sent any more, however many attempts are left: a single call is patient for a minute (`connection.ts`),
 * and what it could not get through then is looked for in the journal and tried a little longer. So a write has ended after a minute
 * and a half at most, beside what its last call takes.
 */
const PATIENCE_MS = 75_000;
/** Waits grow with each attempt, up to this. */
const MAX_PAUSE_MS = 3_000;
/** A writer mends what it damaged at once. One that has not after this time has died. */
const ABANDONED_MS = 60_000;

/** What an operation did, and the tables as they are known after it; `null` when they have to be read again. */
export interface Committed {
	readonly outcomes: readonly Outcome[];
	readonly page: Page | null;
}

/**
 * Writes rows of any tables in one batch that takes place as a whole, once, or not at all. Google Sheets has no compare-and-set;
 * two things stand in for it. A batch takes its turn after the last one it knows of, and Google refuses it when another took that
 * turn (`heads.ts`): so writers never meet. And it copies into the journal, in the same instant, what it is about to overwrite: its
 * own answer shows whether people moved rows or typed into the cells it went by. Then the batch is void; all who read see through
 * it (`damage.ts`), and its writer puts things right and starts again.
 * @param known the tables as read a short while ago; `null` reads them first.
 * @param isWhole whether nothing is written unless all of it can be.
 */
export async function commit(
	book: Book,
	ports: Ports,
	intents: readonly Intent[],
	{ known, isWhole = false }: { readonly known: Page | null; readonly isWhole?: boolean },
): Promise<Committed> {
	const tables = [...new Set(intents.map(({ table }) => table))];
	const refusals = new Refusals(book, tables);
	/** Batches of which it is not known what became of them. */
	const open = new Map<string, readonly Outcome[]>();
	const isOver = patience(ports);
	let [page, isFresh] = known ? [known, false] : [await book.read(tables), true];
	for (let attempt = 1; ; attempt++) {
		if (mustMend(page, ports)) {
			await mend(book, ports, tables, page, isOver);
			[page, isFresh] = [await book.read(tables), true];
		}
		let decided = decideAll(page, intents);
		// What was read a while ago is good enough for writing, which looks itself, but not for leaving it.
		if (!isFresh && decided.size < intents.length) {
			[page, isFresh] = [await book.read(tables), true];
			decided = decideAll(page, intents);
		}
		if (decided.size === 0 || (isWhole && decided.size < intents.length)) return { outcomes: intents.map(() => 'left'), page };
		const outcomes = intents.map((intent): Outcome => (decided.has(intent) ? 'written' : 'left'));

		const nonce = ports.randomId(20);
		const writes = [...decided].map(([intent, cells]) => writeOf(page, intent, cells));
		const sent = await send(book, ports, page, writes, { nonce, salts: refusals.salts });
		if (!isAutopilotError(sent) && sent.batch.counts) return { outcomes, page: keepUp(page, sent, nonce) ? page : null };
		open.set(nonce, outcomes);
		const before = page;
		[page, isFresh] = [await book.read(tables), true];
		const own = page.journal.filter((batch) => open.has(batch.nonce));
		const done = own.find(({ counts }) => counts);
		// It may be an earlier one, of which nobody knew whether it would still arrive: no two of them can.
		if (done) return { outcomes: open.get(done.nonce) ?? outcomes, page };
		if (attempt === MAX_ATTEMPTS || isOver()) throw isAutopilotError(sent) && isUnknown(sent) ? sent : conflict(tables);
		if (own.length > 0) {
			for (const { nonce: made } of own) open.delete(made);
			await mend(book, ports, tables, page, isOver);
			[page, isFresh] = [await book.read(tables), true];
		} else if (isRefused(sent)) page = await refusals.lookInto(sent, writes, before, page);
		await ports.sleep(pause(nonce, attempt));
	}
}

/** Between nothing and a span that grows with the attempts, so that writers who met do not meet again. */
const pause = (nonce: string, attempt: number): number =>
	((hash31(nonce) % 1_000) / 1_000) * Math.min(MAX_PAUSE_MS, 150 * 2 ** (attempt - 1));

/** @returns whether the time is over that a write may take */
function patience({ now }: Ports): () => boolean {
	const until = Date.parse(now()) + PATIENCE_MS;
	return () => Date.parse(now()) >= until;
}

const conflict = (tables: readonly TableName[]): AutopilotError =>
	new AutopilotError('LEDGER_CONFLICT', `Rows of ${tables.join(', ')} are being changed or moved while the ledger writes`, {
		table: tables[0] ?? '',
	});

function decideAll({ grids }: Page, intents: readonly Intent[]): Map<Intent, Row> {
	const decided = new Map<Intent, Row>();
	for (const intent of intents) {
		const grid = grids.get(intent.table);
		const cells = grid && intent.decide(rowOf(grid, intent.key), placeIn(grid, grid.keys.get(intent.key)));
		if (cells) decided.set(intent, cells);
	}
	return decided;
}

/** Aims a write at its row as the table was read last; a row that is not there goes below the last one. */
function writeOf({ grids }: Page, { table, key, goesBy, isRemoval = false }: Intent, values: Row): Write {
	const grid = grids.get(table);
	if (!grid) throw conflict([table]);
	const row = grid.keys.get(key) ?? null;
	const columnOf = (name: string): number => grid.columns.get(name) ?? 0;
	const named = Object.entries(values).filter(([name]) => row === null || isRemoval || name !== keyColumn(table));
	const cells = new Map(named.map(([name, value]): [number, SheetCell] => [columnOf(name), value]));
	const was = new Map(
		row === null ? [] : goesBy.map((name): [number, string] => [columnOf(name), print(rawRow(grid, row)[columnOf(name)])]),
	);
	return { grid, key, row, cells, was };
}

interface Sent {
	readonly batch: Batch;
	readonly prepared: Prepared;
	readonly shown: UpdatedRows;
	readonly writes: readonly Write[];
}

/** Sends a batch. @returns its own lines of the journal; or why nobody knows them */
export async function send(
	book: Book,
	{ now }: Ports,
	page: Page,
	writes: readonly Write[],
	{ nonce, salts = new Map() }: { readonly nonce: string; readonly salts?: ReadonlyMap<string, number> },
): Promise<Sent | AutopilotError> {
	const prepared = prepare(page, writes, nonce, now(), salts);
	// Sent again when the answer was lost: its turn is taken by then, and it is refused.
	const options = { repeatable: true, show: prepared.shown };
	const shown = await book.change(prepared.requests, options).catch(only(isRefused, isUnknown));
	if (isAutopilotError(shown)) return shown;
	const lines = shown.get(page.journalTab.sheetId) ?? new Map<number, SheetCell[]>();
	const [batch] = readJournal([[], ...Array.from({ length: prepared.lines }, (_, index) => lines.get(1 + index) ?? [])]);
	return batch?.nonce === nonce ? { batch, prepared, shown, writes } : conflict(writes.map(({ grid }) => grid.table));
}

/** Whether a writer died before he put his damage right, or a row is not there to be written into. */
const mustMend = ({ grids }: Page, { now }: Ports): boolean =>
	[...grids.values()].some(({ repairs }) =>
		repairs.some(({ at, isLost }) => isLost || Date.parse(now()) - Date.parse(at) > ABANDONED_MS),
	);

/**
 * Puts right what void batches left in these tables, wherever it stands by now. That is a batch like any other: what people have
 * changed since stays, and others see through it meanwhile.
 */
export async function mend(
	book: Book,
	ports: Ports,
	tables: readonly TableName[],
	known: Page,
	isOver = patience(ports),
): Promise<void> {
	const refusals = new Refusals(book, tables);
	let page = known;
	for (let attempt = 1; ; attempt++) {
		const writes = [...page.grids.values()].flatMap((grid) =>
			grid.repairs.map(({ row, cells, mends, isLost }): Write => {
				if (isLost) return { grid, key: keyIn(grid, grid.rows[row] ?? []), row: null, cells, was: new Map(), mends };
				const raw = rawRow(grid, row);
				const was = new Map([...cells.keys()].map((column) => [column, print(raw[column])]));
				return { grid, key: keyIn(grid, raw), row, cells, was, mends };
			}),
		);
		if (writes.length === 0) return;
		const nonce = ports.randomId(20);
		const sent = await send(book, ports, page, writes, { nonce, salts: refusals.salts });
		if (!isAutopilotError(sent) && sent.batch.counts) return;
		if (attempt === MAX_ATTEMPTS || isOver()) throw isAutopilotError(sent) && isUnknown(sent) ? sent : conflict(tables);
		if (attempt > 1) await ports.sleep(pause(nonce, attempt));
		const before = page;
		page = await book.read(tables);
		if (isRefused(sent)) page = await refusals.lookInto(sent, writes, before, page);
	}
}

/**
 * Brings the tables to what the batch left, so that the next one need not read them again.
 * @returns whether that was possible: a new row that is not where it was expected can be anywhere
 */
function keepUp({ grids }: Page, { prepared, shown, writes }: Sent, nonce: string): boolean {
	if ([...grids.values()].some(({ repairs }) => repairs.length > 0)) return false;
	// Columns that were not written may stand elsewhere by now.
	const header = ({ tab, rows }: Grid): boolean => printAll(shown.get(tab.sheetId)?.get(0) ?? []) === printAll(rows[0] ?? []);
	if (!writes.every(({ grid }) => header(grid))) return false;
	for (const write of writes) {
		const { grid, key } = write;
		const row = write.row ?? prepared.places.get(write) ?? 0;
		const cells = shown.get(grid.tab.sheetId)?.get(row) ?? [];
		if (keyIn(grid, cells) !== key || grid.rows.length < row) return false;
		grid.rows[row] = cells;
		grid.keys.set(key, row);
	}
	for (const { heads } of grids.values()) for (const stripe of prepared.stripes) heads.set(stripe, nonce);
	return true;
}

const keyIn = (grid: Grid, cells: readonly SheetCell[]): string =>
	String(cells[grid.columns.get(keyColumn(grid.table)) ?? -1] ?? '');
