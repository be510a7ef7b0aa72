import { addMonths, dateOf, dayNumber } from '../calendar';
import { shiftDay } from '../duration';
import { durationOf } from '../lengthTokens';
import { relativePoint, resolvePoint, startIn, weekdayPoint, type Grain, type Point } from '../point';
import type { Match, RuleSpec } from '../rules';
import { pointOf, type TimeContext, type TimeValue } from '../timeTokens';
import { fieldsOf, isGrain } from './dateFields';
import { LENGTH } from './length';

type TimeRule = RuleSpec<TimeValue, TimeContext>;
const point = (value: Point): TimeValue => ({ point: value });

const YEAR = '(?:<era>?<num><nen>|<era><gannen>)<no>?';

const date = (match: Match, context: TimeContext): TimeValue | null => {
	const fields = fieldsOf(match, context);
	if (!fields) return null;
	const { year, month, dayOfMonth, weekday } = fields;
	if (year !== undefined && year < 100 && !match.get('era')) return null;
	return point({
		grain: 'day',
		...(year === undefined ? {} : { year }),
		...(month === undefined ? {} : { month }),
		...(dayOfMonth === undefined ? {} : { dayOfMonth }),
		...(weekday === undefined ? {} : { weekday }),
	});
};

const stretch =
	(grain: Grain) =>
	(match: Match, context: TimeContext): TimeValue | null => {
		const fields = fieldsOf(match, context);
		if (!fields) return null;
		const { year, month, dayOfMonth, nth, weekday } = fields;
		if (year !== undefined && year < 100 && !match.get('era')) return null;
		return point({
			grain,
			...(year === undefined ? {} : { year }),
			...(month === undefined ? {} : { month }),
			...(dayOfMonth === undefined ? {} : { dayOfMonth }),
			...(nth === undefined ? {} : { nth }),
			...(weekday === undefined ? {} : { weekday }),
		});
	};

/** The n-th weekday of a month; one that the month does not have is its last. */
const nthWeekday = (match: Match, context: TimeContext): TimeValue | null => {
	const fields = fieldsOf(match, context);
	if (fields?.weekday === undefined || fields.nth === undefined) return null;
	const now = relativePoint('month', 0, context.today);
	const wanted: Point = { grain: 'day', weekday: fields.weekday, nth: fields.nth, month: fields.month ?? now.month ?? 1 };
	const year = fields.year ?? (fields.month === undefined ? now.year : undefined);
	const day =
		year === undefined
			? resolvePoint(wanted, context.today)
			: (startIn(wanted, year, wanted.month ?? 1) ?? startIn({ ...wanted, nth: -1 }, year, wanted.month ?? 1));
	return day === null ? null : point({ grain: 'day', day });
};

const weekdayOfWeek = (match: Match, context: TimeContext): TimeValue | null => {
	const fields = fieldsOf(match, context);
	return fields?.weekday === undefined ? null : point(weekdayPoint(fields.weekday, fields.offset ?? 0, context.today));
};

const shifted =
	(sign: 1 | -1) =>
	(match: Match, { today }: TimeContext): TimeValue | null => {
		const length = durationOf(match.tokens);
		if (!length || length.unit === 'hour' || length.unit === 'minute' || length.unit === 'second') return null;
		const from = match.get('rel');
		const base = from ? today + from.value : today;
		const weekday = match.get('weekday');
		const day = shiftDay(base, length, sign);
		return weekday ? point(weekdayPoint(weekday.value, 0, day)) : point({ grain: 'day', day });
	};

const dayOfMonth = (match: Match, context: TimeContext): TimeValue | null => {
	const number = match.get('num');
	if (!number || number.value < 1 || number.value > 31) return null;
	const named = date(match, context);
	const exists = named && 'point' in named && resolvePoint(named.point, context.today) !== null;
	return exists ? named : point({ grain: 'day', dayOfMonth: number.value });
};

/** 「第10週」 without a year is one of the present year. */
const weekOfThisYear = (match: Match, { today }: TimeContext): TimeValue | null => {
	const nth = match.get('num')?.value ?? 0;
	return match.get('unit')?.key === 'week' && Number.isInteger(nth) && nth >= 1 && nth <= 53
		? point({ grain: 'week', year: dateOf(today).year, nth })
		: null;
};

/** The Japanese fiscal year begins in April. */
const fiscalYear = (year: number): TimeValue => point({ grain: 'year', day: dayNumber(year, 4, 1) });

const decade = (match: Match, { today }: TimeContext): TimeValue | null => {
	const figures = match.get('num')?.value ?? 0;
	if (figures % 10 !== 0) return null;
	const century = relativePoint('century', match.get('rel')?.value ?? 0, today).day ?? 0;
	const year = figures >= 100 ? figures : (relativeYear(century) ?? 2000) + figures;
	return point({ grain: 'decade', day: startIn({ grain: 'year' }, year, 1) ?? 0 });
};
const relativeYear = (day: number): number | undefined => relativePoint('year', 0, day).year;

