import { dayOf } from '../time';
import type { Day, Run } from '../types';
import type { Belief } from './belief';
import { addDays } from './days';

/** Actions already done whose conversions are still to come within the plan's days. */
export interface Pending {
	readonly belief: Belief;
	readonly actions: number;
	/** Day on which they count. */
	readonly day: Day;
}

/**
 * What earlier runs still bring: their lag carries them into the plan's days. Runs of the plan's own days are part of
 * the plan; what counted before is part of the progress.
 */
export function pendingOf(
	runs: readonly Run[],
	beliefs: ReadonlyMap<string, Belief>,
	days: readonly Day[],
	zone: string,
): Pending[] {
	const first = days[0] ?? '';
	const last = days[days.length - 1] ?? '';
	return runs.flatMap((run): Pending[] => {
		const belief = beliefs.get(run.workflowKey);
		if (!belief || run.status !== 'succeeded' || !run.actions || belief.entry.lagDays <= 0) return [];
		const ran = dayOf(run.scheduledFor, zone);
		const day = addDays(ran, Math.ceil(belief.entry.lagDays));
		return ran < first && day >= first && day <= last ? [{ belief, actions: run.actions, day }] : [];
	});
}

/** What is expected of it, in the goal's metric. */
export const expectedOf = ({ belief, actions }: Pending): number => actions * belief.expectedPerAction;
