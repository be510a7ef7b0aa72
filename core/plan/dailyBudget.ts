import { convert } from '../money';
import { dayOf } from '../time';
import type { Day } from '../types';
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
export function dailyBudget(input: PlanInput, days: readonly Day[]): DailyBudget {
	const { goal, settings, runs } = input;
	const currency = planCurrency(input);
	const inPlanCurrency = (amount: number): number =>
		convert({ amount, currency: settings.currency }, currency, settings.exchangeRates).amount;
	const first = days[0] ?? '';
	const spent = runs
		.filter(({ cost }) => cost !== null)
		.map(({ goalId, cost, scheduledFor }) => ({
			goalId,
			cost: inPlanCurrency(cost ?? 0),
			day: dayOf(scheduledFor, goal.timeZone),
		}))
		.filter(({ day }) => day < first);
	const sum = (rows: readonly { cost: number }[]): number => rows.reduce((total, { cost }) => total + cost, 0);

	const limits: { perDay: number; rule: BudgetRule }[] = [];
	const add = (rule: BudgetRule, left: number, count: number): void => {
		limits.push({ rule, perDay: Math.max(0, left) / count });
	};
	const addPer = (rule: BudgetRule, limit: number | null, periodOf: (day: Day) => string): void => {
		if (limit === null) return;
		for (const [period, inside] of Map.groupBy(days, periodOf)) {
			add(rule, inPlanCurrency(limit) - sum(spent.filter(({ day }) => periodOf(day) === period)), inside.length);
		}
	};
	if (goal.budgetLimit !== null)
		add('goal', goal.budgetLimit - sum(spent.filter(({ goalId }) => goalId === goal.goalId)), days.length);
	addPer('daily', settings.budgetLimitDaily, (day) => day);
	addPer('weekly', settings.budgetLimitWeekly, (day) => addDays(day, -weekdayOf(day)));
	addPer('monthly', settings.budgetLimitMonthly, (day) => day.slice(0, 7));
	return limits.reduce<DailyBudget>((least, limit) => (least === null || limit.perDay < least.perDay ? limit : least), null);
}
