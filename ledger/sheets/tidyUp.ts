import type { Book } from './book';
import { claim, conclude, forgetNotes, holdersOf, outdatedClaims } from './claims';
import type { Shelf } from './shelf';
import { CLAIMS_TAB } from './tabs';
import type { Ports } from './transact';

/** The queue for tidying itself: of those who take out old rows at the same time, all but one would take out new ones. */
const TIDYING = `${CLAIMS_TAB}:tidy`;

/**
 * Takes the oldest claims out when there are many, and the notes that go with them. New claims are appended below and released by
 * content, so that rows that move up do no harm.
 */
export async function tidyUp(book: Book, { now, randomId }: Ports, shelf: Shelf): Promise<void> {
	if (outdatedClaims(shelf.queue()?.claims ?? [], now()) === 0) return;
	const nonce = randomId(20);
	const notes = await book.notesOn(CLAIMS_TAB);
	const { sheetId } = shelf.queue()?.claimsTab ?? { sheetId: 0 };
	await book.change([claim(sheetId, [TIDYING], nonce, now())], { repeatable: true });
	const { claims, claimsTab } = await book.read([]);
	const count = outdatedClaims(claims, now());
	const mine = holdersOf(claims).get(TIDYING)?.nonce === nonce;
	const range = { sheetId: claimsTab.sheetId, dimension: 'ROWS', startIndex: 1, endIndex: 1 + count };
	const tidied = mine && count > 0 ? [{ deleteDimension: { range } }, ...forgetNotes(notes, now())] : [];
	await book.change([...tidied, ...conclude(claimsTab.sheetId, nonce, tidied.length > 0 ? 'done' : 'void', now())]);
	shelf.clear();
}
