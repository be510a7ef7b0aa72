import { formatDay, type DayNumber } from './calendar';
import type { GoalToken } from './goalTokens';
import { periodOf, type Period } from './period';
import { endOf, resolvePoint, startOf, type Point } from './point';
import { originalSpan, type SourceText } from './source';
import type { PeriodReading, Span } from './types';

/** A stretch an instruction names: what it may mean as the goal's period, or as a base to compare with. */
export interface Stretch {
	readonly first: DayNumber;
	/** Exclusive. */
	readonly end: DayNumber;
	readonly kind: PeriodReading['kind'];
	readonly span: Span;
	/** Set where "by June" may end before or with June: the other end. */
	readonly otherEnd: DayNumber | null;
	/** First day of the whole month, week … of which a deadline is the end; a relative target is about all of it. */
	readonly whole: DayNumber | null;
}

const isDeadlineWord = (token: GoalToken | undefined): boolean =>
	token?.cls === 'until' || token?.cls === 'limit' || token?.cls === 'deadline';

/** End of a period with a named last element (12日まで, through March) included. */
const includedEnd = ({ end, last }: Period): DayNumber | null => (end === null ? null : last === null ? end : endOf(last, end));

/**
 * The days of 「200万円 7日」: a day of the month that nothing but a figure stands beside. A goal for the one day of the 7th would be
 * said with its month or a particle (7日に, 7日の, 7日まで).
 */
function bareLength(
	{ grain, dayOfMonth, ...more }: Point,
	tokens: readonly GoalToken[],
	index: number,
	{ text }: SourceText,
): number | null {
	if (grain !== 'day' || dayOfMonth === undefined || Object.keys(more).length > 0) return null;
	const mayStandBeside = (token: GoalToken | undefined): boolean =>
		token === undefined || STANDS_ALONE.has(token.cls) || /^[,、]$/.test(text.slice(token.start, token.end));
	if (![tokens[index - 1], tokens[index + 1]].every(mayStandBeside)) return null;
	return tokens.some(({ cls }, other) => cls === 'time' && other !== index) ? null : dayOfMonth;
}
const STANDS_ALONE: ReadonlySet<string> = new Set(['money', 'number', 'budget', 'stop']);

/** The stretch a time token names among its neighbours; null for seasons and open ranges. */
export function stretchOf(tokens: readonly GoalToken[], index: number, today: DayNumber, source: SourceText): Stretch | null {
	const token = tokens[index];
	const time = token?.time;
	if (!token || !time) return null;
	const before = tokens[index - 1];
	const after = tokens[index + 1];
	const isDeadline = isDeadlineWord(after) || before?.cls === 'deadline';
	const span = originalSpan(
		source,
		before?.cls === 'deadline' ? before.start : token.start,
		isDeadlineWord(after) && after ? after.end : token.end,
	);
	if ('period' in time) {
		const end = includedEnd(time.period);
		const first = time.period.start;
		if (first === null || end === null) return null;
		if (isDeadline && time.period.last === null && first > today)
			return { first: today, end, kind: 'deadline', span, otherEnd: null, whole: null };
		return { first, end, kind: time.period.last === null ? 'length' : 'range', span, otherEnd: null, whole: null };
	}
	const { point } = time;
	const length = isDeadline ? null : bareLength(point, tokens, index, source);
	if (length !== null) return { first: today, end: today + length, kind: 'length', span, otherEnd: null, whole: null };
	if (point.grain === 'day') {
		const day = resolvePoint(point, today);
		// "By Friday" on a Friday may mean this one or the next.
		const otherEnd = day === today && point.weekday !== undefined && point.day === undefined ? day + 8 : null;
		return day === null
			? null
			: {
					first: isDeadline ? Math.min(today, day) : day,
					end: day + 1,
					kind: isDeadline ? 'deadline' : 'calendar',
					span,
					otherEnd,
					whole: null,
				};
	}
	const period = periodOf(point, today);
	if (!period || period.start === null || period.end === null) return null;
	const { start, end } = period;
	if (!isDeadline && point.part !== 'late') return { first: start, end, kind: 'calendar', span, otherEnd: null, whole: null };
	const mayEndBefore =
		point.part === undefined &&
		point.grain !== 'weekend' &&
		start > today &&
		(after?.key === 'before' || before?.key === 'before');
	return {
		first: Math.min(today, end - 1),
		end,
		kind: 'deadline',
		span,
		otherEnd: mayEndBefore ? start : null,
		whole: startOf(point.grain, start),
	};
}

/** The reading of a stretch. */
export const periodReading = ({ first, end, kind, span }: Stretch): PeriodReading => ({
	firstDay: formatDay(first),
	lastDay: formatDay(end - 1),
	kind,
	span,
});
