import type { LoopState } from '../commands';
import { spentBy } from '../execution/spending';
import type { Adjustment, AdjustmentAuthority, Instant, Plan } from '../types';
import { adjustmentsOf, type Outlook } from './adjustments';
import { allocationsFor, expectedFor } from './allocationsFor';
import { costOf } from './arm';
import type { RestMix } from './chooseRest';
import type { Limits } from './limits';
import type { Rest } from './rest';
import { nearPlan, withinMoney } from './smallChange';

/** A changed plan, and what was changed in it. */
export interface Replanned {
	readonly plan: Plan;
	readonly adjustments: readonly Adjustment[];
}

/** What stands around a change: how far it may go, what allows it, and how the goal looks. */
export interface Change {
	readonly limits: Limits;
	readonly authority: AdjustmentAuthority;
	readonly outlook: Outlook;
	/** Without approved room: as much less may be done as is wanted, because the goal is ahead. */
	readonly saves?: boolean;
}

/** Smaller changes than this share would be noise answering noise. */
const DEADBAND = 0.1;

/**
 * The plan with another mix for the rest. What changes less than the deadband stays, unless the money asks for it; without approved room
 * no day is moved further than AUTO_ADJUST_LIMIT from what was agreed to, except for what the money is not there for. `null` when
 * nothing changes.
 */
export function replan(state: LoopState, rest: Rest, mix: RestMix, change: Change, now: Instant): Replanned | null {
	const { goal, plan, arms } = rest;
	const { limits, authority, saves = false } = change;
	const { autoAdjustLimit } = state.settings;
	const isSmall = authority === 'small_change';
	// Half of what may be changed at all, else no change would be big enough to be made.
	const deadband = isSmall ? Math.min(DEADBAND, autoAdjustLimit / 2) : DEADBAND;
	const settled = (keep: boolean): number[][] =>
		arms.map((arm, place) => {
			const wanted = mix.actions[place] ?? [];
			if (keep && isNear(arm.planned, wanted, deadband)) return [...arm.planned];
			return isSmall ? nearPlan(rest, arm, wanted, autoAdjustLimit, saves) : [...wanted];
		});
	const kept = settled(true);
	const chosen = costOfRest(rest, kept) > limits.money ? settled(false) : kept;
	const actions = isSmall ? withinMoney(rest, limits, chosen) : chosen;
	if (arms.every(({ planned }, place) => planned.every((count, day) => count === (actions[place]?.[day] ?? 0)))) return null;
	const asPlanned = arms.map(({ planned }) => planned);
	const isShort = costOfRest(rest, asPlanned) > limits.money || costOfRest(rest, actions) < costOfRest(rest, chosen);
	const isSaving = change.outlook !== 'behind' && !isShort && costOfRest(rest, actions) < costOfRest(rest, asPlanned);
	const { unadjusted = plan.allocations.map(({ workflowKey, actionsPerDay }) => ({ workflowKey, actionsPerDay })), ...bare } =
		plan;
	const next: Plan = {
		...bare,
		...(isSmall && { unadjusted }),
		version: goal.planVersion + 1,
		allocations: allocationsFor(state, rest, actions),
		estimatedCost: spentBy(state.runs, goal, state.settings) + costOfRest(rest, actions),
		expectedPerDay: expectedFor(rest, actions),
		risks: [],
	};
	return {
		plan: next,
		adjustments: adjustmentsOf(rest, { ...mix, actions }, next.version, { ...change, isShort, isSaving }, now),
	};
}

const costOfRest = ({ arms }: Rest, actions: readonly (readonly number[])[]): number =>
	arms.reduce((sum, { costPerAction }, place) => {
		const count = (actions[place] ?? []).reduce((all, own) => all + own, 0);
		return sum + costOf(count, costPerAction);
	}, 0);

function isNear(planned: readonly number[], wanted: readonly number[], deadband: number): boolean {
	const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
	const near = (before: number, after: number): boolean => Math.abs(after - before) <= deadband * before;
	return near(sumOf(planned), sumOf(wanted)) && near(planned[0] ?? 0, wanted[0] ?? 0);
}
