import axios from 'axios';
import { setTimeout as sleep } from 'node:timers/promises';
import { createN8nApiClient } from '../clients/n8nApi/client';
import { createDataTablesLedger } from '../ledger/dataTables';
import type { Ledger } from '../ledger/ledger';

/** The ledger in n8n's data tables, read from outside n8n with an API key. */
export function openDataTables(n8n: { readonly url: string; readonly apiKey: string }): Ledger {
	const api = createN8nApiClient({
		baseUrl: n8n.url,
		adapter: axios.getAdapter('http'),
		headers: { 'X-N8N-API-KEY': n8n.apiKey },
		sleep,
		random: Math.random,
	});
	return createDataTablesLedger({ api });
}
