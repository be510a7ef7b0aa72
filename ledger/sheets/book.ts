import type { GoogleSheetsClient, SheetTab, Shown, TabValues, UpdatedRows } from '../../clients/googleSheets/client';
import { isAutopilotError } from '../../core/errors';
import type { TableName } from '../ledger';
import { missingTable } from '../rows';
import { type Claim, readClaims } from './claims';
import { asSheetsError } from './errors';
import { type Grid, readGrid } from './grid';
import type { Request } from './requests';
import { CLAIMS_TAB, findTab, tabId, type TabName } from './tabs';

/** Some tables and the queue of writers, all read in the same instant. */
export interface Page {
	readonly grids: ReadonlyMap<TableName, Grid>;
	readonly claims: readonly Claim[];
	readonly claimsTab: Pick<TabValues, 'sheetId' | 'title'>;
}

/** The spreadsheet: finds tabs under whatever title they have, and says what Google's refusals mean for the ledger. */
export class Book {
	/** Where tabs are that are not where `setUp` puts them. */
	private ids: ReadonlyMap<TabName, number> = new Map();

	/** @param account the e-mail address the spreadsheet has to be shared with, where it is known */
	constructor(
		private readonly sheets: GoogleSheetsClient,
		private readonly account: string | null,
	) {}

	/** @throws AutopilotError LEDGER_NOT_SET_UP when a tab or a column is missing */
	async read(tables: readonly TableName[]): Promise<Page> {
		const tabs = await this.readTabs([...tables, CLAIMS_TAB]);
		const claimsTab = tabs.pop();
		if (!claimsTab) throw missingTable(CLAIMS_TAB);
		const claims = readClaims(claimsTab.rows);
		const settled = claims.filter(({ state }) => state !== 'open').map(({ nonce }) => nonce);
		const grids = tabs.map((tab, index): [TableName, Grid] => {
			const table = tables[index] ?? 'settings';
			return [table, readGrid(table, tab, settled)];
		});
		return { grids: new Map(grids), claims, claimsTab };
	}

	async change(requests: readonly Request[], options?: { show?: readonly Shown[]; repeatable?: boolean }): Promise<UpdatedRows> {
		return await this.call(async () => await this.sheets.change(requests, options));
	}

	/** The cells of tabs. @throws AutopilotError LEDGER_NOT_SET_UP naming the first that is not there */
	async readTabs(names: readonly TabName[]): Promise<TabValues[]> {
		const read = async (): Promise<TabValues[]> => await this.sheets.read(names.map((name) => this.ids.get(name) ?? tabId(name)));
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

	/** Keys of the notes on a tab. */
	async notesOn(name: TabName): Promise<string[]> {
		return [...(findTab(await this.tabs(), name)?.notes.keys() ?? [])];
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

const noSuchTab = (error: unknown): boolean =>
	isAutopilotError(error) &&
	error.code === 'API_REJECTED' &&
	error.details.status === 400 &&
	/No grid with id/i.test(error.message);
