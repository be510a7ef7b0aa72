import type { IExecuteFunctions } from 'n8n-workflow';
import type { N8nApiClient } from '../../../clients/n8nApi/client';
import type { Execution, ExecutionFilter } from '../../../clients/n8nApi/executions';
import type { RunExecution } from '../../../clients/n8nApi/findRunExecution';
import { AutopilotError } from '../../../core/errors';
import { scheduleRun } from '../../../core/execution/scheduleRun';
import { stepsOf } from '../../../core/plan/steps';
import type { Run } from '../../../core/types';
import { loadSnapshot } from '../../../ledger/loopState';
import { stopRun } from '../../../nodes/shared/reconcile';
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
const recorded = (found: RunExecution | null, { runId }: Pick<Run, 'runId'>): Execution[] => {
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
		/** `null`: n8n has forgotten it. */
		readonly parent?: Partial<Execution> | null;
		readonly executions?: readonly Execution[];
		readonly onSearch?: (workflowId: string) => void;
		readonly settings?: Record<string, string>;
	} = {},
): Promise<{ ports: ShellPorts; run: Run }> {
	const world = await World.open(called.settings);
	await world.instruct();
	const [step] = stepsOf(await world.goal());
	if (!step) throw new Error('the plan has no step');
	const { startedAt = null, now = START, webhookUrl = null, parent = { status: 'crashed' }, executions, onSearch } = called;
	const run: Run = { ...scheduleRun(step, 1), status: 'running', attempts: 1, executionId: '6', startedAt };
	await world.ledger.update('workflow_catalog', [{ key: run.workflowKey, values: { workflowId: 'w', webhookUrl } }]);
	const gone = new AutopilotError('API_REJECTED', 'n8n answered 404', { status: 404 });
	const api = {
		executions: {
			get: async () =>
				parent
					? { id: '6', workflowId: 'loop', status: 'success', mode: 'webhook', startedAt: null, stoppedAt: null, ...parent }
					: Promise.reject(gone),
			list: async () => Array.from({ length: earlier }, () => ({})),
			pages: async function* ({ workflowId = '', startedAfter = '' }: ExecutionFilter) {
				onSearch?.(workflowId);
				const all = executions ?? recorded(found, run);
				yield all.filter((execution) => (execution.startedAt ?? startedAfter) >= startedAfter);
			},
			stop,
		},
		workflows: { get: async () => ({ saving }) },
		findRunExecution: async () => ({ execution: found, isComplete: true }),
	};
	const context = { getExecutionId: () => '8', getWorkflow: () => ({ id: 'loop' }) };
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
	await expect(ended.ports.stop(ended.run)).resolves.toEqual({ kind: 'stopped' });
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
	const young = await connect(child({ status: 'running', startedAt: minutesAgo(29) }), stop, 'always', 0, { parent: null });
	await expect(young.ports.reconcile(young.run)).resolves.toBeNull();
});

test.each(['1', '0.1', '4'])(
	'with MAX_RUN_MINUTES of %s too, what a tick that is still under way may be about to start is not started by another',
	async (minutes) => {
		const parentOf = (ago: number) => ({
			parent: { status: 'running' as const, startedAt: new Date(Date.now() - ago * 60_000).toISOString() },
		});
		const young = await connect(null, undefined, 'always', 0, { ...parentOf(14), settings: { MAX_RUN_MINUTES: minutes } });
		await expect(young.ports.reconcile(young.run)).resolves.toBeNull();
		// One that says "running" for ever, because n8n was killed, holds nothing up.
		const zombie = await connect(null, undefined, 'always', 0, { ...parentOf(16), settings: { MAX_RUN_MINUTES: minutes } });
		await expect(zombie.ports.reconcile(zombie.run)).resolves.toMatchObject({ kind: 'failed', notStarted: true });
	},
);

test('a run that ends by itself just when it is stopped for its length is not done again', async () => {
	const old = new Date(Date.now() - 31 * 60_000).toISOString();
	const refuse = async (): Promise<void> => {
		throw new AutopilotError('API_REJECTED', 'n8n answered 409', { status: 409 });
	};
	const execution = { workflowId: 'w', startedAt: old, status: 'success' } as const;
	const { ports, run } = await connect(child({ status: 'running', startedAt: old, executionId: '6' }), refuse, 'always', 0, {
		parent: {
			...execution,
			workflowId: 'loop',
			data: {
				resultData: {
					runData: { Last: [{ executionIndex: 1, data: { main: [[{ json: { actions: 4 } }]] } }] },
					lastNodeExecuted: 'Last',
				},
			},
		},
	});
	await expect(ports.reconcile(run)).resolves.toMatchObject({ kind: 'succeeded', result: { actions: 4 } });
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
		const { ports, run } = await connect(null, undefined, 'always', 0, { webhookUrl, startedAt: START, parent: null, ...called });
		return await ports.reconcile(run);
	};

	test('stays as it is until MAX_RUN_MINUTES are over, whoever had it being gone, and then has failed without another try', async () => {
		expect(await asked({ now: minutes(29) })).toBeNull();
		const lost = await asked({ now: minutes(30) });
		expect(lost).toMatchObject({ kind: 'failed', retryable: false, error: expect.stringContaining('Nobody knows') });
		// Its money may be gone: what was set aside stays so.
		expect(lost).not.toHaveProperty('notStarted');
	});

	test('begins again when nobody has received it from its caller, which has ended', async () => {
		const ended = (ago: number) => ({ parent: { startedAt: new Date(Date.now() - ago * 60_000).toISOString() } });
		expect(await asked(ended(29))).toBeNull();
		expect(await asked(ended(31))).toMatchObject({ kind: 'failed', retryable: true, notStarted: true });
	});
});

