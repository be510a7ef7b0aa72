import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { findSpreadsheets } from '../../clients/googleSheets/findSpreadsheets';
import { AutopilotError, isAutopilotError } from '../../core/errors';
import { dayOf } from '../../core/time';
import { toNodeError } from './errors';
import { isGoogle, openGoogleAccount } from './googleAccount';
import { openLedger, parameterReader, sheetsUrl } from './ledger';
import { isActive } from './session';

/** Most goals a list shows; older ones are found by typing. */
const MOST_GOALS = 100;
/** Longest part of an instruction that fits into a line of the list. */
const LONGEST_NAME = 70;

/** Goals of the ledger, those at work first, the newest of them on top; the filter is looked for in the sentence and the ID. */
async function searchGoals(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return await explained(this, async () => {
		const { ledger } = await openLedger(this, 0);
		const wanted = filter.toLowerCase();
		const goals = (await ledger.read('goals_tracker'))
			.filter(({ instruction, goalId }) => instruction.toLowerCase().includes(wanted) || goalId.toLowerCase() === wanted)
			.sort((a, b) => Number(isActive(b)) - Number(isActive(a)) || (a.createdAt < b.createdAt ? 1 : -1));
		return {
			results: goals.slice(0, MOST_GOALS).map(({ goalId, instruction, status, createdAt, timeZone }) => ({
				name: `${shortened(instruction)} (${status.replaceAll('_', ' ')}, ${dayOf(createdAt, timeZone)})`,
				value: goalId,
			})),
		};
	});
}

const shortened = (text: string): string =>
	[...text].length > LONGEST_NAME ? `${[...text].slice(0, LONGEST_NAME).join('')}…` : text;

/** Spreadsheets that the node's Google account can see, a page at a time. A service account sees those shared with it. */
export async function searchSpreadsheets(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await explained(this, async () => {
		const url = sheetsUrl((await this.getCredentials('autopilotApi')).googleSheetsUrl);
		const { adapter } = await openGoogleAccount(this, 0, parameterReader(this, 0)('authentication'), url, 'files');
		// An emulator of the Sheets API answers for Drive too; its account must not be asked for at Google.
		const rootUrl = isGoogle(url) ? {} : { rootUrl: url };
		const options = { ...rootUrl, adapter, sleep, random: Math.random };
		const page = { ...(filter && { name: filter }), ...(paginationToken && { page: paginationToken }) };
		const { found, nextPage } = await findSpreadsheets(options, page).catch((error: unknown) => {
			throw isAutopilotError(error) && error.code === 'API_DENIED' ? withoutList(error) : error;
		});
		return {
			results: found.map(({ spreadsheetId, name, url: link }) => ({ name, value: spreadsheetId, ...(link && { url: link }) })),
			...(nextPage !== null && { paginationToken: nextPage }),
		};
	});
}

/** A list is a convenience: without the permission for it, the spreadsheet is still there. */
const withoutList = ({ code, message, details }: AutopilotError): AutopilotError =>
	new AutopilotError(code, `${message}. Choose the spreadsheet by its URL or ID, or let the credential list files`, details);

/** Both lists, for the methods of a node. */
export const ledgerSearch = { searchGoals, searchSpreadsheets };

/** Lets an error say in the editor what it would say in an execution. */
export async function explained(
	context: ILoadOptionsFunctions,
	search: () => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	try {
		return await search();
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}
