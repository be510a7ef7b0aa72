import type { AxiosAdapter } from 'axios';
import { createN8nApiClient, type N8nApiClient } from '../../../clients/n8nApi/client';

interface Call {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly body: unknown;
}

/** n8n answering from a function; `undefined` is the empty body of an n8n that is still starting. */
function n8n(answer: (call: Call) => unknown): { api: N8nApiClient; calls: Call[] } {
	const calls: Call[] = [];
	const adapter: AxiosAdapter = async (config) => {
		const url = new URL(`${config.baseURL}${config.url}`);
		const body: unknown = typeof config.data === 'string' ? JSON.parse(config.data) : undefined;
		const call = { method: (config.method ?? '').toUpperCase(), path: url.pathname, query: url.searchParams, body };
		calls.push(call);
		const data = answer(call);
		if (data instanceof Response) {
			return { status: data.status, statusText: '', headers: {}, data: await data.text(), config };
		}
		return { status: 200, statusText: '', headers: {}, data: data === undefined ? '' : JSON.stringify(data), config };
	};
	const api = createN8nApiClient({
		baseUrl: 'http://n8n.example:5678/',
		adapter,
		sleep: async () => undefined,
		random: () => 0,
		maxRetries: 0,
	});
	return { api, calls };
}

const page = (data: readonly unknown[], nextCursor: string | null = null) => ({ data, nextCursor });

