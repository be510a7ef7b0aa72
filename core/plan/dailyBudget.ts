import { convert } from '../money';
import { dayOf } from '../time';
import type { Day, Run } from '../types';
import { planCurrency } from './candidates';
import { addDays, weekdayOf } from './days';
import type { PlanInput } from './planInput';

export type BudgetRule = 'goal' | 'daily' | 'weekly' | 'monthly';

/** The most a day may cost, in the plan's currency, and the limit it comes from. `null`: no limit is set. */
export type DailyBudget = { readonly perDay: number; readonly rule: BudgetRule } | null;

/**
 * Because the plan does the same every day, all limits come down to one figure: what is left of each (goal, day, week
 * from Monday, calendar month) divided by the days of the plan that fall into it, and the least of them.
 * What ran before the plan's first day counts as spent; what ran today is part of today's plan.
 */
export function dailyBudget(
	{ goal, settings, runs }: Pick<PlanInput, 'goal' | 'settings' | 'runs'>,
	days: readonly Day[],
): DailyBudget {
	const currency = planCurrency({ goal, settings });
	const inPlanCurrency = (amount: number): number =>
		convert({ amount, currency: settings.currency }, currency, settings.exchangeRates).amount;
	const first = days[0] ?? '';
	/** What is left of a limit for so many days, when these runs have spent from it. */
	const left = (rule: BudgetRule, limit: number, spenders: readonly Run[], count: number): NonNullable<DailyBudget> => {
		const spent = spenders.reduce((sum, { cost }) => sum + inPlanCurrency(cost ?? 0), 0);
		return { rule, perDay: Math.max(0, limit - spent) / count };
	};
	const perPeriod = (rule: BudgetRule, limit: number | null, periodOf: (day: Day) => string): NonNullable<DailyBudget>[] => {
		if (limit === null) return [];
		const spenders = Map.groupBy(
			runs.filter(({ cost }) => cost !== null).map((run) => ({ run, day: dayOf(run.scheduledFor, goal.timeZone) })),
			({ day }) => periodOf(day),
		);
		return [...Map.groupBy(days, periodOf)].map(([period, inside]) => {
			const before = (spenders.get(period) ?? []).filter(({ day }) => day < first).map(({ run }) => run);
			return left(rule, inPlanCurrency(limit), before, inside.length);
		});
	};
	const ofGoal = runs.filter(({ goalId, scheduledFor }) => goalId === goal.goalId && dayOf(scheduledFor, goal.timeZone) < first);
	const limits = [
		...(goal.budgetLimit === null ? [] : [left('goal', goal.budgetLimit, ofGoal, days.length)]),
		...perPeriod('daily', settings.budgetLimitDaily, (day) => day),
		...perPeriod('weekly', settings.budgetLimitWeekly, (day) => addDays(day, -weekdayOf(day))),
		...perPeriod('monthly', settings.budgetLimitMonthly, (day) => day.slice(0, 7)),
	];
	return limits.reduce<DailyBudget>((least, limit) => (least === null || limit.perDay < least.perDay ? limit : least), null);
}
