import type { LoopState } from '../commands';
import { decisionPayload } from '../decision/payload';
import { QUESTION_TEXTS } from '../locale/question';
import { planOptions } from '../plan/planOptions';
import type { DecisionRequest, Instant, Verdict } from '../types';

/** The question whether a new plan may run, with why it is asked and what each answer would cost and bring. */
export function planApprovalRequest(
	state: LoopState,
	verdict: Verdict,
	now: Instant,
	assumptions: readonly string[] = [],
): DecisionRequest {
	const { goal, catalog, settings } = state;
	const texts = QUESTION_TEXTS[goal.locale];
	const asked = (goal.plan?.allocations ?? []).filter((allocation) => allocation.verdict.kind === 'ask');
	const reasons = [...new Set([verdict.reason, ...asked.map((allocation) => allocation.verdict.reason)])];
	const options = planOptions({ goal, catalog, settings, now });
	return {
		goalId: goal.goalId,
		kind: 'plan_approval',
		key: String(goal.planVersion),
		question: texts.planApproval(goal.instruction),
		evidence: [...reasons.map(texts.why), ...assumptions, ...(goal.plan?.explanation ?? [])],
		options,
		recommended: options[0]?.key ?? '1',
		risk: 'medium',
		urgency: 'medium',
		payload: decisionPayload(state, options),
	};
}
