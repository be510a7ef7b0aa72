import type { LoopState } from '../commands';
import { forecast } from '../forecast/forecast';
import type { Goal, Instant } from '../types';
import { measureProgress } from './progress';

/** The goal with its figures brought up to date from the observations: progress, pace, forecast. */
export function reviewGoal(state: LoopState, now: Instant): Goal {
	const { goal, observations, settings, runs } = state;
	const progress = measureProgress(goal, observations, settings, now);
	const outlook = forecast({ goal: { ...goal, ...progress }, observations, runs, settings, now });
	return {
		...goal,
		...progress,
		forecastValue: outlook.value,
		forecastLow: outlook.low,
		forecastHigh: outlook.high,
		probability: outlook.probability,
		forecastFinishAt: outlook.finishAt,
		updatedAt: now,
	};
}
