import type { LoopState, RunOutcome } from '../commands';
import type { Hash } from '../ports';
import type { Goal, Instant } from '../types';
import { type Advance, replaceRun, still, touched } from './advance';
import { retriesUsed } from './retries';
import { settleRun } from './settleRun';
import { stepMetrics } from './stepMetrics';
import { spentBy } from './spending';

/**
 * Runs that may have ended without this worker knowing are looked up, whatever has become of the goal; and what a worker recorded
 * of a run and died before it added it to the goal is added.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function reconcile(state: LoopState): Advance {
	const spent = spentBy(state.runs, state.goal, state.settings);
	const goal: Goal = { ...state.goal, spent };
	const open = state.runs.filter(({ status }) => status === 'running' || status === 'unknown');
	return {
		state: { ...state, goal },
		commands: [
			...(spent === state.goal.spent ? [] : [{ type: 'SaveGoal', goal } as const]),
			...open.map((run) => ({ type: 'ReconcileRun', run }) as const),
		],
	};
}

/** Records how a run ended and what that cost. */
export function settle(state: LoopState, runId: string, outcome: RunOutcome, now: Instant, hash: Hash): Advance {
	const before = state.runs.find((run) => run.runId === runId);
	if (!before) return still(state);
	const { maxRetries, retryBudget } = state.settings;
	const retriesLeft = retryBudget - retriesUsed(state.goal, state.runs, now);
	const costPerAction = state.catalog.find(({ workflowKey }) => workflowKey === before.workflowKey)?.costPerAction ?? null;
	const rules = { maxRetries, retriesLeft, costPerAction, hash };
	const run = settleRun(before, outcome, rules, now);
	const runs = replaceRun(state.runs, run);
	const goal: Goal = { ...touched(state.goal, now), spent: spentBy(runs, state.goal, state.settings) };
	const told = outcome.kind === 'succeeded' ? stepMetrics(run, outcome.result, goal, state.settings, now) : [];
	return {
		state: { ...state, goal, runs, observations: [...state.observations, ...told] },
		commands: [
			{ type: 'SaveRun', run, from: before.status },
			...(told.length > 0 ? [{ type: 'RecordMetric', observations: told } as const] : []),
			{ type: 'SaveGoal', goal },
		],
	};
}
