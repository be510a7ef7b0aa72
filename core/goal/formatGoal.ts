import { DateTime } from 'luxon';
import type { CurrencyCode } from '../types';
import { textsOf } from './locales';
import type { GoalDraft } from './types';

const PERCENT = 100;

/**
 * A goal in plain words of its language, to be shown to the owner for checking. Reading the sentence again gives the same goal.
 * `currency` is that of budgets of goals that are not money.
 */
export function formatGoal(goal: Omit<GoalDraft, 'instruction' | 'constraints' | 'limits'>, currency: CurrencyCode): string {
	const texts = textsOf(goal.locale);
	const day = (instant: string, shift: number): string =>
		DateTime.fromISO(instant, { zone: goal.timeZone }).plus({ days: shift }).toISODate() ?? '';
	const isRate = goal.metric === 'churn_rate' || goal.metric === 'conversion_rate';
	const target = isRate
		? `${texts.count(goal.targetValue * PERCENT)}%`
		: goal.currency === null
			? texts.count(goal.targetValue)
			: texts.money(goal.targetValue, goal.currency);
	const budget = goal.budgetLimit === null ? null : texts.money(goal.budgetLimit, goal.currency ?? currency);
	return texts.goal(goal.metric, target, day(goal.periodStart, 0), day(goal.periodEnd, -1), budget);
}
