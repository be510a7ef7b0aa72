import { selectGoals } from '../../shared/session';
import { openSession, orNothing, routeAll } from '../goals';
import type { Operation } from '../../shared/operation';

/** Measures goals against their targets, forecasts them, and closes those that are reached or over. */
export const reviewProgress: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const { snapshot, now, feed } = await openSession(context, itemIndex);
		const goals = selectGoals(snapshot, String(context.getNodeParameter('goalId', itemIndex, '')));
		return orNothing(routeAll(context, await feed(goals, { type: 'MetricObserved' }), now));
	},
};
