import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { createGoogleSheetsClient, createSpreadsheet, type NewSpreadsheet } from '../../clients/googleSheets/client';
import { createQuota, type Quota } from '../../clients/googleSheets/quota';
import { createN8nApiClient, type N8nApiClient } from '../../clients/n8nApi/client';
import { createDataTablesLedger, type KnownTables } from '../../ledger/dataTables';
import { createGoogleSheetsLedger } from '../../ledger/googleSheets';
import type { Ledger } from '../../ledger/ledger';
import type { KnownJournal } from '../../ledger/sheets/book';
import { n8nAdapter } from './axiosAdapter';
import { isGoogle, openGoogleAccount } from './googleAccount';
import { randomId, sha256 } from './signing';
import { withVariables } from './variables';

const GOOGLE_SHEETS_URL = 'https://sheets.googleapis.com/';

/** Where the Sheets API is, by the credential: an emptied field means Google. */
export const sheetsUrl = (field: unknown): string => (typeof field === 'string' ? field.trim() : '') || GOOGLE_SHEETS_URL;

/** Where nodes open their ledger: in an execution, a webhook call, or a list of the editor. */
export type LedgerContext = IExecuteFunctions | IWebhookFunctions | ILoadOptionsFunctions;

/** The ledger a node is set to, and this n8n's API. */
export interface OpenLedger {
	readonly ledger: Ledger;
	readonly api: N8nApiClient;
	/** The Autopilot API credential. */
	readonly credential: ICredentialDataDecryptedObject;
	/** The spreadsheet that was made for it. */
	readonly created?: NewSpreadsheet;
}

/** The data tables each API key was seen to have, for as long as n8n runs: an answer would otherwise look for them twice. */
const knownTables = new Map<string, KnownTables>();

function tablesOf(baseUrl: string, apiKey: string): KnownTables {
	const key = sha256(`${baseUrl}\n${apiKey}`);
	const known = knownTables.get(key) ?? { found: null };
	knownTables.set(key, known);
	return known;
}

/**
 * Opens the ledger chosen in the node's fields, with its credentials. Nothing is read yet.
 * @param title makes a new spreadsheet of this name instead of opening the one chosen.
 */
export async function openLedger(context: LedgerContext, itemIndex: number, title?: string): Promise<OpenLedger> {
	const autopilotApi = await context.getCredentials('autopilotApi', itemIndex);
	const { baseUrl, apiKey, googleSheetsUrl } = autopilotApi;
	const api = createN8nApiClient({
		baseUrl: String(baseUrl),
		adapter: n8nAdapter(context, 'autopilotApi', autopilotApi),
		sleep,
		random: Math.random,
	});
	const parameter = parameterReader(context, itemIndex);
	if (parameter('ledger') !== 'googleSheets') {
		const tables = tablesOf(String(baseUrl), String(apiKey));
		const ledger = withVariables(createDataTablesLedger({ api, randomId, tables }), context, itemIndex);
		return { ledger, api, credential: autopilotApi };
	}
	const url = sheetsUrl(googleSheetsUrl);
	const authentication = parameter('authentication');
	const { credential, adapter, email } = await openGoogleAccount(context, itemIndex, authentication, url, 'spreadsheets');
	const access = {
		rootUrl: url,
		...sharedQuota(context, credential, url),
		adapter,
		sleep,
		random: Math.random,
		clockMs: uptimeMs,
	};
	const created = title === undefined ? null : await createSpreadsheet(access, { title });
	const spreadsheetId = created?.spreadsheetId ?? parameter('spreadsheetId');
	const sheets = createGoogleSheetsClient({ ...access, spreadsheetId });
	const now = (): string => new Date().toISOString();
	const journal = journalOf(`${url}\n${spreadsheetId}`);
	const inSheets = createGoogleSheetsLedger({ sheets, now, randomId, sleep, journal, ...(email && { account: email }) });
	const ledger = withVariables(inSheets, context, itemIndex);
	return { ledger, api, credential: autopilotApi, ...(created ? { created } : {}) };
}

/** The machine's clock may be put back; this one goes forward only. */
const uptimeMs = (): number => performance.now();

/** The journal of each spreadsheet as it was read last, for as long as n8n runs: of a thousand lines a few are new each time. */
const journals = new Map<string, KnownJournal>();

function journalOf(spreadsheet: string): KnownJournal {
	const known = journals.get(spreadsheet) ?? { batches: [] };
	journals.set(spreadsheet, known);
	return known;
}

/** What is left of each account's minute, for as long as n8n runs: executions at the same time share it. */
const quotas = new Map<string, Quota>();

/** Google's quota is the account's, whichever execution and spreadsheet. Any other host has limits of its own, if any. */
function sharedQuota(context: LedgerContext, credential: string, url: string): { quota?: Quota } {
	const account = context.getNode().credentials?.[credential]?.id;
	if (!account || !isGoogle(url)) return {};
	const quota = quotas.get(account) ?? createQuota(uptimeMs);
	quotas.set(account, quota);
	return { quota };
}

/** Parameters as text; only an execution has items, so everything else reads without an index. */
export function parameterReader(context: LedgerContext, itemIndex: number): (name: string) => string {
	const options = { extractValue: true };
	return (name) =>
		String(
			'getInputData' in context
				? context.getNodeParameter(name, itemIndex, '', options)
				: context.getNodeParameter(name, '', options),
		);
}