describe('a run that was handed over by webhook', () => {
	const webhookUrl = 'http://n8n.test/webhook/step';
	const LONG_AGO = new Date(Date.now() - 60 * 60_000).toISOString();
	const received = async (execution: Partial<Execution>, stop?: () => Promise<void>) => {
		const called = { webhookUrl, startedAt: START, parent: { startedAt: LONG_AGO, ...execution } };
		const { ports, run } = await connect(null, stop, 'always', 0, called);
		return { ports, run: { ...run, receivedAt: START } };
	};
	const last = (json: object) => ({
		resultData: { runData: { Last: [{ executionIndex: 1, data: { main: [[{ json }]] } }] }, lastNodeExecuted: 'Last' },
	});

	test.each([
		['success', last({ actions: 4 }), { kind: 'succeeded', executionId: '6', result: { actions: 4 } }],
		['error', { resultData: { runData: {}, error: { message: 'boom' } } }, { kind: 'failed', executionId: '6', retryable: true }],
		['crashed', undefined, { kind: 'failed', executionId: '6', withN8n: true }],
	] as const)('to its own workflow, which ended as "%s", ended like that', async (status, data, outcome) => {
		const { ports, run } = await received({ workflowId: 'w', status, data });
		const found = await ports.reconcile(run);
		expect(found).toMatchObject(outcome);
		expect(found).not.toHaveProperty('notStarted', true);
	});

	test('to its own workflow is stopped there', async () => {
		const stopped: string[] = [];
		const { ports, run } = await received({ workflowId: 'w', status: 'running' }, async () => void stopped.push('6'));
		await expect(ports.stop(run)).resolves.toEqual({ kind: 'stopped' });
		expect(stopped).toEqual(['6']);
	});

	test.each([
		['success', false],
		['error', true],
		['crashed', true],
	] as const)('and was received by another workflow, which ended as "%s", may have done its work', async (status, retryable) => {
		const { ports, run } = await received({ workflowId: 'receiver', status });
		const outcome = await ports.reconcile(run);
		expect(outcome).toMatchObject({ kind: 'failed', retryable });
		expect(outcome).not.toHaveProperty('notStarted', true);
	});
});

test('a run of which there is no execution is not called stopped before it was looked for again', async () => {
	const { ports, run } = await connect(null);
	await expect(ports.stop(run)).resolves.toEqual({ kind: 'absent', neverBegan: true });
});

test('a run outside of this n8n cannot be stopped: whoever pulls the brake hears that, and its money stays booked', async () => {
	const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
	world.outcome = () => ({ kind: 'unknown', error: 'no answer within a minute' });
	await world.feed({ type: 'Tick' }, START);
	const gone = new AutopilotError('API_REJECTED', 'n8n answered 404', { status: 404 });
	const api = {
		executions: { get: async () => Promise.reject(gone), list: async () => [], pages: async function* () {} },
		workflows: { get: async () => Promise.reject(gone) },
		findRunExecution: async () => ({ execution: null, isComplete: true }),
	} as unknown as N8nApiClient;
	const [entry] = await world.ledger.read('workflow_catalog');
	if (!entry) throw new Error('the catalog is empty');
	world.stopping = async (run) => stopRun(api, { ...entry, isListed: true, webhookUrl: 'https://elsewhere.example/step' }, run);
	const { unstopped, reports } = await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
	expect(unstopped.length).toBeGreaterThan(0);
	expect(reports[0]?.lines[0]).toContain('cannot be stopped from here: stop it where it runs');
	expect((await world.ledger.read('run_log', { status: 'unknown' })).every(({ reserved }) => (reserved ?? 0) > 0)).toBe(true);
});

