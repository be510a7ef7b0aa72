import type { Limits } from '../adjust/limits';
import type { Rest } from '../adjust/rest';
import type { Forecast, Instant } from '../types';
import { drawCourses } from './courses';
import { finishAt } from './finishAt';

/**
 * Value at the end of the goal, 90 % interval, probability and finish date.
 *
 * @param actions by arm, what is done on each remaining day
 * @param freedom how far the loop may move its plan as it learns; `null`: the plan stays as it is
 */
export function predict(
	rest: Rest,
	actions: readonly (readonly number[])[],
	freedom: Pick<Limits, 'most' | 'money'> | null,
	now: Instant,
): Forecast {
	const { goal, progress, days } = rest;
	const { ends, meanPerDay } = drawCourses(rest, actions, freedom);
	const at = (share: number): number => ends[Math.round(share * (ends.length - 1))] ?? progress;
	const value = ends.reduce((sum, end) => sum + end, 0) / ends.length;
	const missed = ends.findIndex((end) => end >= goal.targetValue);
	return {
		value,
		// Once the target is sure, what comes on top of it is only the last day's rest, and that may be nothing.
		low: Math.min(at(0.05), value, Math.max(goal.targetValue, progress)),
		high: Math.max(at(0.95), value),
		probability: missed === -1 ? 0 : 1 - missed / ends.length,
		finishAt: finishAt(progress, goal.targetValue, days, meanPerDay, goal.timeZone, now),
	};
}

/** What the plan does from today on. Nothing while the goal is paused. */
export const plannedActions = ({ goal, arms, days }: Rest): number[][] =>
	arms.map(({ planned }) => (goal.status === 'paused' ? days.map(() => 0) : [...planned]));
