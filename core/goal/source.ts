/** A stretch of the original text: UTF-16 offsets, `end` exclusive. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** An instruction made comparable, with the way back to what was typed. */
export interface SourceText {
	readonly original: string;
	/** NFKC, whitespace collapsed to one blank, none between Japanese characters. */
	readonly text: string;
	/** `text` in lower case, of the same length. */
	readonly lower: string;
	/** Where each character of `text` begins and ends in `original`. */
	readonly starts: Uint32Array;
	readonly ends: Uint32Array;
}

const isCjk = (code: number): boolean =>
	(code >= 0x3001 && code <= 0x30ff && code !== 0x301c) || (code >= 0x4e00 && code <= 0x9fff);
/** Marks that join the character before them: accents, and the voicing marks of full- and half-width kana. */
const isMark = (code: number): boolean =>
	(code >= 0x300 && code <= 0x36f) || code === 0x3099 || code === 0x309a || code === 0xff9e || code === 0xff9f;
/** Characters that normalisation leaves alone. */
const isPlain = (code: number): boolean =>
	(code > 0x20 && code < 0x7f) ||
	(code >= 0x3041 && code <= 0x30fe && code !== 0x309b && code !== 0x309c && code !== 0x3099 && code !== 0x309a) ||
	(code >= 0x4e00 && code <= 0x9fff);
const isBlank = (code: number): boolean =>
	code === 0x20 || (code >= 9 && code <= 13) || (code >= 0x80 && /\s/.test(String.fromCharCode(code)));
/** More marks on one character than any writing has. */
const MAX_MARKS = 4;
/** Normalising these alone would change what they mean or how they join with their neighbours. */
const REPLACED = new Map([
	['\u2212', '-'],
	['\u2010', '-'],
	['\u2011', '-'],
	['\u2012', '-'],
	['\u2013', '-'],
	['\u2014', '-'],
	['\u2015', '-'],
	['\u301c', '~'],
	['\u2044', '/'],
	['\u2018', "'"],
	['\u2019', "'"],
	['\u00a5', '\u00a5'],
	['\uffe5', '\u00a5'],
	['\u30f6', '\u30f6'],
]);
/** `¾` becomes `3/4`: written this way it is one number even after a digit. */
const VULGAR = /[\u00bc-\u00be\u2150-\u215e]/;

const normalise = (cluster: string): string => {
	const known = REPLACED.get(cluster);
	if (known !== undefined) return known;
	const form = cluster.normalize('NFKC').replace(/\u2044/g, '/');
	return VULGAR.test(cluster) ? ` ${form}` : form;
};

/** Text beyond this is not read: many times what a person types, and short enough to bound the time of whatever is made of it. */
const MAX_READ = 16_384;

/**
 * Normalises a text, up to MAX_READ characters of it. Takes time linear in its length whatever it holds.
 */
export function readSource(whole: string): SourceText {
	const original = whole.slice(0, MAX_READ);
	const parts: string[] = [];
	const starts: number[] = [];
	const ends: number[] = [];
	let last = 0;
	const push = (piece: string, start: number, end: number): void => {
		parts.push(piece);
		for (let i = 0; i < piece.length; i++) {
			starts.push(start);
			ends.push(end);
		}
		last = piece.charCodeAt(piece.length - 1);
	};
	for (let at = 0; at < original.length; ) {
		const start = at;
		const code = original.charCodeAt(at);
		if (isBlank(code)) {
			while (at < original.length && isBlank(original.charCodeAt(at))) at++;
			if (!(isCjk(last) && isCjk(original.charCodeAt(at)))) push(' ', start, at);
			continue;
		}
		at += code >= 0xd800 && code <= 0xdbff && (original.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
		while (at - start <= MAX_MARKS && isMark(original.charCodeAt(at))) at++;
		const piece = at === start + 1 ? original.charAt(start) : original.slice(start, at);
		const form = at === start + 1 && isPlain(code) ? piece : normalise(piece);
		if (form !== '') push(form, start, at);
	}
	const text = parts.join('');
	const folded = text.toLowerCase();
	const lower =
		folded.length === text.length ? folded : Array.from({ length: text.length }, (_, i) => lowerUnit(text, i)).join('');
	return { original, text, lower, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

/** Lower case of one code unit; those that would grow or are half of a pair stay as they are. */
function lowerUnit(text: string, index: number): string {
	const unit = text.charAt(index);
	const lower = unit.toLowerCase();
	return lower.length === 1 ? lower : unit;
}

/** The span of the original that `[start, end)` of the normalised text came from. */
export function originalSpan(source: SourceText, start: number, end: number): Span {
	return { start: source.starts[start] ?? source.original.length, end: source.ends[end - 1] ?? source.original.length };
}
