import { goalDays, remainingDays } from '../plan/days';
import { chosenByDay } from '../monitor/chosenByDay';
import { gainedByDay } from '../monitor/gainedByDay';
import type { Settings } from '../settings';
import { dayOf } from '../time';
import type { Day, Forecast, Goal, Instant, Observation, Plan, Run } from '../types';
import { asExecuted } from './asExecuted';
import { finishAt } from './finishAt';
import { outlook } from './outlook';
import { doubtOf, expectationOf, lumpOf } from './planDoubt';
import { forecastRate, isRate } from './rate';
import { shareOfTodaySeen } from './shareOfTodaySeen';

export interface ForecastInput {
	/** With its progress measured. */
	readonly goal: Goal;
	readonly observations: readonly Observation[];
	/** Runs of the goal: the plan's expectation is corrected by what really ran. */
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
	const { goal, observations, runs, settings, now } = input;
	if (isRate(goal.metric)) return forecastRate(goal, chosenByDay(goal, observations, settings, now), now);
	const byDay = gainedByDay(goal, observations, settings, now);

	const { plan, goalId, timeZone, progressValue, targetValue } = goal;
	const today = dayOf(now, timeZone);
	const executed = plan && asExecuted(plan, goalId, runs, today);
	const expectation = executed ? expectationByDay(executed) : meanOfDaysSeen(goal, byDay, today);
	const rest = remainingDays(goal, now);
	const seen = rest.includes(today) ? shareOfTodaySeen(goal, observations, now, byDay) : 0;
	/** How much of a day's expectation is still to come. */
	const ahead = (day: Day): number => (rest.includes(day) ? (day === today ? 1 - seen : 1) : 0);
	const perDay = rest.map((day) => (expectation.get(day) ?? 0) * ahead(day));
	const expectedRest = perDay.reduce((sum, amount) => sum + amount, 0);
	const lump = lumpOf(plan, goal.currency !== null);
	const result = outlook({
		progress: progressValue,
		target: targetValue,
		expectedSoFar: [...expectation].reduce((sum, [day, amount]) => sum + amount * (1 - ahead(day)), 0),
		observedSoFar: [...byDay].reduce((sum, [day, amount]) => sum + (expectation.has(day) ? amount : 0), 0),
		expectedRest,
		lump,
		doubt: plan ? doubtOf(plan, lump) : 1,
		seed: input.seed ?? goal.planVersion,
	});
	const factor = expectedRest > 0 ? (result.value - progressValue) / expectedRest : 0;
	const scaled = perDay.map((amount) => amount * factor);
	return { ...result, finishAt: finishAt(progressValue, targetValue, rest, scaled, timeZone, now) };
}

const expectationByDay = (plan: Plan): Map<Day, number> =>
	new Map(plan.days.map((day, index) => [day, expectationOf(plan)[index] ?? 0]));

/** Without a plan every day should bring what the days so far brought on average. */
function meanOfDaysSeen(goal: Goal, byDay: ReadonlyMap<Day, number>, today: Day): Map<Day, number> {
	const days = goalDays(goal);
	const passed = days.filter((day) => day <= today).length;
	const mean = [...byDay.values()].reduce((sum, amount) => sum + amount, 0) / Math.max(passed, 1);
	return new Map(days.map((day) => [day, mean]));
}
