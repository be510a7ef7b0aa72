import type { RunOutcome } from '../../../core/commands';
import type { Step } from '../../../core/types';
import { START, World } from './world';

const running = async (settings: Record<string, string> = {}): Promise<World> => {
	const world = await World.open(settings);
	await world.instruct();
	const decisionId = await world.answer('1', START);
	await world.feed({ type: 'DecisionAnswered', decisionId }, START);
	return world;
};
const done = (step: Step, cost: number | null): RunOutcome => ({
	kind: 'succeeded',
	executionId: 'child',
	result: { actions: step.actions, conversions: null, revenue: null, cost, metrics: {}, note: null },
});
const set = async (world: World, key: string, value: string): Promise<void> =>
	world.ledger.update('settings', [{ key, values: { value } }]);

describe('a ceiling', () => {
	test('holds for the steps of one tick together, not only for each alone', async () => {
		const world = await running();
		const { plan } = await world.goal();
		const costs = (plan?.allocations ?? []).map(({ actionsPerDay, costPerAction }) => (actionsPerDay[0] ?? 0) * costPerAction);
		const ceiling = Math.max(...costs);
		expect(costs.filter((cost) => cost > 0).length).toBeGreaterThan(1);
		await set(world, 'BUDGET_LIMIT_DAILY', String(ceiling));
		await world.feed({ type: 'Tick' }, START);
		const spent = (await world.ledger.read('run_log')).reduce((sum, { cost }) => sum + (cost ?? 0), 0);
		expect(spent).toBeGreaterThan(0);
		expect(spent).toBeLessThanOrEqual(ceiling);
	});

	test('counts a run whose workflow does not say what it cost at the catalog’s price', async () => {
		const world = await running();
		world.outcome = (_run, step) => done(step, null);
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
