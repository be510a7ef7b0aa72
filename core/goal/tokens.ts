import { findWord, type Lexicon } from './lexicon';
import type { SourceText } from './source';

/** A word, number or stretch of unknown text. Offsets are those of the normalised text. */
export interface Token {
	readonly cls: string;
	readonly value: number;
	readonly key: string;
	readonly start: number;
	readonly end: number;
}

/** Reads one token of a special form (a number, a written date) at a position, or null. */
export type Scanner = (source: SourceText, at: number) => Token | null;

/** How the text of one locale is cut for one purpose. */
export interface Grammar {
	readonly lexicon: Lexicon;
	readonly scanners: readonly Scanner[];
}

/** Class of text that no word or scanner knows. */
export const OTHER = 'other';

const isSpace = (code: number): boolean => code === 32;
const isWordPart = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 0xc0 && code <= 0x24f);

/**
 * Cuts the text into tokens; the longest reading at a position wins, words before scanners when equally long.
 * Runs of unknown text become one token of class `other`.
 */
export function tokenise(source: SourceText, grammar: Grammar): Token[] {
	const tokens: Token[] = [];
	const { lower } = source;
	let unknown = -1;
	let at = 0;
	const flush = (): void => {
		if (unknown >= 0) tokens.push({ cls: OTHER, value: 0, key: '', start: unknown, end: at });
		unknown = -1;
	};
	while (at < lower.length) {
		const code = lower.charCodeAt(at);
		if (isSpace(code)) {
			flush();
			at++;
			continue;
		}
		const best = longest(source, grammar, at);
		if (best) {
			flush();
			tokens.push(best);
			at = best.end;
			continue;
		}
		if (unknown < 0) unknown = at;
		at++;
		if (isWordPart(code)) while (isWordPart(lower.charCodeAt(at))) at++;
	}
	flush();
	return tokens;
}

function longest(source: SourceText, grammar: Grammar, at: number): Token | null {
	const word = findWord(grammar.lexicon, source.lower, at);
	let best: Token | null = word ? { ...word.entry, start: at, end: word.end } : null;
	for (const scan of grammar.scanners) {
		const token = scan(source, at);
		if (token && (!best || token.end > best.end)) best = token;
	}
	return best;
}
