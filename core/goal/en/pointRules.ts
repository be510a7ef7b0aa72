import { addMonths, dateOf } from '../calendar';
import { shiftDay } from '../duration';
import { durationOf } from '../lengthTokens';
import { nthWeekday, relativePoint, resolvePoint, weekdayPoint, type Point } from '../point';
import type { Match, RuleSpec } from '../rules';
import { pointOf, type TimeContext, type TimeValue } from '../timeTokens';
import { fieldsOf } from './dateFields';
import { LENGTH } from './length';

type TimeRule = RuleSpec<TimeValue, TimeContext>;
const point = (value: Point | null): TimeValue | null => value && { point: value };
const day = (value: number | null): TimeValue => ({ point: value === null ? IMPOSSIBLE : { grain: 'day', day: value } });
/** A date that no month has: the fifth Sunday of a month with four. */
const IMPOSSIBLE: Point = { grain: 'day', month: 2, dayOfMonth: 31 };

const date = (match: Match): TimeValue | null => {
	const fields = fieldsOf(match);
	return fields && point({ grain: 'day', ...fields });
};

/** "Jan 12, 16": two figures are a year after a comma only; after a dash they are a day. */
const withYear = (match: Match): TimeValue | null => {
	const last = match.tokens[match.tokens.length - 1];
	const mark = match.tokens[match.tokens.length - 2];
	return last?.cls === 'num' && mark?.cls === 'p' && mark.key !== 'comma' ? null : date(match);
};

/** "Friday the 15th": the weekday tells which month. */
const weekdayDate = (match: Match): TimeValue | null => {
	const fields = fieldsOf(match);
	const weekday = match.get('weekday')?.value;
	return fields && weekday !== undefined ? point({ grain: 'day', ...fields, weekday }) : null;
};

const dayOfMonth = (match: Match, { today }: TimeContext): TimeValue | null => {
	const fields = fieldsOf(match);
	const shift = match.get('mod')?.value ?? null;
	if (!fields?.dayOfMonth || (match.get('unit') && match.get('unit')?.key !== 'month')) return null;
	if (shift === null) return point({ grain: 'day', dayOfMonth: fields.dayOfMonth });
	const { year, month } = dateOf(addMonths(relativePoint('month', 0, today).day ?? today, shift));
	return point({ grain: 'day', year, month, dayOfMonth: fields.dayOfMonth });
};

const weekdayOf = (match: Match, { today }: TimeContext): TimeValue | null => {
	const weekday = match.get('weekday');
	const unit = match.get('unit');
	if (!weekday || (unit && unit.key !== 'week')) return null;
	if (!unit && match.get('mod')?.key === 'soon') return day(resolvePoint({ grain: 'day', weekday: weekday.value }, today + 1));
	return point(weekdayPoint(weekday.value, match.get('mod')?.value ?? 0, today));
};

const nth = (match: Match, { today }: TimeContext): TimeValue | null => {
	const weekday = match.get('weekday')?.value;
	const unit = match.get('unit');
	if (weekday === undefined || (unit && unit.key !== 'month')) return null;
	const count = match.get('ord')?.value ?? -1;
	const month = match.get('month');
	if (month) {
		const year = match.get('year')?.value;
		return point({ grain: 'day', weekday, nth: count, month: month.value, ...(year === undefined ? {} : { year }) });
	}
	const shift = (unit ? match.get('mod', match.get('ord') ? 0 : 1)?.value : 0) ?? 0;
	const at = dateOf(addMonths(relativePoint('month', 0, today).day ?? today, shift));
	return day(nthWeekday(at.year, at.month, weekday, count));
};

const shifted =
	(sign: 1 | -1) =>
	(match: Match, { today }: TimeContext): TimeValue | null => {
		const length = durationOf(match.tokens);
		if (!length || length.length.seconds > 0) return null;
		return day(shiftDay(today + (match.get('rel')?.value ?? 0), length, sign));
	};

/** "two Mondays later": the second Monday after today. */
const weekdaysOn =
	(sign: 1 | -1) =>
	(match: Match, { today }: TimeContext): TimeValue | null => {
		const weekday = match.get('weekday')?.value ?? 1;
		const count = match.get('num')?.value ?? match.get('few')?.value ?? 1;
		const first = weekdayPoint(weekday, 0, today).day ?? today;
		const next = sign > 0 ? (first > today ? first : first + 7) : first < today ? first : first - 7;
		return Number.isInteger(count) ? day(next + sign * (count - 1) * 7) : null;
	};

