import type { LoopState } from '../commands';
import { buildReport } from '../report/buildReport';
import type { Goal, Instant } from '../types';
import { type Advance, after, save, still } from './advance';
import { close } from './endings';
import { stopRuns } from './stopping';

/** The owner holds the goal: nothing new starts until it is resumed, what runs may finish. An approval given meanwhile starts nothing before that. */
export function pause(state: LoopState, reason: string, now: Instant): Advance {
	if (state.goal.status === 'draft' || state.goal.status === 'paused') return still(state);
	const goal: Goal = { ...state.goal, status: 'paused', closeReason: reason, updatedAt: now };
	return save(state, goal);
}

/** The owner pulled the brake: nothing new starts, what runs is stopped, and the report says what came of that. */
export function stop(state: LoopState, reason: string, now: Instant): Advance {
	const goal: Goal = { ...state.goal, status: 'paused', closeReason: reason, updatedAt: now };
	const held = save(state, goal);
	const stopping = stopRuns(held.state);
	if (stopping.commands.length > 0) return after(held, stopping);
	return after(held, { state: held.state, commands: [{ type: 'SendReport', report: buildReport('stop', held.state, now, []) }] });
}

/** The owner gives the goal up: nothing new starts from that moment on, then what runs is stopped. The final report says what there is. */
export function cancel(state: LoopState, reason: string, now: Instant): Advance {
	const closed = close(state, 'cancelled', reason, now);
	return after(closed, stopRuns(closed.state));
}
