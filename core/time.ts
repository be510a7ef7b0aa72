import { DateTime } from 'luxon';
import type { Day, Instant, TimeZone } from './types';

/** The calendar day on which an instant falls in a time zone. */
export const dayOf = (instant: Instant, zone: TimeZone): Day => DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd');

/** The instant at which a local wall-clock time of a day begins, e.g. `09:00`; times that DST skips move forward. */
export function instantOf(day: Day, time: string, zone: TimeZone): Instant {
	return toInstant(DateTime.fromISO(`${day}T${time}`, { zone }));
}

/** An instant some seconds later. */
export const addSeconds = (instant: Instant, seconds: number): Instant => toInstant(DateTime.fromISO(instant).plus({ seconds }));

/** An instant as people write it: local date and minute. */
export const localMinute = (instant: Instant, zone: TimeZone): string =>
	DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');

function toInstant(time: DateTime): Instant {
	const iso = time.toUTC().toISO();
	if (iso === null) throw new RangeError(`Not a time: ${time.invalidExplanation ?? 'unknown reason'}`);
	return iso;
}
