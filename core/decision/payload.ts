import type { CatalogEntry, DecisionOption, Goal, JsonValue, Plan } from '../types';

/** What an answer is about: the goal, and the workflows its plan would run. */
export interface PayloadSource {
	readonly goal: Goal;
	readonly catalog: readonly CatalogEntry[];
}

/** What starts for a workflow key. */
type TargetOf = (workflowKey: string) => JsonValue;

/**
 * Exactly what approving a question about a goal can lead to: the goal's plan and limits, what its steps start in n8n, and each
 * option's effect. Its digest is stored when the question is asked and compared before the answer is carried out, so that a plan, an
 * option or a catalog entry edited in between is never executed on an old answer.
 */
export function decisionPayload({ goal, catalog }: PayloadSource, options: readonly DecisionOption[]): JsonValue {
	// A step runs whatever the catalog names under its key at that time.
	const targetOf: TargetOf = (key) => {
		const entry = catalog.find(({ workflowKey }) => workflowKey === key);
		return { workflowId: entry?.workflowId ?? null, webhookUrl: entry?.webhookUrl ?? null };
	};
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
			target: targetOf(workflowKey),
			actionsPerDay,
			params,
			costPerAction,
		})),
		room: roomJson(goal.plan),
		options: options.map(({ key, outcome, effect }) => ({ key, outcome, effect: effectJson(effect, targetOf) })),
	};
}

/** The effect as plain JSON: a replaced plan counts by what it would run, not by how it is explained. */
function effectJson(effect: DecisionOption['effect'], targetOf: TargetOf): JsonValue {
	if (effect.type !== 'replace_plan') return { ...effect };
	const { version, days, allocations } = effect.plan;
	const room = roomJson(effect.plan);
	return {
		type: effect.type,
		version,
		days,
		room,
		allocations: allocations.map(({ workflowKey, actionsPerDay, params }) => ({
			workflowKey,
			target: targetOf(workflowKey),
			actionsPerDay,
			params,
		})),
	};
}

/** How far approval lets the plan be moved. */
const roomJson = (plan: Plan | null): JsonValue =>
	plan?.room
		? { budget: plan.room.budget, most: plan.room.most.map(({ workflowKey, actionsPerDay }) => ({ workflowKey, actionsPerDay })) }
		: null;
