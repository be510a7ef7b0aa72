import { DateTime } from 'luxon';
import { isPart } from '../monitor/observation';
import { dayOf, instantOf } from '../time';
import type { Day, Goal, Instant, Observation } from '../types';

/** How much of today the figures already cover: up to the last time today was observed, 0–1. 0 when it was not. */
export function shareOfTodaySeen(
	{ metric, timeZone }: Pick<Goal, 'metric' | 'timeZone'>,
	observations: readonly Observation[],
	now: Instant,
	byDay: ReadonlyMap<Day, number>,
): number {
	const today = dayOf(now, timeZone);
	if (!byDay.has(today)) return 0;
	const last = observations
		.filter((observation) => observation.metric === metric && observation.observedAt <= now && !isPart(observation))
		.reduce((latest, { observedAt }) => (observedAt > latest ? observedAt : latest), instantOf(today, '00:00', timeZone));
	const start = DateTime.fromISO(today, { zone: timeZone });
	const length = start.plus({ days: 1 }).toMillis() - start.toMillis();
	return Math.min(1, (DateTime.fromISO(last).toMillis() - start.toMillis()) / length);
}
