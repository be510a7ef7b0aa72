import { DateTime } from 'luxon';
import { isLevel, isRate } from '../forecast/rate';
import { chosenByDay } from '../monitor/chosenByDay';
import { goalDays } from '../plan/days';
import type { Settings } from '../settings';
import type { Day, Goal, Instant, Observation } from '../types';

/** A place on the way of a goal: `at` counts days from the start of its period, 0 to the number of days. */
export interface SeriesPoint {
	readonly at: number;
	readonly value: number;
}

/** How a goal goes, as a chart or a table shows it. Values are in the goal's unit and add up, but for rates and levels. */
export interface ProgressSeries {
	readonly days: readonly Day[];
	readonly target: number;
	/** Where the present lies, within the period. */
	readonly now: number;
	/** What the plan adds up to by the end of each day. Empty without a plan. */
	readonly expected: readonly SeriesPoint[];
	/** What was measured, up to now. */
	readonly actual: readonly SeriesPoint[];
	/** Value at the end of the period with the bounds of its 90 % interval; `null` once it is over, or when nothing is forecast. */
	readonly forecast: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/**
 * The course of a goal from what is on record.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function progressSeries(
	goal: Goal,
	observations: readonly Observation[],
	settings: Settings,
	now: Instant,
): ProgressSeries {
	const days = goalDays(goal);
	const start = DateTime.fromISO(goal.periodStart, { zone: goal.timeZone });
	const passed = DateTime.fromISO(now).diff(start, 'days').days;
	const present = Math.min(days.length, Math.max(0, passed));
	const byDay = chosenByDay(goal, observations, settings, now);
	const { forecastValue: value, forecastLow: low, forecastHigh: high } = goal;
	return {
		days,
		target: goal.targetValue,
		now: present,
		expected: expectedPoints(goal, days),
		actual: actualPoints(days, byDay, present, !isRate(goal.metric) && !isLevel(goal.metric)),
		forecast: value === null || low === null || high === null || present >= days.length ? null : { value, low, high },
	};
}

/** As `measureProgress` counts: what was there when the plan was made, then its daily targets. */
function expectedPoints({ plan, targetValue, metric }: Goal, days: readonly Day[]): SeriesPoint[] {
	if (!plan) return [];
	if (isRate(metric)) return [0, days.length].map((at) => ({ at, value: targetValue }));
	const first = days.indexOf(plan.days[0] ?? '');
	let value = Math.max(0, targetValue - plan.dailyTargets.reduce((sum, amount) => sum + amount, 0));
	const points: SeriesPoint[] = [{ at: Math.max(0, first), value }];
	plan.days.forEach((day, index) => {
		value += plan.dailyTargets[index] ?? 0;
		const at = days.indexOf(day) + 1;
		if (at > 0) points.push({ at, value });
	});
	return points;
}

/** One point at the end of each day, the last one now. A day without a figure brought nothing; a rate or level without one is unknown. */
function actualPoints(days: readonly Day[], byDay: ReadonlyMap<Day, number>, now: number, sums: boolean): SeriesPoint[] {
	let total = 0;
	const points: SeriesPoint[] = sums ? [{ at: 0, value: 0 }] : [];
	days.forEach((day, index) => {
		if (index >= now) return;
		const value = byDay.get(day);
		total += value ?? 0;
		const at = Math.min(index + 1, now);
		if (sums) points.push({ at, value: total });
		else if (value !== undefined) points.push({ at, value });
	});
	return points;
}
