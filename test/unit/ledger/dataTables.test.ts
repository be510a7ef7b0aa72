import type { N8nApiClient } from '../../../clients/n8nApi/client';
import type { DataTable, DataTableFilter, DataTableRow, DataTablesApi, DataTableValue } from '../../../clients/n8nApi/dataTables';
import { AutopilotError, type ErrorCode } from '../../../core/errors';
import { createDataTablesLedger, dataTableName, type KnownTables } from '../../../ledger/dataTables';
import type { Ledger } from '../../../ledger/ledger';
import { columnsOf, TABLE_NAMES } from '../../../ledger/schema';
import { sampleRun } from '../../contract/sampleRows';

const column = (kind: string): 'number' | 'boolean' | 'string' => (kind === 'number' || kind === 'boolean' ? kind : 'string');

/** Tables as `setUp` makes them. */
const TABLES: readonly DataTable[] = TABLE_NAMES.map((table) => ({
	id: `id-${table}`,
	name: dataTableName(table),
	projectId: 'p1',
	columns: [...columnsOf(table), { name: 'claim', kind: 'text' }].map(({ name, kind }) => ({ name, type: column(kind) })),
}));

const fits = (row: DataTableRow, { type, filters }: DataTableFilter): boolean => {
	const checks = filters.map(({ columnName, value }) => (row[columnName] ?? null) === value);
	return type === 'or' ? checks.some(Boolean) : checks.every(Boolean);
};

/** One data table in memory that counts calls and whose answers a test can replace. */
function fake(overrides: Partial<DataTablesApi> = {}, tables: KnownTables = { found: null }) {
	const rows: DataTableRow[] = [];
	const calls: string[] = [];
	let nextId = 1;
	let nextMark = 1;
	const dataTables: DataTablesApi = {
		list: async () => [...TABLES],
		create: async () => TABLES[0] as DataTable,
		addColumn: async () => undefined,
		rows: async (_id, _spare, filter) =>
			rows.filter((row) => !filter || fits(row, filter)).toSorted((one, other) => one.id - other.id),
		insertRows: async (_id, values) =>
			values.map((cells) => {
				rows.push({ ...cells, id: nextId++ });
				return nextId - 1;
			}),
		updateRows: async (_id, filter, values) => {
			const found = rows.filter((row) => fits(row, filter));
			for (const row of found) Object.assign(row, values);
			return found;
		},
		setRows: async (_id, filter, values) => {
			for (const row of rows.filter((candidate) => fits(candidate, filter))) Object.assign(row, values);
		},
		upsertRow: async () => undefined,
		deleteRows: async (_id, filter) => {
			for (const row of rows.filter((candidate) => fits(candidate, filter))) rows.splice(rows.indexOf(row), 1);
		},
		...overrides,
	};
	const counted = Object.fromEntries(
		Object.entries(dataTables).map(([name, method]) => [
			name,
			async (...args: never[]) => {
				calls.push(name);
				return await (method as (...given: never[]) => Promise<unknown>)(...args);
			},
		]),
	) as unknown as DataTablesApi;
	const ledger: Ledger = createDataTablesLedger({
		api: { dataTables: counted } as N8nApiClient,
		randomId: () => `mark-${nextMark++}`,
		tables,
	});
	return { ledger, rows, calls, skipId: () => nextId++ };
}

const failing = (code: ErrorCode, status?: number) => async (): Promise<never> => {
	throw new AutopilotError(code, 'n8n said no', status === undefined ? {} : { status });
};

