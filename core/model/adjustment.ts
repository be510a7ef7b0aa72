import type { Day, Instant } from './primitives';

/** What allowed a change: the ±limit of AUTO_ADJUST_LIMIT, the room approved with the plan, or an answer of a person. */
export type AdjustmentAuthority = 'small_change' | 'approved_room' | 'decision';

/** Why a workflow gets more or fewer actions. */
export type AdjustmentReason = 'behind' | 'ahead' | 'learned' | 'explore' | 'too_late' | 'failing' | 'budget';

/**
 * How far the effect of a change could be told: `whole`, all that its day's actions bring; `partial`, what they had brought when the goal
 * ended; `impossible`, nothing of it had been told by then.
 */
export type AdjustmentMeasurement = 'whole' | 'partial' | 'impossible';

/** A change of how much a workflow does: one row of `adjustment_log`. */
export interface Adjustment {
	/**
	 * `<goalId>/<day of the change>/<workflowKey>`: by itself the loop makes at most one adjustment per workflow and day. What a person
	 * decided ends with `/<decisionId>`.
	 */
	readonly adjustmentId: string;
	readonly goalId: string;
	readonly workflowKey: string;
	/** First day that the change makes different. */
	readonly day: Day;
	readonly adjustedAt: Instant;
	/** Version of the plan that holds the change. */
	readonly planVersion: number;
	/** Actions on `day` before and after. */
	readonly before: number;
	readonly after: number;
	readonly reason: AdjustmentReason;
	readonly authority: AdjustmentAuthority;
	/** Probability with which the choice fell on this workflow, 0–1: what off-policy evaluation divides by. */
	readonly propensity: number;
	/** What the change should bring on `day`, in the goal's metric, by the belief of that time. */
	readonly expectedEffect: number;
	/**
	 * The change in actions times what an action of `day` really brought, once its lag is over; where none was done that day, what was known
	 * of the workflow by then. Less done counts as less brought: that the money was saved is told by `reason`.
	 */
	readonly measuredEffect: number | null;
	/** `null`: not yet. */
	readonly measurement: AdjustmentMeasurement | null;
	readonly measuredAt: Instant | null;
}
