import { CURRENCY_SYMBOLS, ISO_CODES, WORD_CODES } from '../../locale/currencySymbols';
import { AMOUNT_WORDS, PART_LINKS } from '../../locale/en/goal/amountWords';
import { CURRENCY_WORDS, MINOR_WORDS } from '../../locale/en/goal/currencies';
import { PRONOUN_BEFORE_ONE, SCALE_WORDS } from '../../locale/en/goal/numerals';
import { createLexicon, findWord, type WordGroup } from '../lexicon';
import type { SourceText } from '../source';
import { OTHER, tokenise, type Grammar, type Scanner, type Token } from '../tokens';
import { readNumeral } from './numeral';
import type { PieceOptions } from './pieces';

/** Thousands and millions written before a code: KUSD, MEUR. */
const MULTIPLES = ISO_CODES.flatMap((code): WordGroup[] => [
	{ cls: 'mcode', key: code, value: 1e3, words: [`k${code.toLowerCase()}`] },
	{ cls: 'mcode', key: code, value: 1e6, words: [`m${code.toLowerCase()}`] },
]);
const CODES = ISO_CODES.map((code): WordGroup => ({ cls: 'code', key: code, words: [code.toLowerCase()] }));
const UNITS = createLexicon(CURRENCY_WORDS, MINOR_WORDS, CURRENCY_SYMBOLS, CODES, MULTIPLES, AMOUNT_WORDS, SCALE_WORDS);

/** The word before a position. */
const wordBefore = ({ lower }: SourceText, at: number): string =>
	/([a-z']+) $/.exec(lower.slice(Math.max(0, at - 16), at))?.[1] ?? '';

const numberScanner =
	(options: PieceOptions): Scanner =>
	(source, at): Token | null => {
		const numeral = readNumeral(source, at, options);
		if (!numeral) return null;
		const isPronoun = source.lower.slice(at, numeral.end) === 'one' && PRONOUN_BEFORE_ONE.has(wordBefore(source, at));
		const touches =
			options.money && /[a-z]/.test(source.lower.charAt(numeral.end)) && !findWord(UNITS, source.lower, numeral.end);
		const key = source.text.charAt(at - 1) === '-' && /\d/.test(source.text.charAt(at - 2)) ? 'tail' : '';
		return { cls: isPronoun || touches ? 'other' : 'num', value: numeral.value, key, start: at, end: numeral.end };
	};

/** A minus sign; a hyphen after figures or letters. */
const scanSign: Scanner = ({ text }, at) => {
	if (text.charAt(at) !== '-') return null;
	const isHyphen =
		/[\da-z]$/i.test(text.charAt(at - 1)) ||
		(/[\da-z] $/i.test(text.slice(Math.max(0, at - 2), at)) && text.charAt(at + 1) === ' ');
	return {
		cls: isHyphen ? 'hyphen' : 'minus',
		value: -1,
		key: '',
		start: at,
		end: at + 1 + (text.charAt(at + 1) === ' ' ? 1 : 0),
	};
};

/** How English is cut to find amounts of money. */
const EN_MONEY: Grammar = { lexicon: UNITS, scanners: [numberScanner({ touching: true, money: true }), scanSign] };

/**
 * Tokens of amounts. A code that is also a word (ALL, PEN) counts only in capitals; a sign that touches the figure after it belongs
 * to that one (`1 $10 bill`).
 */
export function moneyTokens(source: SourceText): Token[] {
	const tokens = tokenise(source, EN_MONEY);
	return tokens.map((token, index) => {
		const written = source.text.slice(token.start, token.end);
		const isCode = (token.cls === 'code' && written === token.key) || (token.cls === 'mcode' && written.endsWith(token.key));
		if (!isCode && (token.cls === 'code' || token.cls === 'mcode') && WORD_CODES.has(token.key)) return { ...token, cls: OTHER };
		const next = tokens[index + 1];
		return token.cls === 'sym' && next?.cls === 'num' && next.start === token.end ? { ...token, cls: 'prefix' } : token;
	});
}

/** How English is cut to find numbers and shares. */
export const EN_NUMBER: Grammar = {
	lexicon: createLexicon(AMOUNT_WORDS, PART_LINKS),
	scanners: [numberScanner({ touching: false, money: false }), scanSign],
};
