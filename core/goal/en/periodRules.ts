import { dateOf, dayNumber } from '../calendar';
import { shiftDay } from '../duration';
import { durationOf } from '../lengthTokens';
import { between, type Period } from '../period';
import { endOf, relativePoint, resolvePoint, startOf, weekdayPoint, type Point } from '../point';
import { rangeOf } from '../range';
import type { Match, RuleSpec } from '../rules';
import { pointOf, type TimeContext, type TimeValue } from '../timeTokens';

type TimeRule = RuleSpec<TimeValue, TimeContext>;
const period = (value: Period | null): TimeValue | null => value && { period: value };
const isPart = (key: string): key is 'early' | 'mid' | 'late' => key === 'early' || key === 'mid' || key === 'late';
const POINTS: ReadonlySet<string> = new Set(['point']);

/** A point or a bare number that can be a day of the month. */
const bounds = (match: Match): Point[] =>
	match.tokens.flatMap((token): Point[] => {
		if (POINTS.has(token.cls)) {
			const point = pointOf(token);
			return point ? [point] : [];
		}
		const isDay = (token.cls === 'num' || token.cls === 'ord') && token.value >= 1 && token.value <= 31;
		return isDay ? [{ grain: 'day', dayOfMonth: token.value }] : [];
	});

/** The first bound takes month and year from the second where it has none: "from 4 to 22 January, 1995". */
function range(match: Match, { today }: TimeContext): TimeValue | null {
	const [from, second, third] = bounds(match);
	if (!from || !second || (third && third.grain !== 'year')) return null;
	const counted = match.tokens.filter(({ cls }) => cls === 'num');
	const week = from.grain === 'week' && from.nth !== undefined && second.dayOfMonth !== undefined && counted.length > 0;
	const to: Point = week
		? { ...from, nth: second.dayOfMonth ?? 1 }
		: third?.year === undefined
			? second
			: { ...second, month: second.month ?? from.month ?? 1, year: third.year };
	const bare = match.tokens.some(({ cls }) => cls === 'num' || cls === 'ord');
	const year =
		from.year ??
		(from.month !== undefined && from.day === undefined && to.month !== undefined && from.month <= to.month
			? to.year
			: undefined);
	const month = from.month ?? (from.dayOfMonth !== undefined && from.day === undefined ? to.month : undefined);
	const full: Point =
		bare || year !== from.year
			? {
					...from,
					...(month === undefined ? {} : { month }),
					...(month === undefined || (year ?? to.year) === undefined ? {} : { year: year ?? to.year }),
				}
			: from;
	return period(rangeOf(full, to, today));
}

/** "from 4 to 22 this month". */
function daysOfMonth(match: Match, { today }: TimeContext): TimeValue | null {
	const whole = pointOf(match.get('point'));
	const [from, to] = match.tokens.filter(({ cls }) => cls === 'num' || cls === 'ord').map(({ value }) => value);
	const start = whole?.grain === 'month' ? resolvePoint(whole, today) : null;
	if (start === null || from === undefined || to === undefined || to < from || to > 31) return null;
	return period(between(start + from - 1, start + to - 1, 'day'));
}

/** "4-23 next month", "june 5-10": the figures of what looks like a date are days of that month. */
function shortDays(match: Match, { today }: TimeContext): TimeValue | null {
	const points = match.tokens.map(pointOf).filter((each) => each !== null);
	const whole = points.find(({ grain }) => grain === 'month');
	const [from, to] = points.find(({ figures }) => figures)?.figures ?? [];
	const start = whole ? resolvePoint(whole, today) : null;
	if (start === null || from === undefined || to === undefined || to <= from) return null;
	return period(between(start + from - 1, start + to - 1, 'day'));
}

/** "next week between Wednesday and Friday". */
function weekdays(match: Match, { today }: TimeContext): TimeValue | null {
	const points = match.tokens.map(pointOf).filter((each) => each !== null);
	const week = points.find(({ grain }) => grain === 'week');
	const [from, to] = points.filter(({ weekday }) => weekday !== undefined);
	const start = week && resolvePoint(week, today);
	if (start === undefined || start === null || !from?.weekday || !to?.weekday) return null;
	return period(
		between(weekdayPoint(from.weekday, 0, start).day ?? start, weekdayPoint(to.weekday, 0, start).day ?? start, 'day'),
	);
}

function rest(match: Match, { today }: TimeContext): TimeValue | null {
	const key = match.get('unit')?.key;
	const named = pointOf(match.get('point'));
	const whole =
		named ??
		(key === 'week' || key === 'month' || key === 'quarter' || key === 'year' || key === 'decade'
			? relativePoint(key, 0, today)
			: null);
	const start = whole && resolvePoint(whole, today);
	return whole === null || start === null || whole.grain === 'day'
		? null
		: period(between(Math.max(today, start), endOf(whole.grain, start) - 1, 'day'));
}

