import { AutopilotError } from '../../core/errors';
import type { Book } from './book';
import { isRefused, only } from './errors';
import { hash31 } from './hash';
import type { Request } from './requests';

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
