import { CURRENCY_SYMBOLS, ISO_CODES } from '../../locale/currencySymbols';
import { AMOUNT_WORDS } from '../../locale/ja/goal/amountWords';
import { CURRENCY_WORDS, MINOR_WORDS, NOT_CURRENCIES } from '../../locale/ja/goal/currencies';
import { NUMERAL_WORDS } from '../../locale/ja/goal/numerals';
import { createLexicon, type WordGroup } from '../lexicon';
import { readLiteral } from '../literal';
import type { Grammar, Scanner } from '../tokens';
import { readKanaNumeral, readNumeral } from './numeral';

const isKana = (code: number): boolean => code >= 0x3041 && code <= 0x309f;
/** No spelled-out number is longer. */
const MAX_KANA = 40;
const SCIENTIFIC = /\d{1,40}(?:\.\d{1,20})?[eE][-+]?\d{1,3}(?![\da-zA-Z])/y;

/** 12e5 and numbers in figures and kanji. */
const scanNumber: Scanner = ({ text }, at) => {
	SCIENTIFIC.lastIndex = at;
	const scientific = SCIENTIFIC.exec(text)?.[0];
	if (scientific !== undefined) return { cls: 'num', value: Number(scientific), key: '', start: at, end: at + scientific.length };
	const literal = readLiteral(text, at);
	if (literal?.doubtful) return { cls: 'num', value: literal.value, key: '', start: at, end: literal.end };
	const numeral = readNumeral(text, at);
	return numeral && { cls: 'num', value: numeral.value, key: '', start: at, end: numeral.end };
};

/** Spelled-out numbers: only between blanks or other scripts, since their syllables occur in every other word. */
const scanKana: Scanner = ({ text, starts, ends }, at) => {
	const gapBefore = at === 0 || !isKana(text.charCodeAt(at - 1)) || starts[at] !== ends[at - 1];
	if (!gapBefore) return null;
	let until = at + 1;
	while (until < at + MAX_KANA && isKana(text.charCodeAt(until)) && starts[until] === ends[until - 1]) until++;
	const numeral = readKanaNumeral(text.slice(0, until), at);
	if (!numeral) return null;
	const follows = text.slice(numeral.end, numeral.end + 3);
	const gapAfter =
		!isKana(text.charCodeAt(numeral.end)) ||
		starts[numeral.end] !== ends[numeral.end - 1] ||
		/^(?:どる|えん|だーす|ゆーろ)/.test(follows) ||
		readKanaNumeral(text, numeral.end) !== null;
	return gapAfter ? { cls: 'num', value: numeral.value, key: 'kana', start: at, end: numeral.end } : null;
};

/** A minus sign; between figures it is a dash. */
const scanMinus: Scanner = ({ text }, at) => {
	if (text.charAt(at) !== '-') return null;
	return { cls: /[\d万億千]/.test(text.charAt(at - 1)) ? 'tilde' : 'minus', value: 0, key: '', start: at, end: at + 1 };
};

const CODES: readonly WordGroup[] = [
	...ISO_CODES.map((code): WordGroup => ({ cls: 'code', key: code, words: [code.toLowerCase()] })),
	{ cls: 'code', key: 'CNY', words: ['rmb'] },
];

/** How Japanese is cut to find amounts, shares and numbers. */
export const JA_AMOUNT: Grammar = {
	lexicon: createLexicon(
		CURRENCY_WORDS,
		MINOR_WORDS,
		CURRENCY_SYMBOLS,
		[{ cls: 'prefix', key: 'JPY', words: ['\\'] }],
		CODES,
		AMOUNT_WORDS,
		[{ cls: 'noise', words: [...NUMERAL_WORDS, ...NOT_CURRENCIES] }],
	),
	scanners: [scanNumber, scanKana, scanMinus],
};
