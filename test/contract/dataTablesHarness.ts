import axios from 'axios';
import { randomBytes } from 'node:crypto';
import { createN8nApiClient, type N8nApiClient } from '../../clients/n8nApi/client';
import { createDataTablesLedger, dataTableName } from '../../ledger/dataTables';
import type { TableName } from '../../ledger/ledger';
import { keyColumn } from '../../ledger/schema';
import type { LedgerHarness } from './ledgerContract';

/** The client of n8n's API as it is used outside of n8n: axios' own transport and the key as a header. */
export const n8nApi = (url: string, apiKey: string): N8nApiClient =>
	createN8nApiClient({
		baseUrl: url,
		adapter: axios.getAdapter('http'),
		headers: { 'X-N8N-API-KEY': apiKey },
		sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, ms)),
		random: Math.random,
	});

/** Empties a real n8n's data tables and plays the user who edits them in n8n's own page. */
export async function dataTablesHarness(url: string, apiKey: string): Promise<LedgerHarness> {
	const api = n8nApi(url, apiKey);
	const byHand = async (method: string, path: string, body?: object): Promise<unknown> => {
		const headers = { 'X-N8N-API-KEY': apiKey, 'Content-Type': 'application/json' };
		const response = await fetch(`${url}/api/v1/data-tables/${path}`, { method, headers, body: JSON.stringify(body) });
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
		return response.status === 204 ? null : await response.json();
	};
	const idOf = async (table: TableName): Promise<string> => {
		const found = (await api.dataTables.list(dataTableName(table))).find(({ name }) => name === dataTableName(table));
		if (!found) throw new Error(`no table ${dataTableName(table)}`);
		return found.id;
	};
	const withKey = (table: TableName, key: string) => ({
		type: 'and' as const,
		filters: [{ columnName: keyColumn(table), condition: 'eq' as const, value: key }],
	});

	for (const { id } of await api.dataTables.list('autopilot_')) await byHand('DELETE', id);

	return {
		// A client of its own for each: nothing is shared but the database.
		open: () =>
			createDataTablesLedger({ api: n8nApi(url, apiKey), randomId: (size) => randomBytes(size).toString('hex').slice(0, size) }),
		cell: async (table, key, column) =>
			(await api.dataTables.rows(await idOf(table), 'claim', withKey(table, key)))[0]?.[column] ?? null,
		setCell: async (table, key, column, value) => {
			await byHand('PATCH', `${await idOf(table)}/rows/update`, { filter: withKey(table, key), data: { [column]: value } });
		},
		addColumn: async (table, column, value) => {
			const id = await idOf(table);
			await byHand('POST', `${id}/columns`, { name: column, type: 'string' });
			const filter = { type: 'and', filters: [{ columnName: keyColumn(table), condition: 'neq', value: '' }] };
			await byHand('PATCH', `${id}/rows/update`, { filter, data: { [column]: value } });
		},
		removeColumn: async (table, column) => {
			const id = await idOf(table);
			const columns = (await byHand('GET', `${id}/columns`)) as { id: string; name: string }[];
			await byHand('DELETE', `${id}/columns/${columns.find(({ name }) => name === column)?.id}`);
		},
		addBlankRow: async (table) => {
			await byHand('POST', `${await idOf(table)}/rows`, { data: [{}] });
		},
		duplicateRow: async (table, key) => {
			const id = await idOf(table);
			const [row] = await api.dataTables.rows(id, 'claim', withKey(table, key));
			const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...cells } = row ?? { id: 0 };
			await byHand('POST', `${id}/rows`, { data: [cells] });
		},
	};
}
