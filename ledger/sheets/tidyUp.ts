import { isAutopilotError } from '../../core/errors';
import type { Instant } from '../../core/types';
import { chunk } from '../chunk';
import { archiveOld } from './archive';
import type { Book } from './book';
import { mend, type Ports } from './commit';
import { damagesOf } from './damage';
import { only } from './errors';
import { cutsIn, forgetNotes, headsOf, NOTE_MS, takeTurn } from './heads';
import type { Batch, CutNote } from './journal';
import { deleteRows, insertRows, setBlock } from './requests';
import type { Latest, Shelf } from './shelf';
import { JOURNAL_TAB } from './tabs';

/** How long a line is kept at least: longer than any request is under way, clocks that differ included. */
const KEPT_MS = 8 * 60_000;
/** More than a batch has: lines that others may add on top between the look and the change, and that must not make it take out one that is not old. */
const MARGIN = 1_200;
/** Tidying takes four calls, so that it is worth it only now and then: for so many lines, or so many notes in a tab. */
const WORTH_IT = 400;
const NOTES_WORTH_IT = 2_000;
/** A cell holds 50,000 characters, and a head takes fifty. */
const HEADS_PER_NOTE = 600;

const linesIn = (journal: readonly Batch[]): number => journal.reduce((sum, { entries }) => sum + entries.length, 0);

function oldBatches(journal: readonly Batch[], now: Instant): readonly Batch[] {
	const since = earlier(now, KEPT_MS);
	const recent = journal.findIndex(({ at }) => at >= since);
	return recent < 0 ? journal : journal.slice(0, recent);
}

/** How many of the oldest lines can go; 0 until there are many. */
function outdatedLines(journal: readonly Batch[], now: Instant): number {
	if (linesIn(journal) < MARGIN + WORTH_IT) return 0;
	const count = linesIn(oldBatches(journal, now)) - MARGIN;
	return count < WORTH_IT ? 0 : count;
}

const earlier = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) - ms).toISOString();

const lastCut = (journal: readonly Batch[]): Batch | undefined => journal.findLast((batch) => cutsIn(batch).length > 0);

/** How many notes in the fullest tab can go; 0 until there are many. Each batch made one for each of its locks. */
function outdatedNotes(journal: readonly Batch[], now: Instant): number {
	const forgotten = lastCut(journal)?.at;
	const since = forgotten === undefined ? '' : earlier(forgotten, NOTE_MS);
	const before = earlier(now, 2 * NOTE_MS);
	const old = journal.filter(({ at }) => at >= since && at < before);
	const byTable = Map.groupBy(
		old.flatMap(({ stripes }) => [...stripes]),
		(stripe) => stripe.split('/')[0],
	);
	const most = Math.max(0, ...[...byTable.values()].map(({ length }) => length));
	return most < NOTES_WORTH_IT ? 0 : most;
}

const isDue = (journal: readonly Batch[], now: Instant): boolean => outdatedLines(journal, now) + outdatedNotes(journal, now) > 0;

/** Takes the oldest lines out of the journal when there are many, and old notes of turns, where that is possible now. */
export async function tidyUp(book: Book, ports: Ports, shelf: Shelf): Promise<void> {
	const latest = shelf.latest();
	if (!latest || !isDue(latest.journal, ports.now())) return;
	// Another may be tidying up; whatever else is in the way, what was written before this stays written. It is left to the next one.
	await takeOut(book, ports, latest, shelf).catch(only(isAutopilotError));
}

async function takeOut(book: Book, ports: Ports, { journal: known, journalTab }: Latest, shelf: Shelf): Promise<void> {
	const started = ports.now();
	const { sheetId } = journalTab;
	// Of many who see that it is time, one goes on; where that one dies, another does a while later.
	const span = String(Math.floor(Date.parse(started) / KEPT_MS));
	await book.change([takeTurn({ stripe: JOURNAL_TAB, sheetId, head: `${known[0]?.nonce ?? ''}/${span}`, salt: 0 }, started)]);
	const tabs = await book.tabs();
	await mendAll(book, ports);
	// A cell of some table that cannot be read: whoever reads that table is told. The journal must not grow meanwhile.
	await archiveOld(book, ports, tabs).catch(only(isAutopilotError));
	const { journal } = await book.read([]);
	const now = ports.now();
	if (!isDue(journal, now)) return;
	const count = outdatedLines(journal, now);
	const nonce = ports.randomId(20);
	const heads = count > 0 ? [...headsOf(oldBatches(journal, now))] : [];
	// Where no line goes, an empty one says until when notes were forgotten.
	const cuts = (heads.length > 0 ? chunk(heads, HEADS_PER_NOTE) : [[]]).map(
		(some): CutNote => ({ kind: 'cut', at: now, heads: some }),
	);
	await book.change([
		takeTurn({ stripe: JOURNAL_TAB, sheetId, head: lastCut(journal)?.nonce ?? '', salt: 0 }, now),
		...(count > 0 ? [deleteRows(sheetId, 1 + linesIn(journal) - count)] : []),
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
	const traces = damagesOf((await book.read([])).journal);
	const tables = [...new Set(traces.map(({ table }) => table))];
	if (tables.length > 0) await mend(book, ports, tables, await book.read(tables));
}
