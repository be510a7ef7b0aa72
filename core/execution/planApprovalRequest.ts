import type { LoopState } from '../commands';
import { decisionPayload } from '../decision/payload';
import { formatMoney, formatNumber } from '../locale/format';
import { planText } from '../locale/planText';
import { QUESTION_TEXTS } from '../locale/question';
import { displayName } from '../plan/displayName';
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
		evidence: [...reasons.map(texts.why), ...assumptions, ...roomLine(state), ...(goal.plan?.explanation ?? [])],
		options,
		recommended: options[0]?.key ?? '1',
		risk: 'medium',
		urgency: 'medium',
		payload: decisionPayload(state, options),
	};
}

/** What approval allows beyond the plan as it stands. */
export function roomLine({ goal, catalog, settings }: LoopState): string[] {
	const room = goal.plan?.room;
	if (!room) return [];
	const texts = QUESTION_TEXTS[goal.locale];
	const nameOf = (key: string): string =>
		displayName(catalog.find(({ workflowKey }) => workflowKey === key) ?? { name: '', workflowKey: key });
	const workflows = room.most.map(({ workflowKey, actionsPerDay }) =>
		texts.roomItem(nameOf(workflowKey), formatNumber(actionsPerDay)),
	);
	const budget = formatMoney(Math.round(room.budget), goal.currency ?? settings.currency, goal.locale);
	return [texts.room(workflows.join(planText[goal.locale].separator), budget)];
}
