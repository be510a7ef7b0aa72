import type { CatalogEntry } from '../types';
import type { Constraint } from './types';

/** What the owner ruled out or limited, in the planner's terms. */
export interface PlanLimits {
	/** Workflow keys that must not be used. */
	readonly exclude: readonly string[];
	/** Most actions a day by workflow key. */
	readonly dailyCaps: Readonly<Record<string, number>>;
}

const DAYS: Readonly<Record<Extract<Constraint, { type: 'cap' }>['per'], number | null>> = {
	day: 1,
	week: 7,
	month: 30,
	total: null,
};

/**
 * Translates constraints. "Only X" excludes the rest. A cap holds for the workflows counted in its unit, and for all of
 * them where the unit (件, "a day") says nothing: too careful beats too much. Caps per week, month or in total are
 * spread evenly over `days`, rounded down.
 */
export function planLimits(constraints: readonly Constraint[], catalog: readonly CatalogEntry[], days: number): PlanLimits {
	const keys = catalog.map(({ workflowKey }) => workflowKey);
	const only = constraints.flatMap((constraint) => (constraint.type === 'only' ? (constraint.workflowKey ?? []) : []));
	const excluded = constraints.flatMap((constraint) => (constraint.type === 'exclude' ? (constraint.workflowKey ?? []) : []));
	const caps = new Map<string, number>();
	for (const constraint of constraints) {
		if (constraint.type !== 'cap') continue;
		const perDay = Math.floor(constraint.count / (DAYS[constraint.per] ?? Math.max(1, days)));
		const counted = catalog.filter(({ unit }) => unit === constraint.unit);
		for (const { workflowKey } of counted.length > 0 ? counted : catalog) {
			caps.set(workflowKey, Math.min(perDay, caps.get(workflowKey) ?? Infinity));
		}
	}
	return {
		exclude: only.length > 0 ? [...excluded, ...keys.filter((key) => !only.includes(key))] : excluded,
		dailyCaps: Object.fromEntries(caps),
	};
}
