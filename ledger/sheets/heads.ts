import type { Instant } from '../../core/types';
import { hash31 } from './hash';
import type { Batch, CutNote } from './journal';
import type { Request } from './requests';

/** The heads that a journal leaves: what it says of lines that were taken out, and what newer lines say. */
export function headsOf(batches: readonly Batch[]): Map<string, string> {
	const heads = new Map(batches.flatMap(cutsIn).flatMap(({ heads: known }) => known));
	for (const { stripes, nonce } of batches) for (const stripe of stripes) heads.set(stripe, nonce);
	return heads;
}

/** What a batch says of lines that it took out. */
export const cutsIn = ({ entries }: Batch): CutNote[] => entries.flatMap(({ note }) => (note.kind === 'cut' ? [note] : []));

/**
 * A note is kept for one to two of these: longer than from reading to the end of a request that was sent again and again, of which
 * Google works on the last for three minutes, clocks that differ included.
 */
export const NOTE_MS = 8 * 60_000;
const SPANS = 36;

/**
 * Notes of one span of time share a key, so that they can be removed together. Two characters: Google allows a tab 30,000 for all
 * notes, and a batch of hundreds of rows makes sixty.
 */
const noteKey = (now: Instant, spansAgo: number): string => {
	const span = Math.floor(Date.parse(now) / NOTE_MS) - spansAgo;
	return `c${(span % SPANS).toString(SPANS)}`;
};

/** What a batch wants to be the next after. */
export interface Turn {
	readonly stripe: string;
	readonly sheetId: number;
	readonly head: string;
	/** More than 0 where the id of the note is taken by chance. */
	readonly salt: number;
}

/** @returns the id of the note that takes a turn */
export const turnId = ({ stripe, head, salt }: Omit<Turn, 'sheetId'>): number => hash31(`${stripe}/${head}/${salt}`);

/**
 * Takes the turn after a head: makes a note whose id is drawn from lock and head. Google refuses a second note with the same id,
 * and the whole batch with it, so that of all batches that follow the same head exactly one takes place, once: a batch that is sent
 * again, arrives late, or was decided without knowing of another, does nothing.
 */
export const takeTurn = (turn: Turn, now: Instant): Request => ({
	createDeveloperMetadata: {
		developerMetadata: {
			metadataId: turnId(turn),
			metadataKey: noteKey(now, 0),
			visibility: 'DOCUMENT',
			location: { sheetId: turn.sheetId },
		},
	},
});

/** Removes the notes of batches that can no longer be under way, of those that are there. */
export const forgetNotes = (keys: Iterable<string>, now: Instant): Request[] => {
	const recent = new Set([noteKey(now, 0), noteKey(now, 1)]);
	return [...new Set(keys)]
		.filter((key) => /^c[0-9a-z]$/.test(key) && !recent.has(key))
		.map((metadataKey) => ({ deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataKey } } } }));
};
