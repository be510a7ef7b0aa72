import { CALENDAR_WORDS, RELATION_WORDS, RELATIVE_WORDS, UNIT_WORDS } from '../../locale/en/goal/timeWords';
import { createLexicon } from '../lexicon';
import type { SourceText } from '../source';
import type { TimeToken } from '../timeTokens';
import { OTHER, tokenise, type Grammar, type Scanner, type Token } from '../tokens';
import { readWrittenDate } from '../writtenDate';
import { readCardinal, readOrdinal } from './numeral';

const scanNumber: Scanner = (source, at) => {
	const number = readCardinal(source, at);
	return number && { cls: 'num', value: number.value, key: '', start: at, end: number.end };
};

const scanOrdinal: Scanner = (source, at) => {
	const ordinal = readOrdinal(source, at);
	return (
		ordinal && {
			cls: 'ord',
			value: ordinal.value,
			key: source.lower.slice(at, ordinal.end) === 'second' ? 'second' : '',
			start: at,
			end: ordinal.end,
		}
	);
};

/** A date in figures. "4 - 22, 1995" is no date but two days and a year. */
const scanWrittenDate: Scanner = ({ text, lower }, at): TimeToken | null => {
	if (/\bat *$/.test(lower.slice(Math.max(0, at - 8), at))) return null;
	const written = readWrittenDate(text, at, 'monthFirst', /\bon *$/.test(lower.slice(Math.max(0, at - 8), at)));
	const isSpan = written !== null && / - .*,/.test(text.slice(at, written.end));
	return written && !isSpan
		? { cls: 'written', value: 0, key: '', start: at, end: written.end, time: { point: written.point } }
		: null;
};

const DECADE = /'?(\d{2}|\d{4})'?s(?![a-z])/y;
const scanDecade: Scanner = ({ lower }, at) => {
	DECADE.lastIndex = at;
	const match = DECADE.exec(lower);
	const value = Number(match?.[1] ?? 1);
	return match && value % 10 === 0 ? { cls: 'decade', value, key: 'figures', start: at, end: at + match[0].length } : null;
};

const EN_TIME: Grammar = {
	lexicon: createLexicon(RELATIVE_WORDS, CALENDAR_WORDS, RELATION_WORDS, UNIT_WORDS),
	scanners: [scanWrittenDate, scanOrdinal, scanNumber, scanDecade],
};

const isFigures = ({ text }: SourceText, token: Token): boolean => /^\d+$/.test(text.slice(token.start, token.end));

/** The year a number token may name alone: four figures, or words from one thousand on. */
const isYear = (source: SourceText, token: Token): boolean => {
	const length = token.end - token.start;
	const plausible = Number.isInteger(token.value) && token.value >= 1000 && token.value < 3000;
	return (
		token.cls === 'num' && plausible && (isFigures(source, token) ? length === 4 : /^[a-z]/.test(source.lower.slice(token.start)))
	);
};

/** "nineteen seventy eight" is two numbers that make a year. */
const isSpokenYear = (source: SourceText, first: Token, second: Token | undefined): boolean =>
	first.cls === 'num' &&
	second?.cls === 'num' &&
	first.value >= 11 &&
	first.value <= 21 &&
	second.value >= 10 &&
	second.value < 100 &&
	!isFigures(source, first) &&
	!isFigures(source, second);

const FIGURES: ReadonlySet<string> = new Set(['num', 'ord', 'year']);
const LEADS: ReadonlySet<string> = new Set([
	'in',
	'on',
	'of',
	'mod',
	'to',
	'from',
	'between',
	'and',
	'part',
	'partof',
	'during',
	'starting',
	'num',
	'ord',
	'year',
	'weekday',
	'month',
	'unit',
]);

/** Whether "may", "march" or "sat" is meant as a month or weekday: only with a figure or a word of time at its side. */
const isMeant = (token: Token, before: Token | undefined, after: Token | undefined): boolean =>
	token.key !== 'weak' ||
	LEADS.has(before?.cls ?? '') ||
	FIGURES.has(after?.cls ?? '') ||
	after?.cls === 'p' ||
	after?.cls === 'of' ||
	after?.cls === 'month';

/** Tokens of English time, years marked as such. */
export function timeTokens(source: SourceText): Token[] {
	const tokens: Token[] = [];
	const raw = tokenise(source, EN_TIME);
	for (let i = 0; i < raw.length; i++) {
		const token = raw[i];
		const next = raw[i + 1];
		if (!token) continue;
		if (next && isSpokenYear(source, token, next)) {
			tokens.push({ ...token, cls: 'year', value: token.value * 100 + next.value, end: next.end });
			i++;
		} else if (isYear(source, token)) tokens.push({ ...token, cls: 'year' });
		else tokens.push(isMeant(token, raw[i - 1], next) ? token : { ...token, cls: OTHER });
	}
	return tokens;
}
