import type { Command, LoopState } from '../commands';
import type { Goal, Instant } from '../types';
import { type Advance, after, save, still, withStatus } from './advance';
import { close } from './endings';

/**
 * The owner holds the goal: nothing new starts until it is resumed, what runs may finish. Open questions are withdrawn, so that
 * an answer given later cannot set the goal running behind the owner's back; resuming asks again where it must.
 */
export function pause(state: LoopState, reason: string, now: Instant): Advance {
	if (state.goal.status === 'draft' || state.goal.status === 'paused') return still(state);
	const goal: Goal = { ...state.goal, status: 'paused', closeReason: reason, updatedAt: now };
	return after(withdraw(state, reason), save({ ...state, goal }, goal));
}

/** The owner gives the goal up: what runs is stopped, and the final report says what there is. */
export function cancel(state: LoopState, reason: string, now: Instant): Advance {
	const running = state.runs.filter(({ status }) => status === 'running' || status === 'unknown');
	const stopped: Advance = { state, commands: running.map((run): Command => ({ type: 'StopRun', run })) };
	return after(stopped, close(state, 'cancelled', reason, now));
}

/** Takes back every question that still waits for an answer. */
export function withdraw(state: LoopState, reason: string): Advance {
	const open = state.decisions.filter(({ status }) => status === 'pending').map(({ decisionId }) => decisionId);
	return {
		state: withStatus(state, open, 'cancelled'),
		commands: open.map((decisionId) => ({
			type: 'CloseDecision',
			decisionId,
			from: 'pending',
			status: 'cancelled',
			reason,
		})),
	};
}
