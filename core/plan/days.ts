import { DateTime } from 'luxon';
import { AutopilotError } from '../errors';
import { dayOf } from '../time';
import type { Day, Instant, TimeZone } from '../types';

interface Period {
	readonly periodStart: Instant;
	readonly periodEnd: Instant;
	readonly timeZone: TimeZone;
}

/**
 * The days of a period in its time zone. A period that starts in the middle of a day has as many days as it has whole
 * or begun 24-hour spans, so that "one week" typed at 15:00 is seven days, not eight.
 * @throws AutopilotError PARAMETER_INVALID when a bound is no instant or the period is empty.
 */
export function goalDays({ periodStart, periodEnd, timeZone }: Period): Day[] {
	const start = DateTime.fromISO(periodStart, { zone: timeZone });
	const end = DateTime.fromISO(periodEnd, { zone: timeZone });
	if (!start.isValid || !end.isValid) {
		throw new AutopilotError('PARAMETER_INVALID', 'periodStart, periodEnd or timeZone of the goal is not valid');
	}
	if (end <= start) throw new AutopilotError('PARAMETER_INVALID', 'periodEnd of the goal is not after its periodStart');
	const count = Math.ceil(end.diff(start, 'days').days - 1e-9);
	const first = dayOf(periodStart, timeZone);
	return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** The days of a period that are not over yet: from today, or from its start when that lies ahead. */
export function remainingDays(period: Period, now: Instant): Day[] {
	if (now >= period.periodEnd) return [];
	const today = dayOf(now, period.timeZone);
	return goalDays(period).filter((day) => day >= today);
}

const DAY_MS = 86_400_000;

/** The day some days later (or earlier). In UTC every day has 24 hours; a review does this many thousand times, so without luxon. */
export const addDays = (day: Day, days: number): Day => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Day of the week, 0 = Monday … 6 = Sunday. */
export const weekdayOf = (day: Day): number => DateTime.fromISO(day, { zone: 'utc' }).weekday - 1;
