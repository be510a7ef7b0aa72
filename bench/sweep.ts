/**
 * What a sweep over open questions costs, with 100, 1,000 and 10,000 of them: nothing due, all of them due for a reminder, all of them
 * past their deadline. On both ledgers: a spreadsheet of the sandbox over HTTP, and data tables whose API is emulated in memory.
 * Sending is left out: it is limited per pass. The baseline is a pass that reads and writes each question by itself; on a
 * spreadsheet it is measured with 100, because each of its reads is the whole tab.
 */
import type { DataTable, DataTableFilter, DataTableRow, DataTablesApi } from '../clients/n8nApi/dataTables';
import type { N8nApiClient } from '../clients/n8nApi/client';
import { createDecision } from '../core/decision/createDecision';
import { receiptOf } from '../core/decision/sweep/addresses';
import { sweep } from '../core/decision/sweep/sweep';
import { readSettings } from '../core/settings';
import { addSeconds } from '../core/time';
import type { Decision, Instant } from '../core/types';
import { createDataTablesLedger } from '../ledger/dataTables';
import type { Ledger } from '../ledger/ledger';
import { sweepPass } from '../nodes/DecisionHandler/sweepPass';
import { randomId, sha256 } from '../nodes/shared/signing';
import { openSpreadsheet } from '../sandbox/ledger';
import { startServers } from '../sandbox/servers';
import { runBenchmark } from './run';

const SIZES = [100, 1_000, 10_000] as const;
const LARGEST = 10_000;
const ASKED = '2026-11-20T00:00:00.000Z';
const IDLE = addSeconds(ASKED, 300);
const DUE = addSeconds(ASKED, 6 * 3600);
const OVER = addSeconds(ASKED, 12 * 3600);

interface Store {
	readonly ledger: Ledger;
	/** HTTP requests since the start. */
	readonly requests: () => number;
}

interface Pass {
	readonly seconds: number;
	readonly ledgerCalls: number;
	readonly requests: number;
}

const question = (index: number): Decision => {
	const option = { effect: { type: 'none' }, spend: null, probability: null, finishAt: null } as const;
	const decision = createDecision(
		{
			goalId: '',
			kind: 'custom',
			key: String(index),
			question: `Refund order ${index}?`,
			evidence: ['Paid: 98,000 JPY', 'Age: 3 days'],
			options: [
				{ key: '1', label: 'Refund', outcome: 'approve', ...option },
				{ key: '2', label: 'Keep', outcome: 'reject', ...option },
			],
			recommended: '1',
			risk: 'medium',
			urgency: 'low',
			payload: index,
		},
		{ approvers: ['telegram:1'], quorum: 1, timeoutSeconds: 12 * 3600, now: ASKED, hash: sha256 },
	);
	const notice = { purpose: 'question', approver: 'telegram:1', addresses: ['telegram:1'], tried: 0 } as const;
	return { ...decision, channels: [receiptOf(notice, 'telegram:1', ASKED, { reference: { chatId: '1', messageId: index } })] };
};

/** n8n's data tables in memory, with its flat filters. */
function dataTables(): Store {
	const tables = new Map<string, { readonly table: DataTable; readonly rows: DataTableRow[] }>();
	let requests = 0;
	const found = (id: string, { type, filters }: DataTableFilter = { type: 'and', filters: [] }): DataTableRow[] => {
		const rows = tables.get(id)?.rows ?? [];
		const [first] = filters;
		if (type === 'or' && first && filters.every(({ columnName }) => columnName === first.columnName)) {
			const values = new Set(filters.map(({ value }) => value));
			return rows.filter((row) => values.has(row[first.columnName] ?? null));
		}
		return rows.filter((row) => filters.every(({ columnName, value }) => (row[columnName] ?? null) === value));
	};
	const counted = async <T>(value: T): Promise<T> => {
		requests += 1;
		return Promise.resolve(value);
	};
	const api: DataTablesApi = {
		list: async () => counted([...tables.values()].map(({ table }) => table)),
		create: async (name, columns) => {
			const table: DataTable = { id: name, name, projectId: 'p', columns };
			tables.set(name, { table, rows: [] });
			return counted(table);
		},
		addColumn: async () => counted(undefined),
		rows: async (id, _spare, filter) => {
			const rows = found(id, filter);
			// As over HTTP, every row is parsed anew.
			return counted(JSON.parse(JSON.stringify(rows)) as DataTableRow[]);
		},
		insertRows: async (id, added) => {
			const rows = tables.get(id)?.rows ?? [];
			const first = rows.length;
			added.forEach((cells, index) => rows.push({ ...cells, id: first + index }));
			return counted(added.map((_, index) => first + index));
		},
		updateRows: async (id, filter, values) => {
			const rows = found(id, filter);
			for (const row of rows) Object.assign(row, values);
			return counted(rows);
		},
		setRows: async (id, filter, values) => {
			for (const row of found(id, filter)) Object.assign(row, values);
			return counted(undefined);
		},
		upsertRow: async () => counted(undefined),
		deleteRows: async () => counted(undefined),
	};
	// Only the data tables of the API are used.
	const ledger = createDataTablesLedger({ api: { dataTables: api } as N8nApiClient, randomId });
	return { ledger, requests: () => requests };
}

