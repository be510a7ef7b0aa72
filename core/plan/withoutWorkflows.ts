import type { Plan } from '../types';
import { changedPlan } from './changedPlan';

/** The plan without some workflows and without what needs them. */
export function withoutWorkflows(plan: Plan, keys: ReadonlySet<string>): Plan {
	const gone = new Set(keys);
	for (let before = -1; before !== gone.size; ) {
		before = gone.size;
		for (const { workflowKey, dependsOn } of plan.allocations) {
			if (dependsOn.some((key) => gone.has(key))) gone.add(workflowKey);
		}
	}
	return changedPlan(
		plan,
		plan.allocations.filter(({ workflowKey }) => !gone.has(workflowKey)),
	);
}
