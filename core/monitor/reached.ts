import { isRate, reachesRate } from '../forecast/rate';
import type { Settings } from '../settings';
import type { Goal, Instant, Observation } from '../types';
import { chosenByDay } from './chosenByDay';

/**
 * Whether a goal, its progress measured, has its target. Without a single figure its progress is unknown, and what is unknown is not reached.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function isReached(goal: Goal, observations: readonly Observation[], settings: Settings, now: Instant): boolean {
	const { metric, progressValue, targetValue } = goal;
	if (chosenByDay(goal, observations, settings, now).size === 0) return false;
	return isRate(metric) ? reachesRate(metric, progressValue, targetValue) : progressValue >= targetValue;
}
