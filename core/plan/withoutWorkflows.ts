import type { Plan } from '../types';
import { broughtPerDay } from './expectedPerDay';
import { costOf } from './scalePlan';

/** The plan without some workflows and without what needs them; the next version. `forecast` is still the old plan's. */
export function withoutWorkflows(plan: Plan, keys: ReadonlySet<string>): Plan {
	const gone = new Set(keys);
	for (let before = -1; before !== gone.size; ) {
		before = gone.size;
		for (const { workflowKey, dependsOn } of plan.allocations) {
			if (dependsOn.some((key) => gone.has(key))) gone.add(workflowKey);
		}
	}
	const allocations = plan.allocations.filter(({ workflowKey }) => !gone.has(workflowKey));
	const before = broughtPerDay(plan.allocations, plan.days.length);
	const after = broughtPerDay(allocations, plan.days.length);
	return {
		...plan,
		version: plan.version + 1,
		allocations,
		estimatedCost: costOf(allocations),
		...(plan.expectedPerDay && {
			expectedPerDay: plan.expectedPerDay.map((amount, index) => amount - (before[index] ?? 0) + (after[index] ?? 0)),
		}),
	};
}
