import type { Allocation, Plan } from '../types';
import { broughtPerDay } from './expectedPerDay';
import { costOf } from './planCost';

/**
 * The next version of a plan, with other allocations: cost and expectation follow. Risks and explanation spoke of the
 * old figures, so they go; the forecast is left to the next review, which measures it from the goal's progress. What a
 * smaller plan for profit saves is not added to its expectation: that stays on the safe side.
 */
export function changedPlan(plan: Plan, allocations: readonly Allocation[]): Plan {
	const before = broughtPerDay(plan.allocations, plan.days.length);
	const after = broughtPerDay(allocations, plan.days.length);
	// Whoever agrees to this plan agrees to what it does now.
	const { unadjusted: _, ...agreed } = plan;
	return {
		...agreed,
		version: plan.version + 1,
		allocations,
		estimatedCost: costOf(allocations),
		risks: [],
		explanation: [],
		...(plan.expectedPerDay && {
			expectedPerDay: plan.expectedPerDay.map((amount, index) => amount - (before[index] ?? 0) + (after[index] ?? 0)),
		}),
	};
}
