import type { LoopState } from '../commands';
import { decisionPayload } from '../decision/payload';
import { formatMoney, formatPercent } from '../locale/format';
import { QUESTION_TEXTS } from '../locale/question';
import { overrunOptions } from '../plan/overrunOptions';
import type { DecisionRequest, Instant } from '../types';
import { forecastSpend } from './spending';

/**
 * The question of document 003 when spending will probably pass the budget by more than BUDGET_OVERRUN_LIMIT, else
 * `null`. Asked once for each budget and version of the plan: keeping on in spite of it is an answer that stands.
 */
export function overrunRequest(state: LoopState, now: Instant): DecisionRequest | null {
	const { goal, runs, settings } = state;
	if (goal.budgetLimit === null || goal.budgetLimit <= 0) return null;
	const forecast = forecastSpend(goal, runs, settings, now);
	const over = forecast / goal.budgetLimit - 1;
	if (over <= settings.budgetOverrunLimit) return null;

	const texts = QUESTION_TEXTS[goal.locale];
	const money = (amount: number): string => formatMoney(Math.round(amount), goal.currency ?? settings.currency, goal.locale);
	const options = overrunOptions({ goal, forecastSpend: forecast, settings, now });
	return {
		goalId: goal.goalId,
		kind: 'budget_overrun',
		key: `${goal.budgetLimit}/${goal.planVersion}`,
		question: texts.overrun(formatPercent(over)),
		evidence: texts.overrunEvidence(money(goal.budgetLimit), money(forecast), money(goal.spent)),
		options,
		recommended: options[0]?.key ?? '1',
		risk: 'medium',
		urgency: 'high',
		payload: decisionPayload(state, options),
	};
}
