import type { LoopState } from '../../commands';
import { decisionPayload } from '../../decision/payload';
import { QUESTION_TEXTS } from '../../locale/question';
import type { CurrencyCode, DecisionOption, DecisionRequest } from '../../types';

/** An option before it has a number. */
export type Option = Omit<DecisionOption, 'key'>;

/** The currency a goal's money is in. */
export const moneyOf = ({ goal, settings }: LoopState): CurrencyCode => goal.currency ?? settings.currency;

/** What going on as it is costs and brings. */
export const presentOption = (state: LoopState, label: string): Option => ({
	label,
	outcome: 'approve',
	effect: { type: 'continue' },
	spend: { amount: state.goal.plan?.estimatedCost ?? state.goal.spent, currency: moneyOf(state) },
	probability: state.goal.probability,
	finishAt: state.goal.forecastFinishAt,
});

/** Nothing more runs until the owner resumes the goal. */
export const pauseOption = (state: LoopState): Option => ({
	label: QUESTION_TEXTS[state.goal.locale].pauseGoal,
	outcome: 'reject',
	effect: { type: 'pause' },
	spend: { amount: state.goal.spent, currency: moneyOf(state) },
	probability: null,
	finishAt: null,
});

/** A question of medium urgency whose first option is recommended. */
export function requestWith(
	state: LoopState,
	question: Pick<DecisionRequest, 'kind' | 'key' | 'question' | 'evidence' | 'risk'>,
	given: readonly Option[],
): DecisionRequest {
	const options = given.map((option, index) => ({ key: String(index + 1), ...option }));
	return {
		...question,
		goalId: state.goal.goalId,
		options,
		recommended: '1',
		urgency: 'medium',
		payload: decisionPayload(state, options),
	};
}
