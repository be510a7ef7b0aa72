import type { BusinessState, Day, Run } from '../types';
import type { Belief } from './belief';
import { addDays, weekdayOf } from './days';
import type { PlanGoal } from './planInput';
import { broughtByDay } from './pipeline';

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
const MOST_DAYS = 13 * 7;
/** Weeks of data a weekday's own mean is weighed against the general mean with. */
const WEEKDAY_PRIOR_WEEKS = 2;

/**
 * The daily mean of the last four weeks before today, less what runs of workflows brought. Amounts are already in the
 * plan's currency.
 */
export function organicOf(
	goal: PlanGoal,
	state: BusinessState,
	runs: readonly Run[],
	beliefs: ReadonlyMap<string, Belief>,
	today: Day,
): Organic {
	const none: Organic = { perDay: 0, deviation: 0, days: 0, weekdays: null, source: state.source };
	if (goal.metric === 'new_customers' || goal.metric === 'members') {
		const perDay = state.newCustomersPerDay ?? 0;
		return { ...none, perDay, deviation: Math.sqrt(perDay), days: WINDOW_DAYS };
	}
	if (goal.metric !== 'revenue' && goal.metric !== 'profit') return none;

	const amounts = dailyAmounts(state, today);
	const brought = broughtByDay(runs, beliefs, goal.timeZone, amounts[0]?.day ?? today);
	const recent = amounts.slice(-WINDOW_DAYS).map(({ day, amount }) => amount - (brought.get(day) ?? 0));
	if (recent.length === 0) return none;
	const mean = recent.reduce((sum, amount) => sum + amount, 0) / recent.length;
	const variance = recent.reduce((sum, amount) => sum + (amount - mean) ** 2, 0) / Math.max(recent.length - 1, 1);
	const perDay = Math.max(0, mean);
	return {
		perDay,
		// One or two days tell nothing of their spread: taken to be as large as the mean.
		deviation: recent.length < 3 ? perDay : Math.sqrt(variance),
		days: recent.length,
		weekdays: amounts.length >= WEEKDAY_DAYS ? weekdayWeights(amounts) : null,
		source: state.source,
	};
}

/**
 * Every day from the first known one on, at most thirteen weeks. Days without a row count as zero up to the last known
 * day; up to yesterday where the shop itself was asked, because it lists days with sales only.
 */
function dailyAmounts(state: BusinessState, today: Day): { day: Day; amount: number }[] {
	const byDay = new Map<Day, number>();
	for (const { day, amount } of state.revenue) {
		if (day < today) byDay.set(day, (byDay.get(day) ?? 0) + amount);
	}
	const known = [...byDay.keys()].sort();
	const [first, last] = [known[0], state.source === 'whop' ? addDays(today, -1) : known[known.length - 1]];
	if (first === undefined || last === undefined) return [];
	const earliest = addDays(last, 1 - MOST_DAYS);
	const amounts: { day: Day; amount: number }[] = [];
	for (let day = first > earliest ? first : earliest; day <= last; day = addDays(day, 1)) {
		amounts.push({ day, amount: byDay.get(day) ?? 0 });
	}
	return amounts;
}

function weekdayWeights(amounts: readonly { day: Day; amount: number }[]): number[] | null {
	const mean = amounts.reduce((sum, { amount }) => sum + amount, 0) / amounts.length;
	if (mean <= 0) return null;
	const raw = Array.from({ length: 7 }, (_, weekday) => {
		const own = amounts.filter(({ day }) => weekdayOf(day) === weekday);
		const sum = own.reduce((total, { amount }) => total + amount, mean * WEEKDAY_PRIOR_WEEKS);
		return Math.max(0, sum / (own.length + WEEKDAY_PRIOR_WEEKS) / mean);
	});
	const average = raw.reduce((sum, weight) => sum + weight, 0) / raw.length;
	return raw.map((weight) => weight / average);
}
