/** Days since 1970-01-01 in the goal's time zone. Whole numbers, so that calendar arithmetic needs no zone. */
export type DayNumber = number;

/** A calendar date. Months are 1–12. */
export interface YearMonthDay {
	readonly year: number;
	readonly month: number;
	readonly day: number;
}

/** Day number of a date of the proleptic Gregorian calendar (H. Hinnant, days_from_civil). Months beyond 1–12 carry into the year. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
	const y0 = year + Math.floor((month - 1) / 12);
	const m = ((((month - 1) % 12) + 12) % 12) + 1;
	const y = m <= 2 ? y0 - 1 : y0;
	const era = Math.floor(y / 400);
	const yearOfEra = y - era * 400;
	const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** The date of a day number (civil_from_days). */
export function dateOf(day: DayNumber): YearMonthDay {
	const z = day + 719468;
	const era = Math.floor(z / 146097);
	const dayOfEra = z - era * 146097;
	const yearOfEra = Math.floor(
		(dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
	);
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const shifted = Math.floor((5 * dayOfYear + 2) / 153);
	const month = shifted < 10 ? shifted + 3 : shifted - 9;
	return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** Monday is 1, Sunday 7. */
export const weekdayOf = (day: DayNumber): number => ((((day + 3) % 7) + 7) % 7) + 1;
export const startOfWeek = (day: DayNumber): DayNumber => day - weekdayOf(day) + 1;
export const daysInMonth = (year: number, month: number): number => dayNumber(year, month + 1, 1) - dayNumber(year, month, 1);

/** Null when the month has no such day. */
export function validDay(year: number, month: number, day: number): DayNumber | null {
	if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
	return dayNumber(year, month, day);
}

/** The same day `count` months on, or the last of that month. */
export function addMonths(day: DayNumber, count: number): DayNumber {
	const date = dateOf(day);
	const first = dateOf(dayNumber(date.year, date.month + count, 1));
	return dayNumber(first.year, first.month, Math.min(date.day, daysInMonth(first.year, first.month)));
}

/** `count` working days (Monday to Friday) after a day, or before it when negative. */
export function addBusinessDays(day: DayNumber, count: number): DayNumber {
	const step = count < 0 ? -1 : 1;
	let at = day + step * 7 * Math.floor(Math.abs(count) / 5);
	for (let left = Math.abs(count) % 5; left > 0; ) {
		at += step;
		if (weekdayOf(at) < 6) left--;
	}
	return at;
}

/** `YYYY-MM-DD`. */
export function formatDay(day: DayNumber): string {
	const { year, month, day: dayOfMonth } = dateOf(day);
	const pad = (value: number, size: number): string => String(value).padStart(size, '0');
	return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

/** Reads the first ten characters of an ISO date; null when they are none. */
export function parseDay(text: string): DayNumber | null {
	const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
	return match ? validDay(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}
