import { dayOf } from '../time';
import type { BusinessState, Day, Run } from '../types';
import { addDays, weekdayOf } from './days';
import type { PlanGoal } from './planInput';

/** What comes in without any workflow, in the goal's metric. */
export interface Organic {
	readonly perDay: number;
	/** Standard deviation of one day. */
	readonly deviation: number;
	/** Days the figure rests on. */
	readonly days: number;
	/** Weights for Monday … Sunday (mean 1); `null` with less than three weeks of data. */
	readonly weekdays: readonly number[] | null;
	readonly source: string;
}

const WINDOW_DAYS = 28;
const WEEKDAY_DAYS = 21;
/** Weeks of data a weekday's own mean is weighed against the general mean with. */
const WEEKDAY_PRIOR_WEEKS = 2;

/**
 * The daily mean of the last four weeks before today, without what runs brought. Days without a row between the first
 * and the last known day count as zero: shops list days with sales only. Amounts are already in the goal's currency.
 */
export function organicOf(goal: PlanGoal, state: BusinessState, runs: readonly Run[], today: Day): Organic {
	if (goal.metric === 'new_customers' || goal.metric === 'members') {
		const perDay = state.newCustomersPerDay ?? 0;
		return { perDay, deviation: Math.sqrt(perDay), days: perDay > 0 ? 1 : 0, weekdays: null, source: state.source };
	}
	const none: Organic = { perDay: 0, deviation: 0, days: 0, weekdays: null, source: state.source };
	if (goal.metric !== 'revenue' && goal.metric !== 'profit') return none;

	const amounts = dailyAmounts(state, goal, runs, today);
	if (amounts.length === 0) return none;
	const recent = amounts.slice(-WINDOW_DAYS).map(({ amount }) => amount);
	const perDay = recent.reduce((sum, amount) => sum + amount, 0) / recent.length;
	const variance = recent.reduce((sum, amount) => sum + (amount - perDay) ** 2, 0) / Math.max(recent.length - 1, 1);
	return {
		perDay,
		// One or two days tell nothing of their spread: taken to be as large as the mean.
		deviation: recent.length < 3 ? perDay : Math.sqrt(variance),
		days: recent.length,
		weekdays: amounts.length >= WEEKDAY_DAYS ? weekdayWeights(amounts) : null,
		source: state.source,
	};
}

function dailyAmounts(state: BusinessState, goal: PlanGoal, runs: readonly Run[], today: Day): { day: Day; amount: number }[] {
	const byDay = new Map<Day, number>();
	for (const { day, amount } of state.revenue) {
		if (day < today) byDay.set(day, (byDay.get(day) ?? 0) + amount);
	}
	const known = [...byDay.keys()].sort();
	const first = known[0];
	if (first === undefined) return [];
	for (const run of runs) {
		if (!run.revenue) continue;
		const day = dayOf(run.scheduledFor, goal.timeZone);
		const amount = byDay.get(day);
		if (amount !== undefined) byDay.set(day, Math.max(0, amount - run.revenue));
	}
	const last = addDays(today, -1);
	const amounts: { day: Day; amount: number }[] = [];
	for (let day = first; day <= last; day = addDays(day, 1)) amounts.push({ day, amount: byDay.get(day) ?? 0 });
	return amounts.slice(-13 * 7);
}

function weekdayWeights(amounts: readonly { day: Day; amount: number }[]): number[] | null {
	const mean = amounts.reduce((sum, { amount }) => sum + amount, 0) / amounts.length;
	if (mean <= 0) return null;
	const sums = [0, 0, 0, 0, 0, 0, 0];
	const counts = [0, 0, 0, 0, 0, 0, 0];
	for (const { day, amount } of amounts) {
		const weekday = weekdayOf(day);
		sums[weekday] = (sums[weekday] ?? 0) + amount;
		counts[weekday] = (counts[weekday] ?? 0) + 1;
	}
	const raw = sums.map(
		(sum, weekday) => (sum + mean * WEEKDAY_PRIOR_WEEKS) / ((counts[weekday] ?? 0) + WEEKDAY_PRIOR_WEEKS) / mean,
	);
	const average = raw.reduce((sum, weight) => sum + weight, 0) / raw.length;
	return raw.map((weight) => weight / average);
}
