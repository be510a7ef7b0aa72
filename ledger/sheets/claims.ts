import type { SheetCell } from '../../clients/googleSheets/client';
import type { Instant } from '../../core/types';
import { hash31 } from './hash';
import { appendRows, type Request } from './requests';

export const CLAIMS_HEADER = ['claim', 'nonce', 'claimed_at', 'state'] as const;

/** A writer that has not finished after this time has died; whoever claims later takes over. A call's deadlines are far shorter. */
const LEASE_MS = 10 * 60_000;

/** A line in the queue for a row. */
export interface Claim {
	/** `<table>:<key>` */
	readonly name: string;
	/** The operation that claims; one operation may claim many rows. */
	readonly nonce: string;
	readonly claimedAt: Instant;
	/** `done`: what was claimed for has been written. `void`: it has not, and never will be. */
	readonly state: ClaimState;
}

export type ClaimState = 'open' | 'done' | 'void';

/** The claims in the order in which Google appended them. */
export const readClaims = (rows: readonly (readonly SheetCell[])[]): Claim[] =>
	rows.slice(1).map(([name, nonce, claimedAt, state]) => ({
		name: String(name ?? ''),
		nonce: String(nonce ?? ''),
		claimedAt: String(claimedAt ?? ''),
		state: stateOf(String(state ?? '')),
	}));

const stateOf = (text: string): ClaimState => (text.startsWith('open ') ? 'open' : text.startsWith('void ') ? 'void' : 'done');

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

/** Who may write, of the claims that are open, by name. */
export function holdersOf(claims: readonly Claim[]): Map<string, Claim> {
	const queues = Map.groupBy(
		claims.filter(({ state }) => state === 'open'),
		({ name }) => name,
	);
	return new Map([...queues.values()].flatMap((queue) => holderOf(queue) ?? []).map((holder) => [holder.name, holder]));
}

/**
 * The operations whose claims on these names ran out and were passed over. Whoever writes in their place must conclude them too,
 * so that a writer that was only slow cannot come back.
 */
export function passedOver(claims: readonly Claim[], nonce: string): Set<string> {
	const holders = holdersOf(claims);
	const passed = new Set<string>();
	const reached = new Set<string>();
	for (const { name, nonce: other, state } of claims) {
		if (state !== 'open' || holders.get(name)?.nonce !== nonce || reached.has(name)) continue;
		if (other === nonce) reached.add(name);
		else passed.add(other);
	}
	return passed;
}

/** Appends a claim on each name, open until it is released. Sent twice, the first lines count and all are released together. */
export const claim = (sheetId: number, names: readonly string[], nonce: string, now: Instant): Request =>
	appendRows(
		sheetId,
		names.map((name) => [name, nonce, now, `open ${nonce}`]),
	);

/** Releases every claim of an operation. By content and not by row number, since old rows are taken out above. */
const release = (sheetId: number, nonce: string, state: 'done' | 'void'): Request => ({
	findReplace: { sheetId, find: `open ${nonce}`, replacement: `${state} ${nonce}`, matchEntireCell: true, matchCase: true },
});

/**
 * Ends an operation: releases its claims and uses up its number. The number is the id of a note on the tab, and Google refuses a
 * second note with the same id and the whole batch with it, so that of `done` and `void`, however often each is sent and however
 * late it arrives, exactly one takes place, once.
 */
export const conclude = (sheetId: number, nonce: string, state: 'done' | 'void', now: Instant): Request[] => [
	release(sheetId, nonce, state),
	{
		createDeveloperMetadata: {
			developerMetadata: {
				metadataId: hash31(nonce),
				metadataKey: noteKey(now, 0),
				visibility: 'DOCUMENT',
				location: { sheetId },
			},
		},
	},
];

/** Longer than Google works on a request: three minutes. */
const NOTE_MS = 5 * 60_000;

/** Notes of one span of time share a short key, so that they can be removed together: Google limits their length in total. */
const noteKey = (now: Instant, spansAgo: number): string => `c${(Math.floor(Date.parse(now) / NOTE_MS) - spansAgo) % 1_000}`;

/** Removes the notes of operations that can no longer be under way, of those that are there. */
export const forgetNotes = (keys: Iterable<string>, now: Instant): Request[] => {
	const recent = new Set([noteKey(now, 0), noteKey(now, 1)]);
	return [...keys]
		.filter((key) => /^c\d+$/.test(key) && !recent.has(key))
		.map((metadataKey) => ({ deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataKey } } } }));
};

/** How many claims are kept, and for how long at least: longer than anybody holds one, or than any request is under way. */
const KEPT = 300;
const KEPT_MS = 1.5 * LEASE_MS;

/** How many of the oldest claims can go: those that nobody can hold or wait for any more. 0 until there are many. */
export function outdatedClaims(claims: readonly Claim[], now: Instant): number {
	if (claims.length <= KEPT) return 0;
	const first = claims.findIndex(({ claimedAt }) => !(Date.parse(now) - Date.parse(claimedAt) > KEPT_MS));
	return first < 0 ? claims.length : first;
}
