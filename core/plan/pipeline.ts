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
	// A day more than the longest lag, because the run's day in its zone may differ from its day in UTC.
	const earliest = addDays(first, -1 - longestLagOf(beliefs));
	return runs.flatMap((run): Pending[] => {
		if (run.scheduledFor < earliest) return [];
		const belief = beliefs.get(run.workflowKey);
		if (!belief || run.status !== 'succeeded' || !run.actions || belief.entry.lagDays <= 0) return [];
		const ran = dayOf(run.scheduledFor, zone);
		const day = addDays(ran, Math.ceil(belief.entry.lagDays));
		return ran < first && day >= first && day <= last ? [{ belief, actions: run.actions, day }] : [];
	});
}

/** What is expected of it, in the goal's metric. */
export const expectedOf = ({ belief, actions }: Pending): number => actions * belief.expectedPerAction;

/** What runs have probably brought by day from a day on: the belief in what their actions bring. */
export function broughtByDay(
	runs: readonly Run[],
	beliefs: ReadonlyMap<string, Belief>,
	zone: string,
	from: Day,
): Map<Day, number> {
	const brought = new Map<Day, number>();
	const earliest = addDays(from, -1 - longestLagOf(beliefs));
	for (const run of runs) {
		const belief = beliefs.get(run.workflowKey);
		if (!belief || run.status !== 'succeeded' || !run.actions || run.scheduledFor < earliest) continue;
		const day = addDays(dayOf(run.scheduledFor, zone), Math.ceil(belief.entry.lagDays));
		brought.set(day, (brought.get(day) ?? 0) + run.actions * belief.expectedPerAction);
	}
	return brought;
}

const longestLagOf = (beliefs: ReadonlyMap<string, Belief>): number =>
	Math.max(0, ...[...beliefs.values()].map(({ entry }) => Math.ceil(entry.lagDays)));
