import { changedPlan } from '../plan/changedPlan';
import { stepKey } from '../plan/steps';
import type { Day, Plan, Run } from '../types';

/**
 * The plan with what really ran in place of what should have: a step of a past day without a run brought nothing and
 * will bring nothing, however late. A run under way, or of unknown outcome, counts as planned.
 */
export function asExecuted(plan: Plan, goalId: string, runs: readonly Run[], today: Day): Plan {
	const byId = new Map(runs.map((run) => [run.runId, run]));
	const allocations = plan.allocations.map((allocation) => ({
		...allocation,
		actionsPerDay: plan.days.map((day, index) => {
			const planned = allocation.actionsPerDay[index] ?? 0;
			const run = byId.get(stepKey(goalId, day, allocation.workflowKey));
			return day > today || (day === today && !run) ? planned : actionsOf(run, planned, day === today);
		}),
	}));
	return changedPlan(plan, allocations);
}

function actionsOf(run: Run | undefined, planned: number, isToday: boolean): number {
	switch (run?.status) {
		case undefined:
			return 0;
		case 'scheduled':
			return isToday ? planned : 0;
		case 'running':
		case 'unknown':
			return planned;
		case 'succeeded':
			return run.actions ?? planned;
		case 'failed':
		case 'stopped':
			return run.actions ?? 0;
	}
}
