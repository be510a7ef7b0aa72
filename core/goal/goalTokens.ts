import { createLexicon } from './lexicon';
import type { LocaleReader } from './reader';
import type { SourceText } from './source';
import type { TimeContext, TimeToken, TimeValue } from './timeTokens';
import { OTHER, tokenise, type Token } from './tokens';

/** A token of an instruction: a word of the goal lexicon, a figure, an expression of time, or unknown text (`gap`). */
export interface GoalToken extends Token {
	readonly time?: TimeValue;
}

/** Where readings overlap the longer wins, then the earlier of this list. */
const RANK = ['per', 'money', 'percent', 'time', 'word', 'number'];

interface Reading {
	readonly rank: string;
	readonly token: GoalToken;
}

/** Figures and expressions of time that one language reads. */
const figures = (source: SourceText, reader: LocaleReader, context: TimeContext): Reading[] => [
	...reader
		.amounts(source)
		.flatMap(({ start, end, value }) =>
			value.value === null
				? []
				: [{ rank: 'money', token: { cls: 'money', value: value.value, key: value.currency ?? '?', start, end } }],
		),
	...reader
		.percents(source)
		.map(({ start, end, value }) => ({ rank: 'percent', token: { cls: 'percent', value, key: '', start, end } })),
	...reader
		.numbers(source)
		.map(({ start, end, value }) => ({ rank: 'number', token: { cls: 'number', value, key: '', start, end } })),
	...reader
		.time(source, context)
		.flatMap((token: TimeToken) => (token.time ? [{ rank: 'time', token: { ...token, cls: 'time' } }] : [])),
];

/** All readings of an instruction in one row, none overlapping. */
export function readGoalTokens(
	source: SourceText,
	readers: readonly LocaleReader[],
	context: TimeContext,
	named: readonly { key: string; name: string }[],
): GoalToken[] {
	const catalog = createLexicon(
		named.map(({ key, name }) => ({ cls: 'workflow', key, words: [name.toLowerCase(), key.toLowerCase()] })),
	);
	const words = [catalog, ...readers.map(({ goalWords }) => goalWords)].flatMap((lexicon) =>
		tokenise(source, { lexicon, scanners: [] }).filter(({ cls }) => cls !== OTHER),
	);
	const readings: Reading[] = [...readers.flatMap((reader) => figures(source, reader, context))];
	readings.push(
		...words.map((token) => ({ rank: token.cls === 'per' && startsFigure(readings, token.end) ? 'per' : 'word', token })),
	);
	readings.sort(
		(a, b) => a.token.start - b.token.start || b.token.end - a.token.end || RANK.indexOf(a.rank) - RANK.indexOf(b.rank),
	);
	return withGaps(
		source,
		readings.map(({ token }) => token),
	);
}

/** Whether a figure follows at once: the 「1日」 of 「1日50件」 is a rate, not the first of the month. */
const startsFigure = (readings: readonly Reading[], at: number): boolean =>
	readings.some(({ rank, token }) => (rank === 'number' || rank === 'money') && token.start >= at && token.start <= at + 2);

function withGaps(source: SourceText, sorted: readonly GoalToken[]): GoalToken[] {
	const tokens: GoalToken[] = [];
	let end = 0;
	const gap = (until: number): void => {
		if (source.text.slice(end, until).trim() !== '') tokens.push({ cls: 'gap', value: 0, key: '', start: end, end: until });
	};
	for (const token of sorted) {
		if (token.start < end) continue;
		gap(token.start);
		tokens.push(token);
		end = token.end;
	}
	gap(source.text.length);
	return tokens;
}
