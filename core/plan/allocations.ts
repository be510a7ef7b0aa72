import type { Allocation, Verdict } from '../types';
import type { Mix } from './mixProblem';
import type { Situation } from './situation';

/** A mix as allocations, prerequisites first. Nothing is allocated when the target is reached already. */
export function allocationsOf({ problem, days }: Situation, mix: Mix): Omit<Allocation, 'verdict'>[] {
	const allocations = problem.candidates.flatMap((candidate, index) => {
		const actions = mix.actionsPerDay[index] ?? 0;
		if (actions === 0) return [];
		const { entry, posterior, costPerAction, valuePerConversion, expectedPerAction } = candidate;
		return {
			workflowKey: entry.workflowKey,
			actionsPerDay: days.map(() => actions),
			params: entry.params,
			dependsOn: entry.dependsOn,
			parallel: entry.parallel,
			costPerAction,
			conversionRate: posterior.conversionRate,
			valuePerConversion,
			expectedPerAction,
			lagDays: entry.lagDays,
		};
	});
	return inOrder(allocations);
}

/** Prerequisites before what needs them; else the order of the catalog. */
function inOrder<A extends Pick<Allocation, 'workflowKey' | 'dependsOn'>>(allocations: readonly A[]): A[] {
	const byKey = new Map(allocations.map((allocation) => [allocation.workflowKey, allocation]));
	const ordered = new Set<A>();
	const visit = (allocation: A): void => {
		for (const key of allocation.dependsOn) {
			const before = byKey.get(key);
			if (before && !ordered.has(before)) visit(before);
		}
		ordered.add(allocation);
	};
	allocations.forEach(visit);
	return [...ordered];
}

/** The allocations with the policy's word on each. */
export const withVerdicts = (allocations: readonly Omit<Allocation, 'verdict'>[], verdicts: readonly Verdict[]): Allocation[] =>
	allocations.flatMap((allocation, index) => {
		const verdict = verdicts[index];
		return verdict ? [{ ...allocation, verdict }] : [];
	});
