import type { SheetTab } from '../../clients/googleSheets/client';
import type { TableName } from '../ledger';
import { hash31 } from './hash';

/** A hidden tab in which each batch notes what it does and what stood there before. People have no use for it. */
export const JOURNAL_TAB = '_journal';
export const SUMMARY_TAB = 'summary';

export type TabName = TableName | typeof JOURNAL_TAB | typeof SUMMARY_TAB;

/** The note on a tab that says which of ours it is, whatever it is called and whoever made it. */
export const TAB_NOTE = 'autopilot.tab';

/**
 * The id under which `setUp` makes a tab. Ids are ours to choose, never change and
 * move with nothing that people do, so that a tab is found under any title without asking for it.
 */
export const tabId = (name: TabName): number => hash31(`autopilot:${name}`);

/** A tab under our id, else one that carries our note, else one of that title, as in a spreadsheet that people made by hand. */
export function findTab(tabs: readonly SheetTab[], name: TabName): SheetTab | undefined {
	return (
		tabs.find(({ sheetId }) => sheetId === tabId(name)) ??
		tabs.find(({ notes }) => notes.get(TAB_NOTE) === name) ??
		tabs.find(({ title }) => title === name)
	);
}
