import type { RunOutcome, LoopEvent } from '../../../core/commands';
import type { WorkflowHealth } from '../../../core/types';
import { day, START, World } from './world';

const KEY = 'trial_onboarding';
const healthOf = async (world: World): Promise<WorkflowHealth | undefined> =>
	(await world.ledger.read('workflow_health', { workflowKey: KEY }))[0];
const failed = (more: Partial<Extract<RunOutcome, { kind: 'failed' }>> = {}): RunOutcome => ({
	kind: 'failed',
	error: 'boom',
	retryable: true,
	rateLimited: false,
	executionId: '7',
	...more,
});

/** A goal whose step hangs on each try, so that only a later look tells how it ended. */
async function hanging(outcome: RunOutcome): Promise<World> {
	const world = await World.running({ MAX_RETRIES: '10', RETRY_BUDGET: '100' });
	world.outcome = () => ({ kind: 'unknown', error: 'ran too long' });
	world.reconciled = ({ workflowKey }) => (workflowKey === KEY ? outcome : null);
	for (let hour = 0; hour < 12; hour++) await world.feed({ type: 'Tick' }, day(0, hour));
	return world;
}

test('a workflow whose runs are found to have hung is left alone, and its owner is told', async () => {
	const world = await hanging(failed());
	expect(await healthOf(world)).toMatchObject({ state: 'open', lastError: 'boom' });
	expect((await world.ledger.read('report_log')).filter(({ kind }) => kind === 'notice')).toHaveLength(1);
});

test('what never began says nothing of its workflow', async () => {
	expect(await healthOf(await hanging(failed({ notStarted: true })))).toBeUndefined();
});

test('all that n8n took along when it ended is one accident of each workflow', async () => {
	const world = await World.running();
	const goal = await world.goal();
	world.outcome = () => ({ kind: 'unknown', error: 'lost' });
	await world.feed({ type: 'Tick' }, START);
	const [run] = await world.ledger.read('run_log', { workflowKey: KEY });
	if (!run) throw new Error('nothing ran');
	const lost = Array.from({ length: 6 }, (_, index) => ({ ...run, runId: `${goal.goalId}/lost-${index}` }));
	await world.ledger.insert('run_log', lost);
	world.reconciled = ({ workflowKey }) => (workflowKey === KEY ? failed({ withN8n: true }) : null);
	await world.feed({ type: 'Tick' }, day(0, 1));
	expect(await healthOf(world)).toMatchObject({ state: 'closed', samples: [false] });
});

test('a result that is told later closes the breaker of its workflow', async () => {
	const world = await World.running();
	world.outcome = () => ({ kind: 'unknown', error: 'answered 202' });
	await world.feed({ type: 'Tick' }, START);
	const open: WorkflowHealth = {
		workflowKey: KEY,
		state: 'open',
		samples: [false],
		openings: 1,
		openedAt: START,
		nextProbeAt: START,
		lastError: '404',
		updatedAt: START,
	};
	await world.ledger.upsert('workflow_health', [open]);
	const [run] = await world.ledger.read('run_log', { workflowKey: KEY });
	const event: LoopEvent = {
		type: 'RunFinished',
		runId: run?.runId ?? '',
		outcome: {
			kind: 'succeeded',
			executionId: null,
			result: { actions: 1, conversions: null, revenue: null, cost: 1, metrics: {}, note: null },
		},
	};
	await world.feed(event, day(0, 1));
	expect(await healthOf(world)).toMatchObject({ state: 'closed' });
});

test('the result of an earlier try does not settle a later one', async () => {
	const world = await World.running();
	world.outcome = async (run) => {
		// While this worker is slow, another gives the run up and begins it anew.
		await world.ledger.update('run_log', [{ key: run.runId, values: { attempts: 2 } }]);
		return failed();
	};
	await world.feed({ type: 'Tick' }, START);
	expect((await world.ledger.read('run_log')).map(({ status, attempts }) => [status, attempts])).toEqual(
		Array.from({ length: 3 }, () => ['running', 2]),
	);
	expect(await world.ledger.read('workflow_health')).toEqual([]);
});
