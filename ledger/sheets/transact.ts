import type { UpdatedRows } from '../../clients/googleSheets/client';
import { AutopilotError, isAutopilotError } from '../../core/errors';
import type { Clock, RandomId } from '../../core/ports';
import type { TableName } from '../ledger';
import type { Row } from '../rows';
import { type Aimed, aim, keepUp, requestsOf, type RowWrite, shownOf } from './batch';
import type { Book, Page } from './book';
import { type Claim, type ClaimState, claim, conclude, holdersOf, passedOver } from './claims';
import { check, checkLater, hit } from './check';
import { isRefused, isUnknown, only } from './errors';
import { placeIn, rowOf } from './grid';
import { strayOf, undo } from './undo';

/** What somebody wants with one row. */
export interface Intent {
	readonly table: TableName;
	readonly key: string;
	/**
	 * The cells to write, seeing the row as it is now; `null` leaves it. Where there is no row, the cells make one. Asked again
	 * whenever the row is read again.
	 * @param placeOf where a column's cell stands, for messages.
	 */
	readonly decide: (row: Row | null, placeOf: (column: string) => string) => Row | null;
}

/** `held`: others kept the row for longer than about ten seconds. */
export type Outcome = 'written' | 'left' | 'held';

export interface Ports {
	/** The real time: a lease measures whether a writer died, so a replayed day must not move it. */
	readonly now: Clock;
	readonly randomId: RandomId;
	readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How often and for how long to look whether it is our turn. */
const POLL_MS = 400;
const MAX_POLLS = 25;
/** How often a batch is made again because somebody moved rows under it. */
const MAX_ATTEMPTS = 5;

const nameOf = ({ table, key }: { readonly table: TableName; readonly key: string }): string => `${table}:${key}`;

/** What an operation did, and the tables as they are known after it; `null` when they have to be read again. */
export interface Transacted {
	readonly outcomes: readonly Outcome[];
	readonly page: Page | null;
}

/**
 * Writes rows of any tables, each exclusive with every other writer, all of them in one batch. Google Sheets has no
 * compare-and-set: append order decides instead. One call appends a claim on each row and shows, in its very answer, the queue
 * and the rows as they are; the first open claim on a row may write it. A second call writes all cells and new rows, releases the
 * claims and shows what it hit. Where somebody moved rows or columns between the two, what was hit is put back and the rest is
 * done again.
 * @param known the tables as read a short while ago; `null` reads them first.
 */
export async function transact(book: Book, ports: Ports, intents: readonly Intent[], known: Page | null): Promise<Transacted> {
	const outcomes = new Map<Intent, Outcome>();
	let page = known;
	for (let attempt = 1; ; attempt++) {
		const round = new Round(book, ports, outcomes);
		page = await round.run(
			intents.filter((intent) => !outcomes.has(intent)),
			page,
		);
		if (intents.every((intent) => outcomes.has(intent))) break;
		if (attempt === MAX_ATTEMPTS) throw round.refusal ?? moving(intents[0]?.table);
	}
	return { outcomes: intents.map((intent) => outcomes.get(intent) ?? 'left'), page };
}

/**
 * Sets cells of rows whatever they were, without queueing; the last writer wins. Rows that are gone are left out.
 * @returns the tables as they are known afterwards
 */
export async function overwrite(
	book: Book,
	{ randomId }: Pick<Ports, 'randomId'>,
	writes: readonly RowWrite[],
	known: Page | null,
): Promise<Page | null> {
	const tables = [...new Set(writes.map(({ table }) => table))];
	let page = known;
	let left = writes;
	for (let attempt = 1; ; attempt++) {
		page ??= await book.read(tables);
		const aimed = aim(page.grids, left).filter(({ isNew, cells }) => !isNew && cells.size > 0);
		if (aimed.length === 0) return page;
		const nonce = randomId(20);
		const options = { repeatable: true, show: shownOf(aimed, nonce) };
		const shown = await book.change(requestsOf(aimed, nonce), options).catch(only(isRefused));
		// It was aimed at rows that are gone.
		const refused = isAutopilotError(shown);
		if (refused && attempt === MAX_ATTEMPTS) throw shown;
		const missed = refused ? [] : aimed.filter((one) => !hit(one, shown));
		if (!refused) {
			if (missed.length === 0) return keepUp(aimed, shown) ? page : null;
			const strays = missed.map((one) => strayOf(aimed, one, shown, nonce));
			await undo(book, strays, nonce);
			left = missed.map(({ write }) => write);
		}
		if (attempt === MAX_ATTEMPTS) throw moving(tables[0]);
		page = null;
	}
}

const moving = (table = ''): AutopilotError =>
	new AutopilotError('LEDGER_CONFLICT', `Rows of ${table} are being moved while the ledger writes`, { table });

/** One try: claim, look, write. */
class Round {
	/** Why Google refused the batch, if it did. */
	refusal: AutopilotError | null = null;
	private readonly nonce: string;
	private concluded = false;

	constructor(
		private readonly book: Book,
		private readonly ports: Ports,
		private readonly outcomes: Map<Intent, Outcome>,
	) {
		this.nonce = ports.randomId(20);
	}

