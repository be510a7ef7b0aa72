import { day, START, World, succeeded } from './world';

describe('a ceiling', () => {
	test('holds for the steps of one tick together, not only for each alone', async () => {
		const world = await World.running();
		const { plan } = await world.goal();
		const costs = (plan?.allocations ?? []).map(({ actionsPerDay, costPerAction }) => (actionsPerDay[0] ?? 0) * costPerAction);
		const ceiling = Math.max(...costs);
		expect(costs.filter((cost) => cost > 0).length).toBeGreaterThan(1);
		await world.set('BUDGET_LIMIT_DAILY', String(ceiling));
		await world.feed({ type: 'Tick' }, START);
		const spent = (await world.ledger.read('run_log')).reduce((sum, { cost }) => sum + (cost ?? 0), 0);
		expect(spent).toBeGreaterThan(0);
		expect(spent).toBeLessThanOrEqual(ceiling);
	});

	test('counts a run whose workflow does not say what it cost at the catalog’s price', async () => {
		const world = await World.running();
		world.outcome = (_run, step) => succeeded(step, null);
		await world.feed({ type: 'Tick' }, START);
		const { plan, spent } = await world.goal();
		const planned = (plan?.allocations ?? []).reduce(
			(sum, { actionsPerDay, costPerAction }) => sum + (actionsPerDay[0] ?? 0) * costPerAction,
			0,
		);
		expect(planned).toBeGreaterThan(0);
		expect(spent).toBe(planned);
	});
});

describe('a step that a ceiling refuses', () => {
	test('is told of in the chat once, also when it had failed before and was to be tried again', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = (_run, step) =>
			step.workflowKey === 'trial_onboarding'
				? { kind: 'failed', error: 'boom', retryable: true, rateLimited: false, executionId: null }
				: succeeded(step, step.estimatedCost);
		const first = await world.feed({ type: 'Tick' }, START);
		expect(first.reports).toEqual([]);
		// What was set aside for the failed try may be gone, so there is no money for another.
		await world.set('BUDGET_LIMIT_DAILY', '15000');
		const second = await world.feed({ type: 'Tick' }, day(0, 2));
		expect(second.reports).toMatchObject([{ kind: 'notice', title: '本日見送った実行' }]);
		expect(second.reports[0]?.lines.join()).toContain('15,000');
		await world.set('BUDGET_LIMIT_DAILY', '15001');
		expect((await world.feed({ type: 'Tick' }, day(0, 3))).reports).toEqual([]);
		const [row] = await world.ledger.read('run_log', { workflowKey: 'trial_onboarding' });
		expect(row).toMatchObject({ status: 'scheduled', attempts: 1, uncertain: 10_000 });
	});
});
