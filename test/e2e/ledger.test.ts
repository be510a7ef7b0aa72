import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { N8nApiClient } from '../../clients/n8nApi/client';
import { publicApi, until } from '../../sandbox/n8n/publicApi';
import type { NodeJson } from '../../sandbox/n8n/restClient';
import { type N8nServer, startN8n } from '../../sandbox/n8n/server';
import { dataTablesHarness, n8nApi } from '../contract/dataTablesHarness';
import { ledgerContract } from '../contract/ledgerContract';

let folder: string;
let n8n: N8nServer;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'autopilot-ledger-'));
	n8n = await startN8n({ dataFolder: folder, port: 0 });
});
afterAll(async () => {
	await n8n.stop();
	await rm(folder, { recursive: true, force: true });
});

ledgerContract('n8n data tables', async () => await dataTablesHarness(n8n.url, n8n.apiKey));

/** A node of n8n's own. */
const node = (name: string, type: string, typeVersion: number, parameters: NodeJson['parameters'], column: number): NodeJson => ({
	id: name.toLowerCase(),
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [column * 200, 0],
	parameters,
});

/** A workflow whose nodes follow each other. */
const chain = (name: string, nodes: readonly NodeJson[]) => ({
	name,
	nodes,
	settings: {},
	connections: Object.fromEntries(
		nodes.slice(1).map((next, index) => [nodes[index]?.name ?? '', { main: [[{ node: next.name, type: 'main', index: 0 }]] }]),
	),
});

describe('what became of a run in a real n8n', () => {
	const RESULT = { actions: 20, conversions: 3, revenue: null, cost: 10000, metrics: { trials: 20 }, note: 'done' };
	const start = node('Start', 'executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }, 0);
	const result = node('Result', 'set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify(RESULT) }, 2);
	const steps: Readonly<Record<string, readonly NodeJson[]>> = {
		succeed: [start, result],
		fail: [start, node('Stop', 'stopAndError', 1, { errorMessage: 'no more e-mails today' }, 1)],
		// Below 65 seconds n8n waits inside the process, so that the execution counts as running.
		linger: [start, node('Wait', 'wait', 1.1, { amount: 60, unit: 'seconds' }, 1), result],
	};
	const ids = new Map<string, string>();
	let api: N8nApiClient;

	/** Publishes a step workflow and a webhook that calls it as the loop does: with the run's id as input. */
	const publish = async (name: string, nodes: readonly NodeJson[]): Promise<void> => {
		const { createWorkflow, publish: activate } = publicApi(n8n.url, n8n.apiKey);
		const id = await createWorkflow(chain(name, nodes));
		await activate(id);
		const webhook = node('Webhook', 'webhook', 2, { path: `call-${name}`, httpMethod: 'POST', responseMode: 'onReceived' }, 0);
		const input = node('Input', 'set', 3.4, { mode: 'raw', jsonOutput: '={{ $json.body }}' }, 1);
		const target = { __rl: true, mode: 'id', value: id };
		const call = node(
			'Call',
			'executeWorkflow',
			1.2,
			{ workflowId: target, workflowInputs: { mappingMode: 'defineBelow', value: {} } },
			2,
		);
		await activate(await createWorkflow(chain(`call ${name}`, [{ ...webhook, webhookId: `call-${name}` }, input, call])));
		ids.set(name, id);
	};

	const call = async (name: string, runId: string): Promise<void> => {
		const body = JSON.stringify({ run_id: runId, goal_id: 'g1', params: { actions: 20 } });
		const headers = { 'Content-Type': 'application/json' };
		await until(`the webhook of ${name}`, 60_000, async () => {
			const response = await fetch(`${n8n.url}/webhook/call-${name}`, { method: 'POST', headers, body });
			return response.ok;
		});
	};

	const find = async (name: string, runId: string) => (await api.findRunExecution(ids.get(name) ?? '', runId, null)).execution;

	beforeAll(async () => {
		api = n8nApi(n8n.url, n8n.apiKey);
		for (const [name, nodes] of Object.entries(steps)) await publish(name, nodes);
	});

	it('finds the result of a run that ended, and nothing of a run that never started', async () => {
		await call('succeed', 'run-1');
		const found = await until('the run to end', 60_000, async () => {
			const run = await find('succeed', 'run-1');
			return run?.status === 'success' && run;
		});
		expect(found).toMatchObject({ result: RESULT, error: null });
		expect(await find('succeed', 'run-2')).toBeNull();
		expect(await find('fail', 'run-1')).toBeNull();
		const inFuture = new Date(Date.now() + 60_000).toISOString();
		expect(await api.findRunExecution(ids.get('succeed') ?? '', 'run-1', inFuture)).toEqual({
			execution: null,
			isComplete: true,
		});
	});

	it('finds why a run failed', async () => {
		await call('fail', 'run-3');
		const found = await until('the run to fail', 60_000, async () => {
			const run = await find('fail', 'run-3');
			return run?.status === 'error' && run;
		});
		expect(found).toMatchObject({ result: null, error: { message: 'no more e-mails today' } });
	});

	it('finds a run that is under way, and stops it', async () => {
		await call('linger', 'run-4');
		const running = await until('the run to start', 60_000, async () => {
			const run = await find('linger', 'run-4');
			return run?.status === 'running' && run;
		});
		expect(running.result).toBeNull();
		await api.executions.stop(running.executionId);
		const stopped = await until('the run to stop', 60_000, async () => {
			const run = await find('linger', 'run-4');
			return run?.status !== 'running' && run;
		});
		expect(stopped).toMatchObject({ status: 'canceled', result: null });
		await expect(api.executions.stop(running.executionId)).rejects.toMatchObject({
			code: 'API_REJECTED',
			details: { status: 409 },
		});
	});

	it('finds a run that was under way when n8n was killed', async () => {
		await call('linger', 'run-5');
		await until('the run to start', 60_000, async () => await find('linger', 'run-5'));
		await n8n.kill();
		await expect(find('linger', 'run-5')).rejects.toMatchObject({ code: 'API_UNREACHABLE', retryable: true });
		await n8n.restart();
		const crashed = await until('n8n to notice', 60_000, async () => {
			const run = await find('linger', 'run-5');
			return run?.status !== 'running' && run;
		});
		expect(crashed).toMatchObject({ status: 'crashed', result: null });
	});

	it('reads workflows', async () => {
		const id = ids.get('succeed') ?? '';
		const expected = { id, name: 'succeed', active: true, isArchived: false };
		expect(await api.workflows.get(id)).toMatchObject({ ...expected, nodeTypes: [start.type, result.type] });
		expect((await api.workflows.list({ active: true })).find((workflow) => workflow.id === id)).toMatchObject(expected);
		await expect(api.workflows.get('nowhere')).rejects.toMatchObject({ code: 'API_REJECTED', details: { status: 404 } });
	});
});
