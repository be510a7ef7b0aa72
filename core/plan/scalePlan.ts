import type { Day, Plan } from '../types';
import { changedPlan } from './changedPlan';
import { costOf } from './planCost';

/** Keeps 0.9 × 50 at 45, whatever its last bits. */
const ROUNDING = 1e-9;

/**
 * The plan with the actions from a day on multiplied by `factor`, rounded down so that shrinking never costs more than
 * asked for.
 */
export const scalePlan = (plan: Plan, factor: number, fromDay: Day): Plan =>
	changedPlan(
		plan,
		plan.allocations.map((allocation) => ({
			...allocation,
			actionsPerDay: allocation.actionsPerDay.map((actions, index) =>
				(plan.days[index] ?? '') >= fromDay ? Math.floor(actions * Math.max(0, factor) + ROUNDING) : actions,
			),
		})),
	);

/** What the plan's steps from a day on will cost, in the plan's currency. */
export const remainingCost = (plan: Plan, fromDay: Day): number =>
	costOf(plan.allocations, (index) => (plan.days[index] ?? '') >= fromDay);
