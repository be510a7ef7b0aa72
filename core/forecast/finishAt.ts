import { addDays } from '../plan/days';
import { instantOf } from '../time';
import type { Day, Instant, TimeZone } from '../types';

/** How far beyond the plan a finish date is looked for. */
const HORIZON_DAYS = 366;

/**
 * When the target will probably be reached: the end of the day on which the expected sum gets there; beyond the plan's
 * days at their mean pace. `now` when it is reached already, `null` when it is more than a year away.
 */
export function finishAt(
	progress: number,
	target: number,
	days: readonly Day[],
	perDay: readonly number[],
	zone: TimeZone,
	now: Instant,
): Instant | null {
	if (progress >= target) return now;
	let sum = progress;
	for (const [index, day] of days.entries()) {
		sum += perDay[index] ?? 0;
		if (sum >= target) return instantOf(addDays(day, 1), '00:00', zone);
	}
	const last = days[days.length - 1];
	const pace = days.length > 0 ? (sum - progress) / days.length : 0;
	const more = Math.ceil((target - sum) / pace);
	return last !== undefined && pace > 0 && more <= HORIZON_DAYS ? instantOf(addDays(last, more + 1), '00:00', zone) : null;
}