const OF = '<of|p>?';
const YEAR = '<p>{0,2}<year|of>?<year>';

/** Expressions that name one day. */
export const DAY_RULES: readonly TimeRule[] = [
	['(?:<weekday><p>?)?<written>', (match) => point(pointOf(match.get('written')))],
	['<rel>', (match, { today }) => day(today + (match.get('rel')?.value ?? 0))],
	['<on>?(?:<weekday><p>?<the>?)?<month><p>?<the>?<ord|num>', date],
	[`<on>?(?:<weekday><p>?<the>?)?<month><p>?<the>?<ord|num>(?:${YEAR}|<p><num>)`, withYear],
	[`<on>?(?:<weekday><p>?)?<the>?<ord|num>${OF}<month>`, date],
	[`<on>?(?:<weekday><p>?)?<the>?<ord|num>${OF}<month>(?:${YEAR}|<p><num>)`, withYear],
	['<year><p>?<month><p>?<ord|num>', date],
	['<on|the><ord|num>', dayOfMonth],
	['<on><the><ord|num>', dayOfMonth],
	['<ord><of><mod><unit>', dayOfMonth],
	['<on>?<the>?<ord|num><of|in><mod>?<unit>', dayOfMonth],
	[
		'<the><ord><of|in>?<the>?<unit>',
		(match, context) => (match.get('unit')?.key === 'month' ? dayOfMonth(match, context) : null),
	],
	['<weekday><p>?<the|mod>?<ord|num>', (match) => (match.get('ord') || match.get('the') ? weekdayDate(match) : null)],
	['<weekday>', (match) => point({ grain: 'day', weekday: match.get('weekday')?.value ?? 1 })],
	['<on><weekday>', (match) => point({ grain: 'day', weekday: match.get('weekday')?.value ?? 1 })],
	['<on>?<mod><weekday>', weekdayOf],
	['<on>?<mod><unit><p|on>?<weekday>', weekdayOf],
	['<on>?<weekday><of|p>?<mod><unit>', weekdayOf],
	['<on>?<the>?<ord|mod><weekday>', (match, context) => (match.get('ord') ? nth(match, context) : null)],
	['<on>?<the>?<ord|mod><weekday><of|in><mod|the>?<unit>', nth],
	[`<on>?<the>?<ord|mod><weekday><of|in><month>(?:${YEAR})?`, nth],
	[`${LENGTH}<ago|earlierthis>`, shifted(-1)],
	[`${LENGTH}<later>`, shifted(1)],
	[`${LENGTH}<after|from><rel>`, shifted(1)],
	[
		`${LENGTH}<before|from><rel>`,
		(match, context) => (match.get('before') ? shifted(-1)(match, context) : shifted(1)(match, context)),
	],
	[`<in>${LENGTH}`, (match, context) => (context.purpose === 'goal' ? null : shifted(1)(match, context))],
	['<num|few|a><weekday><later>', weekdaysOn(1)],
	['<num|few|a><weekday><from><rel>', (match, context) => (match.get('rel')?.value === 0 ? weekdaysOn(1)(match, context) : null)],
	['<num|few|a><weekday><ago>', weekdaysOn(-1)],
	[
		`<the>?<ord|mod><weekday><of|in>?<year>`,
		(match) =>
			point({
				grain: 'day',
				weekday: match.get('weekday')?.value ?? 1,
				nth: match.get('ord')?.value ?? -1,
				month: match.get('ord') ? 1 : 12,
				year: match.get('year')?.value ?? 1,
			}),
	],
	[
		'<holiday>',
		(match) => {
			const value = match.get('holiday')?.value ?? 0;
			return point({ grain: 'day', month: Math.floor(value / 100), dayOfMonth: value % 100 });
		},
	],
	[
		'<holiday><p|of>?<year>',
		(match) => {
			const value = match.get('holiday')?.value ?? 0;
			return point({
				grain: 'day',
				year: match.get('year')?.value ?? 1,
				month: Math.floor(value / 100),
				dayOfMonth: value % 100,
			});
		},
	],
];
