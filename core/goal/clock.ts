import type { GoalToken } from './goalTokens';
import { originalSpan, type SourceText } from './source';
import type { Span } from './types';

/** Times of day as both languages write them: 18時, 午後6時半, 18:00, 6pm, noon. 「24時間」 is a length. */
const CLOCK = [
	/(?:午前|午後|朝|夕方|夜)?の?(?<!\d)\d{1,2}時(?:半|\d{1,2}分)?(?!間)/g,
	/正午/g,
	/(?:\bat )?(?<![\d:])\d{1,2}(?::[0-5]\d)?\s?(?:am|pm|a\.m\.|p\.m\.)(?![a-z])/g,
	/(?:\bat )?(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])/g,
	/(?:\bat )?\b(?:noon|midnight)\b/g,
];

const isEnd = (token: GoalToken | undefined): boolean =>
	token?.cls === 'until' || token?.cls === 'limit' || token?.cls === 'deadline';

/**
 * Takes the times of day out of deadlines (金曜の18時まで, "by Friday 6pm"), so that the day before them is read as the deadline it is.
 * Goals are made of whole days, so the reader has to ask about what is taken out of deadlines. Times of day elsewhere are taken out too,
 * and nothing is asked about them.
 */
export function withoutClocks(
	tokens: readonly GoalToken[],
	source: SourceText,
): { readonly tokens: readonly GoalToken[]; readonly clocks: readonly Span[] } {
	const found = CLOCK.flatMap((pattern) => [...source.lower.matchAll(pattern)])
		.map(({ index, 0: text }) => ({ start: index, end: index + text.length }))
		.sort((a, b) => a.start - b.start || b.end - a.end);
	const clocks: Span[] = [];
	const left = new Set(tokens.keys());
	for (const { start, end } of found) {
		const inside = [...left].filter((index) => (tokens[index]?.end ?? 0) > start && (tokens[index]?.start ?? end) < end);
		const [first, last] = [inside[0], inside.at(-1)];
		// 18時30分 holds a length of 30分 of its own; only a time that reaches beyond the clock says something else.
		const isOther = (token: GoalToken | undefined): boolean => token?.cls === 'time' && (token.start < start || token.end > end);
		if (first === undefined || last === undefined || inside.some((index) => isOther(tokens[index]))) continue;
		const link = (index: number): number => (tokens[index]?.cls === 'bare' ? 1 : 0);
		const before = first - 1 - link(first - 1);
		const after = last + 1 + link(last + 1);
		const isDeadline =
			isEnd(tokens[last + 1]) || isEnd(tokens[before]) || (tokens[before]?.cls === 'time' && isEnd(tokens[before - 1]));
		if (!isDeadline) {
			// "10 pm" may be ten a month; else the figures of a clock are no figures of the goal (毎日18時にレポートして).
			if (inside.some((index) => tokens[index]?.cls === 'per') && !/^at |:/.test(source.lower.slice(start, end))) continue;
			for (const index of inside) left.delete(index);
			continue;
		}
		for (const index of inside) left.delete(index);
		// What joins it to its day goes with it: 金曜の18時, "6pm on Friday".
		if (tokens[before]?.cls === 'time') for (let index = before + 1; index < first; index++) left.delete(index);
		if (tokens[after]?.cls === 'time') for (let index = last + 1; index < after; index++) left.delete(index);
		clocks.push(originalSpan(source, start, end));
	}
	return { tokens: tokens.filter((_, index) => left.has(index)), clocks };
}