describe('data table ledger', () => {
	it('loads every table with one call each, after one that finds them', async () => {
		const { ledger, calls } = fake();
		await ledger.readAll(TABLE_NAMES);
		expect(calls.toSorted()).toEqual(['list', ...TABLE_NAMES.map(() => 'rows')]);
		await ledger.read('settings');
		expect(calls.filter((name) => name === 'list')).toHaveLength(1);
	});

	it('finds the tables once for ledgers that follow each other', async () => {
		const tables: KnownTables = { found: null };
		await fake({}, tables).ledger.read('settings');
		const later = fake({}, tables);
		await later.ledger.read('settings');
		expect(later.calls).toEqual(['rows']);
	});

	it('waits for no other ledger that looks for the tables, and is held up by none that failed or never hears', async () => {
		const tables: KnownTables = { found: null };
		const stuck = fake({ list: async () => new Promise(() => undefined) }, tables);
		void stuck.ledger.read('settings');
		await expect(fake({ list: failing('API_UNREACHABLE') }, tables).ledger.read('settings')).rejects.toThrow('n8n said no');
		const later = fake({}, tables);
		await later.ledger.read('settings');
		expect(later.calls).toEqual(['list', 'rows']);
	}, 5_000);

	it('looks anew where what another ledger found lacks a table, and believes what it finds itself', async () => {
		const tables: KnownTables = { found: new Map() };
		const { ledger, calls } = fake({}, tables);
		await ledger.read('settings');
		expect(calls).toEqual(['list', 'rows']);
		const none = fake({ list: async () => [] }, { found: new Map() });
		await expect(none.ledger.read('settings')).rejects.toMatchObject({ code: 'LEDGER_NOT_SET_UP' });
		expect(none.calls).toEqual(['list']);
	});

	it('repeats a call about a table that was deleted and made again since another ledger found it, once', async () => {
		const old = TABLES.map((table) => ({ ...table, id: `old-${table.id}` }));
		const tables: KnownTables = { found: new Map(old.map((table) => [table.name, table])) };
		const gone = failing('API_REJECTED', 404);
		const rows: DataTablesApi['rows'] = async (id) => (id.startsWith('old-') ? await gone() : []);
		const { ledger, calls } = fake({ rows }, tables);
		await ledger.read('run_log');
		expect(calls).toEqual(['rows', 'list', 'rows']);
		const still = fake({ rows: gone }, { found: new Map(old.map((table) => [table.name, table])) });
		await expect(still.ledger.read('run_log')).rejects.toMatchObject({ code: 'LEDGER_NOT_SET_UP' });
		expect(still.calls).toEqual(['rows', 'list', 'rows']);
	});

	it('needs one call for a transition, won or lost', async () => {
		const { ledger, calls } = fake();
		await ledger.insert('run_log', [sampleRun('r1')]);
		calls.length = 0;
		expect(await ledger.transition('run_log', 'r1', { status: 'scheduled' }, { status: 'running' })).toBe(true);
		expect(await ledger.transition('run_log', 'r1', { status: 'scheduled' }, { status: 'running' })).toBe(false);
		expect(calls).toEqual(['updateRows', 'updateRows']);
	});

	it('needs two calls for up to 500 transitions that expect and set the same, whatever their number', async () => {
		const { ledger, rows, calls } = fake();
		const keys = Array.from({ length: 1_200 }, (_, index) => `r${index}`);
		await ledger.insert(
			'run_log',
			keys.map((key, index) => sampleRun(key, { status: index % 2 === 0 ? 'scheduled' : 'running' })),
		);
		calls.length = 0;
		const changes = keys.map((key) => ({ key, expected: { status: 'scheduled' }, values: { status: 'stopped' } }) as const);
		expect(await ledger.transitionAll('run_log', changes)).toEqual(keys.map((_, index) => index % 2 === 0));
		expect(calls.toSorted()).toEqual([...Array<string>(3).fill('setRows'), ...Array<string>(3).fill('updateRows')]);
		expect(rows.filter(({ status }) => status === 'stopped')).toHaveLength(600);
	});

	it('loses the rows of a batch that another writer marked in between, and changes no other row', async () => {
		const store = fake({
			setRows: async (_id, filter, values) => {
				for (const row of store.rows.filter((candidate) => fits(candidate, filter))) Object.assign(row, values);
				Object.assign(store.rows.find(({ run_id }) => run_id === 'r2') as DataTableRow, { claim: 'other' });
			},
		});
		await store.ledger.insert(
			'run_log',
			['r1', 'r2', 'r3', 'r4'].map((key) => sampleRun(key)),
		);
		const changes = ['r1', 'r2', 'r3'].map((key) => {
			return { key, expected: { status: 'scheduled' }, values: { status: 'running' } } as const;
		});
		expect(await store.ledger.transitionAll('run_log', changes)).toEqual([true, false, true]);
		expect(store.rows.map(({ status }) => status)).toEqual(['running', 'scheduled', 'running', 'scheduled']);
	});

	it('takes cells that hold empty text for ones without a value in a batch too', async () => {
		const { ledger, rows } = fake();
		await ledger.insert(
			'run_log',
			['r1', 'r2', 'r3'].map((key) => sampleRun(key)),
		);
		Object.assign(rows[1] as DataTableRow, { error: '' });
		const changes = ['r1', 'r2', 'r3'].map((key) => ({ key, expected: { error: null }, values: { attempts: 1 } }));
		expect(await ledger.transitionAll('run_log', changes)).toEqual([true, true, true]);
		expect((await ledger.read('run_log')).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
	});

	it('makes no call for nothing', async () => {
		const { ledger, calls } = fake();
		expect(await ledger.insert('run_log', [])).toEqual([]);
		expect(await ledger.transitionAll('run_log', [])).toEqual([]);
		await ledger.update('run_log', [{ key: 'r1', values: {} }]);
		expect(calls).toEqual([]);
	});

	it.each<[ErrorCode, number | undefined, ErrorCode, boolean]>([
		['API_UNREACHABLE', 503, 'LEDGER_UNREACHABLE', true],
		['API_RATE_LIMITED', 429, 'LEDGER_UNREACHABLE', true],
		['API_RESPONSE_INVALID', undefined, 'LEDGER_UNREACHABLE', true],
		['API_DENIED', 403, 'LEDGER_DENIED', false],
		['API_REJECTED', 400, 'LEDGER_DENIED', false],
		['API_REJECTED', 404, 'LEDGER_NOT_SET_UP', false],
	])('says %s (%s) as %s', async (code, status, meaning, retryable) => {
		const { ledger } = fake({ rows: failing(code, status) });
		await expect(ledger.read('settings')).rejects.toMatchObject({ code: meaning, retryable, message: 'n8n said no' });
	});

	it('looks for its tables again after a failure', async () => {
		let broken = true;
		const { ledger, calls } = fake({ list: async () => (broken ? await failing('API_UNREACHABLE')() : [...TABLES]) });
		await expect(ledger.read('settings')).rejects.toMatchObject({ code: 'LEDGER_UNREACHABLE' });
		broken = false;
		expect(await ledger.read('settings')).toEqual([]);
		expect(calls).toEqual(['list', 'list', 'rows']);
	});

	it('refuses to guess between two tables of one name', async () => {
		const { ledger } = fake({ list: async () => [...TABLES, { ...(TABLES[0] as DataTable), id: 'other', projectId: 'p2' }] });
		await expect(ledger.read('settings')).rejects.toMatchObject({
			code: 'LEDGER_DENIED',
			message: expect.stringMatching(/autopilot_goals_tracker.*p1 and p2/) as string,
		});
	});

	it('removes its row and says so when another writer’s came first', async () => {
		const other = { id: 0, run_id: 'r1' } as Record<string, DataTableValue> & { id: number };
		const { ledger, rows } = fake({
			insertRows: async (_id, values) => {
				// The other writer's row has the lower id and becomes visible only now.
				rows.push({ ...values[0], ...other, attempts: 9 }, { ...values[0], id: 1 });
				return [1];
			},
		});
		expect(await ledger.insert('run_log', [sampleRun('r1')])).toEqual([]);
		expect(await ledger.read('run_log')).toEqual([sampleRun('r1', { attempts: 9 })]);
		expect(rows).toHaveLength(1);
	});

	it('changes every row of a key, so that a transition is won once even where a race left two', async () => {
		const { ledger, rows } = fake();
		await ledger.insert('run_log', [sampleRun('r1')]);
		rows.push({ ...(rows[0] as DataTableRow), id: 99 });
		expect(await ledger.transition('run_log', 'r1', { status: 'scheduled' }, { status: 'running' })).toBe(true);
		expect(await ledger.transition('run_log', 'r1', { status: 'scheduled' }, { status: 'running' })).toBe(false);
		expect(rows.map(({ status }) => status)).toEqual(['running', 'running']);
	});

	it('takes a cell that holds empty text for one without a value', async () => {
		const { ledger, rows } = fake();
		await ledger.insert('run_log', [sampleRun('r1')]);
		Object.assign(rows[0] as DataTableRow, { error: '' });
		expect(await ledger.transition('run_log', 'r1', { error: null, status: 'failed' }, { status: 'running' })).toBe(false);
		expect(await ledger.transition('run_log', 'r1', { error: null }, { status: 'running' })).toBe(true);
		expect(await ledger.read('run_log', { error: null })).toEqual([sampleRun('r1', { status: 'running' })]);
	});

	it('does not repeat a transition whose answer was lost: nobody knows whether it was won', async () => {
		const seen: boolean[] = [];
		const { ledger, calls } = fake({
			updateRows: async (_id, _filter, _values, { idempotent }) => {
				seen.push(idempotent);
				return [];
			},
		});
		await ledger.transition('run_log', 'r1', { status: 'scheduled' }, { status: 'running' });
		expect(seen).toEqual([false]);
		calls.length = 0;
		await ledger.update('run_log', [{ key: 'r1', values: { status: 'failed' } }]);
		expect(calls).toEqual(['setRows']);
	});

	it('reports a set-up that n8n refused', async () => {
		const { ledger } = fake({ list: async () => [], create: failing('API_DENIED', 403) });
		await expect(ledger.setUp()).rejects.toMatchObject({ code: 'LEDGER_DENIED' });
	});
});
