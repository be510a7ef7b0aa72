import type { CellWrite, GoogleSheetsClient, SheetCell } from '../../clients/googleSheets/client';
import { AutopilotError, isAutopilotError } from '../../core/errors';
import type { Clock, RandomId } from '../../core/ports';
import type { Instant } from '../../core/types';

/** The tab in which writers queue for a row. Hidden: it is of no use to people. */
export const CLAIMS_TAB = '_claims';
export const CLAIMS_HEADER = ['claim', 'nonce', 'claimed_at', 'released'] as const;
const RELEASED_COLUMN = CLAIMS_HEADER.indexOf('released');

/** A writer that has not finished after this time has died; whoever claims later takes over. A call's deadlines are far shorter. */
const LEASE_MS = 10 * 60_000;
/** How often and for how long to look whether it is our turn. */
const POLL_MS = 400;
const MAX_POLLS = 25;

interface Claim {
	/** Row number in the tab, from 1. */
	readonly row: number;
	readonly nonce: string;
	readonly claimedAt: Instant;
}

/** The claims that are still open by the row they are on, in the order in which Google appended them. */
function openClaims(values: readonly (readonly SheetCell[])[]): Map<string, Claim[]> {
	const open = values.flatMap(([claim, nonce, claimedAt, released], index) =>
		(released ?? '') === '' ? [{ name: String(claim), row: index + 1, nonce: String(nonce), claimedAt: String(claimedAt) }] : [],
	);
	return Map.groupBy(open, ({ name }) => name);
}

/**
 * Who may write: the first claim, unless a later one was made after its lease ran out. It depends on the rows alone and not on
 * when they are read, so that all readers agree.
 */
export function holderOf<C extends Pick<Claim, 'claimedAt'>>(claims: readonly C[]): C | undefined {
	return claims.reduce<C | undefined>((holder, claim) => {
		const late = holder !== undefined && Date.parse(claim.claimedAt) - Date.parse(holder.claimedAt) > LEASE_MS;
		return holder === undefined || late ? claim : holder;
	}, undefined);
}

export interface ClaimPorts {
	readonly sheets: GoogleSheetsClient;
	/** The real time: a lease measures whether a writer died, so a replayed day must not move it. */
	readonly now: Clock;
	readonly randomId: RandomId;
	readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What somebody who holds a row decides after seeing the tab as it is now: cells to write, or `null` to leave it. */
export type Decide = (values: readonly (readonly SheetCell[])[]) => readonly CellWrite[] | null;

/** The same for several rows of one tab; the tab is looked at once for all of them. */
export type DecideAll = (values: readonly (readonly SheetCell[])[]) => (key: string) => readonly CellWrite[] | null;

/** `held`: others kept the row for longer than about ten seconds. */
export type ExclusiveWrite = 'written' | 'left' | 'held';

/**
 * Compare-and-set on Google Sheets, which has none: append order decides. Appends a claim on `<tab>:<key>`, waits until it is the
 * first open one, lets `decide` look at the row in the very same read, and writes its cells together with the release of the
 * claim in one call. The claim is on the row and not on the expected values, because two writers with different expectations of
 * one row must exclude each other too.
 * @returns whether `decide` gave cells to write.
 * @throws AutopilotError LEDGER_CONFLICT when others hold the row for longer than about ten seconds.
 */
export async function writeExclusively(ports: ClaimPorts, tab: string, key: string, decide: Decide): Promise<boolean> {
	const [write] = await writeAllExclusively(ports, tab, [key], (values) => () => decide(values));
	if (write === 'held')
		throw new AutopilotError('LEDGER_CONFLICT', `${tab}, row "${key}" is being changed by others`, { table: tab, row: key });
	return write === 'written';
}

/**
 * The same for many rows at once: one append, one read and one write when nobody else is at them. All claims are appended
 * together, so that of two writers one is ahead of the other on every row they share and they never wait for each other in turn.
 * @param keys distinct keys of rows in the tab.
 * @returns what became of each, in order.
 */
export async function writeAllExclusively(
	ports: ClaimPorts,
	tab: string,
	keys: readonly string[],
	decide: DecideAll,
): Promise<ExclusiveWrite[]> {
	if (keys.length === 0) return [];
	const { sheets, now, randomId, sleep } = ports;
	const nonce = randomId(20);
	const claimedAt = now();
	const appendError = await appendClaims(
		sheets,
		keys.map((key) => [nameOf(tab, key), nonce, claimedAt, '']),
	);

	const outcomes = new Map<string, ExclusiveWrite>();
	const open = new Map<string, Claim>();
	try {
		for (let poll = 0; poll < MAX_POLLS && outcomes.size < keys.length; poll++) {
			if (poll > 0) await sleep(POLL_MS);
			const values = await sheets.read([CLAIMS_TAB, tab]);
			const claims = openClaims(values.get(CLAIMS_TAB) ?? []);
			const cellsOf = decide(values.get(tab) ?? []);
			const decided = new Map<string, ExclusiveWrite>();
			const writes: CellWrite[] = [];
			for (const key of keys.filter((candidate) => !outcomes.has(candidate))) {
				const rivals = claims.get(nameOf(tab, key)) ?? [];
				const mine = rivals.find((claim) => claim.nonce === nonce);
				// The answer to the append was lost and so was the append.
				if (!mine && appendError) throw appendError;
				if (mine) open.set(key, mine);
				const cells = cellsOf(key);
				if (cells === null) decided.set(key, 'left');
				else if (mine && holderOf(rivals)?.nonce === nonce) {
					decided.set(key, 'written');
					writes.push(...cells);
				}
			}
			const done = [...decided.keys()].flatMap((key) => open.get(key) ?? []);
			await sheets.write([...writes, ...done.map(release)]);
			for (const [key, outcome] of decided) {
				outcomes.set(key, outcome);
				open.delete(key);
			}
		}
		return keys.map((key) => outcomes.get(key) ?? 'held');
	} finally {
		// Without a release a row would stay closed for the length of a lease.
		await sheets.write([...open.values()].map(release));
	}
}

const nameOf = (tab: string, key: string): string => `${tab}:${key}`;

const release = ({ row }: Claim): CellWrite => ({ tab: CLAIMS_TAB, row, column: RELEASED_COLUMN, value: true });

/** Appends claims. When nobody knows whether they arrived, gives the error instead of throwing it: the tab itself will tell. */
const appendClaims = async (sheets: GoogleSheetsClient, claims: readonly (readonly string[])[]): Promise<AutopilotError | null> =>
	await sheets.append(CLAIMS_TAB, claims).then(() => null, lostAnswer);

function lostAnswer(error: unknown): AutopilotError {
	if (isAutopilotError(error) && error.code === 'API_UNREACHABLE') return error;
	throw error;
}
