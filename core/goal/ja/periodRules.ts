import { dayNumber } from '../calendar';
import { shiftDay } from '../duration';
import { durationOf } from '../lengthTokens';
import { between, type Period } from '../period';
import { endOf, relativePoint, resolvePoint, startOf, type Point } from '../point';
import { rangeOf } from '../range';
import type { Match, RuleSpec } from '../rules';
import { lengthOf, pointOf, type TimeContext, type TimeValue } from '../timeTokens';
import { LENGTH } from './length';

type TimeRule = RuleSpec<TimeValue, TimeContext>;
const period = (value: Period | null): TimeValue | null => value && { period: value };
const isPart = (key: string): key is 'early' | 'mid' | 'late' => key === 'early' || key === 'mid' || key === 'late';

const range = (match: Match, { today }: TimeContext): TimeValue | null => {
	const from = pointOf(match.get('point'));
	const to = pointOf(match.get('point', 1));
	return from && to ? period(rangeOf(from, to, today)) : null;
};

/** 「2014-2018」: only where a stretch of time is asked for, since goals name amounts like that. */
const years = (match: Match, { purpose }: TimeContext): TimeValue | null => {
	const [from = 0, to = 0] = match.tokens.filter(({ cls }) => cls === 'num').map(({ value }) => value);
	const plausible = Number.isInteger(from) && Number.isInteger(to) && from >= 1500 && to < 2500 && from < to;
	return plausible && purpose === 'period' ? period(between(dayNumber(from, 1, 1), dayNumber(to, 1, 1), 'year')) : null;
};

const fromPoint = (match: Match, { today }: TimeContext): TimeValue | null => {
	const from = pointOf(match.get('point'));
	const length = durationOf(match.tokens);
	const start = from && resolvePoint(from, today);
	return start === null || !length ? null : period(between(start, shiftDay(start, length, 1)));
};

/** 「12月1日から10日間で」: the length was read as a window of its own first. */
const fromPointFor = (match: Match, { today }: TimeContext): TimeValue | null => {
	const from = pointOf(match.get('point'));
	const length = lengthOf(match.get('period'));
	const start = from && resolvePoint(from, today);
	return start === null || !length ? null : period(between(start, shiftDay(start, length, 1)));
};

const rest = (from: Point | null, { today }: TimeContext): TimeValue | null => {
	const start = from && resolvePoint(from, today);
	if (from === null || start === null || from.grain === 'day') return null;
	return period(between(Math.max(today, start), endOf(from.grain, start) - 1, 'day'));
};

const withPart = (match: Match): TimeValue | null => {
	const whole = pointOf(match.get('point'));
	const part = match.get('part')?.key ?? '';
	return whole && isPart(part) && whole.grain !== 'day' ? { point: { ...whole, part } } : null;
};

const relative =
	(grain: 'month' | 'year' | 'quarter', part: 'early' | 'late') =>
	(match: Match, { today }: TimeContext): TimeValue | null => ({
		point: { ...(pointOf(match.get('point')) ?? relativePoint(grain, 0, today)), part },
	});

const monthPart =
	(part: 'early' | 'late') =>
	(match: Match): TimeValue | null => {
		const month = match.get('num')?.value ?? 0;
		const year = pointOf(match.get('point'));
		if (!(Number.isInteger(month) && month >= 1 && month <= 12) || (year && year.grain !== 'year')) return null;
		return { point: { grain: 'month', month, part, ...(year?.year === undefined ? {} : { year: year.year }) } };
	};

/** 2027年末. */
const yearPart =
	(part: 'early' | 'late') =>
	(match: Match): TimeValue | null => {
		const year = match.get('num')?.value ?? 0;
		return Number.isInteger(year) && year >= 1000 && year <= 9999 ? { point: { grain: 'year', year, part } } : null;
	};

/** Parts of a stretch: 今月の下旬, 年末. Applied before ranges, so that 「3月上旬から」 has its bound. */
export const PART_RULES: readonly TimeRule[] = [
	['<point><no>?<part>', withPart],
	['<nenmatsu>', relative('year', 'late')],
	['<num><nenmatsu>', yearPart('late')],
	['<num><nentou>', yearPart('early')],
	['<nentou>', relative('year', 'early')],
	['<getsumatsu>', relative('month', 'late')],
	['<getsusho>', relative('month', 'early')],
	[
		'<point><no>?<getsumatsu>',
		(match, context) => (pointOf(match.get('point'))?.grain === 'month' ? relative('month', 'late')(match, context) : null),
	],
	['<num><getsumatsu>', monthPart('late')],
	['<num><getsusho>', monthPart('early')],
	['<point><no>?<num><getsumatsu>', monthPart('late')],
	['<kimatsu>', relative('quarter', 'late')],
];

/** Stretches of time: ranges, windows before and after today, the rest of a week. */
export const PERIOD_RULES: readonly TimeRule[] = [
	['<point><kara|tilde><point>(?:<made>)?(?:<aida>)?', range],
	['<point><to><point><aida>', range],
	['<num><tilde|kara><num>(?:<aida>)?', years],
	[`<point><kara>${LENGTH}<within|aida|made>?`, fromPoint],
	['<point><no>?<nokori|ippai>', (match, context) => rest(pointOf(match.get('point')), context)],
	[
		'<unit|gatsu|nen><no>?<nokori>',
		(match, context) =>
			rest(relativePoint(match.get('gatsu') ? 'month' : match.get('nen') ? 'year' : 'week', 0, context.today), context),
	],
	['<nennai>', (_, { today }) => period({ start: today, end: endOf('year', startOf('year', today)), last: null })],
	['<point><kara><period>', fromPointFor],
	[
		'<point><kara><untilnow>',
		(match, { today }) => {
			const from = pointOf(match.get('point'));
			return from && period(rangeOf(from, relativePoint('day', 0, today), today));
		},
	],
];
