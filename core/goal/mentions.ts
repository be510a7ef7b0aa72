import { parseDay } from './calendar';
import { foldJapaneseTime, readJapaneseDurations } from './ja/readTime';
import { readJapaneseAmounts, readJapaneseNumbers, readJapanesePercents } from './ja/readAmount';
import { periodDates, periodOf } from './period';
import { resolvePoint } from './point';
import { originalSpan, readSource } from './source';
import { formatDay } from './calendar';
import type { TimeToken } from './timeTokens';
import type { Locale } from '../types';

/** What a mention reader can be asked for. */
export type MentionKind = 'currency' | 'percent' | 'number' | 'duration' | 'period' | 'date' | 'boolean';

/** A mention: UTF-16 offsets in the original text, `end` exclusive, and the fields of its kind. */
export interface Mention {
	readonly start: number;
	readonly end: number;
	readonly [field: string]: unknown;
}
export function readMentions(text: string, kind: MentionKind, locale: Locale, reference: string): Mention[] {
	const source = readSource(text);
	const today = parseDay(reference) ?? 0;
	const at = (start: number, end: number, fields: object): Mention => ({ ...originalSpan(source, start, end), ...fields });
	if (locale === 'en') return [];
	switch (kind) {
		case 'currency':
			return readJapaneseAmounts(source).map(({ start, end, value }) => at(start, end, value));
		case 'percent':
			return readJapanesePercents(source).map(({ start, end, value }) => at(start, end, { value }));
		case 'number':
			return readJapaneseNumbers(source).map(({ start, end, value }) => at(start, end, { value }));
		case 'duration':
			return readJapaneseDurations(source).map(({ start, end, value }) => at(start, end, { seconds: value.seconds }));
		case 'date':
			return foldJapaneseTime(source, { today, purpose: 'date' }).flatMap((token: TimeToken) => {
				if (!token.time || !('point' in token.time) || token.time.point.grain !== 'day') return [];
				const day = resolvePoint(token.time.point, today);
				return [at(token.start, token.end, { date: day === null ? null : formatDay(day) })];
			});
		case 'period':
			return foldJapaneseTime(source, { today, purpose: 'period' }).flatMap((token: TimeToken) => {
				if (!token.time) return [];
				const period = 'period' in token.time ? token.time.period : token.time.point.grain === 'day' ? null : periodOf(token.time.point, today);
				return period ? [at(token.start, token.end, periodDates(period))] : [];
			});
		default:
			return [];
	}
}
