import type { Piece } from './pieces';

/** A value and the index of the piece after it. */
export interface Parsed {
	readonly value: number;
	readonly next: number;
}

const cls = (pieces: readonly Piece[], at: number): string => pieces[at]?.cls ?? '';
const value = (pieces: readonly Piece[], at: number): number => pieces[at]?.value ?? 0;

/** 1 to 99, or figures. */
function small(pieces: readonly Piece[], at: number): Parsed | null {
	switch (cls(pieces, at)) {
		case 'ten':
			if (cls(pieces, at + 1) === 'and' && cls(pieces, at + 2) === 'one')
				return { value: value(pieces, at) + value(pieces, at + 2), next: at + 3 };
			return cls(pieces, at + 1) === 'one'
				? { value: value(pieces, at) + value(pieces, at + 1), next: at + 2 }
				: { value: value(pieces, at), next: at + 1 };
		case 'teen':
		case 'one':
		case 'zero':
		case 'figures':
			return { value: value(pieces, at), next: at + 1 };
		default:
			return null;
	}
}

const skipAnd = (pieces: readonly Piece[], at: number): number => (cls(pieces, at) === 'and' ? at + 1 : at);

/** A number below a scale word: five, ninety-five hundred, two hundred and six. */
function section(pieces: readonly Piece[], at: number): Parsed | null {
	const first = small(pieces, at);
	const hundredAt = first?.next ?? (cls(pieces, at) === 'a' ? at + 1 : at);
	if (cls(pieces, hundredAt) !== 'hundred') return first;
	const hundreds = (first?.value ?? 1) * 100;
	const rest = small(pieces, skipAnd(pieces, hundredAt + 1));
	if (rest && rest.value < 100 && rest.value > 0 && cls(pieces, rest.next) !== 'hundred' && Number.isInteger(rest.value)) {
		return { value: hundreds + rest.value, next: rest.next };
	}
	return { value: hundreds, next: hundredAt + 1 };
}

/**
 * Reads a whole number in words, figures or both (4 thousand 3 hundred and 21). Scale words must fall; where a greater one follows
 * directly it multiplies (three lakh crore).
 */
export function cardinal(pieces: readonly Piece[], at: number): Parsed | null {
	let total = 0;
	let limit = Infinity;
	let next = at;
	for (let sections = 0; sections < 8; sections++) {
		const from = sections === 0 ? at : skipAnd(pieces, next);
		const part =
			section(pieces, from) ??
			(sections === 0 && cls(pieces, at) === 'a' && cls(pieces, at + 1) === 'scale' ? { value: 1, next: at + 1 } : null);
		if (!part || (sections > 0 && (part.value >= limit || cls(pieces, next - 1) === 'figures'))) break;
		let amount = part.value;
		let end = part.next;
		let scale = 1;
		while (cls(pieces, end) === 'scale') {
			scale *= value(pieces, end);
			end++;
		}
		if (scale > 1) {
			if (scale >= limit) break;
			amount *= scale;
			limit = scale;
		}
		total += amount;
		next = end;
		if (scale === 1) break;
	}
	return next > at ? { value: total, next } : null;
}