	/** @returns the tables as they are known afterwards */
	async run(intents: readonly Intent[], known: Page | null): Promise<Page | null> {
		const tables = [...new Set(intents.map(({ table }) => table))];
		const page = known ?? (await this.book.read(tables));
		// Just read: who has nothing to do with it need not queue.
		if (!known) for (const intent of intents) if (!this.decide(page, intent)) this.outcomes.set(intent, 'left');
		const open = intents.filter((intent) => !this.outcomes.has(intent));
		if (open.length === 0) return page;
		try {
			const done = await this.inTurn(page, open, tables).catch(only(isRefused));
			if (!isAutopilotError(done)) return done;
			// The rows to look at are gone, or their tab was renamed.
			this.refusal = done;
			return null;
		} finally {
			// Without it the rows would stay closed for the length of a lease.
			if (!this.concluded) await this.conclude(page, 'void');
		}
	}

	private async inTurn(page: Page, open: readonly Intent[], tables: readonly TableName[]): Promise<Page | null> {
		let queue = await this.queueUp(page, open);
		for (let poll = 0; ; poll++) {
			const seen = queue ? { ...page, claims: queue } : await this.book.read(tables);
			if (this.waiting(seen, open) === 0 || poll === MAX_POLLS) return await this.write(seen, open);
			await this.ports.sleep(POLL_MS);
			queue = null;
		}
	}

	private decide({ grids }: Page, { table, key, decide }: Intent): Row | null {
		const grid = grids.get(table);
		return grid ? decide(rowOf(grid, key), placeIn(grid, grid.keys.get(key))) : null;
	}

	/** Appends the claims. @returns the queue; `null` when the tables have to be read again before anything is decided */
	private async queueUp({ grids, claimsTab }: Page, open: readonly Intent[]): Promise<readonly Claim[] | null> {
		const aimed = aim(
			grids,
			open.map(({ table, key }) => ({ table, key, cells: {} })),
		);
		const shown = await this.book.change([claim(claimsTab.sheetId, open.map(nameOf), this.nonce, this.ports.now())], {
			repeatable: true,
			show: [{ tab: claimsTab }, ...shownOf(aimed.filter(({ isNew }) => !isNew)), ...headersOf(aimed)],
		});
		return check(aimed, shown, claimsTab.sheetId, this.nonce);
	}

	/** How many have something to write and wait for their turn. */
	private waiting(page: Page, open: readonly Intent[]): number {
		const turns = holdersOf(page.claims);
		return open.filter((intent) => this.decide(page, intent) && turns.get(nameOf(intent))?.nonce !== this.nonce).length;
	}

	private async write(page: Page, open: readonly Intent[]): Promise<Page | null> {
		const turns = holdersOf(page.claims);
		const ready = new Map<Intent, RowWrite>();
		for (const intent of open) {
			const cells = this.decide(page, intent);
			if (!cells) this.outcomes.set(intent, 'left');
			else if (turns.get(nameOf(intent))?.nonce !== this.nonce) this.outcomes.set(intent, 'held');
			else ready.set(intent, { table: intent.table, key: intent.key, cells });
		}
		if (ready.size === 0) return page;
		const aimed = aim(page.grids, [...ready.values()]);
		const missed = await this.commit(page, aimed);
		if (!missed) return null;
		for (const [intent, write] of ready)
			if (!missed.strays.some((stray) => stray.write === write)) this.outcomes.set(intent, 'written');
		return missed.isKnown ? page : null;
	}

	/** Writes the batch. @returns the writes that missed; `null` when Google refused the batch and nothing was written */
	private async commit(page: Page, aimed: readonly Aimed[]): Promise<{ strays: readonly Aimed[]; isKnown: boolean } | null> {
		const { sheetId } = page.claimsTab;
		const now = this.ports.now();
		const dead = [...passedOver(page.claims, this.nonce)].flatMap((nonce) => conclude(sheetId, nonce, 'void', now));
		const requests = [...requestsOf(aimed, this.nonce), ...dead, ...conclude(sheetId, this.nonce, 'done', now)];
		const options = { repeatable: true, show: shownOf(aimed, this.nonce) };
		const shown = await this.book.change(requests, options).catch(only(isRefused, isUnknown));
		if (!isAutopilotError(shown)) {
			this.concluded = true;
			return await this.mend(aimed, shown);
		}
		this.refusal = shown;
		// Either the answer was lost, and what came then was the refusal to do it twice; or it was never done, and now never will be.
		await this.conclude(page, 'void');
		const after = await this.book.read([...page.grids.keys()]);
		if (after.claims.find(({ nonce }) => nonce === this.nonce)?.state !== 'done') return null;
		const [kept] = await this.book.readTabs(['_undo']);
		const strays = checkLater(aimed, after, kept?.rows ?? [], this.nonce);
		await undo(this.book, [...strays.values()], this.nonce);
		return { strays: [...strays.keys()], isKnown: false };
	}

	private async mend(aimed: readonly Aimed[], shown: UpdatedRows): Promise<{ strays: readonly Aimed[]; isKnown: boolean }> {
		const strays = aimed.filter((one) => !hit(one, shown));
		await undo(
			this.book,
			strays.map((one) => strayOf(aimed, one, shown, this.nonce)),
			this.nonce,
		);
		return { strays, isKnown: strays.length === 0 && keepUp(aimed, shown, this.nonce) };
	}

	private async conclude({ claimsTab }: Page, state: Exclude<ClaimState, 'open'>): Promise<void> {
		const requests = conclude(claimsTab.sheetId, this.nonce, state, this.ports.now());
		// Concluded before: the second time is refused.
		await this.book.change(requests, { repeatable: true }).catch(only(isRefused));
		this.concluded = true;
	}
}

/** The headers of the tables that get new rows. */
const headersOf = (aimed: readonly Aimed[]) =>
	[...new Set(aimed.filter(({ isNew }) => isNew).map(({ grid }) => grid))].map(({ tab }) => ({ tab, rows: [0] }));
