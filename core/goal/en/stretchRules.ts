import { dateOf, dayNumber } from '../calendar';
import { relativePoint, type Grain, type Point } from '../point';
import type { Match, RuleSpec } from '../rules';
import { pointOf, type TimeContext, type TimeValue } from '../timeTokens';

type TimeRule = RuleSpec<TimeValue, TimeContext>;
const point = (value: Point | null): TimeValue | null => value && { point: value };
const GRAINS: ReadonlySet<string> = new Set(['weekend', 'week', 'month', 'quarter', 'year', 'decade', 'century']);
const isGrain = (key: string): key is Grain => GRAINS.has(key);

/** The year a match names in figures or as "next year". */
function yearOf(match: Match, today: number): number | undefined {
	const named = match.get('year')?.value;
	if (named !== undefined) return named;
	const unit = match.tokens.find(({ cls, key }) => cls === 'unit' && key === 'year');
	const mod = unit && match.tokens[match.tokens.indexOf(unit) - 1];
	return unit ? dateOf(today).year + (mod?.cls === 'mod' ? mod.value : 0) : undefined;
}

const withYear = (match: Match, today: number): { year?: number } => {
	const year = yearOf(match, today);
	return year === undefined ? {} : { year };
};

const monthOf = (match: Match, { today }: TimeContext): TimeValue | null => {
	const month = match.get('month')?.value;
	return month === undefined ? null : point({ grain: 'month', month, ...withYear(match, today) });
};

/** "last September" is that of last year, "next June" that of the next. */
const shiftedMonth = (match: Match, { today }: TimeContext): TimeValue | null =>
	point({ grain: 'month', month: match.get('month')?.value ?? 1, year: dateOf(today).year + (match.get('mod')?.value ?? 0) });

const unitPoint = (match: Match, { today }: TimeContext, offset: number): TimeValue | null => {
	const key = match.get('unit')?.key ?? '';
	return isGrain(key) ? point(relativePoint(key, offset, today)) : null;
};

/** The n-th week, quarter … of a month or year. "Last" is −1. */
const nthOf =
	(grain: 'week' | 'quarter' | 'half', count: (match: Match) => number) =>
	(match: Match, { today }: TimeContext): TimeValue | null => {
		const unit = match.get('unit')?.key;
		if (unit !== undefined && unit !== grain && !(unit === 'year' || unit === 'month')) return null;
		const month = match.get('month')?.value;
		const container = match.tokens.filter(({ cls }) => cls === 'unit').at(-1);
		if (grain === 'week' && month === undefined && container?.key === 'month') {
			const shift = match.tokens[match.tokens.indexOf(container) - 1];
			const at = relativePoint('month', shift?.cls === 'mod' ? shift.value : 0, today);
			return point({
				grain,
				nth: count(match),
				...(at.year === undefined ? {} : { year: at.year }),
				...(at.month === undefined ? {} : { month: at.month }),
			});
		}
		return point({ grain, nth: count(match), ...withYear(match, today), ...(month === undefined ? {} : { month }) });
	};

const isUnit = (match: Match, key: string, nth = 0): boolean => match.get('unit', nth)?.key === key;
const ordinal = (match: Match): number => match.get('ord')?.value ?? (match.tokens.some(({ cls }) => cls === 'mod') ? -1 : 1);

const decade = (match: Match, { today }: TimeContext): TimeValue | null => {
	const token = match.get('decade');
	if (!token) return null;
	const whole = match.get('year')?.value;
	if (whole !== undefined)
		return whole % 100 === 0 && token.key !== 'figures'
			? point({ grain: 'decade', day: dayNumber(whole + token.value, 1, 1) })
			: null;
	const lead = match.get('num')?.value;
	const century = lead === undefined ? Math.floor(dateOf(today).year / 100) : lead;
	if (lead !== undefined && (lead < 10 || lead > 30)) return null;
	const year = token.value >= 1000 ? token.value : century * 100 + token.value;
	return token.value % 10 === 0 && (token.key === 'figures' || token.value > 10 || lead !== undefined || token.value === 0)
		? point({ grain: 'decade', day: dayNumber(year, 1, 1) })
		: null;
};

/** "the week of the 18th": the week that day is in. */
const weekOfDay = (match: Match): TimeValue | null => {
	const named = pointOf(match.get('written'));
	if (named)
		return named.dayOfMonth === undefined
			? null
			: point({
					grain: 'week',
					month: named.month ?? 1,
					dayOfMonth: named.dayOfMonth,
					...(named.year === undefined ? {} : { year: named.year }),
				});
	const dayOfMonth = (match.get('ord') ?? match.get('num'))?.value;
	const month = match.get('month')?.value;
	const year = match.get('year')?.value;
	return dayOfMonth === undefined
		? null
		: point({ grain: 'week', dayOfMonth, ...(month === undefined ? {} : { month }), ...(year === undefined ? {} : { year }) });
};

