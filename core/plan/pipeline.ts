import { dayOf } from '../time';
import type { Day, Run } from '../types';
import type { Candidate } from './candidates';
import { addDays } from './days';

/** Actions already done whose conversions are still to come within the plan's days. */
export interface Pending {
	readonly candidate: Candidate;
	readonly actions: number;
	/** Known already, or `null` when only the actions are. */
	readonly conversions: number | null;
	/** Day on which they count. */
	readonly day: Day;
}

/**
 * What earlier runs still bring: their lag carries them into the plan's days. Runs of the plan's own days are part of
 * the plan; what counted before is part of the progress.
 */
export function pendingOf(runs: readonly Run[], candidates: readonly Candidate[], days: readonly Day[], zone: string): Pending[] {
	const byKey = new Map(candidates.map((candidate) => [candidate.entry.workflowKey, candidate]));
	const first = days[0] ?? '';
	const last = days[days.length - 1] ?? '';
	const pending: Pending[] = [];
	for (const run of runs) {
		const candidate = byKey.get(run.workflowKey);
		if (!candidate || run.status !== 'succeeded' || !run.actions) continue;
		const ran = dayOf(run.scheduledFor, zone);
		const day = addDays(ran, Math.ceil(candidate.entry.lagDays));
		if (ran < first && day >= first && day <= last) {
			pending.push({ candidate, actions: run.actions, conversions: run.conversions, day });
		}
	}
	return pending;
}

/** What is expected of it, in the goal's metric. */
export function expectedOf({ candidate, actions, conversions }: Pending): number {
	if (candidate.contribution === 'actions') return actions;
	if (conversions === null) return actions * candidate.expectedPerAction;
	return candidate.contribution === 'value' ? conversions * candidate.valuePerConversion : conversions;
}
