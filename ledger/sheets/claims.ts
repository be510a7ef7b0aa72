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

/** The claims on one row that are still open, in the order in which Google appended them. */
function openClaims(values: readonly (readonly SheetCell[])[], name: string): Claim[] {
	return values.flatMap(([claim, nonce, claimedAt, released], index) =>
		claim === name && (released ?? '') === '' ? [{ row: index + 1, nonce: String(nonce), claimedAt: String(claimedAt) }] : [],
	);
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

/**
 * Compare-and-set on Google Sheets, which has none: append order decides. Appends a claim on `<tab>:<key>`, waits until it is the
 * first open one, lets `decide` look at the row in the very same read, and writes its cells together with the release of the
 * claim in one call. The claim is on the row and not on the expected values, because two writers with different expectations of
 * one row must exclude each other too.
 * @returns whether `decide` gave cells to write.
 * @throws AutopilotError LEDGER_CONFLICT when others hold the row for longer than about ten seconds.
 */
export async function writeExclusively(ports: ClaimPorts, tab: string, key: string, decide: Decide): Promise<boolean> {
	const { sheets, now, randomId, sleep } = ports;
	const name = `${tab}:${key}`;
	const nonce = randomId(20);
	const appendError = await appendClaim(sheets, [name, nonce, now(), '']);

	let mine: Claim | undefined;
	let released = false;
	try {
		for (let poll = 0; poll < MAX_POLLS; poll++) {
			if (poll > 0) await sleep(POLL_MS);
			const values = await sheets.read([CLAIMS_TAB, tab]);
			const claims = openClaims(values.get(CLAIMS_TAB) ?? [], name);
			mine = claims.find((claim) => claim.nonce === nonce);
			// The answer to the append was lost and so was the append.
			if (!mine && appendError) throw appendError;
			const cells = decide(values.get(tab) ?? []);
			if (cells === null) return false;
			if (mine && holderOf(claims)?.nonce === nonce) {
				await sheets.write([...cells, release(mine)]);
				released = true;
				return true;
			}
		}
		throw new AutopilotError('LEDGER_CONFLICT', `${tab}, row "${key}" is being changed by others`, { table: tab, row: key });
	} finally {
		// Without a release the row would stay closed for the length of a lease.
		if (mine && !released) await sheets.write([release(mine)]);
	}
}

const release = ({ row }: Claim): CellWrite => ({ tab: CLAIMS_TAB, row, column: RELEASED_COLUMN, value: true });

/** Appends a claim. When nobody knows whether it arrived, gives the error instead of throwing it: the tab itself will tell. */
const appendClaim = async (sheets: GoogleSheetsClient, claim: readonly string[]): Promise<AutopilotError | null> =>
	await sheets.append(CLAIMS_TAB, [claim]).then(() => null, lostAnswer);

function lostAnswer(error: unknown): AutopilotError {
	if (isAutopilotError(error) && error.code === 'API_UNREACHABLE') return error;
	throw error;
}
