import { amountOf } from '../execution/runMoney';
import { convert } from '../money';
import { ceilingDay } from '../policy/ceilings';
import { dayOf } from '../time';
import type { Day, Run } from '../types';
import { planCurrency } from './candidates';
import { addDays, weekdayOf } from './days';
import type { PlanInput } from './planInput';
import { dueAt } from './steps';

export type BudgetRule = 'goal' | 'daily' | 'weekly' | 'monthly';

/** The most a day may cost, in the plan's currency, and the limit it comes from. `null`: no limit is set. */
export type DailyBudget = { readonly perDay: number; readonly rule: BudgetRule } | null;

/**
 * Because the plan does the same every day, all limits come down to one figure: what is left of each (goal, day, week
 * from Monday, calendar month) divided by the days of the plan that fall into it, and the least of them.
 * What ran before the plan's first day counts as spent; what ran today is part of today's plan. Days, weeks and months of the ceilings
 * are the shop's (`ceilingDay`), those of the plan its goal's.
 */
export function dailyBudget(
	{ goal, settings, runs }: Pick<PlanInput, 'goal' | 'settings' | 'runs'>,
	days: readonly Day[],
): DailyBudget {
	const currency = planCurrency({ goal, settings });
	const inPlanCurrency = (amount: number): number =>
		convert({ amount, currency: settings.currency }, currency, settings.exchangeRates).amount;
	const first = days[0] ?? '';
	const earlier = runs.filter((run) => dayOf(run.scheduledFor, goal.timeZone) < first && amountOf(run, 0) > 0);
	/** What is left of a limit for so many days, when these runs have spent from it. */
	const left = (rule: BudgetRule, limit: number, spenders: readonly Run[], count: number): NonNullable<DailyBudget> => {
		const spent = spenders.reduce((sum, run) => sum + inPlanCurrency(amountOf(run, 0)), 0);
		return { rule, perDay: Math.max(0, limit - spent) / count };
	};
	const perPeriod = (rule: BudgetRule, limit: number | null, periodOf: (day: Day) => string): NonNullable<DailyBudget>[] => {
		if (limit === null) return [];
		const spenders = Map.groupBy(earlier, ({ scheduledFor }) => periodOf(ceilingDay(scheduledFor, settings)));
		const planned = Map.groupBy(days, (day) => periodOf(ceilingDay(dueAt(day, goal.timeZone), settings)));
		return [...planned].map(([period, inside]) => left(rule, inPlanCurrency(limit), spenders.get(period) ?? [], inside.length));
	};
	const ofGoal = earlier.filter(({ goalId }) => goalId === goal.goalId);
	const limits = [
		...(goal.budgetLimit === null ? [] : [left('goal', goal.budgetLimit, ofGoal, days.length)]),
		...(typeof goal.limits?.budgetPerDay === 'number' ? [{ rule: 'goal' as const, perDay: goal.limits.budgetPerDay }] : []),
		...perPeriod('daily', settings.budgetLimitDaily, (day) => day),
		...perPeriod('weekly', settings.budgetLimitWeekly, (day) => addDays(day, -weekdayOf(day))),
		...perPeriod('monthly', settings.budgetLimitMonthly, (day) => day.slice(0, 7)),
	];
	return limits.reduce<DailyBudget>((least, limit) => (least === null || limit.perDay < least.perDay ? limit : least), null);
}
