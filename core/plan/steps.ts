import { instantOf } from '../time';
import type { Day, Goal, Instant, Step, TimeZone } from '../types';

/** Local hour at which a day's steps are due. */
const DUE_AT = '09:00';

/** When the steps of a day are due. */
export const dueAt = (day: Day, timeZone: TimeZone): Instant => instantOf(day, DUE_AT, timeZone);

/** Names a step. The same workflow on the same day of a goal always has the same key, whatever the plan's version. */
export const stepKey = (goalId: string, day: Day, workflowKey: string): string => `${goalId}/${day}/${workflowKey}`;

/** The steps of a goal's plan, or those of one day: one per workflow and day with at least one action, prerequisites first. */
export function stepsOf(goal: Pick<Goal, 'goalId' | 'plan' | 'timeZone'>, day?: Day): Step[] {
	const { plan, goalId, timeZone } = goal;
	if (!plan) return [];
	return plan.days.flatMap((planned, index) => {
		if (day !== undefined && planned !== day) return [];
		const scheduledFor = dueAt(planned, timeZone);
		return plan.allocations.flatMap((allocation): Step[] => {
			const actions = allocation.actionsPerDay[index] ?? 0;
			if (actions <= 0) return [];
			return [
				{
					stepKey: stepKey(goalId, planned, allocation.workflowKey),
					goalId,
					workflowKey: allocation.workflowKey,
					day: planned,
					scheduledFor,
					actions,
					params: allocation.params,
					dependsOn: allocation.dependsOn,
					parallel: allocation.parallel,
					estimatedCost: actions * allocation.costPerAction,
					verdict: allocation.verdict,
				},
			];
		});
	});
}
