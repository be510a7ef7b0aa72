import { DateTime } from 'luxon';
import { convert } from '../money';
import type { CurrencyCode, OwnersLimits } from '../types';
import { DAYS_OF } from './budget';
import type { Constraint, PeriodReading } from './types';

/**
 * What of the constraints binds as long as the goal lives, with the budget they come to; `null`: nothing does. A budget per week or month is shared out evenly over its
 * days, so that no stretch of days can spend more than it, whatever is adjusted.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function ownersLimits(
	constraints: readonly Constraint[],
	budget: number | null,
	{ firstDay, lastDay }: PeriodReading,
	currency: CurrencyCode,
	rates: Readonly<Record<string, number>>,
): OwnersLimits | null {
	const days = DateTime.fromISO(lastDay).diff(DateTime.fromISO(firstDay), 'days').days + 1;
	const keysOf = (type: 'only' | 'exclude'): string[] =>
		constraints.flatMap((constraint) => (constraint.type === type ? (constraint.workflowKey ?? []) : []));
	const only = keysOf('only');
	const budgets = constraints.flatMap((constraint) => {
		if (constraint.type !== 'budget' || constraint.per === 'total') return [];
		const { amount } = convert({ amount: constraint.amount, currency: constraint.currency ?? currency }, currency, rates);
		return amount / Math.min(days, DAYS_OF[constraint.per]);
	});
	const limits: OwnersLimits = {
		only: only.length > 0 ? only : null,
		exclude: keysOf('exclude'),
		caps: constraints.flatMap((constraint) =>
			constraint.type === 'cap' ? [{ unit: constraint.unit, count: constraint.count, per: constraint.per }] : [],
		),
		budget,
		budgetPerDay: budgets.length > 0 ? Math.min(...budgets) : null,
	};
	const isEmpty = budget === null && only.length + limits.exclude.length + limits.caps.length === 0;
	return isEmpty ? null : limits;
}
