import type { Allocation, Day, Plan } from '../types';
import { broughtPerDay } from './expectedPerDay';

/**
 * The plan with the actions from a day on multiplied by `factor`, rounded down so that shrinking never costs more than
 * asked for; the next version. Cost and expectation follow; the forecast is left to the next review, which measures it
 * from the goal's progress.
 */
export function scalePlan(plan: Plan, factor: number, fromDay: Day): Plan {
	const allocations = plan.allocations.map((allocation) => ({
		...allocation,
		actionsPerDay: allocation.actionsPerDay.map((actions, index) =>
			(plan.days[index] ?? '') >= fromDay ? Math.floor(actions * Math.max(0, factor) + 1e-9) : actions,
		),
	}));
	const scaled: Plan = { ...plan, version: plan.version + 1, allocations, estimatedCost: costOf(allocations) };
	if (!plan.expectedPerDay) return scaled;
	const before = broughtPerDay(plan.allocations, plan.days.length);
	const after = broughtPerDay(allocations, plan.days.length);
	return {
		...scaled,
		expectedPerDay: plan.expectedPerDay.map((amount, index) => amount - (before[index] ?? 0) + (after[index] ?? 0)),
	};
}

/** What the plan's steps from a day on will cost, in the plan's currency. */
export const remainingCost = (plan: Plan, fromDay: Day): number =>
	costOf(plan.allocations, (index) => (plan.days[index] ?? '') >= fromDay);

/** Cost of all actions on the days that count. */
export function costOf(
	allocations: readonly Pick<Allocation, 'actionsPerDay' | 'costPerAction'>[],
	counts: (dayIndex: number) => boolean = () => true,
): number {
	return allocations.reduce(
		(sum, { actionsPerDay, costPerAction }) =>
			sum + actionsPerDay.reduce((actions, count, index) => actions + (counts(index) ? count : 0), 0) * costPerAction,
		0,
	);
}
