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
	/** Set where the words have two readings ("by June" may end before or with June): the other days. */
	readonly other: Pick<Stretch, 'first' | 'end'> | null;
	/** First day of the whole month, week … of which a deadline is the end; a relative target is about all of it. */
	readonly whole: DayNumber | null;
}

const isDeadlineWord = (token: GoalToken | undefined): boolean =>
	token?.cls === 'until' || token?.cls === 'limit' || token?.cls === 'deadline';

/** End of a period with a named last element (12日まで, through March) included. */
const includedEnd = ({ end, last }: Period): DayNumber | null => (end === null ? null : last === null ? end : endOf(last, end));

/** What makes a day of the month of the 7日 it is glued to: 7日に, 7日の, 7日まで. */
const DATED = /^(?:[にのはがをもへ]|から|まで|より|以降|付|中|締|〆|頃|ごろ)/;
const APART: ReadonlySet<string> = new Set(['money', 'number', 'budget', 'stop']);

/**
 * The days of 「200万円 7日」: a day of the month without a month or a particle of its own is a length. Doubtful where it is glued to
 * words that could make either of it (7日お願い, 期限 7日).
 */
function bareLength(
	{ grain, dayOfMonth, ...more }: Point,
	tokens: readonly GoalToken[],
	index: number,
	source: SourceText,
): { readonly days: number; readonly isDoubtful: boolean } | null {
	const token = tokens[index];
	if (!token || grain !== 'day' || dayOfMonth === undefined || Object.keys(more).length > 0) return null;
	if (!/日$/.test(source.text.slice(token.start, token.end)) || DATED.test(source.text.slice(token.end))) return null;
	if (tokens.some(({ cls }, other) => cls === 'time' && other !== index)) return null;
	const { start, end } = originalSpan(source, token.start, token.end);
	const [before, after] = [tokens[index - 1], tokens[index + 1]];
	const isApart = (neighbour: GoalToken | undefined, mark: string): boolean =>
		neighbour === undefined || APART.has(neighbour.cls) || /^[\s,、。!?!?]$/.test(mark);
	const isDoubtful =
		before?.cls === 'until' ||
		!isApart(before, source.original.charAt(start - 1)) ||
		!isApart(after, source.original.charAt(end));
	return { days: dayOfMonth, isDoubtful };
}

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
			return { first: today, end, kind: 'deadline', span, other: null, whole: null };
		return { first, end, kind: time.period.last === null ? 'length' : 'range', span, other: null, whole: null };
	}
	const { point } = time;
	const length = isDeadline ? null : bareLength(point, tokens, index, source);
	if (length !== null) {
		const day = length.isDoubtful ? resolvePoint(point, today) : null;
		const other = day === null ? null : { first: day, end: day + 1 };
		return { first: today, end: today + length.days, kind: 'length', span, other, whole: null };
	}
	if (point.grain === 'day') {
		const day = resolvePoint(point, today);
		// "By Friday" on a Friday may mean this one or the next.
		const isDouble = day === today && point.weekday !== undefined && point.day === undefined;
		return day === null
			? null
			: {
					first: isDeadline ? Math.min(today, day) : day,
					end: day + 1,
					kind: isDeadline ? 'deadline' : 'calendar',
					span,
					other: isDouble ? { first: isDeadline ? today : day, end: day + 8 } : null,
					whole: null,
				};
	}
	const period = periodOf(point, today);
	if (!period || period.start === null || period.end === null) return null;
	const { start, end } = period;
	if (!isDeadline && point.part !== 'late') return { first: start, end, kind: 'calendar', span, other: null, whole: null };
	const mayEndBefore =
		point.part === undefined &&
		point.grain !== 'weekend' &&
		start > today &&
		(after?.key === 'before' || before?.key === 'before');
	const first = Math.min(today, end - 1);
	return {
		first,
		end,
		kind: 'deadline',
		span,
		other: mayEndBefore ? { first, end: start } : null,
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
