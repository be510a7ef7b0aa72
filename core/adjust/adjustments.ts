import type { Adjustment, AdjustmentAuthority, AdjustmentReason, Instant } from '../types';
import type { Arm } from './arm';
import type { RestMix } from './chooseRest';
import type { Rest } from './rest';
import { UNRELIABLE } from './smallChange';

/** How the goal looks when its plan is reviewed. */
export type Outlook = 'behind' | 'ahead' | 'on_track';

/** What stands around a change when it is put on record. */
interface Changed {
	readonly authority: AdjustmentAuthority;
	readonly outlook: Outlook;
	/** The money does not last for what was planned. */
	readonly isShort: boolean;
	/** Less is spent, though the money lasts and the goal is not behind. */
	readonly isSaving: boolean;
}

/** Below this share an action is too late. */
const LATE = 0.5;

/**
 * What a mix changes, one record for each workflow, of the first day that changes. Its id makes it at most one a day: by the day on which
 * it was changed, so that another review's change of the same day stands beside it.
 */
export function adjustmentsOf(
	{ goal, today, days, arms }: Rest,
	{ actions, propensity }: RestMix,
	planVersion: number,
	change: Changed,
	now: Instant,
): Adjustment[] {
	return arms.flatMap((arm, place): Adjustment[] => {
		const own = actions[place] ?? [];
		const ahead = arm.planned.findIndex((count, index) => count !== (own[index] ?? 0));
		if (ahead === -1) return [];
		const [before, after] = [arm.planned[ahead] ?? 0, own[ahead] ?? 0];
		return [
			{
				adjustmentId: `${goal.goalId}/${today}/${arm.key}`,
				goalId: goal.goalId,
				workflowKey: arm.key,
				day: days[ahead] ?? today,
				adjustedAt: now,
				planVersion,
				before,
				after,
				reason: reasonOf(arm, { ahead, before, after }, change),
				authority: change.authority,
				propensity: propensity[place] ?? 0,
				expectedEffect: (after - before) * arm.belief.expectedPerAction * (arm.inTime[ahead] ?? 0),
				measuredEffect: null,
				measurement: null,
				measuredAt: null,
			},
		];
	});
}

function reasonOf(
	arm: Arm,
	{ ahead, before, after }: { readonly ahead: number; readonly before: number; readonly after: number },
	{ outlook, isShort, isSaving }: Changed,
): AdjustmentReason {
	if (after < before && (arm.inTime[ahead] ?? 0) < LATE) return 'too_late';
	if (after < before && (arm.succeeds[ahead] ?? 1) < UNRELIABLE) return 'failing';
	if (after < before && isShort) return 'budget';
	if (before === 0) return 'explore';
	if (outlook === 'behind' && after > before) return 'behind';
	if (after < before && (outlook === 'ahead' || isSaving)) return 'ahead';
	return 'learned';
}
