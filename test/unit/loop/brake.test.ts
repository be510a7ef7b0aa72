import { day, START, World, succeeded } from './world';

describe('the brake', () => {
	test('pulled during a tick lets no further step of that tick start', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = async (_run, step) => {
			if (world.dispatched.length === 1) {
				await world.set('AUTO_EXECUTION_ENABLED', 'false');
				await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
			}
			return succeeded(step, step.estimatedCost);
		};
		await world.feed({ type: 'Tick' }, START);
		expect(world.dispatched).toHaveLength(1);
		expect(await world.goal()).toMatchObject({ status: 'paused' });
		expect((await world.goal()).spent).toBeGreaterThan(0);
	});

	test('pulled beside other runs loses neither what they did nor what they cost', async () => {
		const world = await World.running();
		let pulled: Promise<unknown> | null = null;
		world.outcome = async (_run, step) => {
			// The first to get here pulls the brake; all end after it.
			pulled ??= world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
			await pulled;
			return succeeded(step, step.estimatedCost);
		};
		await world.feed({ type: 'Tick' }, START);
		const runs = await world.ledger.read('run_log');
		expect(runs).toHaveLength(3);
		expect(runs.every(({ cost }) => cost !== null && cost > 0)).toBe(true);
		const goal = await world.goal();
		expect(goal).toMatchObject({ status: 'paused', spent: runs.reduce((sum, { cost }) => sum + (cost ?? 0), 0) });
	});

	test('leaves a run stopped, whatever the interrupted workflow says afterwards', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = async () => {
			await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
			return { kind: 'failed', error: 'cancelled', retryable: true, rateLimited: false, executionId: 'child' };
		};
		await world.feed({ type: 'Tick' }, START);
		expect((await world.ledger.read('run_log')).map(({ status }) => status)).toEqual(['stopped']);
	});

	test('also stops a run that went past its time and is still under way', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = () => ({ kind: 'unknown', error: 'ran longer than 30 min' });
		await world.feed({ type: 'Tick' }, START);
		const late = (await world.ledger.read('run_log')).filter(({ status }) => status === 'unknown').map(({ runId }) => runId);
		expect(late.length).toBeGreaterThan(0);
		await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
		expect(world.stopped.map(({ runId }) => runId).sort()).toEqual(late.sort());
	});
});

test('a brake that was pulled wins over an answer given before it: only Resume lets the goal run again', async () => {
	const world = await World.open();
	await world.instruct();
	const decisionId = await world.answer('1', START);
	await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
	await world.feed({ type: 'DecisionAnswered', decisionId }, day(0, 2));
	await world.feed({ type: 'Tick' }, day(0, 3));
	expect(await world.goal()).toMatchObject({ status: 'paused' });
	expect(world.dispatched).toEqual([]);
});
