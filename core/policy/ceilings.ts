import { addDays, weekdayOf } from '../plan/days';
import type { Settings } from '../settings';
import { dayOf } from '../time';
import type { Day, Instant } from '../types';
import type { Facts } from './facts';

/** Money that is or may be gone on a day, in the setting CURRENCY. */
export interface Spend {
	readonly day: Day;
	readonly amount: number;
}

const weekOf = (day: Day): Day => addDays(day, -weekdayOf(day));
const monthOf = (day: Day): string => day.slice(0, 7);

/**
 * The day on which money counts against the ceilings: they are the shop's, whatever the zones of its goals, so their days, weeks and
 * months are those of the setting TIME_ZONE. A run counts on the day for which it was scheduled, even if it began after midnight.
 */
export const ceilingDay = (scheduledFor: Instant, { timeZone }: Pick<Settings, 'timeZone'>): Day => dayOf(scheduledFor, timeZone);

/** The fullest day, week (from Monday) and month among those the new spend falls into, old spend included. */
export function ceilingFacts(
	settings: Settings,
	spent: readonly Spend[],
	planned: readonly Spend[],
): Pick<Facts, 'spentInDay' | 'dailyCeiling' | 'spentInWeek' | 'weeklyCeiling' | 'spentInMonth' | 'monthlyCeiling'> {
	const fullest = (periodOf: (day: Day) => string): number => {
		const sums = new Map<string, number>();
		for (const { day } of planned) sums.set(periodOf(day), 0);
		for (const { day, amount } of [...spent, ...planned]) {
			const sum = sums.get(periodOf(day));
			if (sum !== undefined) sums.set(periodOf(day), sum + amount);
		}
		return Math.max(0, ...sums.values());
	};
	return {
		spentInDay: fullest((day) => day),
		dailyCeiling: settings.budgetLimitDaily ?? Infinity,
		spentInWeek: fullest(weekOf),
		weeklyCeiling: settings.budgetLimitWeekly ?? Infinity,
		spentInMonth: fullest(monthOf),
		monthlyCeiling: settings.budgetLimitMonthly ?? Infinity,
	};
}