describe('a run without an execution has spent nothing for certain', () => {
	const webhookUrl = 'https://n8n.example/webhook/step';
	const stopping = async (run: Partial<Run>, saving: 'always' | 'never' | 'default' = 'always', called = {}) => {
		const { ports, run: started } = await connect(null, undefined, saving, 0, called);
		return await ports.stop({ ...started, ...run });
	};

	test.each([
		['it had only just got its place', true, {}, 'always', {}],
		['nobody has received the call of its webhook', true, {}, 'always', { webhookUrl }],
		['not where somebody has received it', false, { receivedAt: START }, 'always', { webhookUrl }],
		['not where it went past its time: it has begun', false, { status: 'unknown' }, 'always', {}],
		['not where its workflow keeps no executions', false, {}, 'never', {}],
		['not where nobody can say whether it keeps them', false, {}, 'default', {}],
	] as const)('%s', async (_what, neverBegan, run, saving, called) => {
		await expect(stopping(run, saving, called)).resolves.toEqual({ kind: 'absent', neverBegan });
	});
});

test('stopping a run that has ended by itself tells how', async () => {
	const { ports, run } = await connect(child({ result: { actions: 2 } }));
	await expect(ports.stop(run)).resolves.toMatchObject({ kind: 'ended', outcome: { kind: 'succeeded', result: { actions: 2 } } });
});

describe('a run that is under way while the catalog is edited', () => {
	const LONG_AGO = new Date(Date.now() - 60 * 60_000).toISOString();
	const removed = async (found: RunExecution | null, parent: Partial<Execution> | null, over: Partial<Run> = {}) => {
		const { ports, run } = await connect(found, undefined, 'always', 0, { parent, startedAt: START });
		return { ports, run: { ...run, workflowKey: 'gone', workflowId: 'w', ...over } };
	};

	test('is the business of whoever started it, also when its row is gone', async () => {
		const { ports, run } = await removed(null, { status: 'running', startedAt: new Date().toISOString() });
		await expect(ports.reconcile(run)).resolves.toBeNull();
	});

	test('ends as its own execution ended', async () => {
		const { ports, run } = await removed(child({ result: { actions: 3, cost: 120 } }), {
			status: 'crashed',
			startedAt: LONG_AGO,
		});
		await expect(ports.reconcile(run)).resolves.toMatchObject({ kind: 'succeeded', result: { actions: 3, cost: 120 } });
	});

	test('keeps what was set aside where nobody knows how it ended', async () => {
		for (const over of [{}, { workflowId: null }]) {
			const { ports, run } = await removed(null, { status: 'crashed', startedAt: LONG_AGO }, over);
			const outcome = await ports.reconcile({ ...run, reserved: 500 });
			expect(outcome).toMatchObject({ kind: 'failed', retryable: false, needsPerson: true });
			expect(outcome).not.toHaveProperty('notStarted');
		}
	});

	test('is looked for where it was started, whatever workflow its row names by now', async () => {
		const asked: string[] = [];
		const { ports, run } = await connect(child({}), undefined, 'always', 0, {
			parent: { status: 'crashed', startedAt: LONG_AGO },
			onSearch: (workflowId) => void asked.push(workflowId),
		});
		await ports.reconcile({ ...run, workflowId: 'before' });
		await ports.reconcile(run);
		expect(new Set(asked)).toEqual(new Set(['before', 'w']));
	});

	test('is stopped where it was started, and where nobody noted that, it is said', async () => {
		const { ports, run } = await removed(child({ status: 'running' }), { status: 'running' });
		await expect(ports.stop(run)).resolves.toEqual({ kind: 'stopped' });
		await expect(ports.stop({ ...run, workflowId: null })).rejects.toThrow('gone');
	});
});

describe('a run whose own execution is not among those looked at', () => {
	const other = (id: number, runId: string, over: Partial<Execution> = {}): Execution[] =>
		recorded(child({ executionId: String(id), result: { actions: 5 } }), { runId }).map((found) => ({ ...found, ...over }));
	const asked = async (executions: (run: Run) => Execution[], parent: Partial<Execution> | null = { status: 'crashed' }) => {
		const { run } = await connect(null);
		const { ports } = await connect(null, undefined, 'always', 0, { parent, executions: executions(run) });
		return await ports.reconcile(run);
	};

	test('begins again only where everything was looked at, and who started it is on record', async () => {
		expect(await asked(() => other(2, 'another'))).toMatchObject({ retryable: true, notStarted: true });
		const unreadable = await asked(() => other(2, 'another', { data: null }));
		expect(unreadable).toMatchObject({ retryable: false, error: expect.stringContaining('Nobody knows') });
		expect(unreadable).not.toHaveProperty('notStarted');
		expect(await asked(() => other(2, 'another'), null)).toMatchObject({ retryable: false });
	});

	test('is found behind any number of newer ones', async () => {
		const newer = Array.from({ length: 500 }, (_, index) => other(1_000 - index, `other-${index}`)).flat();
		expect(await asked((run) => [...newer, ...other(1, run.runId)])).toMatchObject({ kind: 'succeeded', executionId: '1' });
	});
});
