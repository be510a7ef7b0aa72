import { selectGoals } from '../../shared/session';
import { openSession, orNothing, routeResult } from '../goals';
import type { Routed } from '../../shared/items';
import type { Operation } from '../../shared/operation';

/** Measures goals against their targets, forecasts them, and closes those that are reached or over. */
export const reviewProgress: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const { snapshot, feed } = await openSession(context, itemIndex);
		const goals = selectGoals(snapshot, String(context.getNodeParameter('goalId', itemIndex, '')));
		const routed: Routed[] = [];
		for (const goal of goals) routed.push(...routeResult(await feed(goal, { type: 'MetricObserved' })));
		return orNothing(routed);
	},
};
