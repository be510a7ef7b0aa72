import type {
	Area,
	GoogleSheetsClient,
	SheetCell,
	SheetTab,
	Shown,
	TabValues,
	UpdatedRows,
} from '../../clients/googleSheets/client';
import { isAutopilotError } from '../../core/errors';
import type { TableName } from '../ledger';
import { missingTable } from '../rows';
import { damagesOf } from './damage';
import { asSheetsError } from './errors';
import { type Grid, readGrid } from './grid';
import { cutsIn, headsOf } from './heads';
import { type Batch, readJournal } from './journal';
import type { Request } from './requests';
import { findTab, JOURNAL_TAB, tabId, type TabName } from './tabs';

/** Some tables and the journal, all read in the same instant. */
export interface Page {
	readonly grids: ReadonlyMap<TableName, Grid>;
	readonly journal: readonly Batch[];
	readonly journalTab: Pick<TabValues, 'sheetId' | 'title'>;
}

/** The journal as it was read last. What stands in it never changes, so that only what is new has to be read. */
export interface KnownJournal {
	batches: readonly Batch[];
}

/** Parts of tabs, in numbers from 0. */
type Parts = { readonly [T in TabName]?: Omit<Area, 'sheetId'> };

/** Lines of the journal that are read when those before them are known. Fewer than a new tab has rows. */
const TOP_LINES = 90;

/** The spreadsheet: finds tabs under whatever title they have, and says what Google's refusals mean for the ledger. */
export class Book {
	/** Where tabs are that are not where `setUp` puts them. */
	private ids: ReadonlyMap<TabName, number> = new Map();

	/**
	 * @param account the e-mail address the spreadsheet has to be shared with, where it is known
	 * @param known the journal, for several books of one spreadsheet
	 */
	constructor(
		private readonly sheets: GoogleSheetsClient,
		private readonly account: string | null,
		private readonly known: KnownJournal = { batches: [] },
	) {}

	/** @throws AutopilotError LEDGER_NOT_SET_UP when a tab or a column is missing */
	async read(tables: readonly TableName[]): Promise<Page> {
		// As it was when this read began: others that are under way at the same time bring journals of their own.
		const known = this.known.batches;
		let [tabs, journalTab] = await this.readWithJournal(tables, known.length > 0 ? { endRowIndex: TOP_LINES } : {});
		let journal = continued(known, journalTab.rows);
		if (!journal) {
			[tabs, journalTab] = await this.readWithJournal(tables, {});
			journal = readJournal(journalTab.rows);
		}
		this.known.batches = journal;
		const damages = damagesOf(journal);
		const heads = headsOf(journal);
		const grids = tabs.map((tab, index): [TableName, Grid] => {
			const table = tables[index] ?? 'settings';
			return [table, readGrid(table, tab, damages, heads)];
		});
		return { grids: new Map(grids), journal, journalTab };
	}

	private async readWithJournal(
		tables: readonly TableName[],
		lines: Omit<Area, 'sheetId'>,
	): Promise<[tabs: TabValues[], journalTab: TabValues]> {
		const tabs = await this.readTabs([...tables, JOURNAL_TAB], { [JOURNAL_TAB]: lines });
		const journalTab = tabs.pop();
		if (!journalTab) throw missingTable(JOURNAL_TAB);
		return [tabs, journalTab];
	}

	async change(requests: readonly Request[], options?: { show?: readonly Shown[]; repeatable?: boolean }): Promise<UpdatedRows> {
		return await this.call(async () => await this.sheets.change(requests, options));
	}

	/** The cells of tabs. @throws AutopilotError LEDGER_NOT_SET_UP naming the first that is not there */
	async readTabs(names: readonly TabName[], parts: Parts = {}): Promise<TabValues[]> {
		const read = async (): Promise<TabValues[]> =>
			await this.sheets.read(names.map((name) => ({ ...parts[name], sheetId: this.ids.get(name) ?? tabId(name) })));
		try {
			return await read();
		} catch (error) {
			if (!noSuchTab(error)) throw asSheetsError(this.sheets.spreadsheetId, this.account, error);
		}
		await this.locate(names);
		return await this.call(read);
	}

	/** All tabs, without their cells. */
	async tabs(): Promise<SheetTab[]> {
		return await this.call(async () => await this.sheets.tabs());
	}

	private async locate(names: readonly TabName[]): Promise<void> {
		const tabs = await this.tabs();
		const found = names.map((name): [TabName, number] => {
			const tab = findTab(tabs, name);
			if (!tab) throw missingTable(name);
			return [name, tab.sheetId];
		});
		this.ids = new Map([...this.ids, ...found]);
	}

	private async call<B>(send: () => Promise<B>): Promise<B> {
		try {
			return await send();
		} catch (error) {
			throw asSheetsError(this.sheets.spreadsheetId, this.account, error);
		}
	}
}

/**
 * The journal, of which the top was read, and what is below it is known; all of it where nothing is known.
 * @returns `null` when it has to be read as a whole: more is new than was read, or somebody has taken old lines out
 */
function continued(journal: readonly Batch[], rows: readonly (readonly SheetCell[])[]): Batch[] | null {
	const known = new Map(journal.map((batch, index) => [batch.nonce, { batch, index }]));
	const top = readJournal(rows, (nonce) => known.get(nonce)?.batch);
	if (rows.length < TOP_LINES || known.size === 0) return top;
	const place = known.get(top[0]?.nonce ?? '')?.index;
	const isCut = top.some((batch) => !known.has(batch.nonce) && cutsIn(batch).length > 0);
	return place === undefined || isCut ? null : [...journal.slice(0, place), ...top];
}

const noSuchTab = (error: unknown): boolean =>
	isAutopilotError(error) &&
	error.code === 'API_REJECTED' &&
	error.details.status === 400 &&
	/No grid with id/i.test(error.message);
