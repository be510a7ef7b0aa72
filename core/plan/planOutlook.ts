import { outlook } from '../forecast/outlook';
import { doubtOf, expectationOf, lumpOf } from '../forecast/planDoubt';
import { finishAt } from '../forecast/finishAt';
import type { Forecast, Goal, Instant, Plan } from '../types';
import { remainingDays } from './days';

/**
 * The forecast of a changed plan of a running goal: the present plan's doubt, the changed plan's expectation. What is
 * behind is taken as it is; a smaller plan is never more probable than the present one.
 */
function planOutlook(goal: Goal, changed: Plan, now: Instant): Forecast {
	const present = goal.plan ?? changed;
	const today = new Set(remainingDays(goal, now));
	const perDay = changed.days.map((day, index) => (today.has(day) ? (expectationOf(changed)[index] ?? 0) : 0));
	const missing = present.dailyTargets.reduce((sum, amount) => sum + amount, 0);
	// A plan may know of more than has been measured for the goal yet: what it left out of its targets was there.
	const progress = Math.max(goal.progressValue, missing > 0 ? goal.targetValue - missing : 0);
	const lump = lumpOf(present, goal.currency !== null);
	const expectedRest = perDay.reduce((sum, amount) => sum + amount, 0);
	const result = outlook({
		progress,
		target: goal.targetValue,
		expectedSoFar: 0,
		observedSoFar: 0,
		expectedRest,
		lump,
		doubt: doubtOf(present, lump),
		seed: present.version,
	});
	const days = changed.days.filter((day) => today.has(day));
	const ahead = perDay.slice(perDay.length - days.length);
	return { ...result, finishAt: finishAt(progress, goal.targetValue, days, ahead, goal.timeZone, now) };
}

/** The same where only less is done than planned: chance has no say in it, so at most the present probability. */
export function reducedOutlook(goal: Goal, reduced: Plan, now: Instant): Forecast {
	const result = planOutlook(goal, reduced, now);
	const present = goal.probability ?? goal.plan?.forecast.probability ?? 1;
	return { ...result, probability: Math.min(result.probability, present) };
}
