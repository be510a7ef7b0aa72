import { displayName } from '../plan/displayName';
import type { LoopState } from '../commands';
import type { Instant, WorkflowHealth } from '../types';
import { retriesUsed } from './retries';

/** A workflow whose breaker is open: it failed too often and is left alone. */
export interface RestingWorkflow {
	readonly workflowKey: string;
	readonly name: string;
	/** From then on one run finds out whether it works again. */
	readonly until: Instant | null;
	readonly lastError: string | null;
}

/** What keeps steps of a goal from running although their time has come. */
export interface Obstacles {
	/** Workflows of the goal's plan only. */
	readonly resting: readonly RestingWorkflow[];
	/** Retries of the goal's runs on this day, of at most `retryBudget`. */
	readonly retriesToday: number;
	readonly retryBudget: number;
}

/** What stands in the way of a goal right now. */
export function obstaclesOf(
	{ goal, runs, health, catalog, settings }: Pick<LoopState, 'goal' | 'runs' | 'health' | 'catalog' | 'settings'>,
	now: Instant,
): Obstacles {
	const planned = new Set(goal.plan?.allocations.map(({ workflowKey }) => workflowKey));
	const names = new Map(catalog.map((entry) => [entry.workflowKey, displayName(entry)]));
	const rest = ({ workflowKey, nextProbeAt, lastError }: WorkflowHealth): RestingWorkflow => {
		return { workflowKey, name: names.get(workflowKey) ?? workflowKey, until: nextProbeAt, lastError };
	};
	return {
		resting: health.filter(({ state, workflowKey }) => state !== 'closed' && planned.has(workflowKey)).map(rest),
		retriesToday: retriesUsed(goal, runs, now),
		retryBudget: settings.retryBudget,
	};
}
