import type { Lexicon } from './lexicon';
import type { Found } from './rules';
import type { SourceText } from './source';
import { tokenise } from './tokens';

/** The yes or no of an answer: what is said first counts, an explanation after it does not. */
export function readYesNo(source: SourceText, lexicon: Lexicon): Found<boolean>[] {
	const tokens = tokenise(source, { lexicon, scanners: [] });
	const index = tokens.findIndex(({ cls }) => cls === 'yes' || cls === 'no');
	const token = tokens[index];
	return token ? [{ value: token.cls === 'yes', first: index, last: index, start: token.start, end: token.end }] : [];
}
