import { addBusinessDays, addMonths, type DayNumber } from './calendar';

/** Units a length of time is said in. */
export type TimeUnit =
	| 'second'
	| 'minute'
	| 'hour'
	| 'day'
	| 'businessDay'
	| 'weekend'
	| 'week'
	| 'fortnight'
	| 'month'
	| 'quarter'
	| 'half'
	| 'year'
	| 'decade'
	| 'century';

/** A length of time as it is said: calendar parts stay apart, since a month has no fixed length. */
export interface Length {
	readonly months: number;
	readonly days: number;
	readonly businessDays: number;
	readonly seconds: number;
}

const UNITS: Readonly<Record<TimeUnit, readonly [part: keyof Length, factor: number, seconds: number]>> = {
	second: ['seconds', 1, 1],
	minute: ['seconds', 60, 60],
	hour: ['seconds', 3600, 3600],
	day: ['days', 1, 86400],
	businessDay: ['businessDays', 1, 86400],
	weekend: ['days', 2, 2 * 86400],
	week: ['days', 7, 7 * 86400],
	fortnight: ['days', 14, 14 * 86400],
	month: ['months', 1, 30 * 86400],
	quarter: ['months', 3, 90 * 86400],
	half: ['months', 6, 180 * 86400],
	year: ['months', 12, 365 * 86400],
	decade: ['months', 120, 3650 * 86400],
	century: ['months', 1200, 36500 * 86400],
};

/** A duration: its calendar parts, and its length in seconds with a month of 30 and a year of 365 days. */
export interface Duration {
	readonly length: Length;
	readonly seconds: number;
	/** The unit it was said in; the first of several. */
	readonly unit: TimeUnit;
	readonly count: number;
}

export const isTimeUnit = (key: string): key is TimeUnit => key in UNITS;

/** `count` of a unit. */
export function duration(count: number, unit: TimeUnit): Duration {
	const [part, factor, seconds] = UNITS[unit];
	return {
		length: { months: 0, days: 0, businessDays: 0, seconds: 0, [part]: count * factor },
		seconds: count * seconds,
		unit,
		count,
	};
}

/** Two durations one after the other: 1年1か月 and 21日間. */
export function addDurations(a: Duration, b: Duration): Duration {
	return {
		length: {
			months: a.length.months + b.length.months,
			days: a.length.days + b.length.days,
			businessDays: a.length.businessDays + b.length.businessDays,
			seconds: a.length.seconds + b.length.seconds,
		},
		seconds: a.seconds + b.seconds,
		unit: a.unit,
		count: a.count,
	};
}

/** A duration in whole days at least: 48 hours are two days, five hours one. */
export function inDays(each: Duration): Duration {
	const { seconds } = each.length;
	return seconds === 0
		? each
		: { ...each, length: { ...each.length, seconds: 0, days: each.length.days + Math.ceil(seconds / 86400) } };
}

/** The day a duration after (`sign` 1) or before (−1) a day. Parts of a day are dropped, half a month is 15 days. */
export function shiftDay(day: DayNumber, by: Duration, sign: 1 | -1): DayNumber {
	const { months, days, businessDays, seconds } = by.length;
	const whole = Math.trunc(months);
	const rest = Math.trunc((months - whole) * 30 + days + seconds / 86400);
	const shifted = addMonths(day, sign * whole) + sign * rest;
	return businessDays === 0 ? shifted : addBusinessDays(shifted, sign * Math.trunc(businessDays));
}
