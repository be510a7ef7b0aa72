import { ceilingDay } from '../policy/ceilings';
import type { Settings } from '../settings';
import type { CatalogEntry, Run, Step } from '../types';

/**
 * What workflows have done, or may do, on a day: over all goals, because the limits of a service, and the patience of whoever gets its
 * messages, are the shop's. Days are those of the ceilings.
 */
export class CapacityBook {
	private readonly taken = new Map<string, number>();

	constructor(
		runs: Iterable<Run>,
		private readonly settings: Pick<Settings, 'timeZone'>,
	) {
		for (const run of runs) {
			const actions = actionsOf(run);
			if (actions > 0) this.add(run, actions);
		}
	}

	add(of: Pick<Run, 'workflowKey' | 'scheduledFor'>, actions: number): void {
		this.taken.set(this.keyOf(of), this.takenOn(of) + actions);
	}

	/** Actions that are done, or may be, on the day for which a step is scheduled. */
	takenOn(of: Pick<Step, 'workflowKey' | 'scheduledFor'>): number {
		return this.taken.get(this.keyOf(of)) ?? 0;
	}

	private keyOf({ workflowKey, scheduledFor }: Pick<Step, 'workflowKey' | 'scheduledFor'>): string {
		return `${ceilingDay(scheduledFor, this.settings)}/${workflowKey}`;
	}
}

/** Whole actions a workflow may do on a day. A figure that cannot be read lets nothing through. */
export const capacityOf = (entry: CatalogEntry | undefined): number =>
	entry && Number.isFinite(entry.capacityPerDay) ? Math.max(0, Math.floor(entry.capacityPerDay)) : 0;

/**
 * What a run did; where nobody knows that, what it was to do, unless no try of it was ever let start or it was stopped before it began.
 * One that waits for its next try keeps its place: it may have done its part already. So does one that was tried more than once: what it
 * tells in the end may leave out what a try did that failed.
 */
export function actionsOf({ status, attempts, startedAt, actions, params }: Run): number {
	const isUnbegun = attempts === 0 || (attempts === 1 && status === 'stopped' && startedAt === null);
	if (isUnbegun) return actions ?? 0;
	const planned = Number(params['actions']) || 0;
	return actions === null ? planned : attempts > 1 ? Math.max(actions, planned) : actions;
}
