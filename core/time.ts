import { DateTime } from 'luxon';
import type { Day, Instant, TimeZone } from './types';

const QUARTER_HOUR_MS = 900_000;

/** Days by quarter of an hour and zone: zones differ from UTC by whole quarters, so all instants of one quarter share their day. */
const knownDays = new Map<string, Day>();
const MOST_KNOWN = 20_000;

/** The calendar day on which an instant falls in a time zone. Asked for every run of every goal on each tick, so answers are kept. */
export function dayOf(instant: Instant, zone: TimeZone): Day {
	const quarter = Math.floor(Date.parse(instant) / QUARTER_HOUR_MS);
	const key = `${quarter}/${zone}`;
	const day = knownDays.get(key) ?? DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd');
	if (knownDays.size >= MOST_KNOWN) knownDays.clear();
	if (Number.isFinite(quarter)) knownDays.set(key, day);
	return day;
}

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
