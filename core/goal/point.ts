import { addMonths, dateOf, dayNumber, daysInMonth, startOfWeek, validDay, weekdayOf, type DayNumber } from './calendar';

/** How coarse a named stretch of the calendar is. */
export type Grain = 'day' | 'weekend' | 'week' | 'month' | 'quarter' | 'half' | 'season' | 'year' | 'decade' | 'century';

/**
 * A named day, week, month … as far as the words say it. What they leave out (the year of 「10月2日」) is found when the point is
 * resolved against a day.
 */
export interface Point {
	readonly grain: Grain;
	/** First day, when the words leave nothing open. */
	readonly day?: DayNumber;
	readonly year?: number;
	readonly month?: number;
	readonly dayOfMonth?: number;
	/** 1 = Monday. */
	readonly weekday?: number;
	/** The n-th weekday, week, quarter or half of the month or year; −1 the last. */
	readonly nth?: number;
	/** Part of the stretch: 1月初旬, "late this week". */
	readonly part?: 'early' | 'mid' | 'late';
	/** The two figures of a short written date, which next to a month are days: "4-23 next month". */
	readonly figures?: readonly [number, number];
}

const LENGTH_IN_MONTHS: Readonly<Partial<Record<Grain, number>>> = {
	month: 1,
	quarter: 3,
	half: 6,
	year: 12,
	decade: 120,
	century: 1200,
};

/** First day after a stretch that begins on `start`. */
export function endOf(grain: Grain, start: DayNumber): DayNumber {
	const months = LENGTH_IN_MONTHS[grain];
	if (months !== undefined) return addMonths(start, months);
	return start + (grain === 'week' ? 7 : grain === 'weekend' ? 2 : 1);
}

/** First day of the stretch of this grain that a day is in. A weekend belongs to the week before it. */
export function startOf(grain: Grain, day: DayNumber): DayNumber {
	const { year, month } = dateOf(day);
	switch (grain) {
		case 'week':
			return startOfWeek(day);
		case 'weekend':
			return startOfWeek(day) + 5;
		case 'month':
			return dayNumber(year, month, 1);
		case 'quarter':
			return dayNumber(year, month - ((month - 1) % 3), 1);
		case 'half':
			return dayNumber(year, month <= 6 ? 1 : 7, 1);
		case 'year':
			return dayNumber(year, 1, 1);
		case 'decade':
			return dayNumber(year - (year % 10), 1, 1);
		case 'century':
			return dayNumber(year - (year % 100), 1, 1);
		default:
			return day;
	}
}

/** The stretch of a grain `offset` stretches after the one a day is in: next month, 先週. */
export function relativePoint(grain: Grain, offset: number, reference: DayNumber): Point {
	const start = startOf(grain, reference);
	const months = LENGTH_IN_MONTHS[grain];
	const day = months === undefined ? start + offset * (grain === 'day' ? 1 : 7) : addMonths(start, offset * months);
	const { year, month } = dateOf(day);
	return grain === 'month' ? { grain, day, year, month } : grain === 'year' ? { grain, day, year } : { grain, day };
}

/** A weekday of the week `offset` weeks after that of the reference. */
export const weekdayPoint = (weekday: number, offset: number, reference: DayNumber): Point => ({
	grain: 'day',
	day: startOfWeek(reference) + offset * 7 + weekday - 1,
});

/** The n-th (−1: last) weekday of a month; a fifth that does not exist is null. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): DayNumber | null {
	const first = dayNumber(year, month, 1);
	const offset = (weekday - weekdayOf(first) + 7) % 7;
	const count = Math.floor((daysInMonth(year, month) - 1 - offset) / 7) + 1;
	const index = nth < 0 ? count + nth : nth - 1;
	return index >= 0 && index < count ? first + offset + index * 7 : null;
}

/** First day of a point in a given year and month; null when it does not exist there (30 February). */
export function startIn(point: Point, year: number, month: number): DayNumber | null {
	const m = point.month ?? month;
	if (point.grain === 'day') {
		if (point.nth !== undefined && point.weekday !== undefined) return nthWeekday(year, m, point.weekday, point.nth);
		const day = validDay(year, m, point.dayOfMonth ?? 1);
		return day === null || (point.weekday !== undefined && point.month === undefined && weekdayOf(day) !== point.weekday)
			? null
			: day;
	}
	if (point.grain === 'week') return weekStart(point, year, m);
	if (point.grain === 'quarter') return dayNumber(year, ((point.nth ?? 1) - 1) * 3 + 1, 1);
	if (point.grain === 'half') return dayNumber(year, (point.nth ?? 1) === 1 ? 1 : 7, 1);
	return point.grain === 'year' ? dayNumber(year, 1, 1) : dayNumber(year, m, 1);
}

/** ISO counting: the first week of a year or month is the one its first Thursday is in. */
function weekStart(point: Point, year: number, month: number): DayNumber | null {
	if (point.dayOfMonth !== undefined) {
		const day = validDay(year, month, point.dayOfMonth);
		return day === null ? null : startOfWeek(day);
	}
	const nth = point.nth ?? 1;
	const from = point.month === undefined ? dayNumber(year, 1, 4) : dayNumber(year, month, 4);
	if (nth > 0) return startOfWeek(from) + (nth - 1) * 7;
	const next = point.month === undefined ? dayNumber(year + 1, 1, 4) : dayNumber(year, month + 1, 4);
	return startOfWeek(next) + nth * 7;
}

/** Whether a point without its own year recurs every month (「21日」) rather than every year. */
const recursMonthly = (point: Point): boolean =>
	point.month === undefined && (point.grain === 'day' || (point.grain === 'week' && point.dayOfMonth !== undefined));

/**
 * First day of a point: the first occurrence that is not over on `reference`. Null when there is none (30 February) or the words
 * name no date (a season).
 */
export function resolvePoint(point: Point, reference: DayNumber): DayNumber | null {
	if (point.day !== undefined) return point.day;
	if (point.grain === 'season') return null;
	const now = dateOf(reference);
	if (point.year !== undefined) return startIn(point, point.year, point.month ?? 1);
	if (point.weekday !== undefined && point.dayOfMonth === undefined && point.nth === undefined) {
		return reference + ((point.weekday - weekdayOf(reference) + 7) % 7);
	}
	const monthly = recursMonthly(point);
	for (let step = monthly ? 0 : -1; step < 30; step++) {
		const year = monthly ? now.year + Math.floor((now.month - 1 + step) / 12) : now.year + step;
		const month = monthly ? ((now.month - 1 + step) % 12) + 1 : now.month;
		const start = startIn(point, year, month);
		if (start !== null && (endOf(point.grain, start) > reference || (monthly && point.weekday !== undefined))) return start;
	}
	return null;
}

/** The last occurrence of a point that begins before `limit`. */
export function resolveBefore(point: Point, limit: DayNumber): DayNumber | null {
	if (point.day !== undefined || point.year !== undefined) return resolvePoint(point, limit);
	const from =
		point.weekday !== undefined && point.dayOfMonth === undefined
			? limit - 7
			: recursMonthly(point)
				? addMonths(limit, -1)
				: addMonths(limit, -12);
	let found: DayNumber | null = null;
	for (let at = from, tries = 0; tries < 40; tries++) {
		const next = resolvePoint(point, at);
		if (next === null || next >= limit) break;
		found = next;
		at = endOf(point.grain, next);
	}
	return found;
}
