import { DateTime } from 'luxon';
import { goalDays, remainingDays } from '../plan/days';
import { chosenByDay } from '../monitor/chosenByDay';
import type { Settings } from '../settings';
import { dayOf, instantOf } from '../time';
import type { Day, Forecast, Goal, Instant, Observation, Run } from '../types';
import { finishAt } from './finishAt';
import { outlook } from './outlook';
import { doubtOf, expectationOf, lumpOf } from './planDoubt';
import { forecastRate, isRate } from './rate';

export interface ForecastInput {
	/** With its progress measured. */
	readonly goal: Goal;
	readonly observations: readonly Observation[];
	readonly runs: readonly Run[];
	readonly settings: Settings;
	readonly now: Instant;
	/** Default: the plan's version, so that the same data give the same figures. */
	readonly seed?: number;
}

/**
 * Value at the end of the period, 90 % interval, probability of reaching the target and finish date. A short goal has too
 * few daily figures to fit a trend, so the plan's expectation is the prior and the figures correct it (see `outlook`).
 * @throws AutopilotError PARAMETER_INVALID for a goal without a valid period; CURRENCY_RATE_MISSING.
 */
export function forecast(input: ForecastInput): Forecast {
	const { goal, observations, settings, now } = input;
	const byDay = chosenByDay(goal, observations, settings, now);
	if (isRate(goal.metric)) return forecastRate(goal, byDay, now);

	const rest = remainingDays(goal, now);
	const seen = shareOfTodaySeen(goal, observations, now, byDay);
	const expectation = expectationByDay(goal, byDay, now);
	const perDay = rest.map((day) => (expectation.get(day) ?? 0) * (day === dayOf(now, goal.timeZone) ? 1 - seen : 1));
	const past = [...expectation].filter(([day]) => !rest.includes(day));
	const today = rest.find((day) => day === dayOf(now, goal.timeZone));
	const expectedSoFar = past.reduce((sum, [, amount]) => sum + amount, (today ? (expectation.get(today) ?? 0) : 0) * seen);
	const observedSoFar = [...byDay].reduce((sum, [day, amount]) => sum + (expectation.has(day) ? amount : 0), 0);
	const expectedRest = perDay.reduce((sum, amount) => sum + amount, 0);
	const lump = lumpOf(goal.plan, goal.currency !== null);
	const result = outlook({
		progress: goal.progressValue,
		target: goal.targetValue,
		expectedSoFar,
		observedSoFar,
		expectedRest,
		lump,
		doubt: goal.plan ? doubtOf(goal.plan, lump) : 1,
		seed: input.seed ?? goal.planVersion,
	});
	const factor = expectedRest > 0 ? (result.value - goal.progressValue) / expectedRest : 0;
	const scaled = perDay.map((amount) => amount * factor);
	return { ...result, finishAt: finishAt(goal.progressValue, goal.targetValue, rest, scaled, goal.timeZone, now) };
}

/** What each day should bring: the plan's word, or without a plan the mean of the days seen. */
function expectationByDay(goal: Goal, byDay: ReadonlyMap<Day, number>, now: Instant): Map<Day, number> {
	const { plan } = goal;
	if (plan) return new Map(plan.days.map((day, index) => [day, expectationOf(plan)[index] ?? 0]));
	const days = goalDays(goal);
	const passed = days.filter((day) => day <= dayOf(now, goal.timeZone)).length;
	const mean = [...byDay.values()].reduce((sum, amount) => sum + amount, 0) / Math.max(passed, 1);
	return new Map(days.map((day) => [day, mean]));
}

/** How much of today the figures already cover: up to the last time today was observed. 0 when it was not. */
function shareOfTodaySeen(
	goal: Goal,
	observations: readonly Observation[],
	now: Instant,
	byDay: ReadonlyMap<Day, number>,
): number {
	const today = dayOf(now, goal.timeZone);
	if (!byDay.has(today)) return 0;
	const last = observations
		.filter(({ metric, observedAt }) => metric === goal.metric && observedAt <= now)
		.reduce((latest, { observedAt }) => (observedAt > latest ? observedAt : latest), instantOf(today, '00:00', goal.timeZone));
	const start = DateTime.fromISO(today, { zone: goal.timeZone });
	const length = start.plus({ days: 1 }).toMillis() - start.toMillis();
	return Math.min(1, (DateTime.fromISO(last).toMillis() - start.toMillis()) / length);
}