function part(match: Match): TimeValue | null {
	const whole = pointOf(match.get('point'));
	const key = (match.get('part') ?? match.get('partof'))?.key ?? '';
	return whole && isPart(key) && whole.grain !== 'day' ? { point: { ...whole, part: key } } : null;
}

/** "end of the month": of the present one. */
function partOfUnit(match: Match, { today }: TimeContext): TimeValue | null {
	const unit = match.get('unit')?.key;
	const key = (match.get('partof') ?? match.get('part'))?.key ?? '';
	return (unit === 'month' || unit === 'week' || unit === 'year' || unit === 'quarter') && isPart(key)
		? { point: { ...relativePoint(unit, 0, today), part: key } }
		: null;
}

/** "end of 2000": the last four months; "early 2000", like the end of this year, is half a year. */
function partOfYear(match: Match): TimeValue | null {
	const whole = pointOf(match.get('point'));
	if (whole?.grain !== 'year' || whole.year === undefined || whole.day !== undefined) return part(match);
	const from = { early: 1, mid: 5, late: 9 }[match.get('partof')?.key ?? ''] ?? 1;
	return period({ start: dayNumber(whole.year, from, 1), end: dayNumber(whole.year, from + 4, 1), last: null });
}

/** "later this week" is what is left of it, "earlier this month" what is over. */
const side =
	(later: boolean) =>
	(match: Match, { today }: TimeContext): TimeValue | null => {
		const whole = pointOf(match.get('point'));
		const start = whole && resolvePoint(whole, today);
		if (!whole || start === null || whole.grain === 'day') return null;
		const end = endOf(whole.grain, start);
		const contains = start <= today && today < end;
		if (!contains)
			return part({
				...match,
				get: (cls, nth) =>
					cls === 'part' ? { cls, key: later ? 'late' : 'early', value: 0, start: 0, end: 0 } : match.get(cls, nth),
			});
		return period(later ? { start: today, end, last: null } : { start, end: today, last: null });
	};

const AND = '<p>{0,2}';
const BOUND = '<the>?<point|num|ord>';
const TO = `${AND}<to|p>${AND}`;

/** Parts of a stretch: early next month, the end of June. */
export const PART_RULES: readonly TimeRule[] = [
	[`<the>?<part><p>?<point>`, part],
	['<partof><the>?<point>', partOfYear],
	['<partof><unit>', partOfUnit],
	['<laterthis|later><point>', side(true)],
	['<part><the>?<unit>', partOfUnit],
	['<earlierthis><point>', side(false)],
];

/** "24 - 28 September": two days of the month that is named once. */
function dashedDays(match: Match, context: TimeContext): TimeValue | null {
	const to = pointOf(match.get('point'));
	const from = match.get('num')?.value ?? 0;
	const isDay = to?.month !== undefined && to.dayOfMonth !== undefined && from < to.dayOfMonth;
	return isDay && match.get('p')?.key === '' ? range(match, context) : null;
}

/** Ranges and what is left of a stretch. */
export const RANGE_RULES: readonly TimeRule[] = [
	[`<from|starting|between>?<the>?<point>${TO}${BOUND}`, range],
	[`<between>${BOUND}<and>${BOUND}`, range],
	[
		`<from|starting|between|in>?${BOUND}${TO}<the>?<point>`,
		(match, context) =>
			match.get('point') &&
			(match.get('from') || match.get('starting') || match.get('between') || match.get('to') || match.get('in'))
				? range(match, context)
				: null,
	],
	[`<from|starting|between>?<num|ord>(?:${TO}|<and>)<num|ord><of|in>?<point>`, daysOfMonth],
	[`<point><from|between><the>?<num|ord>(?:${TO}|<and>)<the>?<num|ord>`, daysOfMonth],
	[
		`<from|starting|between>?<the>?<point>${TO}${BOUND}<p>?<point>`,
		(match, context) => (bounds(match)[2]?.grain === 'year' ? range(match, context) : null),
	],
	[`<from|between>?<point><in|of>?<point>`, shortDays],
	[`<point><p>?<from|starting|between>?<point>(?:<to|p|and>)<point>`, weekdays],
	[
		'<unit><todate>',
		(match, { today }) =>
			match.get('unit')?.key === 'year' || match.get('unit')?.key === 'month'
				? period({ start: startOf(match.get('unit')?.key === 'year' ? 'year' : 'month', today), end: today, last: null })
				: null,
	],
	['<num><p><point>', dashedDays],
	['<rest><the>?<unit|point>', rest],
];

/** The stretch of `count` whole decades or centuries before or after the present one. */
export function eras(match: Match, today: number, sign: 1 | -1): Period | null {
	const length = durationOf(match.tokens);
	if (!length || (length.unit !== 'decade' && length.unit !== 'century')) return null;
	const start = startOf(length.unit, today);
	const far = shiftDay(start, length, sign);
	if (sign < 0) return { start: far, end: start, last: null };
	const from = dateOf(endOf(length.unit, start));
	const first = dayNumber(from.year, from.month, from.day);
	return { start: first, end: shiftDay(first, length, 1), last: null };
}
