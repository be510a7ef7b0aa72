import { originalSpan, type SourceText } from './source';
import type { Span } from './types';

/** Terms whose first and last day only the owner's books know. 今年度 is the year from April; 前期比 compares with what was. */
const TERM =
	/[今来当次]期(?!待)|(?<![\w])(?:this|next|current|the)? ?(?:fiscal|financial) (?:year|quarter|term|half)|\b(?:this|next) term\b/g;

/** Where an instruction names such a term. */
export const termsIn = (source: SourceText): Span[] =>
	[...source.lower.matchAll(TERM)].map(({ index, 0: text }) =>
		originalSpan(source, index + (text.length - text.trimStart().length), index + text.length),
	);