describe('n8n API client', () => {
	it('reads every page', async () => {
		const table = { id: 't', projectId: 'p', columns: [] };
		const { api, calls } = n8n(({ query }) =>
			query.get('cursor') ? page([{ ...table, name: 'b' }]) : page([{ ...table, name: 'a' }], 'next'),
		);
		expect((await api.dataTables.list('x')).map(({ name }) => name)).toEqual(['a', 'b']);
		expect(calls.map(({ path, query }) => [path, query.get('limit'), query.get('cursor')])).toEqual([
			['/api/v1/data-tables', '250', null],
			['/api/v1/data-tables', '250', 'next'],
		]);
	});

	it('reads all rows of a data table in one call that changes nothing, in the order of their ids', async () => {
		const { api, calls } = n8n(() => [
			{ id: 7, key: 'b', dryRunState: 'before' },
			{ id: 7, key: null, dryRunState: 'after' },
			{ id: 2, key: 'a', dryRunState: 'before' },
			{ id: 2, key: null, dryRunState: 'after' },
		]);
		expect(await api.dataTables.rows('t1', 'key')).toEqual([
			{ id: 2, key: 'a' },
			{ id: 7, key: 'b' },
		]);
		const filter = { type: 'and', filters: [{ columnName: 'id', condition: 'gte', value: 0 }] };
		expect(calls).toMatchObject([
			{ method: 'PATCH', path: '/api/v1/data-tables/t1/rows/update', body: { filter, data: { key: null }, dryRun: true } },
		]);
	});

	it('does not take the answer to a change for one to a question', async () => {
		const { api } = n8n(() => [{ id: 7, key: null }]);
		await expect(api.dataTables.rows('t1', 'key')).rejects.toMatchObject({ code: 'API_RESPONSE_INVALID' });
	});

	it('reads rows page by page where n8n refuses to say what a change would do', async () => {
		const { api, calls } = n8n(({ method, query }) => {
			if (method === 'PATCH') return new Response('{"message":"Data tables are full"}', { status: 400 });
			return query.get('cursor') ? page([{ id: 2 }]) : page([{ id: 1, key: null }], 'next');
		});
		expect(await api.dataTables.rows('t1', 'key')).toEqual([{ id: 1, key: null }, { id: 2 }]);
		expect(calls.map(({ method }) => method)).toEqual(['PATCH', 'GET', 'GET']);
	});

	it('says that n8n is still starting', async () => {
		const { api } = n8n(() => undefined);
		await expect(api.workflows.list()).rejects.toMatchObject({
			code: 'API_UNREACHABLE',
			message: expect.stringContaining('still starting'),
		});
	});

	it('names the field of an answer in an unknown shape', async () => {
		const { api } = n8n(() => page([{ id: 'w1', name: 5 }]));
		await expect(api.workflows.list()).rejects.toMatchObject({
			code: 'API_RESPONSE_INVALID',
			message: expect.stringMatching(/GET \/workflows.*data\.0\.name/),
		});
	});

	it('does not let an id leave its place in the path', async () => {
		const { api, calls } = n8n(() => ({ id: 'x', name: 'n', active: true }));
		await api.workflows.get('../executions?x=1#');
		expect(calls[0]?.path).toBe('/api/v1/workflows/..%2Fexecutions%3Fx%3D1%23');
	});

	it('reads a workflow and whether it is published', async () => {
		const nodes = [{ type: 'n8n-nodes-base.executeWorkflowTrigger', name: 'Start' }];
		const { api } = n8n(() => ({ id: 'w1', name: 'Trial', active: false, isArchived: true, nodes, settings: {} }));
		expect(await api.workflows.get('w1')).toEqual({
			id: 'w1',
			name: 'Trial',
			active: false,
			isArchived: true,
			nodeTypes: ['n8n-nodes-base.executeWorkflowTrigger'],
			saving: 'default',
		});
	});

	it.each([
		[{ saveDataSuccessExecution: 'none' }, 'never'],
		[{ saveDataErrorExecution: 'none' }, 'never'],
		[{ saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all' }, 'always'],
		[{ saveDataSuccessExecution: 'all', saveDataErrorExecution: 'DEFAULT' }, 'default'],
		[null, 'default'],
	])('reads from the settings %j whether executions leave a trace', async (settings, saving) => {
		const { api } = n8n(() => ({ id: 'w1', name: 'Trial', active: true, settings }));
		expect(await api.workflows.get('w1')).toMatchObject({ saving });
	});
});

/** The parts of an execution as n8n 2.41.1 records them. */
const START = { name: 'Start', type: 'n8n-nodes-base.executeWorkflowTrigger' };
const output = (json: object) => ({ main: [[{ json, pairedItem: { item: 0 } }]] });
const started = (id: string, status: string, data: object) => ({
	id,
	workflowId: 'w1',
	status,
	mode: 'integrated',
	startedAt: '2026-11-20T13:06:35.066Z',
	stoppedAt: status === 'running' ? null : '2026-11-20T13:06:36.066Z',
	data,
});
const running = (id: string, runId: string) =>
	started(id, 'running', {
		resultData: { runData: {} },
		executionData: { nodeExecutionStack: [{ node: START, data: output({ run_id: runId }), source: null }] },
	});
const ended = (id: string, status: string, runId: string, result?: object) =>
	started(id, status, {
		resultData: {
			// A node with a number for a name comes first in a JavaScript object, whenever it ran.
			runData: {
				'1': [{ executionIndex: 1, data: result && output(result) }],
				Start: [{ executionIndex: 0, data: output({ run_id: runId }) }],
			},
			lastNodeExecuted: '1',
			...(status === 'error' ? { error: { message: 'boom', stack: '…' } } : {}),
		},
		executionData: { nodeExecutionStack: [] },
	});

describe('what became of a run', () => {
	const find = async (executions: readonly { readonly status: string }[], runId = 'run-1') => {
		const { api, calls } = n8n(({ query }) =>
			page(executions.filter(({ status }) => (status === 'running') === (query.get('status') === 'running'))),
		);
		const { execution, isComplete } = await api.findRunExecution('w1', runId, '2026-11-20T13:00:00.000Z');
		return { found: execution, isComplete, calls };
	};

	it('asks for the workflow’s executions since then, the running ones too, with their data', async () => {
		const { found, calls } = await find([]);
		expect(found).toBeNull();
		expect(calls.map(({ query }) => query.get('status')).toSorted()).toEqual([null, 'running']);
		for (const { query } of calls) {
			expect(Object.fromEntries(query)).toMatchObject({
				workflowId: 'w1',
				startedAfter: '2026-11-20T13:00:00.000Z',
				includeData: 'true',
				ignoreDataSizeLimit: 'true',
			});
		}
	});

	it('finds a finished run and its result', async () => {
		const { found } = await find([
			ended('7', 'success', 'other', { actions: 9 }),
			ended('6', 'success', 'run-1', { actions: 20, note: null }),
		]);
		expect(found).toEqual({
			executionId: '6',
			status: 'success',
			startedAt: '2026-11-20T13:06:35.066Z',
			stoppedAt: '2026-11-20T13:06:36.066Z',
			result: { actions: 20, note: null },
			error: null,
		});
	});

	it('finds a run that is under way by what its trigger is still to hand on', async () => {
		expect((await find([running('8', 'run-1')])).found).toEqual({
			executionId: '8',
			status: 'running',
			startedAt: '2026-11-20T13:06:35.066Z',
			stoppedAt: null,
			result: null,
			error: null,
		});
	});

	it('finds a failed run and why it failed, without a result', async () => {
		expect((await find([ended('9', 'error', 'run-1', { half: 1 })])).found).toMatchObject({
			status: 'error',
			result: null,
			error: { message: 'boom' },
		});
	});

	it.each<[string, readonly { readonly status: string }[], string]>([
		['a success before a newer failure', [ended('12', 'error', 'run-1'), ended('11', 'success', 'run-1', {})], '11'],
		['a running one before a failure', [ended('12', 'crashed', 'run-1'), running('11', 'run-1')], '11'],
		['the newest of two failures', [ended('9', 'error', 'run-1'), ended('10', 'crashed', 'run-1')], '10'],
	])('prefers %s', async (_what, executions, id) => {
		expect((await find(executions)).found?.executionId).toBe(id);
	});

	const WEBHOOK = { name: 'Webhook', type: 'n8n-nodes-base.webhook' };
	const call = (body: object) => output({ headers: { host: 'n8n' }, params: {}, query: {}, body });

	it.each<[string, object]>([
		['its body', { runData: { Webhook: [{ executionIndex: 0, data: call({ run_id: 'run-1' }) }] } }],
		[
			'what was taken out of its raw body',
			{
				runData: {
					Webhook: [{ executionIndex: 0, data: call({}) }],
					Check: [{ executionIndex: 1, data: output({ run_id: 'run-1' }) }],
				},
			},
		],
	])('finds a run that was called by webhook by %s', async (_what, resultData) => {
		expect((await find([started('8', 'running', { resultData })])).found).toMatchObject({ executionId: '8' });
	});

	it('finds a run that was called by webhook and has not been saved since it began', async () => {
		const nodeExecutionStack = [{ node: WEBHOOK, data: call({ run_id: 'run-1' }) }];
		const waiting = started('8', 'running', { resultData: { runData: {} }, executionData: { nodeExecutionStack } });
		expect((await find([waiting])).found).toMatchObject({ executionId: '8', status: 'running' });
	});

	it('does not take a run for another whose output mentions it', async () => {
		expect((await find([ended('6', 'success', 'other', { run_id: 'run-1' })])).found).toBeNull();
	});

	it('does not take an execution for another run’s where nobody can read what it was started with', async () => {
		const unreadable = { ...ended('6', 'success', 'run-1', {}), data: undefined } as { status: string };
		expect(await find([unreadable])).toMatchObject({ found: null, isComplete: false });
		expect(await find([ended('6', 'success', 'other', {})])).toMatchObject({ found: null, isComplete: true });
	});

	it('finds a run behind any number of newer executions, a page at a time, and says where it gave up looking', async () => {
		const crowd = (length: number) => [
			...Array.from({ length }, (_, index) => ended(String(9_000 - index), 'success', `other-${index}`, {})),
			ended('1', 'success', 'run-1', { actions: 5 }),
		];
		const search = async (length: number) => {
			const all = crowd(length);
			const { api, calls } = n8n(({ query }) => {
				if (query.get('status') === 'running') return page([]);
				const from = Number(query.get('cursor') ?? 0);
				const to = from + Number(query.get('limit'));
				return page(all.slice(from, to), to < all.length ? String(to) : null);
			});
			return { ...(await api.findRunExecution('w1', 'run-1', null)), calls: calls.length };
		};
		expect(await search(300)).toMatchObject({
			execution: { executionId: '1', result: { actions: 5 } },
			isComplete: true,
			calls: 17,
		});
		expect(await search(5_000)).toMatchObject({ execution: null, isComplete: false });
	});
});
