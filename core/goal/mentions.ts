import type { Locale } from '../types';
import { formatDay, parseDay } from './calendar';
import { readerOf } from './locales';
import { periodDates, periodOf } from './period';
import { resolvePoint } from './point';
import { originalSpan, readSource } from './source';
import type { TimeToken } from './timeTokens';

/** What stands for a date that does not exist (30 February). */
const NO_SUCH_DAY = '0001-01-01';

/** What a mention reader can be asked for. */
export type MentionKind = 'currency' | 'percent' | 'number' | 'duration' | 'period' | 'date' | 'boolean';

/** A mention: UTF-16 offsets in the original text, `end` exclusive, and the fields of its kind. */
export interface Mention {
	readonly start: number;
	readonly end: number;
	readonly [field: string]: unknown;
}

/**
 * All mentions of one kind in a text, in order. `reference` is the ISO date that relative expressions count from. Dates and periods
 * without a year are read as the next ones; the end of a range is the day its words name.
 */
export function readMentions(text: string, kind: MentionKind, locale: Locale, reference: string): Mention[] {
	const source = readSource(text);
	const reader = readerOf(locale);
	const today = parseDay(reference) ?? 0;
	const at = (start: number, end: number, fields: object): Mention => ({ ...originalSpan(source, start, end), ...fields });
	switch (kind) {
		case 'currency':
			return reader.amounts(source).map(({ start, end, value }) => at(start, end, value));
		case 'percent':
			return reader.percents(source).map(({ start, end, value }) => at(start, end, { value }));
		case 'number':
			return reader.numbers(source).map(({ start, end, value }) => at(start, end, { value }));
		case 'duration':
			return reader.durations(source).map(({ start, end, value }) => at(start, end, { seconds: value.seconds }));
		case 'boolean':
			return reader.booleans(source).map(({ start, end, value }) => at(start, end, { value }));
		case 'date':
			return reader.time(source, { today, purpose: 'date' }).flatMap((token: TimeToken) => {
				if (!token.time || !('point' in token.time) || token.time.point.grain !== 'day') return [];
				const day = resolvePoint(token.time.point, today);
				return [at(token.start, token.end, { date: day === null ? NO_SUCH_DAY : formatDay(day) })];
			});
		case 'period':
			return reader.time(source, { today, purpose: 'period' }).flatMap((token: TimeToken) => {
				if (!token.time) return [];
				const { time } = token;
				const period = 'period' in time ? time.period : time.point.grain === 'day' ? null : periodOf(time.point, today);
				return period ? [at(token.start, token.end, periodDates(period))] : [];
			});
	}
}
