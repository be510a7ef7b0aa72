import { remainingCost } from '../plan/scalePlan';
import { dayOf } from '../time';
import type { Goal, Instant, Run } from '../types';

/** What the runs of a goal have cost so far. Summed anew each time, so that parallel writers cannot lose an amount. */
export const spentBy = (runs: readonly Run[]): number => runs.reduce((sum, run) => sum + (run.cost ?? 0), 0);

/**
 * What the goal will have cost at its end if the rest of the plan is dearer (or cheaper) in the same proportion as what
 * has run: spent + remaining × (spent ÷ planned cost of what has run).
 */
export function forecastSpend(goal: Goal, runs: readonly Run[], now: Instant): number {
	const spent = spentBy(runs);
	if (!goal.plan) return spent;
	const costs = new Map(goal.plan.allocations.map(({ workflowKey, costPerAction }) => [workflowKey, costPerAction]));
	let planned = 0;
	let doneToday = 0;
	const today = dayOf(now, goal.timeZone);
	for (const run of runs) {
		if (run.cost === null) continue;
		const estimate = (run.actions ?? 0) * (costs.get(run.workflowKey) ?? 0);
		planned += estimate;
		if (dayOf(run.scheduledFor, goal.timeZone) === today) doneToday += estimate;
	}
	const dearer = planned > 0 ? spent / planned : 1;
	return spent + Math.max(0, remainingCost(goal.plan, today) - doneToday) * dearer;
}
