import { isLevel, isRate } from '../forecast/rate';
import type { Settings } from '../settings';
import { dayOf } from '../time';
import type { Goal, Instant, Observation } from '../types';
import { chosenByDay } from './chosenByDay';

/** The measured part of a goal. */
export type Progress = Pick<Goal, 'progressValue' | 'achievementRate' | 'expectedToDate' | 'paceRatio'>;

/**
 * Where a goal stands. Sums are added up over the days of the period; of a rate or a level the last figure counts, and of a level (members,
 * followers) what was gained on the baseline is measured against what was to be gained. `expectedToDate` is
 * what the plan's daily targets add up to by the end of yesterday plus what was there when the plan was made; the running
 * day is not held against the goal. For churn less is more, so its achievement is target ÷ value.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function measureProgress(goal: Goal, observations: readonly Observation[], settings: Settings, now: Instant): Progress {
	const byDay = chosenByDay(goal, observations, settings, now);
	const from = isLevel(goal.metric) ? (goal.baselineValue ?? 0) : 0;
	const isSum = !isRate(goal.metric) && !isLevel(goal.metric);
	const progressValue = isSum ? [...byDay.values()].reduce((sum, value) => sum + value, 0) : (lastOf(byDay) ?? from);
	const expectedToDate = isRate(goal.metric) ? goal.targetValue : expectedBy(goal, now);
	return {
		progressValue,
		achievementRate: byDay.size > 0 || isSum ? achieved(goal, progressValue, from) : 0,
		expectedToDate,
		paceRatio: expectedToDate > from ? (progressValue - from) / (expectedToDate - from) : null,
	};
}

function expectedBy({ plan, targetValue, timeZone, periodEnd }: Goal, now: Instant): number {
	if (!plan) return 0;
	const today = now >= periodEnd ? null : dayOf(now, timeZone);
	const missing = plan.dailyTargets.reduce((sum, amount) => sum + amount, 0);
	const passed = plan.dailyTargets.filter((_, index) => today === null || (plan.days[index] ?? '') < today);
	return Math.max(0, targetValue - missing) + passed.reduce((sum, amount) => sum + amount, 0);
}

function achieved({ metric, targetValue }: Goal, value: number, from: number): number {
	if (metric === 'churn_rate') return value > 0 ? targetValue / value : 1;
	return targetValue > from ? Math.max(0, value - from) / (targetValue - from) : 1;
}

function lastOf(byDay: ReadonlyMap<string, number>): number | null {
	const last = [...byDay.keys()].sort().pop();
	return last === undefined ? null : (byDay.get(last) ?? null);
}
