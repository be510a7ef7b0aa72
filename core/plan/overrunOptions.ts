import { formatMoney, formatPercent } from '../locale/format';
import { planText } from '../locale/planText';
import { QUESTION_TEXTS } from '../locale/question';
import type { Settings } from '../settings';
import { dayOf } from '../time';
import type { DecisionOption, Goal, Instant, Money, Plan } from '../types';
import { reducedOutlook } from './planOutlook';
import { scalePlan } from './scalePlan';

export interface OverrunInput {
	/** With a plan and a budget. */
	readonly goal: Goal;
	/** What the goal will have cost at its end if nothing changes, in the goal's currency (or the setting CURRENCY). */
	readonly forecastSpend: number;
	readonly settings: Settings;
	readonly now: Instant;
}

/** Least shrinking that is offered : less would change nothing that anybody notices. */
const LEAST_SHRINK = 0.1;

/**
 * The three answers to a foreseen overspend: raise the budget by what is foreseen, shrink the rest of the
 * execution by 10 % or by as much as the budget needs, keep as is. Shares are whole percents, rounded so that the budget
 * really holds. Each with its spend, probability and finish date. Empty without a plan or a budget. Of nothing there are no percents: where
 * the budget is 0 the answers are to allow what is foreseen, or to stop.
 */
export function overrunOptions({ goal, forecastSpend, settings, now }: OverrunInput): DecisionOption[] {
	const { plan, budgetLimit, spent } = goal;
	if (!plan || budgetLimit === null) return [];
	if (budgetLimit <= 0) return freeOptions({ goal, forecastSpend, settings, now }, plan);
	const text = planText[goal.locale].options;
	const currency = goal.currency ?? settings.currency;
	const money = (amount: number): Money => ({ amount: cents(amount), currency });
	const present = {
		probability: goal.probability ?? plan.forecast.probability,
		finishAt: goal.forecastFinishAt ?? plan.forecast.finishAt,
	};
	const over = forecastSpend / budgetLimit - 1;

	const raise = wholePercent(over);
	const raised = cents(budgetLimit * (1 + raise));
	const rest = Math.max(0, forecastSpend - spent);
	const fits = rest > 0 ? Math.max(0, budgetLimit - spent) / rest : 1;
	const shrink = Math.min(1, Math.max(LEAST_SHRINK, wholePercent(1 - fits)));
	const shrunk = scalePlan(plan, 1 - shrink, dayOf(now, goal.timeZone));
	const { probability, finishAt } = reducedOutlook(goal, shrunk, now);
	return [
		{
			key: '1',
			label: text.raiseBudget(formatPercent(raise), formatMoney(raised, currency, goal.locale)),
			outcome: 'approve',
			effect: { type: 'set_budget', budgetLimit: raised },
			spend: money(forecastSpend),
			...present,
		},
		{
			key: '2',
			label: shrink < 1 ? text.shrink(formatPercent(shrink)) : text.stopRest,
			outcome: 'approve',
			effect: { type: 'scale_plan', factor: Math.round((1 - shrink) * 100) / 100 },
			spend: money(spent + rest * (1 - shrink)),
			probability,
			finishAt,
		},
		{
			key: '3',
			label: text.keep(formatPercent(over)),
			outcome: 'approve',
			effect: { type: 'continue' },
			spend: money(forecastSpend),
			...present,
		},
	];
}

function freeOptions({ goal, forecastSpend, settings, now }: OverrunInput, plan: Plan): DecisionOption[] {
	const currency = goal.currency ?? settings.currency;
	const allowed = Math.ceil(forecastSpend);
	const stopped = reducedOutlook(goal, scalePlan(plan, 0, dayOf(now, goal.timeZone)), now);
	return [
		{
			key: '1',
			label: QUESTION_TEXTS[goal.locale].raise(formatMoney(allowed, currency, goal.locale)),
			outcome: 'approve',
			effect: { type: 'set_budget', budgetLimit: allowed },
			spend: { amount: cents(forecastSpend), currency },
			probability: goal.probability ?? plan.forecast.probability,
			finishAt: goal.forecastFinishAt ?? plan.forecast.finishAt,
		},
		{
			key: '2',
			label: planText[goal.locale].options.stopRest,
			outcome: 'approve',
			effect: { type: 'scale_plan', factor: 0 },
			spend: { amount: cents(goal.spent), currency },
			probability: stopped.probability,
			finishAt: stopped.finishAt,
		},
	];
}

const cents = (amount: number): number => Math.round(amount * 100) / 100;

/** Up to the next whole percent; what is a whole percent but for its last bits stays. */
const wholePercent = (share: number): number => Math.ceil(share * 100 - 1e-6) / 100;