/** A ledger that counts the calls made to it. */
function counting(ledger: Ledger): { readonly ledger: Ledger; readonly calls: () => number } {
	let calls = 0;
	const proxy = new Proxy(ledger, {
		get: (target, name, receiver) => {
			const member: unknown = Reflect.get(target, name, receiver);
			if (typeof member !== 'function') return member;
			return (...args: unknown[]): unknown => {
				// A call with nothing to do is none.
				if (!args.some((argument) => Array.isArray(argument) && argument.length === 0)) calls += 1;
				return Reflect.apply(member, target, args);
			};
		},
	});
	return { ledger: proxy, calls: () => calls };
}

async function measured(store: Store, work: (ledger: Ledger) => Promise<unknown>): Promise<Pass> {
	const { ledger, calls } = counting(store.ledger);
	const [before, started] = [store.requests(), performance.now()];
	await work(ledger);
	return { seconds: (performance.now() - started) / 1000, ledgerCalls: calls(), requests: store.requests() - before };
}

const ours = (now: Instant) => async (ledger: Ledger) =>
	await sweepPass({
		ledger,
		now,
		maxMessages: 100,
		send: async (notice) => {
			const receipts = notice.addresses.slice(0, 1).map((address) => receiptOf(notice, address, now, { reference: {} }));
			return Promise.resolve({ notice, receipts });
		},
		showOutcome: async () => Promise.resolve(),
		wake: async () => Promise.resolve([]),
	});

/** Reads each question by itself, and writes each that is due by itself. */
const naive = (now: Instant, keys: readonly string[]) => async (ledger: Ledger) => {
	const settings = readSettings(await ledger.read('settings'));
	for (const decisionId of keys) {
		const decisions = await ledger.read('decision_log', { decisionId });
		for (const { decision, record } of sweep({ decisions, settings, zones: new Map(), now }).tasks)
			await ledger.transition('decision_log', decision.decisionId, { status: 'pending' }, record);
	}
};

const keysOf = (size: number): string[] => Array.from({ length: size }, (_, index) => question(index).decisionId);

async function filled(store: Store, size: number): Promise<Store> {
	await store.ledger.setUp();
	await store.ledger.update('settings', [
		{ key: 'QUIET_HOURS', values: { value: '' } },
		{ key: 'ALLOW_REPLAY', values: { value: 'true' } },
	]);
	await store.ledger.insert(
		'decision_log',
		Array.from({ length: size }, (_, index) => question(index)),
	);
	return store;
}

async function spreadsheet(size: number): Promise<Store & { readonly stop: () => Promise<void> }> {
	const servers = await startServers({ now: ASKED });
	servers.control.sheets.setQuota({ readsPerMinute: null, writesPerMinute: null });
	const requests = (): number => servers.control.requests('sheets').length;
	const store = await filled({ ledger: openSpreadsheet(servers), requests }, size);
	return { ...store, stop: async () => await servers.stop() };
}

const figuresOf = (name: string, size: number, pass: Pass): Record<string, number> => ({
	[`${name}_${size}_s`]: pass.seconds,
	[`${name}_${size}_ledger_calls`]: pass.ledgerCalls,
	[`${name}_${size}_requests`]: pass.requests,
});

async function passes(name: string, size: number, store: Store): Promise<Record<string, number>> {
	return {
		...figuresOf(`${name}_idle`, size, await measured(store, ours(IDLE))),
		...figuresOf(`${name}_due`, size, await measured(store, ours(DUE))),
		...figuresOf(`${name}_overdue`, size, await measured(store, ours(OVER))),
	};
}

void runBenchmark(async () => {
	const figures: Record<string, number> = {};
	for (const size of SIZES) {
		Object.assign(figures, await passes('data_tables', size, await filled(dataTables(), size)));
		const sheet = await spreadsheet(size);
		Object.assign(figures, await passes('sheets', size, sheet));
		await sheet.stop();
	}
	const tables = await filled(dataTables(), LARGEST);
	const naiveTables = await measured(tables, naive(DUE, keysOf(LARGEST)));
	const sheet = await spreadsheet(100);
	const naiveSheets = await measured(sheet, naive(DUE, keysOf(100)));
	await sheet.stop();
	return {
		name: 'sweep',
		figures,
		baselines: {
			...figuresOf('data_tables_naive_due', LARGEST, naiveTables),
			...figuresOf('sheets_naive_due', 100, naiveSheets),
			budget_s: 5,
		},
		ratio: (figures[`data_tables_due_${LARGEST}_s`] ?? Number.NaN) / naiveTables.seconds,
	};
});