/** Expressions that name one day, week, month …; longest first does not matter, the longest match wins. */
export const POINT_RULES: readonly TimeRule[] = [
	[
		'<written>(?:<no>?<weekday>)?',
		(match) => {
			const written = pointOf(match.get('written'));
			return written && point(written);
		},
	],
	[`${YEAR}<num><gatsu><no>?<num><nichi>(?:<no>?<weekday>)?`, date],
	['<rel><no>?<num><gatsu><no>?<num><nichi>(?:<no>?<weekday>)?', date],
	['<num><gatsu><no>?<num><nichi>(?:<no>?<weekday>)?', date],
	['<rel><no>?<num><nichi>(?:<no>?<weekday>)?', dayOfMonth],
	['<num><nichi|nichime>(?:<no>?<weekday>)?', dayOfMonth],
	[`${YEAR}<num><gatsu>`, stretch('month')],
	['<rel><no>?<num><gatsu>', (match, context) => (match.get('rel')?.key === 'year' ? stretch('month')(match, context) : null)],
	['<num><gatsu>', stretch('month')],
	[YEAR.replace('<no>?', ''), stretch('year')],
	[
		'<rel>',
		(match, { today }) => {
			const rel = match.get('rel');
			return rel && isGrain(rel.key) ? point(relativePoint(rel.key, rel.value, today)) : null;
		},
	],
	[
		'<rel|next><no>?<weekday>',
		(match, context) => (match.get('rel') && match.get('rel')?.key !== 'week' ? null : weekdayOfWeek(match, context)),
	],
	[
		'<relweekday>',
		(match, { today }) => {
			const token = match.get('relweekday');
			return token && point(weekdayPoint(token.value, Number(token.key), today));
		},
	],
	['<weekday>', (match) => point({ grain: 'day', weekday: match.get('weekday')?.value ?? 1 })],
	['<rel><no>?<dai>?<num><no>?<weekday>', nthWeekday],
	[`(?:${YEAR})?<num><gatsu><no>?<dai>?<num><no>?<weekday>`, nthWeekday],
	['<dai><num><no>?<weekday>', nthWeekday],
	[`(?:<rel>|(?:${YEAR})?<num><gatsu>)<no>?<last><weekday>`, nthWeekday],
	['<weekday><no>?<num><nichi>', dayOfMonth],
	[
		'<dotted>',
		(match, { purpose }) => {
			const written = pointOf(match.get('dotted'));
			return written && purpose === 'date' ? point(written) : null;
		},
	],
	[
		`(?:${YEAR}|<rel><no>?)(?:<num><gatsu><no>?)?<dai><num><unit>(?:<me>)?`,
		(match, context) => (match.get('unit')?.key === 'week' ? stretch('week')(match, context) : null),
	],
	[
		'<num><gatsu><no>?<dai><num><unit>',
		(match, context) => (match.get('unit')?.key === 'week' ? stretch('week')(match, context) : null),
	],
	['<dai><num><unit>', weekOfThisYear],
	[
		'(?:<num><gatsu><no>?)<num><nichi><no><unit>',
		(match, context) => (match.get('unit')?.key === 'week' ? stretch('week')(match, context) : null),
	],
	['<num><nichi><no><unit>', (match, context) => (match.get('unit')?.key === 'week' ? stretch('week')(match, context) : null)],
	[
		`(?:${YEAR}|<rel><no>?|<num><gatsu><no>?)<last><unit>`,
		(match, context) => (match.get('unit')?.key === 'week' ? stretch('week')(match, context) : null),
	],
	[
		'(?:<rel>|<num><gatsu>)<no>?<num><unit><me>',
		(match, context) => (match.get('unit')?.key === 'week' ? stretch('week')(match, context) : null),
	],
	[`${YEAR}<dai><num><quarter>`, stretch('quarter')],
	['<rel><no>?<dai><num><quarter>', stretch('quarter')],
	['<dai><num><quarter>', stretch('quarter')],
	[`${YEAR}<quartername>`, stretch('quarter')],
	['<rel><no>?<quartername>', stretch('quarter')],
	['<quartername>', stretch('quarter')],
	[`${YEAR}<halfname>`, stretch('half')],
	['<rel><no>?<halfname>', stretch('half')],
	['<halfname>', stretch('half')],
	['<fiscal>', (match, { today }) => fiscalYear(dateOf(addMonths(today, -3)).year + (match.get('fiscal')?.value ?? 0))],
	['<num><nendo>', (match) => ((match.get('num')?.value ?? 0) >= 1000 ? fiscalYear(match.get('num')?.value ?? 0) : null)],
	['<rel><no><num><nendai>', decade],
	['<num><nendai>', decade],
	[
		'<num><seiki>',
		(match) => point({ grain: 'century', day: startIn({ grain: 'year' }, ((match.get('num')?.value ?? 1) - 1) * 100, 1) ?? 0 }),
	],
	[`${YEAR}<season>`, () => point({ grain: 'season' })],
	['<rel|next><no>?<season>', () => point({ grain: 'season' })],
	['<season>', () => point({ grain: 'season' })],
	['<relseason>', () => point({ grain: 'season' })],
	[`${LENGTH}<ago>`, shifted(-1)],
	[
		`${LENGTH}<later|soon>`,
		(match, context) => (match.get('soon') && context.purpose === 'period' ? null : shifted(1)(match, context)),
	],
	[`<rel><no>${LENGTH}<ago>`, shifted(-1)],
	[`<rel><no>${LENGTH}<later|soon>`, shifted(1)],
	[`${LENGTH}<later><no><weekday>`, shifted(1)],
	[`${LENGTH}<ago><no><weekday>`, shifted(-1)],
	[
		`<rel><kara>${LENGTH}`,
		(match, context) => (context.purpose === 'date' && match.get('rel')?.key === 'day' ? shifted(1)(match, context) : null),
	],
	[`${LENGTH}<de>`, (match, context) => (context.purpose === 'date' ? shifted(1)(match, context) : null)],
	[
		'<holiday>',
		(match) => {
			const value = match.get('holiday')?.value ?? 0;
			return point({ grain: 'day', month: Math.floor(value / 100), dayOfMonth: value % 100 });
		},
	],
];
