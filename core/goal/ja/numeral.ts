import { BIG_UNITS, DIGITS, LOOKALIKE_DIGITS, KANA, KANA_TOO_SHORT, ROUGHLY, SMALL_UNITS } from '../../locale/ja/goal/numerals';
import { readLiteral } from '../literal';

/** A whole Japanese number and where it ends. */
export interface Numeral {
	readonly value: number;
	readonly end: number;
}

const MAX_PARTS = 40;
const POINT = /[点・]/;
const LATIN_SCALE: ReadonlyMap<string, number> = new Map([
	['k', 1e3],
	['K', 1e3],
	['M', 1e6],
	['G', 1e9],
	['T', 1e12],
]);

type Part = { readonly type: 'digits' | 'small' | 'big'; readonly value: number; readonly end: number; readonly kanji: boolean };

/** Consecutive kanji digits are positional: 二〇一六 is 2016. */
function kanjiDigits(text: string, at: number): Part | null {
	let digits = '';
	let end = at;
	for (; digits.length < MAX_PARTS; end++) {
		const digit = DIGITS.get(text.charAt(end));
		if (digit === undefined || (digits !== '' && text.startsWith('四半', end))) break;
		digits += digit;
	}
	return digits === '' ? null : { type: 'digits', value: Number(digits), end, kanji: true };
}

function partAt(text: string, at: number): Part | null {
	const literal = readLiteral(text, at);
	if (literal) return literal.doubtful ? null : { type: 'digits', value: literal.value, end: literal.end, kanji: false };
	const char = text.charAt(at);
	if (char === ' ' && at > 0 && BIG_UNITS.has(text.charAt(at + 1))) return partAt(text, at + 1);
	const small = SMALL_UNITS.get(char);
	if (small !== undefined) return { type: 'small', value: small, end: at + 1, kanji: true };
	const lookalike = LOOKALIKE_DIGITS.get(char);
	const follows = text.charAt(at + 1);
	if (lookalike !== undefined)
		return SMALL_UNITS.has(follows) || BIG_UNITS.has(follows)
			? { type: 'digits', value: lookalike, end: at + 1, kanji: true }
			: null;
	if (at > 0 && /^マン(?![ァ-ヶー])/.test(text.slice(at, at + 3)) && /[\d十百千一二三四五六七八九]/.test(text.charAt(at - 1)))
		return { type: 'big', value: 1e4, end: at + 2, kanji: true };
	const rough = ROUGHLY.find((word) => text.startsWith(word, at) && BIG_UNITS.has(text.charAt(at + word.length)));
	const unitAt = rough === undefined || at === 0 ? at : at + rough.length;
	const big = BIG_UNITS.get(text.charAt(unitAt));
	if (big !== undefined) return { type: 'big', value: big, end: unitAt + 1, kanji: true };
	return kanjiDigits(text, at);
}

/**
 * Reads 二百万, 200万, 2.5億, 5億1万4千6百, 一万億, 十・五 at a position. Units must fall (千 before 百 before 十); where
 * they rise again a new number begins. 万 after 億 multiplies what stands before it, 億 after 万 the whole (一万億).
 */
export function readNumeral(text: string, at: number): Numeral | null {
	let total = 0;
	let section = 0;
	let current: number | null = null;
	let lastSmall = Infinity;
	let lastBig = Infinity;
	let end = at;
	/** Where a number would end that does not take `current`, should a rising unit show that it belongs to the next one. */
	let before = at;
	let previous: Part | null = null;
	for (let parts = 0; parts < MAX_PARTS; parts++) {
		const part = partAt(text, end);
		if (!part) break;
		if (part.type === 'digits') {
			if (current !== null) break;
			if (part.value >= lastSmall || part.value >= lastBig) break;
			if (previous && text.charAt(end) === '.') break;
			before = end;
			current = part.value;
		} else if (part.type === 'small') {
			if (part.value >= lastSmall || (current === null && previous?.type === 'digits'))
				return finish(total + section, before, at, text, false);
			section += (current || 1) * part.value;
			lastSmall = part.value;
			current = null;
			before = part.end;
		} else {
			const amount: number = section + (current ?? 0);
			if (amount === 0 && previous?.type !== 'big') break;
			if (part.value < lastBig) total += amount * part.value;
			else if (total + amount < part.value) total = (total + amount) * part.value;
			else return finish(total + (before > at ? section : 0), before, at, text, false);
			lastBig = part.value;
			lastSmall = Infinity;
			section = 0;
			current = null;
			before = part.end;
		}
		end = part.end;
		previous = part;
	}
	if (!previous) return null;
	return finish(total + section + (current ?? 0), end, at, text, true);
}

function finish(value: number, end: number, at: number, text: string, mayGoOn: boolean): Numeral | null {
	if (end <= at) return null;
	if (!mayGoOn) return { value, end };
	if (Number.isInteger(value) && POINT.test(text.charAt(end))) {
		const digits = fraction(text, end + 1);
		if (digits) return { value: Number(`${value}.${digits.text}`), end: digits.end };
	}
	const scale = LATIN_SCALE.get(text.charAt(end));
	if (scale !== undefined && /\d/.test(text.charAt(end - 1)) && !/[a-z]/i.test(text.charAt(end + 1)))
		return { value: value * scale, end: end + 1 };
	return { value, end };
}

/** Digits after a spoken or written point; 八十九 after a point is read as 89 hundredths. */
function fraction(text: string, at: number): { readonly text: string; readonly end: number } | null {
	const literal = /^\d{1,20}/.exec(text.slice(at, at + 20));
	if (literal) return { text: literal[0], end: at + literal[0].length };
	let digits = '';
	let end = at;
	for (; digits.length < MAX_PARTS; end++) {
		const digit = DIGITS.get(text.charAt(end));
		if (digit === undefined) break;
		digits += digit;
	}
	if (SMALL_UNITS.has(text.charAt(end))) {
		const whole = readNumeral(text, at);
		if (whole) return { text: String(whole.value), end: whole.end };
	}
	return digits === '' ? null : { text: digits, end };
}

/** Reads a number spelled in hiragana (にせんごひゃく). One syllable alone is no number: に, し and ご are grammar. */
export function readKanaNumeral(text: string, at: number): Numeral | null {
	let kanji = '';
	let end = at;
	for (let parts = 0; parts < MAX_PARTS; parts++) {
		const part = longestKana(text, end);
		if (!part) break;
		kanji += part[1];
		end += part[0].length;
	}
	if (kanji === '' || KANA_TOO_SHORT.has(text.slice(at, end))) return null;
	const numeral = readNumeral(kanji, 0);
	if (!numeral) return null;
	if (numeral.end === kanji.length) return { value: numeral.value, end };
	return { value: numeral.value, end: at + kanaLength(text, at, numeral.end) };
}

const longestKana = (text: string, at: number): readonly [string, string] | null => {
	let best: readonly [string, string] | null = null;
	for (const entry of KANA) if (text.startsWith(entry[0], at) && entry[0].length > (best?.[0].length ?? 0)) best = entry;
	return best;
};

function kanaLength(text: string, at: number, parts: number): number {
	let end = at;
	for (let i = 0; i < parts; i++) end += longestKana(text, end)?.[0].length ?? 0;
	return end - at;
}
