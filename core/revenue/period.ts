import { DateTime } from 'luxon';
import { AutopilotError } from '../errors';
import type { Day, Instant, TimeZone } from '../types';
import type { Period } from './types';

/** Ways to name a period. `custom` needs both days. */
export type PeriodName = 'today' | 'yesterday' | 'last7Days' | 'last30Days' | 'thisMonth' | 'lastMonth' | 'custom';

const dayOf = (time: DateTime): Day => time.toFormat('yyyy-MM-dd');

/**
 * The days a period's name stands for now, in the given zone, and the period it is compared with: the same number of days
 * just before, but for months the month before (for a month that is running, its first days up to the same day of the month).
 * @throws AutopilotError PARAMETER_INVALID for an unknown zone, a day that is none, or a last day before the first.
 */
export function periodOf(
	name: PeriodName,
	{ now, timeZone, firstDay, lastDay }: { now: Instant; timeZone: TimeZone; firstDay?: Day; lastDay?: Day },
): { period: Period; previous: Period } {
	const today = DateTime.fromISO(now, { zone: timeZone }).startOf('day');
	if (!today.isValid)
		throw new AutopilotError('PARAMETER_INVALID', `The time zone "${timeZone}" or the time "${now}" is not valid`);
	const month = today.startOf('month');
	const lastMonth = month.minus({ months: 1 });
	switch (name) {
		case 'today':
			return byDays(today, today);
		case 'yesterday':
			return byDays(today.minus({ days: 1 }), today.minus({ days: 1 }));
		case 'last7Days':
			return byDays(today.minus({ days: 6 }), today);
		case 'last30Days':
			return byDays(today.minus({ days: 29 }), today);
		case 'thisMonth':
			// luxon cuts 31 March minus a month to 28 or 29 February.
			return { period: between(month, today), previous: between(lastMonth, today.minus({ months: 1 })) };
		case 'lastMonth': {
			const before = lastMonth.minus({ months: 1 });
			return { period: between(lastMonth, lastMonth.endOf('month')), previous: between(before, before.endOf('month')) };
		}
		case 'custom':
			return byDays(parseDay('First Day', firstDay, timeZone), parseDay('Last Day', lastDay, timeZone));
	}
}

/** The instants between which a period lies, as milliseconds; the end is exclusive. */
export function boundsOf({ firstDay, lastDay }: Period, timeZone: TimeZone): { start: number; end: number } {
	const start = parseDay('First Day', firstDay, timeZone);
	const end = parseDay('Last Day', lastDay, timeZone).plus({ days: 1 });
	if (end <= start) throw new AutopilotError('PARAMETER_INVALID', `The last day ${lastDay} is before the first day ${firstDay}`);
	return { start: start.toMillis(), end: end.toMillis() };
}

/** Every day of a period, in order. */
export function daysOf({ firstDay, lastDay }: Period): Day[] {
	const days: Day[] = [];
	const last = DateTime.fromISO(lastDay, { zone: 'utc' });
	for (let day = DateTime.fromISO(firstDay, { zone: 'utc' }); day <= last; day = day.plus({ days: 1 })) days.push(dayOf(day));
	return days;
}

function between(first: DateTime, last: DateTime): Period {
	return { firstDay: dayOf(first), lastDay: dayOf(last) };
}

function byDays(first: DateTime, last: DateTime): { period: Period; previous: Period } {
	if (last < first)
		throw new AutopilotError('PARAMETER_INVALID', `The last day ${dayOf(last)} is before the first day ${dayOf(first)}`);
	const days = Math.round(last.diff(first, 'days').days) + 1;
	return { period: between(first, last), previous: between(first.minus({ days }), first.minus({ days: 1 })) };
}

function parseDay(parameter: string, day: Day | undefined, timeZone: TimeZone): DateTime {
	const parsed = DateTime.fromFormat(day ?? '', 'yyyy-MM-dd', { zone: timeZone });
	if (!parsed.isValid)
		throw new AutopilotError('PARAMETER_INVALID', `"${parameter}" must be a day such as 2026-11-20, not "${day ?? ''}"`);
	return parsed.startOf('day');
}
