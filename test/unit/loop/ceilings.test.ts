import { START, World, succeeded } from './world';

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
