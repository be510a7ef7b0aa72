import type { LoopState } from '../commands';
import { spentBy } from '../execution/spending';
import type { Adjustment, AdjustmentAuthority, Instant, Plan } from '../types';
import { adjustmentsOf, type Outlook } from './adjustments';
import { allocationsFor, expectedFor } from './allocationsFor';
import type { RestMix } from './chooseRest';
import { type Limits, smallChange } from './limits';
import type { Rest } from './rest';

/** A changed plan, and what was changed in it for today. */
export interface Replanned {
	readonly plan: Plan;
	readonly adjustments: readonly Adjustment[];
}

/** What stands around a change: how far it may go, what allows it, and how the goal looks. */
export interface Change {
	readonly limits: Limits;
	readonly authority: AdjustmentAuthority;
	readonly outlook: Outlook;
}

/** Smaller changes than this share would be noise answering noise. */
const DEADBAND = 0.1;

/**
 * The plan with another mix for the rest. What changes less than the deadband stays, unless the money asks for it; without approved room
 * no day is moved further than AUTO_ADJUST_LIMIT. `null` when nothing changes.
 */
export function replan(state: LoopState, rest: Rest, mix: RestMix, change: Change, now: Instant): Replanned | null {
	const { goal, plan, arms } = rest;
	const { autoAdjustLimit } = state.settings;
	// Half of what may be changed at all, else no change would be big enough to be made.
	const deadband = change.authority === 'small_change' ? Math.min(DEADBAND, autoAdjustLimit / 2) : DEADBAND;
	const settled = (keep: boolean): number[][] =>
		arms.map(({ planned }, place) => {
			const wanted = mix.actions[place] ?? [];
			if (keep && isNear(planned, wanted, deadband)) return [...planned];
			return change.authority === 'small_change' ? nearPlan(planned, wanted, autoAdjustLimit) : [...wanted];
		});
	const kept = settled(true);
	const actions = costOfRest(rest, kept) > change.limits.money ? settled(false) : kept;
	if (arms.every(({ planned }, place) => planned.every((count, day) => count === (actions[place]?.[day] ?? 0)))) return null;
	const next: Plan = {
		...plan,
		version: goal.planVersion + 1,
		allocations: allocationsFor(state, rest, actions),
		estimatedCost: spentBy(state.runs, goal, state.settings) + costOfRest(rest, actions),
		expectedPerDay: expectedFor(rest, actions),
		risks: [],
	};
	return { plan: next, adjustments: adjustmentsOf(rest, { ...mix, actions }, next.version, change, now) };
}

const costOfRest = ({ arms }: Rest, actions: readonly (readonly number[])[]): number =>
	arms.reduce((sum, { costPerAction }, place) => {
		const count = (actions[place] ?? []).reduce((all, own) => all + own, 0);
		return sum + (count > 0 ? count * costPerAction : 0);
	}, 0);

const nearPlan = (planned: readonly number[], wanted: readonly number[], limit: number): number[] =>
	planned.map((count, day) => {
		const { least, most } = smallChange(count, limit);
		return Math.min(Math.max(wanted[day] ?? 0, least), most);
	});

function isNear(planned: readonly number[], wanted: readonly number[], deadband: number): boolean {
	const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
	const near = (before: number, after: number): boolean => Math.abs(after - before) <= deadband * before;
	return near(sumOf(planned), sumOf(wanted)) && near(planned[0] ?? 0, wanted[0] ?? 0);
}
