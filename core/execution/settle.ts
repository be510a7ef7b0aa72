import type { LoopState, RunOutcome } from '../commands';
import type { Hash } from '../ports';
import type { Goal, Instant } from '../types';
import { type Advance, replaceRun, still, touched } from './advance';
import { retriesUsed } from './retries';
import { settleRun } from './settleRun';
import { stepMetrics } from './stepMetrics';
import { isHalted, isOpen, stopRuns } from './stopping';
import { spentBy } from './spending';

/**
 * Runs that may have ended without this worker knowing are looked up, whatever has become of the goal; and what a worker recorded
 * of a run and died before it added it to the goal is added. What should have been stopped and is still under way is stopped.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function reconcile(state: LoopState): Advance {
	const spent = spentBy(state.runs, state.goal, state.settings);
	const goal: Goal = { ...state.goal, spent };
	const open = state.runs.filter(isOpen);
	return {
		state: { ...state, goal },
		commands: [
			...(spent === state.goal.spent ? [] : [{ type: 'SaveGoal', goal } as const]),
			...open.map((run) => ({ type: 'ReconcileRun', run }) as const),
			...(isHalted(state) ? stopRuns(state, true).commands : []),
		],
	};
}

/** Records how a run ended and what that cost. */
export function settle(state: LoopState, runId: string, outcome: RunOutcome, now: Instant, hash: Hash): Advance {
	const before = state.runs.find((run) => run.runId === runId);
	if (!before) return still(state);
	const { maxRetries, retryBudget } = state.settings;
	// A goal that is closed tries nothing again.
	const retriesLeft = state.goal.closedAt === null ? retryBudget - retriesUsed(state.goal, state.runs, now) : 0;
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
