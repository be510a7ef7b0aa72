import { DateTime, IANAZone } from 'luxon';
import type { Settings } from '../../settings';
import type { Decision, Instant, TimeZone } from '../../types';

/** What reminders and escalations keep to: the quiet hours, and the zone whose clock they go by. */
export interface Quiet {
	readonly hours: Settings['quietHours'];
	readonly zone: TimeZone;
}

const DAY_MINUTES = 24 * 60;
/** A sweep may come five minutes late; a quarter of an hour before the quiet hours it still gets its turn. */
const LEAD_MINUTES = 15;

/** The quiet hours that hold for a question: where the settings say so, urgent ones have none. */
export const quietFor = (
	{ urgency }: Pick<Decision, 'urgency'>,
	{ quietHours, urgentInQuietHours }: Pick<Settings, 'quietHours' | 'urgentInQuietHours'>,
	zone: TimeZone,
): Quiet => ({ hours: urgency === 'high' && urgentInQuietHours ? null : quietHours, zone });

/** Whether an instant lies in the quiet hours. They may span midnight; at their end it is not quiet any more. */
export function isQuiet(instant: Instant, { hours, zone }: Quiet): boolean {
	if (!hours) return false;
	const time = Date.parse(instant);
	const local = Math.floor(time / 60_000) + IANAZone.create(zone).offset(time);
	const minute = ((local % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
	const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
	return from <= to ? from <= minute && minute < to : from <= minute || minute < to;
}

/**
 * When something that is due at an instant is done: then, or at the end of the quiet hours it falls into if that is before the
 * deadline, else shortly before they begin. `null` where the hours leave no time for it.
 */
export function outsideQuietHours(instant: Instant, deadline: Instant, quiet: Quiet): Instant | null {
	if (!quiet.hours || !isQuiet(instant, quiet)) return instant;
	const { from, to } = quiet.hours;
	const time = DateTime.fromISO(instant, { zone: quiet.zone });
	const midnights = [time.minus({ days: 1 }), time, time.plus({ days: 1 })];
	const end = midnights.map((day) => at(day, to)).find((candidate) => candidate > instant);
	const start = midnights.map((day) => at(day, from)).findLast((candidate) => candidate <= instant);
	const before = start === undefined ? [] : [new Date(Date.parse(start) - LEAD_MINUTES * 60_000).toISOString()];
	const candidates = end !== undefined && end < deadline ? [end, ...before] : before;
	return candidates.find((candidate) => !isQuiet(candidate, quiet)) ?? null;
}

/** A wall-clock time on a day; one that daylight saving skips moves forward. */
const at = (day: DateTime, clock: string): Instant =>
	new Date(
		day
			.startOf('day')
			.set({ hour: Math.floor(minutesOf(clock) / 60), minute: minutesOf(clock) % 60 })
			.toMillis(),
	).toISOString();

function minutesOf(clock: string): number {
	const [hours = 0, minutes = 0] = clock.split(':').map(Number);
	return hours * 60 + minutes;
}
