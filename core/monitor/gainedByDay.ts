import { isLevel } from '../forecast/rate';
import type { Settings } from '../settings';
import type { Day, Goal, Instant, Observation } from '../types';
import { chosenByDay, type MeasuredGoal } from './chosenByDay';

/**
 * What each day added to the metric: its figure, or for a level (members, followers) the change since the figure before it. The first one
 * is compared with the goal's baseline; without one nobody knows what its day added.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function gainedByDay(
	goal: MeasuredGoal & Pick<Goal, 'baselineValue'>,
	observations: readonly Observation[],
	settings: Settings,
	now: Instant,
): Map<Day, number> {
	const byDay = chosenByDay(goal, observations, settings, now);
	if (!isLevel(goal.metric)) return byDay;
	let before = goal.baselineValue;
	const gained = new Map<Day, number>();
	for (const [day, level] of [...byDay].sort(([one], [other]) => (one < other ? -1 : 1))) {
		if (before !== null) gained.set(day, level - before);
		before = level;
	}
	return gained;
}
