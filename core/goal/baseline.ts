import type { BusinessState, Day, MetricName } from '../types';
import { addMonths, dateOf, dayNumber, formatDay, parseDay, type DayNumber } from './calendar';
import { endOf, startOf } from './point';
import type { Base, PeriodReading } from './types';

interface Stretch {
	readonly first: DayNumber;
	readonly end: DayNumber;
}

const isWholeMonth = ({ first, end }: Stretch): boolean => dateOf(first).day === 1 && dateOf(end).day === 1;

/** The days a base means for a goal's period. Before a whole month (or several) comes as many whole months. */
function baseStretch(base: Base, period: PeriodReading): Stretch | null {
	const first = parseDay(period.firstDay);
	const last = parseDay(period.lastDay);
	if (first === null || last === null) return null;
	const end = last + 1;
	const before = (grain: 'day' | 'week' | 'month' | 'quarter' | 'year'): Stretch => {
		const start = startOf(grain, startOf(grain, first) - 1);
		return { first: start, end: endOf(grain, start) };
	};
	const yearEarlier = { first: addMonths(first, -12), end: addMonths(last, -12) + 1 };
	switch (base) {
		case 'previous_day':
			return before('day');
		case 'previous_week':
			return before('week');
		case 'previous_month':
			return before('month');
		case 'previous_quarter':
			return before('quarter');
		case 'previous_year':
			// A month compared with "last year" means the same month of it.
			return end - first >= 365 ? before('year') : yearEarlier;
		case 'same_period_last_year':
			return yearEarlier;
		case 'previous_period': {
			if (!isWholeMonth({ first, end })) return { first: first - (end - first), end: first };
			const from = dateOf(first);
			const to = dateOf(end);
			const months = (to.year - from.year) * 12 + to.month - from.month;
			return { first: dayNumber(from.year, from.month - months, 1), end: first };
		}
	}
}

/** Whether a goal's period is about as long as what it is compared with: a week against a month says nothing. */
export function isComparable(base: Base, period: PeriodReading): boolean {
	const stretch = baseStretch(base, period);
	const days = (parseDay(period.lastDay) ?? 0) - (parseDay(period.firstDay) ?? 0) + 1;
	return stretch !== null && Math.abs(stretch.end - stretch.first - days) <= Math.max(3, days * 0.15);
}

/** The figure to compare with, in the shop's currency; null when the state does not know it or the stretch is not over. */
export function baselineOf(
	metric: MetricName,
	base: Base,
	period: PeriodReading,
	state: BusinessState,
	today: Day,
): number | null {
	if (metric === 'members') return state.members ?? state.customers;
	if (metric === 'churn_rate') return state.churnRate ?? null;
	if (metric === 'conversion_rate') return state.trialConversion;
	const stretch = baseStretch(base, period);
	if (!stretch || stretch.end > (parseDay(today) ?? 0)) return null;
	if (metric === 'new_customers')
		return state.newCustomersPerDay === null ? null : state.newCustomersPerDay * (stretch.end - stretch.first);
	if (metric !== 'revenue') return null;
	const [from, until] = [formatDay(stretch.first), formatDay(stretch.end)];
	const days = state.revenue.filter(({ day }) => day >= from && day < until);
	return days.length === 0 ? null : days.reduce((sum, { amount }) => sum + amount, 0);
}
