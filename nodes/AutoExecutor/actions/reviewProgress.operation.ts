import { reviewGoals } from '../../shared/reviewGoals';
import { readGoalId } from '../../shared/goalField';
import { selectGoals } from '../../shared/session';
import { orNothing } from '../outputs';
import { routeAll } from '../routeAll';
import { openSession } from '../session';
import type { Operation } from '../../shared/operation';

/** Measures goals against their targets, forecasts them, and closes those that are reached or over. */
export const reviewProgress: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const session = await openSession(context, itemIndex);
		const goals = selectGoals(session.snapshot, readGoalId(context, itemIndex));
		const review = async (batch: typeof goals) => await session.feed(batch, { type: 'MetricObserved' });
		return orNothing(routeAll(context, await reviewGoals(goals, { ...session, review }), session.now));
	},
};
