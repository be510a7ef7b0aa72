import type { IExecuteFunctions } from 'n8n-workflow';
import type { N8nApiClient } from '../../../clients/n8nApi/client';
import type { Execution } from '../../../clients/n8nApi/executions';
import type { RunExecution } from '../../../clients/n8nApi/findRunExecution';
import { AutopilotError } from '../../../core/errors';
import { scheduleRun } from '../../../core/execution/scheduleRun';
import { stepsOf } from '../../../core/plan/steps';
import type { Run } from '../../../core/types';
import { loadSnapshot } from '../../../ledger/loopState';
import { shellPorts } from '../../../nodes/shared/shellPorts';
import type { ShellPorts } from '../../../nodes/shared/loopShell';
import { START, World } from './world';

const child = (values: Partial<RunExecution>): RunExecution => ({
	executionId: '7',
	status: 'success',
	startedAt: null,
	stoppedAt: null,
	result: null,
	error: null,
	...values,
});

/** The execution as n8n's API lists it, with its input and what its last node handed back. */
const recorded = (found: RunExecution | null, { runId }: Run): Execution[] => {
	if (!found) return [];
	const { executionId: id, status, startedAt, stoppedAt, result } = found;
	const node = (executionIndex: number, json: object) => [{ executionIndex, data: { main: [[{ json }]] } }];
	const runData = { Trigger: node(0, { run_id: runId }), Last: node(1, result ?? {}) };
	return [
		{
			id,
			workflowId: 'w',
			status,
			mode: 'integrated',
			startedAt,
			stoppedAt,
			data: { resultData: { runData, lastNodeExecuted: 'Last' } },
		},
	];
};

/** The shell's ports beside an n8n that remembers one execution of the run's workflow, and none of who started it. */
async function connect(
	found: RunExecution | null,
	stop = async (): Promise<void> => undefined,
	saving: 'always' | 'never' | 'default' = 'always',
	earlier = 0,
	called: {
		readonly startedAt?: string;
		readonly now?: string;
		readonly webhookUrl?: string;
		readonly parent?: Partial<Execution>;
	} = {},
): Promise<{ ports: ShellPorts; run: Run }> {
	const world = await World.open();
	await world.instruct();
	const [step] = stepsOf(await world.goal());
	if (!step) throw new Error('the plan has no step');
	const { startedAt = null, now = START, webhookUrl = null, parent } = called;
	const run: Run = { ...scheduleRun(step, 1), status: 'running', attempts: 1, executionId: '6', startedAt };
	await world.ledger.update('workflow_catalog', [{ key: run.workflowKey, values: { webhookUrl } }]);
	const gone = new AutopilotError('API_REJECTED', 'n8n answered 404', { status: 404 });
	const api = {
		executions: {
			get: async () => (parent ? { id: '6', status: 'success', startedAt: null, ...parent } : Promise.reject(gone)),
			list: async () => [...recorded(found, run), ...Array.from({ length: earlier }, () => ({}))],
			stop,
		},
		workflows: { get: async () => ({ saving }) },
		findRunExecution: async () => found,
	};
	const context = { getExecutionId: () => '8' };
	const ports = shellPorts(
		context as unknown as IExecuteFunctions,
		world.ledger,
		api as unknown as N8nApiClient,
		await loadSnapshot(world.ledger),
		now,
	);
	return { ports, run };
}

test('a run that handed back nonsense before n8n died has failed for good, and holds up no tick', async () => {
	const { ports, run } = await connect(child({ result: { cost: -1 } }));
	await expect(ports.reconcile(run)).resolves.toMatchObject({ kind: 'failed', retryable: false, executionId: '7' });
});

test('stopping a run that ends in the same moment is no failure; one that cannot be stopped is', async () => {
	const refuse = (status: number) => async (): Promise<void> => {
		throw new AutopilotError('API_REJECTED', `n8n answered ${status}`, { status });
	};
	const ended = await connect(child({ status: 'running' }), refuse(409));
	await expect(ended.ports.stop(ended.run)).resolves.toBeUndefined();
	const stuck = await connect(child({ status: 'running' }), refuse(400));
	await expect(stuck.ports.stop(stuck.run)).rejects.toThrow('400');
});

test('a child that says "running" for ever, because n8n was killed, holds up no tick', async () => {
	const stopped: string[] = [];
	const stop = async (): Promise<void> => void stopped.push('7');
	const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
	const old = await connect(child({ status: 'running', startedAt: minutesAgo(31) }), stop);
	await expect(old.ports.reconcile(old.run)).resolves.toMatchObject({ kind: 'failed', retryable: true, executionId: '7' });
	expect(stopped).toEqual(['7']);
	const young = await connect(child({ status: 'running', startedAt: minutesAgo(29) }), stop);
	await expect(young.ports.reconcile(young.run)).resolves.toBeNull();
});

test('a run without a trace begins again, unless its workflow leaves none: then it may have run', async () => {
	const interrupted = await connect(null);
	await expect(interrupted.ports.reconcile(interrupted.run)).resolves.toMatchObject({ kind: 'failed', retryable: true });
	const unsaved = await connect(null, undefined, 'never');
	await expect(unsaved.ports.reconcile(unsaved.run)).resolves.toMatchObject({ kind: 'failed', retryable: false });
	const unsure = await connect(null, undefined, 'default');
	await expect(unsure.ports.reconcile(unsure.run)).resolves.toMatchObject({ kind: 'failed', retryable: false });
	const proven = await connect(null, undefined, 'default', 1);
	await expect(proven.ports.reconcile(proven.run)).resolves.toMatchObject({ kind: 'failed', retryable: true, notStarted: true });
});

describe('a run that was called by webhook and left no trace', () => {
	const webhookUrl = 'https://n8n.example/webhook/step';
	const minutes = (count: number): string => new Date(Date.parse(START) + count * 60_000).toISOString();
	const asked = async (called: object): Promise<unknown> => {
		const { ports, run } = await connect(null, undefined, 'always', 0, { webhookUrl, startedAt: START, ...called });
		return await ports.reconcile(run);
	};

	test('stays as it is until MAX_RUN_MINUTES are over, whoever had it being gone, and then has failed without another try', async () => {
		expect(await asked({ now: minutes(29) })).toBeNull();
		const lost = await asked({ now: minutes(30) });
		expect(lost).toMatchObject({ kind: 'failed', retryable: false, error: expect.stringContaining('Nobody knows') });
		// Its money may be gone: what was set aside stays so.
		expect(lost).not.toHaveProperty('notStarted');
	});

	test('begins again when its caller or receiver is on record, has ended, and its workflow was not started', async () => {
		const ended = (ago: number) => ({ parent: { startedAt: new Date(Date.now() - ago * 60_000).toISOString() } });
		expect(await asked(ended(29))).toBeNull();
		expect(await asked(ended(31))).toMatchObject({ kind: 'failed', retryable: true, notStarted: true });
	});
});
