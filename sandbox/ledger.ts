import axios from 'axios';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGoogleSheetsClient } from '../clients/googleSheets/client';
import { createQuota } from '../clients/googleSheets/quota';
import { createN8nApiClient } from '../clients/n8nApi/client';
import type { RandomId } from '../core/ports';
import { createDataTablesLedger } from '../ledger/dataTables';
import { createGoogleSheetsLedger } from '../ledger/googleSheets';
import type { Ledger } from '../ledger/ledger';

/** How to reach the spreadsheet from outside n8n. */
export interface SpreadsheetAccess {
	readonly sheetsUrl: string;
	readonly spreadsheetId: string;
	readonly sheetsToken: string;
}

const transport = {
	adapter: axios.getAdapter('http'),
	sleep: async (ms: number): Promise<void> => sleep(ms),
	random: Math.random,
};

const randomId: RandomId = (size) => randomBytes(size).toString('hex').slice(0, size);

/** The ledger in n8n's data tables, read from outside n8n with an API key. */
export function openDataTables(n8n: { readonly url: string; readonly apiKey: string }): Ledger {
	const api = createN8nApiClient({ ...transport, baseUrl: n8n.url, headers: { 'X-N8N-API-KEY': n8n.apiKey } });
	return createDataTablesLedger({ api, randomId });
}

/** The ledger in the emulated spreadsheet, read from outside n8n with an access token. */
export function openSpreadsheet({ sheetsUrl, spreadsheetId, sheetsToken }: SpreadsheetAccess): Ledger {
	const sheets = createGoogleSheetsClient({
		...transport,
		rootUrl: sheetsUrl,
		spreadsheetId,
		clockMs: Date.now,
		quota: createQuota(Date.now, Number.MAX_SAFE_INTEGER),
		headers: { Authorization: `Bearer ${sheetsToken}` },
	});
	return createGoogleSheetsLedger({
		sheets,
		now: () => new Date().toISOString(),
		randomId,
		sleep: transport.sleep,
	});
}
