import { day, START, World, succeeded } from './world';

describe('a worker that died', () => {
	test('after marking an answer does not lose it when a review comes before the next tick', async () => {
		const world = await World.open();
		await world.instruct();
		const decisionId = await world.answer('1', day(0, 1));
		await world.ledger.update('decision_log', [{ key: decisionId, values: { appliedAt: day(0, 1) } }]);
		await world.feed({ type: 'MetricObserved' }, day(0, 2));
		await world.feed({ type: 'Tick' }, day(0, 3));
		expect((await world.goal()).status).toBe('running');
	});

	test('after closing an unanswered question does not leave the goal waiting for ever', async () => {
		const world = await World.open();
		await world.instruct();
		const [decision] = await world.ledger.read('decision_log');
		await world.ledger.update('decision_log', [{ key: decision?.decisionId ?? '', values: { status: 'expired' } }]);
		const { reports } = await world.feed({ type: 'Tick' }, day(1, 1));
		expect((await world.goal()).status).toBe('paused');
		expect(reports).toHaveLength(1);
		expect((await world.feed({ type: 'Tick' }, day(1, 2))).reports).toEqual([]);
	});

	test('after recording an overspend does not let the next step run before the question', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = (_run, step) => succeeded(step, step.estimatedCost * 1.5);
		const { requested } = await world.feed({ type: 'Tick' }, START);
		const [question] = requested;
		expect(question?.kind).toBe('budget_overrun');
		// As the ledger was before the question was recorded.
		const decisions = world.tables.get('decision_log')?.rows ?? [];
		decisions.splice(
			decisions.findIndex((row) => row['decision_id'] === question?.decisionId),
			1,
		);
		await world.ledger.update('goals_tracker', [{ key: 'g_1', values: { status: 'running' } }]);
		const before = world.dispatched.length;
		const again = await world.feed({ type: 'Tick' }, day(0, 1));
		expect(again.requested.map(({ decisionId }) => decisionId)).toEqual([question?.decisionId]);
		expect(world.dispatched).toHaveLength(before);
	});

	test('after recording the question of a new goal does not lose the goal when the call is repeated', async () => {
		const world = await World.open();
		await world.instruct();
		world.tables.get('goals_tracker')?.rows.splice(0);
		await world.instruct();
		expect((await world.goal()).status).toBe('awaiting_decision');
		expect(await world.ledger.read('decision_log')).toHaveLength(1);
	});
});
