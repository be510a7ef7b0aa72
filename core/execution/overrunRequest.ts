import type { LoopState } from '../commands';
import { decisionPayload } from '../decision/payload';
import { formatMoney, formatPercent } from '../locale/format';
import { QUESTION_TEXTS } from '../locale/question';
import { overrunOptions } from '../plan/overrunOptions';
import type { Decision, DecisionRequest, Instant } from '../types';
import { agreedSpend } from './agreedSpend';
import { forecastSpend } from './spending';

/**
 * The question when spending will probably pass the budget by more than BUDGET_OVERRUN_LIMIT, else `null`. What was
 * agreed to stands: it is asked again only when the forecast passes that by as much once more, however often the plan changes meanwhile.
 */
export function overrunRequest(state: LoopState, now: Instant): DecisionRequest | null {
	const { goal, runs, settings, decisions } = state;
	// Where nobody named a budget and the plan was to cost nothing, the owner has agreed to nothing.
	const budget = goal.budgetLimit ?? (goal.plan?.estimatedCost === 0 ? 0 : null);
	if (budget === null) return null;
	const agreed = agreedSpend({ budgetLimit: budget }, decisions) ?? budget;
	const forecast = forecastSpend(goal, runs, settings, now);
	if (forecast <= agreed * (1 + settings.budgetOverrunLimit)) return null;

	const texts = QUESTION_TEXTS[goal.locale];
	const money = (amount: number): string => formatMoney(Math.round(amount), goal.currency ?? settings.currency, goal.locale);
	const options = overrunOptions({ goal: { ...goal, budgetLimit: budget }, forecastSpend: forecast, settings, now });
	// Whoever named the budget in the sentence is not advised to raise it, but to make do with it.
	const isOwners = goal.limits !== null && goal.limits.budget === budget;
	return {
		goalId: goal.goalId,
		kind: 'budget_overrun',
		key: `${budget}/${decisions.filter(isDone).length}`,
		question: budget > 0 ? texts.overrun(formatPercent(forecast / budget - 1)) : texts.overrunFree(money(forecast)),
		evidence: [
			...texts.overrunEvidence(money(budget), money(forecast), money(goal.spent)),
			...(agreed > budget ? [texts.agreedBefore(money(agreed))] : []),
		],
		options,
		recommended: options[isOwners ? 1 : 0]?.key ?? '1',
		risk: 'medium',
		urgency: 'high',
		payload: decisionPayload(state, options),
	};
}

/** An earlier question of this kind that is over and done with. One whose answer has yet to be carried out is not asked anew beside it. */
const isDone = ({ kind, status, appliedAt }: Decision): boolean =>
	kind === 'budget_overrun' && status !== 'pending' && (appliedAt !== null || (status !== 'approved' && status !== 'rejected'));
