import { limitsOf } from '../adjust/limits';
import { readRest, type Rest } from '../adjust/rest';
import type { LoopState } from '../commands';
import { forecast } from '../forecast/forecast';
import { plannedActions, predict } from '../forecast/predict';
import { addsUp } from '../forecast/rate';
import type { Goal, Instant } from '../types';
import { measureProgress } from './progress';
import { withForecast } from './withForecast';

/** A goal with its figures, and what is known about the rest of its period; `null` where nothing can be adjusted. */
export interface Review {
	readonly goal: Goal;
	readonly rest: Rest | null;
}

/**
 * Brings the figures of a goal up to date from the observations: progress, pace, forecast. What the workflows bring is learned from
 * their runs, for metrics in which that adds up.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function reviewGoal(state: LoopState, now: Instant): Review {
	const { observations, settings, runs } = state;
	const goal: Goal = { ...state.goal, ...measureProgress(state.goal, observations, settings, now), updatedAt: now };
	if (goal.plan === null || !addsUp(goal.metric) || now >= goal.periodEnd)
		return { goal: withForecast(goal, forecast({ goal, observations, runs, settings, now })), rest: null };
	const rest = readRest(state, goal, goal.plan, now);
	const freedom = goal.status === 'running' && rest.room ? limitsOf(state, rest) : null;
	return { goal: withForecast(goal, predict(rest, plannedActions(rest), freedom, now)), rest };
}
