import type { DecisionOption, Goal, JsonValue } from '../types';

/**
 * Exactly what approving a question about a goal can lead to: the goal's plan and limits, and each option's effect.
 * Its digest is stored when the question is asked and compared before the answer is carried out, so that a plan or an
 * option edited in between is never executed on an old answer.
 */
export function decisionPayload(goal: Goal, options: readonly DecisionOption[]): JsonValue {
	return {
		goalId: goal.goalId,
		metric: goal.metric,
		targetValue: goal.targetValue,
		currency: goal.currency,
		periodEnd: goal.periodEnd,
		budgetLimit: goal.budgetLimit,
		planVersion: goal.planVersion,
		days: goal.plan?.days ?? [],
		allocations: (goal.plan?.allocations ?? []).map(({ workflowKey, actionsPerDay, params, costPerAction }) => ({
			workflowKey,
			actionsPerDay,
			params,
			costPerAction,
		})),
		options: options.map(({ key, outcome, effect }) => ({ key, outcome, effect: effectJson(effect) })),
	};
}

/** The effect as plain JSON: a replaced plan counts by what it would run, not by how it is explained. */
function effectJson(effect: DecisionOption['effect']): JsonValue {
	if (effect.type !== 'replace_plan') return { ...effect };
	const { version, days, allocations } = effect.plan;
	return {
		type: effect.type,
		version,
		days,
		allocations: allocations.map(({ workflowKey, actionsPerDay, params }) => ({ workflowKey, actionsPerDay, params })),
	};
}
