import { goalDays } from '../plan/days';
import { addSeconds, dayOf } from '../time';
import type { Goal, Instant, Observation } from '../types';
import { isPart, observedDay } from './observation';

/** Figures come every hour. Who records them by hand, or not at all, is not waited for longer than this. */
const PATIENCE_SECONDS = 3 * 3_600;

/**
 * Whether what the last day of a goal brought is known: a figure of that day was observed after the period had ended, or none has
 * come for some hours. Before that the last hours may still make the difference.
 */
export function isComplete(
	{ goal, observations }: { readonly goal: Goal; readonly observations: readonly Observation[] },
	now: Instant,
): boolean {
	if (now >= addSeconds(goal.periodEnd, PATIENCE_SECONDS)) return true;
	const last = goalDays(goal).at(-1);
	return observations.some((observation) => {
		const { metric, observedAt, goalId } = observation;
		if (metric !== goal.metric || isPart(observation) || (goalId !== '' && goalId !== goal.goalId)) return false;
		const day = observedDay(observation) ?? dayOf(observedAt, goal.timeZone);
		return day === last && observedAt >= goal.periodEnd && observedAt <= now;
	});
}
