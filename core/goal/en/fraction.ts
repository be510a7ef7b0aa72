import { cardinal, type Parsed } from './cardinal';
import type { Piece } from './pieces';

const isOrdinal = (piece: Piece | undefined): boolean => piece?.cls.startsWith('ord') ?? false;

/** The value of an ordinal phrase (twenty-fifth, one thousand fifth) that fills `from`…`last`. */
export function ordinalValue(pieces: readonly Piece[], from: number, last: number): number | null {
	const final = pieces[last];
	if (!final || !isOrdinal(final)) return null;
	if (from === last) return final.value;
	const before = cardinal(pieces.slice(0, last), from);
	if (!before || before.next < last - (pieces[last - 1]?.cls === 'and' ? 1 : 0)) return null;
	if (final.cls === 'ordhundred' || final.cls === 'ordscale') return before.value * final.value;
	const room = final.cls === 'ordone' ? 10 : 100;
	return before.value % room === 0 ? before.value + final.value : null;
}

const exactCardinal = (pieces: readonly Piece[], from: number, until: number): number | null => {
	const parsed = cardinal(pieces.slice(0, until), from);
	return parsed?.next === until ? parsed.value : null;
};

/**
 * Numerator and denominator in words. The longest denominator that leaves a numerator wins (one hundred | thirty fifths), but it
 * never begins with a bare hundred or thousand and never cuts a hyphenated number apart (one hundred thirty-two | fifths).
 */
function wordFraction(pieces: readonly Piece[], at: number): Parsed | null {
	const last = pieces.findIndex((piece, index) => index > at && isOrdinal(piece));
	const final = pieces[last];
	if (last < 0 || !final || pieces.slice(at, last).some(({ cls }) => cls === 'figures' || cls === 'point')) return null;
	for (let from = at + 1; from <= last; from++) {
		const first = pieces[from];
		if (!first || (from < last && (first.cls === 'hundred' || first.cls === 'scale' || first.cls === 'and'))) continue;
		if (first.hyphen && pieces[from - 1]?.cls === 'ten' && (first.cls === 'one' || !final.plural)) continue;
		const denominator = ordinalValue(pieces, from, last);
		const isArticle = pieces[at]?.cls === 'a' && from === at + 1;
		const numerator = isArticle ? 1 : exactCardinal(pieces, at, from);
		if (denominator === null || numerator === null || denominator < 2) continue;
		if (!final.plural && (numerator !== 1 || final.value === 2)) continue;
		return { value: numerator / denominator, next: last + 1 };
	}
	return null;
}

/** half, a half, three quarters, two thirds. */
export function fraction(pieces: readonly Piece[], at: number): Parsed | null {
	const first = pieces[at];
	if (first?.cls === 'half') return { value: 0.5, next: at + 1 };
	const second = pieces[at + 1];
	if (first?.cls === 'a' && (second?.cls === 'half' || second?.cls === 'quarter')) return { value: second.value, next: at + 2 };
	const words = wordFraction(pieces, at);
	if (words) return words;
	const count = cardinal(pieces, at);
	const unit = count && pieces[count.next];
	if (count && (unit?.cls === 'quarter' || unit?.cls === 'half') && (unit.plural || count.value === 1))
		return { value: count.value * unit.value, next: count.next + 1 };
	return null;
}
