import { goalDays } from '../plan/days';
import type { CatalogEntry, Goal, OwnersLimits } from '../types';
import { DAYS_OF } from './budget';

/** What the owner allows of one workflow: at most so many actions a day. 0: it must not be used. */
export type OwnersMost = (workflowKey: string) => number;

type LimitedGoal = Pick<Goal, 'periodStart' | 'periodEnd' | 'timeZone'> & { readonly limits?: OwnersLimits | null };

/**
 * How far the owner's limits let each workflow go. "Only X" excludes the rest. A cap holds for the workflows counted in its unit, and for
 * all of them where the unit (件, "a day") says nothing: too careful beats too much. Caps per week, month or in total are spread evenly
 * over the days, rounded down.
 */
export function ownersMost(goal: LimitedGoal, catalog: readonly Pick<CatalogEntry, 'workflowKey' | 'unit'>[]): OwnersMost {
	const { limits } = goal;
	if (!limits) return () => Infinity;
	const days = Math.max(1, goalDays(goal).length);
	const caps = new Map<string, number>();
	for (const { unit, count, per } of limits.caps) {
		const perDay = Math.floor(count / (per === 'total' ? days : DAYS_OF[per]));
		const counted = catalog.filter((entry) => entry.unit === unit);
		for (const { workflowKey } of counted.length > 0 ? counted : catalog)
			caps.set(workflowKey, Math.min(perDay, caps.get(workflowKey) ?? Infinity));
	}
	const isAllowed = (key: string): boolean => !limits.exclude.includes(key) && (limits.only?.includes(key) ?? true);
	return (key) => (isAllowed(key) ? (caps.get(key) ?? Infinity) : 0);
}
