import type { Command, LoopState } from '../commands';
import type { Decision, Goal, Instant, Run } from '../types';

/** What an event led to: the state after it, and what the shell has to do, in this order. */
export interface Advance {
	readonly state: LoopState;
	readonly commands: readonly Command[];
}

/** Nothing to do. */
export const still = (state: LoopState): Advance => ({ state, commands: [] });

/** The goal changed. */
export const save = (state: LoopState, goal: Goal): Advance => ({
	state: { ...state, goal },
	commands: [{ type: 'SaveGoal', goal }],
});

/** One thing, and then another that starts from where the first ended. */
export const after = (first: Advance, second: Advance): Advance => ({
	state: second.state,
	commands: [...first.commands, ...second.commands],
});

/** The state with some decisions in another status. */
export const withStatus = (state: LoopState, ids: readonly string[], status: Decision['status']): LoopState => ({
	...state,
	decisions: state.decisions.map((decision) => (ids.includes(decision.decisionId) ? { ...decision, status } : decision)),
});

/** A goal that waits keeps the time since which it does: whether its answer was carried out is told by that time. */
export const touched = (goal: Goal, now: Instant): Goal =>
	goal.status === 'awaiting_decision' ? goal : { ...goal, updatedAt: now };

/** The runs with one of them renewed. */
export const replaceRun = (runs: readonly Run[], run: Run): Run[] => [...runs.filter(({ runId }) => runId !== run.runId), run];
