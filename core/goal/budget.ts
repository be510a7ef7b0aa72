import { DateTime } from 'luxon';
import { convert } from '../money';
import type { CurrencyCode, Day } from '../types';
import type { Constraint, PeriodReading } from './types';

/** Days that a limit "per …" is for; a month counts as 30, so that the limit errs on the small side. */
export const DAYS_OF = { day: 1, week: 7, month: 30 } as const;

/**
 * What the whole goal may cost, in `currency`: the smallest of the budgets named. A budget per day, week or month is
 * taken over the days that are left of the period; `null` when none was named.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function budgetOf(
	constraints: readonly Constraint[],
	{ firstDay, lastDay }: PeriodReading,
	today: Day,
	currency: CurrencyCode,
	rates: Readonly<Record<string, number>>,
): number | null {
	const first = firstDay > today ? firstDay : today;
	const days = DateTime.fromISO(lastDay).diff(DateTime.fromISO(first), 'days').days + 1;
	const limits = constraints.flatMap((constraint) => {
		if (constraint.type !== 'budget') return [];
		const { amount } = convert({ amount: constraint.amount, currency: constraint.currency ?? currency }, currency, rates);
		return constraint.per === 'total' ? amount : (amount * days) / Math.min(days, DAYS_OF[constraint.per]);
	});
	return limits.length > 0 ? Math.floor(Math.min(...limits) * 100) / 100 : null;
}
