import type { LoopState } from '../commands';
import type { Advance } from '../execution/advance';
import type { Adjustment, Goal } from '../types';

/** The plan was changed, or the effect of a change measured. The goal comes first, so that no change is on record that did not happen. */
export function saveAdjusted(state: LoopState, goal: Goal, adjustments: readonly Adjustment[]): Advance {
	const renewed = new Set(adjustments.map(({ adjustmentId }) => adjustmentId));
	const others = state.adjustments.filter(({ adjustmentId }) => !renewed.has(adjustmentId));
	return {
		state: { ...state, goal, adjustments: [...others, ...adjustments] },
		commands: [
			{ type: 'SaveGoal', goal },
			...(adjustments.length > 0 ? [{ type: 'SaveAdjustments', adjustments } as const] : []),
		],
	};
}
