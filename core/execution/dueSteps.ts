import { stepsOf } from '../plan/steps';
import { addSeconds, dayOf } from '../time';
import type { Goal, Instant, Run, Step } from '../types';

/** Clocks of two workers may differ a little; by more, one of them is wrong. */
const CLOCK_TOLERANCE_SECONDS = 600;

/**
 * Steps of today whose time has come, that have not ended yet, and whose dependencies have succeeded. Steps of days
 * gone by are not made up for: what was not sent yesterday is not sent twice today; re-planning spreads what is missing. What was to
 * be tried again yesterday is given up (`settleLapsed`).
 * Where the clock says an earlier time than the goal has already seen, it has jumped, forward then or back now, and
 * nobody knows which day it is: nothing is due until it has caught up.
 */
export function dueSteps(goal: Goal, runs: readonly Run[], now: Instant): Step[] {
	if (hasJumpedBack(goal, runs, now)) return [];
	const byId = new Map(runs.map((run) => [run.runId, run]));
	const today = dayOf(now, goal.timeZone);
	const steps = stepsOf(goal, today);
	const planned = new Map(steps.map((step) => [step.workflowKey, step.stepKey]));
	const succeeded = (stepKey: string): boolean => byId.get(stepKey)?.status === 'succeeded';
	return steps.filter((step) => {
		const run = byId.get(step.stepKey);
		return (
			step.scheduledFor <= now &&
			(run === undefined || (run.status === 'scheduled' && (run.nextAttemptAt ?? now) <= now)) &&
			step.dependsOn.every((key) => !planned.has(key) || succeeded(planned.get(key) ?? ''))
		);
	});
}

/** The latest instant a goal's own rows tell of, compared with now. */
function hasJumpedBack(goal: Goal, runs: readonly Run[], now: Instant): boolean {
	const seen = runs.reduce(
		(latest, { startedAt }) => (startedAt !== null && startedAt > latest ? startedAt : latest),
		goal.createdAt,
	);
	return addSeconds(now, CLOCK_TOLERANCE_SECONDS) < seen;
}
