import type { Instant } from '../../core/types';
import { chunk } from '../chunk';
import { archiveOld } from './archive';
import type { Book } from './book';
import { mend, type Ports } from './commit';
import { damagesOf } from './damage';
import { isRefused, isUnknown, only } from './errors';
import { forgetNotes, headsOf, takeTurn } from './heads';
import type { Batch, CutNote } from './journal';
import { deleteRows, insertRows, setBlock } from './requests';
import type { Latest, Shelf } from './shelf';
import { JOURNAL_TAB } from './tabs';

/** How long a line is kept at least: longer than any request is under way, clocks that differ included. */
const KEPT_MS = 8 * 60_000;
/** More than a batch has: lines that others may add on top between the look and the change, and that must not make it take out one that is not old. */
const MARGIN = 1_200;
/** Tidying takes four calls, so that it is worth it only now and then. */
const WORTH_IT = 400;
/** A cell holds 50,000 characters, and a head takes fifty. */
const HEADS_PER_NOTE = 600;

const linesIn = (journal: readonly Batch[]): number => journal.reduce((sum, { entries }) => sum + entries.length, 0);

function oldBatches(journal: readonly Batch[], now: Instant): readonly Batch[] {
	const since = new Date(Date.parse(now) - KEPT_MS).toISOString();
	const recent = journal.findIndex(({ at }) => at >= since);
	return recent < 0 ? journal : journal.slice(0, recent);
}

/** How many of the oldest lines can go; 0 until there are many. */
function outdatedLines(journal: readonly Batch[], now: Instant): number {
	if (linesIn(journal) < MARGIN + WORTH_IT) return 0;
	const count = linesIn(oldBatches(journal, now)) - MARGIN;
	return count < WORTH_IT ? 0 : count;
}

/** Takes the oldest lines out of the journal when there are many, and the notes that go with them. */
export async function tidyUp(book: Book, ports: Ports, shelf: Shelf): Promise<void> {
	const latest = shelf.latest();
	if (!latest || outdatedLines(latest.journal, ports.now()) === 0) return;
	// What cannot be tidied up now, or is being tidied up by another, is left to whoever writes next.
	await takeOut(book, ports, latest, shelf).catch(only(isRefused, isUnknown));
}

async function takeOut(book: Book, ports: Ports, { journal: known, journalTab }: Latest, shelf: Shelf): Promise<void> {
	const started = ports.now();
	const { sheetId } = journalTab;
	// Of many who see that it is time, one goes on; where that one dies, another does a while later.
	const span = String(Math.floor(Date.parse(started) / KEPT_MS));
	await book.change([takeTurn({ stripe: JOURNAL_TAB, sheetId, head: `${known[0]?.nonce ?? ''}/${span}`, salt: 0 }, started)]);
	const tabs = await book.tabs();
	await mendAll(book, ports);
	await archiveOld(book, ports, tabs);
	const { journal } = await book.read([]);
	const now = ports.now();
	const count = outdatedLines(journal, now);
	if (count === 0) return;
	const nonce = ports.randomId(20);
	const first = journal[0]?.nonce ?? '';
	const cuts = chunk([...headsOf(oldBatches(journal, now))], HEADS_PER_NOTE).map(
		(heads): CutNote => ({ kind: 'cut', at: now, heads }),
	);
	await book.change([
		takeTurn({ stripe: JOURNAL_TAB, sheetId, head: first, salt: 0 }, now),
		deleteRows(sheetId, 1 + linesIn(journal) - count),
		insertRows(sheetId, 1, cuts.length),
		setBlock(
			{ sheetId, row: 1, column: 0 },
			cuts.map((cut) => [nonce, JSON.stringify(cut)]),
		),
		...forgetNotes(
			tabs.flatMap((tab) => [...tab.notes.keys()]),
			now,
		),
	]);
	shelf.clear();
}

async function mendAll(book: Book, ports: Ports): Promise<void> {
	const { rows, ghosts, losses } = damagesOf((await book.read([])).journal);
	const tables = [...new Set([...rows, ...ghosts, ...losses].map(({ table }) => table))];
	if (tables.length > 0) await mend(book, ports, tables, await book.read(tables));
}
