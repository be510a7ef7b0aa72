import { AutopilotError } from '../../../core/errors';
import type { LoopState } from '../../../core/commands';
import { routeAll } from '../../../nodes/AutoExecutor/routeAll';
import { feedAll, type TurnResult } from '../../../nodes/shared/loopShell';
import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { START, World } from '../loop/world';

/** Three running goals, of which the first is in a currency without a rate. */
async function turns(): Promise<{ world: World; results: TurnResult[] }> {
	const world = await World.running();
	const goal = await world.goal();
	// Capacity is shared by all goals: there is enough for three.
	const catalog = await world.ledger.read('workflow_catalog');
	await world.ledger.update(
		'workflow_catalog',
		catalog.map(({ workflowKey }) => ({ key: workflowKey, values: { capacityPerDay: 1_000 } })),
	);
	await world.ledger.update('goals_tracker', [{ key: 'g_1', values: { currency: 'EUR' } }]);
	await world.ledger.insert('goals_tracker', [
		{ ...goal, goalId: 'g_2' },
		{ ...goal, goalId: 'g_3' },
	]);
	const snapshot = await loadSnapshot(world.ledger);
	const states = snapshot.goals.map((known): LoopState => loopState(known, snapshot));
	return { world, results: await feedAll(states, { type: 'Tick' }, world.ports(START, snapshot)) };
}

test('a goal that fails keeps none of the others from their turn, and its failure is still told', async () => {
	const { world, results } = await turns();
	expect(new Set(world.dispatched.map(({ goalId }) => goalId))).toEqual(new Set(['g_2', 'g_3']));
	expect(() => routeAll({ continueOnFail: () => false }, results, START)).toThrow('FX_JPY_EUR');
	expect(results[0]?.failure?.error).toBeInstanceOf(AutopilotError);
});

test('where the node continues on fail, what came of the others goes out beside the failure', async () => {
	const items = routeAll({ continueOnFail: () => true }, (await turns()).results, START).map(({ json }) => json);
	expect(items.map((json) => json['goal_id'] ?? json['details'])).toEqual([
		'g_2',
		'g_3',
		expect.objectContaining({ code: 'CURRENCY_RATE_MISSING' }),
	]);
});
