import type { CatalogEntry, Run, Step } from '../types';

/** Runs of a workflow whose price counts: an older one says little of what the next will cost. */
const LATEST = 10;

/**
 * The dearest a planned action of each workflow has been in its latest runs, in the setting CURRENCY. Planned, because a run that found
 * little to do may have cost as much as a whole one. Money of tries of which nobody knows what they cost was set aside by this very
 * price: a run that holds some tells nothing.
 */
export function dearestPrices(runs: Iterable<Run>): ReadonlyMap<string, number> {
	const latest = new Map<string, Run[]>();
	for (const run of runs) {
		if (run.status !== 'succeeded' || run.cost === null || run.uncertain !== null || !(plannedActions(run) > 0)) continue;
		const known = latest.get(run.workflowKey) ?? [];
		latest.set(run.workflowKey, known);
		known.push(run);
		if (known.length > LATEST) known.splice(oldest(known), 1);
	}
	return new Map([...latest].map(([key, paid]) => [key, Math.max(...paid.map((run) => (run.cost ?? 0) / plannedActions(run)))]));
}

/** What a run was to do, or what it did where that is more. */
const plannedActions = ({ params, actions }: Run): number => Math.max(Number(params['actions']) || 0, actions ?? 0);

function oldest(runs: readonly Run[]): number {
	return runs.reduce((found, { scheduledFor }, index) => (scheduledFor < (runs[found]?.scheduledFor ?? '') ? index : found), 0);
}

/**
 * What is set aside for a step, in the setting CURRENCY: the dearest of the catalog's present price, the price its plan was made with,
 * and what its workflow has lately cost in fact, so that a run seldom costs more than was set aside. NaN where nobody knows: the step
 * is refused.
 * @param planned the step's estimated cost, in the setting CURRENCY.
 * @param paid what an action has lately cost.
 */
export function reservationFor(
	{ actions }: Pick<Step, 'actions'>,
	entry: CatalogEntry | undefined,
	planned: number,
	paid: number | undefined,
): number {
	const known = [planned, actions * (entry?.costPerAction ?? NaN), actions * (paid ?? NaN)].filter(Number.isFinite);
	return known.length > 0 ? Math.max(...known) : NaN;
}
