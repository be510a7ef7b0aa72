import type { LoopState } from '../commands';
import { decisionPayload } from '../decision/payload';
import { QUESTION_TEXTS } from '../locale/question';
import type { DecisionOption, DecisionRequest, Run } from '../types';

/** The question of document 003 when a service's rate limit stops a step. */
export function rateLimitRequest(state: LoopState, run: Run): DecisionRequest {
	const { goal, catalog } = state;
	const texts = QUESTION_TEXTS[goal.locale];
	const unchanged = { spend: null, probability: goal.probability, finishAt: goal.forecastFinishAt };
	const options: readonly DecisionOption[] = [
		{ key: '1', label: texts.retryTomorrow, outcome: 'approve', effect: { type: 'continue' }, ...unchanged },
		{ key: '2', label: texts.pauseGoal, outcome: 'reject', effect: { type: 'pause' }, ...unchanged },
	];
	const name = catalog.find(({ workflowKey }) => workflowKey === run.workflowKey)?.name ?? run.workflowKey;
	return {
		goalId: goal.goalId,
		kind: 'rate_limited',
		key: run.runId,
		question: texts.rateLimit(name),
		evidence: run.error === null ? [] : [run.error],
		options,
		recommended: '1',
		risk: 'low',
		urgency: 'medium',
		payload: decisionPayload(state, options),
	};
}