const season = (): TimeValue => ({ point: { grain: 'season' } });
const IN_YEAR = '(?:<of|in|p>{0,2}(?:<year>|<the>?<mod>?<unit>))';
const DATE = '(?:<month><p>?<the>?<ord|num>(?:<p>?<year>)?|<the>?<ord|num>(?:<of|p>?<month>(?:<p>?<year>)?)?|<written>)';

/** Expressions that name a week, a month, a year …. */
export const STRETCH_RULES: readonly TimeRule[] = [
	['<month>', monthOf],
	['<month><of|p|in>{0,2}<year>', monthOf],
	['<year><p|of>{0,2}<month>', monthOf],
	['<mod><month>', shiftedMonth],
	['<month><of|in|p>?<mod><unit>', (match, context) => (isUnit(match, 'year') ? monthOf(match, context) : null)],
	['<mod><unit><p>?<month>', (match, context) => (isUnit(match, 'year') ? monthOf(match, context) : null)],
	[
		'<the>?<unit><year|num>',
		(match, context) =>
			isUnit(match, 'year')
				? point({ grain: 'year', year: (match.get('year') ?? match.get('num'))?.value ?? 1 })
				: isUnit(match, 'week') && match.get('num')
					? point({ grain: 'week', nth: match.get('num')?.value ?? 1, year: dateOf(context.today).year })
					: null,
	],
	[
		'<unit><num><of|in|p>?<year>',
		(match) =>
			isUnit(match, 'week')
				? point({ grain: 'week', nth: match.get('num')?.value ?? 1, year: match.get('year')?.value ?? 1 })
				: null,
	],
	[
		'<the>?<unit><of><year>',
		(match) => (isUnit(match, 'year') ? point({ grain: 'year', year: match.get('year')?.value ?? 1 }) : null),
	],
	['<year>', (match) => point({ grain: 'year', year: match.get('year')?.value ?? 1 })],
	['<mod><unit>', (match, context) => (isUnit(match, 'day') ? null : unitPoint(match, context, match.get('mod')?.value ?? 0))],
	['<the><unit>', (match, context) => (isUnit(match, 'day') ? null : unitPoint(match, context, 0))],
	['<unit>', (match, context) => (isUnit(match, 'weekend') ? unitPoint(match, context, 0) : null)],
	['<the>?<unit><afternext>', (match, context) => unitPoint(match, context, 2)],
	[
		'<the>?<ord|mod><unit>',
		(match, context) =>
			match.get('ord') && isUnit(match, 'quarter')
				? nthOf('quarter', ordinal)(match, context)
				: match.get('ord') && isUnit(match, 'century')
					? point({ grain: 'century', day: dayNumber(((match.get('ord')?.value ?? 1) - 1) * 100, 1, 1) })
					: null,
	],
	[
		`<the>?<ord|mod><unit>${IN_YEAR}`,
		(match, context) =>
			isUnit(match, 'week')
				? nthOf('week', ordinal)(match, context)
				: isUnit(match, 'quarter')
					? nthOf('quarter', (m) => (m.get('ord') ? ordinal(m) : 4))(match, context)
					: null,
	],
	[
		`<the>?<ord|mod><unit><of|in><month>(?:<p|of>?<year>)?`,
		(match, context) => (isUnit(match, 'week') ? nthOf('week', ordinal)(match, context) : null),
	],
	[`<the>?<ord|mod><half>${IN_YEAR}`, (match, context) => nthOf('half', (m) => (m.get('ord') ? ordinal(m) : 2))(match, context)],
	[`<the>?<quartername>`, nthOf('quarter', (match) => match.get('quartername')?.value ?? 1)],
	[`<the>?<quartername>${IN_YEAR}`, nthOf('quarter', (match) => match.get('quartername')?.value ?? 1)],
	['<year><p|of>?<quartername>', nthOf('quarter', (match) => match.get('quartername')?.value ?? 1)],
	['<mod><unit><p>?<quartername>', nthOf('quarter', (match) => match.get('quartername')?.value ?? 1)],
	[`<halfname>${IN_YEAR}`, nthOf('half', (match) => match.get('halfname')?.value ?? 1)],
	['<year><p|of>?<halfname>', nthOf('half', (match) => match.get('halfname')?.value ?? 1)],
	[
		'<year><p>?<the>?<ord><unit>',
		(match, context) => (isUnit(match, 'quarter') ? nthOf('quarter', ordinal)(match, context) : null),
	],
	['<the>?<num>?<p>?<decade>', decade],
	['<the>?<year><and>?<decade>', decade],
	[`<the>?<unit><of|p|starting><on|the>{0,2}${DATE}`, (match) => (isUnit(match, 'week') ? weekOfDay(match) : null)],
	['<the>?<unit><of><month>(?:<p>?<year>)?', (match, context) => (isUnit(match, 'month') ? monthOf(match, context) : null)],
	['<the>?<mod>?<season>(?:<of|p>?<year>)?', season],
	['<year><p>?<season>', season],
	[
		'<year><p>?<the>?<ord|mod><unit>',
		(match, context) => (isUnit(match, 'week') ? nthOf('week', ordinal)(match, context) : null),
	],
	['<mod|part|the>?<season><of><mod>?<unit>', season],
];
