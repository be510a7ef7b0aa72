import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { feedAll, type TurnResult } from '../../../nodes/shared/loopShell';
import { reviewGoals } from '../../../nodes/shared/reviewGoals';
import { sampleGoal } from '../../contract/sampleRows';
import { day, World } from './world';

/** Reviews all goals of a world as the node does. */
async function review(world: World, now: string): Promise<readonly TurnResult[]> {
	const snapshot = await loadSnapshot(world.ledger);
	const feed = async (goals: typeof snapshot.goals): Promise<TurnResult[]> =>
		feedAll(
			goals.map((goal) => loopState(goal, snapshot)),
			{ type: 'MetricObserved' },
			world.ports(now, snapshot),
		);
	return await reviewGoals(snapshot.goals, { ledger: world.ledger, snapshot, now, review: feed });
}

const reviewed = (results: readonly TurnResult[]): string[] => results.map(({ state }) => state.goal.goalId);

const withGoals = async (batch: string): Promise<World> => {
	const world = await World.open({ REVIEW_BATCH: batch });
	const goals = ['a', 'b', 'c', 'd', 'e'].map((id, index) =>
		sampleGoal(id, {
			status: 'running',
			plan: null,
			createdAt: day(-3, index),
			periodEnd: day(5),
			// Without a rate between the two currencies its review fails.
			...(id === 'a' ? { currency: 'USD' } : { currency: 'JPY' }),
		}),
	);
	await world.ledger.insert('goals_tracker', goals);
	await world.ledger.insert('performance_metrics', [
		{
			metricId: 'shop/revenue/2026-11-20',
			observedAt: day(0),
			goalId: '',
			source: 'shop',
			metric: 'revenue',
			value: 1000,
			unit: 'JPY',
			labels: { day: '2026-11-20' },
		},
	]);
	return world;
};

test('reviews take turns, and a goal whose review fails keeps none of the others from theirs', async () => {
	const world = await withGoals('2');
	const rounds = [await review(world, day(0, 1)), await review(world, day(0, 2)), await review(world, day(0, 3))];
	expect(rounds.map(reviewed)).toEqual([
		['a', 'b'],
		['c', 'd'],
		['e', 'a'],
	]);
	expect(rounds.flat().map(({ failure }) => failure !== null)).toEqual([true, false, false, false, false, true]);
});

test('a review that everybody fits into takes all of them and notes no turns', async () => {
	const world = await withGoals('5');
	expect(reviewed(await review(world, day(0, 1)))).toEqual(['a', 'b', 'c', 'd', 'e']);
	expect((await world.ledger.read('goals_tracker')).map(({ reviewedAt }) => reviewedAt)).toEqual(Array(5).fill(null));
});
