import { dateOf, dayNumber, formatDay, type DayNumber } from './calendar';
import { endOf, resolvePoint, type Grain, type Point } from './point';

/** A stretch of days as the words give it. `null` bounds are open. */
export interface Period {
	readonly start: DayNumber | null;
	/** First day after it, except that of a range the named last day (「12日まで」) stands here and `last` says how long it is. */
	readonly end: DayNumber | null;
	/** Grain of a named last element that belongs to the period. */
	readonly last: Grain | null;
}

const PARTS: Readonly<Record<string, Readonly<Record<'early' | 'mid' | 'late', readonly [from: number, to: number]>>>> = {
	week: { early: [0, 3], mid: [1, 5], late: [3, 7] },
	decade: { early: [0, 36], mid: [36, 72], late: [72, 120] },
	year: { early: [0, 6], mid: [3, 9], late: [6, 12] },
};

/** The part of a stretch that "early", "mid" or 下旬 mean. Weeks: to Wednesday, Tuesday to Friday, from Thursday. Months: by the 15th. */
export function partOf(
	grain: Grain,
	start: DayNumber,
	end: DayNumber,
	part: 'early' | 'mid' | 'late',
): readonly [DayNumber, DayNumber] {
	const known = PARTS[grain]?.[part];
	if (known && grain === 'week') return [start + known[0], start + known[1]];
	const { year, month } = dateOf(start);
	if (known) return [dayNumber(year, month + known[0], 1), dayNumber(year, month + known[1], 1)];
	if (grain === 'month') {
		return part === 'early' ? [start, start + 15] : part === 'mid' ? [start + 9, start + 20] : [start + 15, end];
	}
	const third = Math.floor((end - start) / 3);
	return part === 'early' ? [start, start + third] : part === 'mid' ? [start + third, end - third] : [end - third, end];
}

/** The stretch a point names. */
export function periodOf(point: Point, reference: DayNumber): Period | null {
	if (point.grain === 'season') return { start: null, end: null, last: null };
	const start = resolvePoint(point, reference);
	if (start === null) return null;
	const end = endOf(point.grain, start);
	if (!point.part) return { start, end, last: null };
	const [from, to] = partOf(point.grain, start, end, point.part);
	return { start: from, end: to, last: null };
}

/** A period from two bounds. */
export const between = (start: DayNumber | null, end: DayNumber | null, last: Grain | null = null): Period | null =>
	start !== null && end !== null && end < start ? null : { start, end, last };

/** `YYYY-MM-DD` of both bounds; an open bound is left out. */
export function periodDates(period: Period): { startDate?: string; endDate?: string } {
	return {
		...(period.start === null ? {} : { startDate: formatDay(period.start) }),
		...(period.end === null ? {} : { endDate: formatDay(period.end) }),
	};
}
