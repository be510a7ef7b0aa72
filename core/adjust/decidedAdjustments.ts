import type { LoopState } from '../commands';
import { unlessRateMissing } from '../money';
import type { Adjustment, Decision, Goal, Instant } from '../types';
import { adjustmentsOf } from './adjustments';
import { readRest } from './rest';

/**
 * What an answer changes in a plan that runs, as `adjustment_log` keeps it: beside what the loop changes by itself on the same day, so
 * its id ends with the decision's. Approving a plan is no change of one. Without an exchange rate the effect to expect cannot be told, but
 * the answer counts.
 */
export function decidedAdjustments(state: LoopState, decision: Decision, changed: Goal, now: Instant): Adjustment[] {
	const { plan } = state.goal;
	const next = changed.plan;
	if (!plan || !next || next === plan || decision.kind === 'plan_approval') return [];
	const read = unlessRateMissing(() => readRest(state, state.goal, plan, now));
	if (!read.ok) return [];
	const rest = read.value;
	const byKey = new Map(next.allocations.map((allocation) => [allocation.workflowKey, allocation]));
	const actions = rest.arms.map(({ key, isBegun }) =>
		rest.days.map((day) => (isBegun && day === rest.today ? 0 : (byKey.get(key)?.actionsPerDay[next.days.indexOf(day)] ?? 0))),
	);
	const propensity = rest.arms.map(() => 1);
	const change = {
		authority: 'decision',
		outlook: 'behind',
		isShort: decision.kind === 'budget_overrun',
		isSaving: false,
	} as const;
	return adjustmentsOf(rest, { actions, propensity }, next.version, change, now).map((adjustment) => ({
		...adjustment,
		adjustmentId: `${adjustment.adjustmentId}/${decision.decisionId}`,
	}));
}
