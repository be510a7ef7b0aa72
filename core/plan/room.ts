import { addsUp } from '../forecast/rate';
import type { Settings } from '../settings';
import type { AdaptiveRoom, Allocation, CatalogEntry, Goal, Plan } from '../types';
import type { Situation } from './situation';

/**
 * The room to adapt that is proposed with a plan: every workflow the plan could use, up to LEARNING_ROOM of its capacity but at least
 * what the plan does; what a person has to look at (mass sends, outside services, security) no further than planned. `null` where
 * nothing may be moved, or the loop adjusts nothing.
 */
export function roomOf(
	{ problem, input: { settings, goal } }: Situation,
	{ allocations, estimatedCost }: Pick<Plan, 'allocations' | 'estimatedCost'>,
): AdaptiveRoom | null {
	if (settings.learningRoom <= 0 || allocations.length === 0 || !addsUp(goal.metric)) return null;
	const planned = new Map(allocations.map((allocation) => [allocation.workflowKey, mostOnADay(allocation)]));
	const most = problem.candidates.flatMap(({ entry, capacity }) => {
		const own = planned.get(entry.workflowKey) ?? 0;
		const free = Math.min(capacity, Math.floor(capacity * settings.learningRoom));
		const actionsPerDay = entry.flags.length > 0 ? own : Math.max(own, free);
		return actionsPerDay > 0 ? [{ workflowKey: entry.workflowKey, actionsPerDay }] : [];
	});
	return { most, budget: goal.budgetLimit ?? Math.ceil(estimatedCost) };
}

const mostOnADay = ({ actionsPerDay }: Allocation): number => Math.max(0, ...actionsPerDay);

/**
 * The room of a plan by the settings of today: LEARNING_ROOM may have been lowered since it was approved. It only gets smaller by that,
 * and what the plan does by now stays. `null` where nothing may be moved any more.
 */
export function roomNow(
	{ room, allocations }: Plan,
	catalog: readonly CatalogEntry[],
	{ learningRoom }: Pick<Settings, 'learningRoom'>,
): AdaptiveRoom | null {
	if (!room || learningRoom <= 0) return null;
	const planned = new Map(allocations.map((allocation) => [allocation.workflowKey, mostOnADay(allocation)]));
	const capacity = new Map(catalog.map(({ workflowKey, capacityPerDay }) => [workflowKey, capacityPerDay]));
	const most = room.most.map(({ workflowKey, actionsPerDay }) => {
		const free = Math.floor((capacity.get(workflowKey) ?? 0) * learningRoom);
		return { workflowKey, actionsPerDay: Math.min(actionsPerDay, Math.max(planned.get(workflowKey) ?? 0, free)) };
	});
	return { ...room, most };
}

/** A plan that runs without a question: nobody approved room to adapt in it. */
export function withoutRoom(goal: Goal): Goal {
	if (!goal.plan?.room) return goal;
	const { room: _, ...plan } = goal.plan;
	return { ...goal, plan };
}

/** A smaller plan has a smaller room: without what was left out, as much smaller, and for no more than its own cost. */
export function withSmallerRoom(plan: Plan, factor: number, without: ReadonlySet<string> = new Set()): Plan {
	const { room } = plan;
	if (!room) return plan;
	const most = room.most
		.filter(({ workflowKey }) => !without.has(workflowKey))
		.map(({ workflowKey, actionsPerDay }) => ({ workflowKey, actionsPerDay: Math.floor(actionsPerDay * factor) }));
	return { ...plan, room: { most, budget: Math.min(room.budget, Math.ceil(plan.estimatedCost)) } };
}
