import { stepsOf } from '../plan/steps';
import { dayOf } from '../time';
import type { Goal, Instant, Run, Step } from '../types';

/**
 * Steps of today whose time has come, that have not ended yet, and whose dependencies have succeeded. Steps of days
 * gone by are not made up for: what was not sent yesterday is not sent twice today; re-planning spreads what is missing.
 */
export function dueSteps(goal: Goal, runs: readonly Run[], now: Instant): Step[] {
	const byId = new Map(runs.map((run) => [run.runId, run]));
	const today = dayOf(now, goal.timeZone);
	const steps = stepsOf(goal, today);
	const planned = new Map(steps.map((step) => [step.workflowKey, step.stepKey]));
	const succeeded = (stepKey: string): boolean => byId.get(stepKey)?.status === 'succeeded';
	return steps.filter((step) => {
		const status = byId.get(step.stepKey)?.status;
		return (
			step.scheduledFor <= now &&
			(status === undefined || status === 'scheduled') &&
			step.dependsOn.every((key) => !planned.has(key) || succeeded(planned.get(key) ?? ''))
		);
	});
}
