import { AutopilotError } from '../../core/errors';
import type { Instant } from '../../core/types';
import type { Book } from './book';
import type { Ports } from './commit';
import { isRefused, only } from './errors';
import { hash31 } from './hash';
import { copyBlock, hideRow, type Request, setBlock } from './requests';

const CHECK_NOTE = 'autopilot.check';
const PROBE_NOTE = 'autopilot.probe';

const note = (sheetId: number, metadataKey: string, metadataId?: number): Request => ({
	createDeveloperMetadata: {
		developerMetadata: {
			...(metadataId === undefined ? {} : { metadataId }),
			metadataKey,
			visibility: 'DOCUMENT',
			location: { sheetId },
		},
	},
});

const forget = (metadataKey: string): Request => ({
	deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataKey } } },
});

/**
 * Asks Google for what writers rely on (`heads.ts`): that it refuses a second note with the same id, and with it all that is in
 * the same batch. Where it does not, two writers could both believe that they won, so that nothing may be written at all.
 * @throws AutopilotError SHEETS_UNSAFE
 */
export async function checkRefusal(book: Book): Promise<void> {
	const sheetId = (await book.tabs())[0]?.sheetId ?? 0;
	const first = note(sheetId, CHECK_NOTE, hash31(`autopilot:${CHECK_NOTE}`));
	// Refused where it is there from an earlier time.
	await book.change([first], { repeatable: true }).catch(only(isRefused));
	const second = book.change([note(sheetId, PROBE_NOTE), first], { repeatable: true });
	const isRefusedNow = await second.then(() => false, only(isRefused));
	const notes = new Set((await book.tabs()).flatMap((tab) => [...tab.notes.keys()]));
	if (isRefusedNow && notes.has(CHECK_NOTE) && !notes.has(PROBE_NOTE)) return;
	await book.change([forget(CHECK_NOTE), forget(PROBE_NOTE)]);
	const what = isRefusedNow ? 'carried out part of a batch that it refused' : 'accepted a second note with the same id';
	throw new AutopilotError('SHEETS_UNSAFE', `Google Sheets ${what}, so that two writers could overwrite each other`);
}

const SCRATCH_NOTE = 'autopilot.scratch';
/** A check takes seconds: tabs that are older were left behind by one that was interrupted. */
const SCRATCH_MS = 600_000;
/** The name of the column, a row to be seen, one that a filter hides, one that somebody hid, and one more. */
const SCRATCH = ['name', 'seen', 'filtered', 'hidden', 'last'];

/**
 * Asks Google for what the journal relies on (`writes.ts`): that copies take hidden rows along, those that a filter hides too. By
 * hand they do not. Where they are left out, what a batch overwrites there is not kept, and cannot be put back.
 * @throws AutopilotError SHEETS_UNSAFE
 */
export async function checkCopies(book: Book, { now, randomId }: Pick<Ports, 'now' | 'randomId'>): Promise<void> {
	const outdated = new Date(Date.parse(now()) - SCRATCH_MS).toISOString();
	const left = (await book.tabs()).filter(({ notes }) => (notes.get(SCRATCH_NOTE) ?? '~') < outdated);
	const [from, to] = [scratchTab(randomId(8), now()), scratchTab(randomId(8), now())];
	await book.change([
		...left.map(({ sheetId }) => dropTab(sheetId)),
		...from.requests,
		...to.requests,
		setBlock(
			{ sheetId: from.sheetId, row: 0, column: 0 },
			SCRATCH.map((cell) => [cell]),
		),
		{
			setBasicFilter: {
				filter: {
					range: { sheetId: from.sheetId, startRowIndex: 0, startColumnIndex: 0, endColumnIndex: 1 },
					filterSpecs: [{ columnIndex: 0, filterCriteria: { hiddenValues: ['filtered'] } }],
				},
			},
		},
		hideRow(from.sheetId, SCRATCH.indexOf('hidden')),
	]);
	const block = { sheetId: from.sheetId, row: 0, rows: SCRATCH.length, column: 0, columns: 1 };
	const copy = copyBlock(block, { sheetId: to.sheetId, row: 0, column: 0 });
	// In a call of its own, as a batch finds a tab that was filtered before.
	const shown = await book.change([copy], { repeatable: true, show: [{ tab: to, rows: [...SCRATCH.keys()] }] });
	await book.change([dropTab(from.sheetId), dropTab(to.sheetId)]);
	const copied = SCRATCH.map((_, row) => shown.get(to.sheetId)?.get(row)?.[0]);
	if (copied.join('\n') === SCRATCH.join('\n')) return;
	const what = 'Google Sheets leaves out hidden rows when it copies, so that what is overwritten there could not be put back';
	throw new AutopilotError('SHEETS_UNSAFE', what);
}

const dropTab = (sheetId: number): Request => ({ deleteSheet: { sheetId } });

function scratchTab(id: string, now: Instant) {
	const sheetId = hash31(`${SCRATCH_NOTE}/${id}`);
	const title = `${SCRATCH_NOTE}.${id}`;
	const gridProperties = { rowCount: SCRATCH.length, columnCount: 1 };
	const developerMetadata = {
		metadataKey: SCRATCH_NOTE,
		metadataValue: now,
		visibility: 'DOCUMENT',
		location: { sheetId },
	};
	const requests: Request[] = [
		{ addSheet: { properties: { sheetId, title, hidden: true, gridProperties } } },
		{ createDeveloperMetadata: { developerMetadata } },
	];
	return { sheetId, title, requests };
}
