import type { SourceText } from '../source';
import { cardinal, type Parsed } from './cardinal';
import { fraction, ordinalValue } from './fraction';
import { piecesAt, type Piece, type PieceOptions } from './pieces';

/** A whole English number and where it ends. */
export interface Numeral {
	readonly value: number;
	readonly end: number;
}

const cls = (pieces: readonly Piece[], at: number): string => pieces[at]?.cls ?? '';
const exact = (value: number): number => Number(value.toPrecision(15));

/** Decimals in words: each word a digit, or one number whose figures follow the point (two hundred point seventy-one). */
function decimals(pieces: readonly Piece[], at: number, whole: Parsed): Parsed | null {
	let digits = '';
	let next = at;
	while (cls(pieces, next) === 'one' || cls(pieces, next) === 'zero') digits += pieces[next++]?.value ?? '';
	if (digits === '') {
		const rest = cardinal(pieces, at);
		if (!rest) return null;
		digits = String(rest.value);
		next = rest.next;
	}
	return { value: Number(`${whole.value}.${digits}`), next };
}

/** From a million on, the scale word a number ends with is what "and a half" is half of. */
const lastScale = (pieces: readonly Piece[], parsed: Parsed): number => {
	const last = pieces[parsed.next - 1];
	return last?.cls === 'scale' && last.value >= 1e5 ? last.value : 1;
};

function withScale(pieces: readonly Piece[], part: Parsed): Parsed | null {
	const at = cls(pieces, part.next) === 'a' ? part.next + 1 : part.next;
	const scale = pieces[at];
	return scale?.cls === 'scale' ? { value: part.value * scale.value, next: at + 1 } : null;
}

/**
 * What may follow a whole number: a point, a divisor (a share "out of" a whole is no more than it), a fraction. A scale word after
 * the fraction counts for both where the whole number has none: two and a half million.
 */
function extended(pieces: readonly Piece[], whole: Parsed): Parsed {
	const at = whole.next;
	switch (cls(pieces, at)) {
		case 'point':
			return decimals(pieces, at + 1, whole) ?? whole;
		case 'over':
		case 'outof': {
			const divisor = cardinal(pieces, at + 1);
			const isShare = cls(pieces, at) === 'over' || (divisor !== null && whole.value <= divisor.value);
			return divisor && divisor.value !== 0 && isShare ? { value: whole.value / divisor.value, next: divisor.next } : whole;
		}
		case 'and': {
			const part = fraction(pieces, at + 1) ?? (cls(pieces, at + 1) === 'quarter' ? { value: 0.25, next: at + 2 } : null);
			if (!part) return whole;
			const scaled = withScale(pieces, part);
			if (scaled && cls(pieces, at - 1) !== 'scale')
				return { value: (whole.value / part.value + 1) * scaled.value, next: scaled.next };
			return scaled
				? { value: whole.value + scaled.value, next: scaled.next }
				: { value: whole.value + part.value * lastScale(pieces, whole), next: part.next };
		}
		default:
			return whole;
	}
}

/** "two dozen", "a dozen", "half a dozen". */
function dozens(pieces: readonly Piece[], at: number): Parsed | null {
	const count = fraction(pieces, at) ?? cardinal(pieces, at) ?? { value: 1, next: at };
	const next = cls(pieces, count.next) === 'a' ? count.next + 1 : count.next;
	return cls(pieces, next) === 'dozen' && next > at ? { value: count.value * 12, next: next + 1 } : null;
}

/**
 * A whole number and a fraction or dozens: the last "and" with either after it parts them (one hundred and three | and | two
 * thirds; three hundred | and | two dozens).
 */
function mixedNumber(pieces: readonly Piece[], at: number): Parsed | null {
	for (let and = pieces.length - 2; and > at; and--) {
		const more = cls(pieces, and) === 'and' ? dozens(pieces, and + 1) : null;
		if (cls(pieces, and) !== 'and' || !(more ?? fraction(pieces, and + 1))) continue;
		const before = cardinal(pieces.slice(0, and), at);
		if (before?.next === and) return more ? { value: before.value + more.value, next: more.next } : extended(pieces, before);
	}
	return null;
}

function number(pieces: readonly Piece[], at: number): Parsed | null {
	const mixed = mixedNumber(pieces, at);
	if (mixed) return mixed;
	const part = fraction(pieces, at);
	if (part) return withScale(pieces, part) ?? dozens(pieces, at) ?? part;
	if (cls(pieces, at) === 'quarter') return withScale(pieces, { value: 0.25, next: at + 1 });
	const whole = dozens(pieces, at) ?? cardinal(pieces, at);
	return whole && extended(pieces, whole);
}

/** Reads a number at a position: words, figures, fractions, decimals; a leading minus counts. */
export function readNumeral(source: SourceText, at: number, options: PieceOptions): Numeral | null {
	const pieces = piecesAt(source, at, options);
	const negative = cls(pieces, 0) === 'minus';
	const parsed = number(pieces, negative ? 1 : 0);
	const last = parsed && pieces[parsed.next - 1];
	if (!parsed || !last) return null;
	return { value: exact(negative ? -parsed.value : parsed.value), end: last.end };
}

/** Reads a whole number, leaving fractions alone: in dates a "third quarter" is no 3/4. */
export function readCardinal(source: SourceText, at: number): Numeral | null {
	const pieces = piecesAt(source, at, { touching: true, money: false });
	const parsed = cardinal(pieces, 0);
	const last = parsed && pieces[parsed.next - 1];
	return parsed && last && last.cls !== 'a' ? { value: parsed.value, end: last.end } : null;
}

const SUFFIXED = /\d{1,3}(?:st|nd|rd|th)(?![a-z])/y;

/** Reads an ordinal: 22nd, twenty-second. */
export function readOrdinal(source: SourceText, at: number): Numeral | null {
	SUFFIXED.lastIndex = at;
	const suffixed = SUFFIXED.exec(source.lower)?.[0];
	if (suffixed !== undefined) return { value: Number.parseInt(suffixed, 10), end: at + suffixed.length };
	const pieces = piecesAt(source, at, { touching: true, money: false });
	const last = pieces.findIndex(({ cls: kind }) => kind.startsWith('ord'));
	const value =
		last < 0 || pieces.slice(0, last).some(({ cls: kind }) => kind === 'figures') ? null : ordinalValue(pieces, 0, last);
	const final = pieces[last];
	return value === null || !final || final.plural ? null : { value, end: final.end };
}
