import type { Allocation } from '../types';

/** Cost of all actions on the days that count, in the plan's currency. */
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
