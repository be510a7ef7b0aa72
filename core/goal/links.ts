import type { SourceText } from './source';
import type { Token } from './tokens';

const LINK = /https?:\/\/[^\s\u3000-\u9fff]{1,2000}/g;

/** A link is no text: its escapes (%20) are no shares, its path holds no dates. */
export function withoutLinks(source: SourceText, tokens: readonly Token[]): readonly Token[] {
	if (!source.lower.includes('://')) return tokens;
	const links = [...source.lower.matchAll(LINK)].map((link) => ({ start: link.index, end: link.index + link[0].length }));
	let next = 0;
	return tokens.filter((token) => {
		while ((links[next]?.end ?? Infinity) <= token.start) next++;
		return token.start < (links[next]?.start ?? Infinity);
	});
}
