import type { Command, LoopState } from '../commands';
import type { Goal, Instant } from '../types';
import { type Advance, after, save, still } from './advance';
import { close } from './endings';

/** The owner holds the goal: nothing new starts until it is resumed, what runs may finish. An approval given meanwhile starts nothing before that. */
export function pause(state: LoopState, reason: string, now: Instant): Advance {
	if (state.goal.status === 'draft' || state.goal.status === 'paused') return still(state);
	const goal: Goal = { ...state.goal, status: 'paused', closeReason: reason, updatedAt: now };
	return save(state, goal);
}

/** The owner gives the goal up: nothing new starts from that moment on, then what runs is stopped. The final report says what there is. */
export function cancel(state: LoopState, reason: string, now: Instant): Advance {
	const running = state.runs.filter(({ status }) => status === 'running' || status === 'unknown');
	const closed = close(state, 'cancelled', reason, now);
	return after(closed, { state: closed.state, commands: running.map((run): Command => ({ type: 'StopRun', run })) });
}
