import type { Adjustment, AdjustmentAuthority, AdjustmentReason, Instant } from '../types';
import type { Arm } from './arm';
import type { RestMix } from './chooseRest';
import type { Rest } from './rest';

/** How the goal looks when its plan is reviewed. */
export type Outlook = 'behind' | 'ahead' | 'on_track';

/** Below these shares an action is too late, or a workflow is failing. */
const LATE = 0.5;
const UNRELIABLE = 0.5;

/** What a mix changes for today, one record for each workflow: its id makes it at most one a day. */
export function adjustmentsOf(
	{ goal, today, arms }: Rest,
	{ actions, propensity }: RestMix,
	planVersion: number,
	{ authority, outlook }: { readonly authority: AdjustmentAuthority; readonly outlook: Outlook },
	now: Instant,
): Adjustment[] {
	return arms.flatMap((arm, place): Adjustment[] => {
		const [before, after] = [arm.planned[0] ?? 0, actions[place]?.[0] ?? 0];
		if (arm.isBegun || before === after) return [];
		return [
			{
				adjustmentId: `${goal.goalId}/${today}/${arm.key}`,
				goalId: goal.goalId,
				workflowKey: arm.key,
				day: today,
				adjustedAt: now,
				planVersion,
				before,
				after,
				reason: reasonOf(arm, before, after, outlook),
				authority,
				propensity: propensity[place] ?? 0,
				expectedEffect: (after - before) * arm.belief.expectedPerAction * (arm.inTime[0] ?? 0),
				measuredEffect: null,
				measurement: null,
				measuredAt: null,
			},
		];
	});
}

function reasonOf(arm: Arm, before: number, after: number, outlook: Outlook): AdjustmentReason {
	if (after < before && (arm.inTime[0] ?? 0) < LATE) return 'too_late';
	if (after < before && (arm.succeeds[0] ?? 1) < UNRELIABLE) return 'failing';
	if (before === 0) return 'explore';
	if (outlook === 'behind' && after > before) return 'behind';
	if (outlook === 'ahead' && after < before) return 'ahead';
	return 'learned';
}
