import { LETTER_SCALES, NUMERAL_WORDS } from '../../locale/en/goal/numerals';
import { createLexicon, findWord } from '../lexicon';
import type { SourceText } from '../source';

/** A number word or a run of figures. */
export interface Piece {
	readonly cls: string;
	readonly value: number;
	readonly plural: boolean;
	/** Joined to the piece before it by a hyphen. */
	readonly hyphen: boolean;
	readonly start: number;
	readonly end: number;
}

const WORDS = createLexicon(NUMERAL_WORDS);
const MAX_PIECES = 24;
const NEVER_FIRST: ReadonlySet<string> = new Set(['and', 'point', 'over', 'outof', 'dozen', 'scale']);
const FIGURES =
	/\d{1,3}(?:,\d{3}){1,8}(?!\d)(?:\.\d{1,20})?|\d{1,3}(?: \d{3}){1,8}(?!\d)(?:\.\d{1,20})?|\d{1,40}(?:\.\d{1,20})?|\.\d{1,20}/y;
const COMMA_DECIMAL = /\d{1,20},\d{1,2}(?![\d]|,\d)/y;
const SCIENTIFIC = /\d{1,40}(?:\.\d{1,20})?e[-+]?\d{1,3}(?![\da-z])/y;

/** How figures are read where letters touch them. */
export interface PieceOptions {
	/** Letters may follow figures directly (3h, 5days); elsewhere they make a code or a measure of them. */
	readonly touching: boolean;
	/** `5m` is five million. */
	readonly money: boolean;
}

const isLetter = (text: string, at: number): boolean => /\p{L}/u.test(text.charAt(at));

const match = (regex: RegExp, text: string, at: number): string | null => {
	regex.lastIndex = at;
	return regex.exec(text)?.[0] ?? null;
};

/** Figures at a position, with a letter that multiplies them. */
function figuresAt({ text, lower }: SourceText, at: number, options: PieceOptions): { value: number; end: number } | null {
	const code = lower.charCodeAt(at);
	if (!((code >= 48 && code <= 57) || code === 46)) return null;
	if (at > 0 && /[\d]/.test(text.charAt(at - 1))) return null;
	if (!options.touching && isLetter(text, at - 1) && !/\dx$/.test(lower.slice(Math.max(0, at - 2), at))) return null;
	const scientific = match(SCIENTIFIC, lower, at);
	if (scientific !== null) return { value: Number(scientific), end: at + scientific.length };
	const comma =
		options.touching || options.money || /\d,$/.test(text.slice(Math.max(0, at - 2), at))
			? null
			: match(COMMA_DECIMAL, lower, at);
	const figures = comma ?? match(FIGURES, lower, at);
	if (figures === null) return null;
	const value = Number(comma === null ? figures.replace(/[, ]/g, '') : comma.replace(',', '.'));
	const end = at + figures.length;
	const gap = text.charAt(end) === ' ' ? 1 : 0;
	const letter = text.charAt(end + gap);
	const scale = options.money && letter === 'm' ? 1e6 : LETTER_SCALES.get(letter);
	if (
		scale !== undefined &&
		!isLetter(text, end + gap + 1) &&
		(gap === 0 || letter !== 'b') &&
		!/\d/.test(text.charAt(end + gap + 1))
	)
		return { value: value * scale, end: end + gap + 1 };
	if (
		isLetter(text, end) &&
		!options.touching &&
		!/^x\d/.test(lower.slice(end, end + 2)) &&
		findWord(WORDS, lower, end)?.entry.cls !== 'scale'
	)
		return null;
	return { value, end };
}

/** The number words and figures from a position on, as far as only blanks and hyphens part them. */
export function piecesAt(source: SourceText, at: number, options: PieceOptions): Piece[] {
	const { lower } = source;
	const pieces: Piece[] = [];
	let next = at;
	let hyphen = false;
	while (pieces.length < MAX_PIECES) {
		const word = findWord(WORDS, lower, next);
		if (word && pieces.length === 0 && NEVER_FIRST.has(word.entry.cls)) break;
		if (word)
			pieces.push({
				cls: word.entry.cls,
				value: word.entry.value,
				plural: word.entry.key === 's',
				hyphen,
				start: next,
				end: word.end,
			});
		else {
			const follows = pieces[pieces.length - 1]?.cls === 'figures';
			const figures = hyphen || follows ? null : figuresAt(source, next, options);
			if (!figures) break;
			pieces.push({ cls: 'figures', value: figures.value, plural: false, hyphen: false, start: next, end: figures.end });
		}
		next = pieces[pieces.length - 1]?.end ?? next;
		const gap = /^ ?- ?| /.exec(lower.slice(next, next + 3))?.[0] ?? '';
		hyphen = gap.includes('-');
		next += gap.length;
	}
	return pieces;
}
