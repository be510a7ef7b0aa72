import type { AutopilotError } from '../../core/errors';
import type { TableName } from '../ledger';
import type { Book, Page } from './book';
import { turnId } from './heads';
import { stripeOf } from './stripes';
import type { Write } from './writes';

/** How often in a row Google may refuse a batch for no reason that can be seen: a tab that was renamed meanwhile is such a one. */
const MAX_UNEXPLAINED = 3;

/** Why Google refuses batches of an operation, told by what is in the spreadsheet and not by Google's words. */
export class Refusals {
	/** What to add to the id of a lock's note. */
	readonly salts = new Map<string, number>();
	private unexplained = 0;

	constructor(
		private readonly book: Book,
		private readonly tables: readonly TableName[],
	) {}

	/**
	 * Looks for what is in the way: another took a turn, which the next batch follows; or the id of a note is taken by chance, so that
	 * it needs another.
	 * @param before what the batch was made from
	 * @param after the tables as they were read since
	 * @returns the tables as they were read last
	 * @throws AutopilotError the refusal, when there is nothing and it comes again and again
	 */
	async lookInto(refusal: AutopilotError, writes: readonly Write[], before: Page, after: Page): Promise<Page> {
		const turns = writes.map(({ grid: { table }, key }) => ({ table, stripe: stripeOf(table, key) }));
		const headIn = (page: Page, { table, stripe }: (typeof turns)[number]): string =>
			page.grids.get(table)?.heads.get(stripe) ?? '';
		const hasMoved = (page: Page): boolean => turns.some((turn) => headIn(before, turn) !== headIn(page, turn));
		if (hasMoved(after)) return this.explained(after);
		const notes = new Set((await this.book.tabs()).flatMap(({ noteIds }) => [...noteIds]));
		// Read after the notes: a turn that was taken by then, and nobody has written under it, is taken by chance.
		const page = await this.book.read(this.tables);
		if (hasMoved(page)) return this.explained(page);
		const taken = new Set(
			turns.flatMap((turn) => {
				const salt = this.salts.get(turn.stripe) ?? 0;
				return notes.has(turnId({ stripe: turn.stripe, head: headIn(before, turn), salt })) ? [turn.stripe] : [];
			}),
		);
		for (const stripe of taken) this.salts.set(stripe, (this.salts.get(stripe) ?? 0) + 1);
		if (taken.size > 0) return this.explained(page);
		this.unexplained++;
		if (this.unexplained === MAX_UNEXPLAINED) throw refusal;
		return page;
	}

	private explained(page: Page): Page {
		this.unexplained = 0;
		return page;
	}
}
