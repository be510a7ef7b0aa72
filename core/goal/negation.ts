import type { Clause } from './clause';
import type { GoalToken } from './goalTokens';
import { isWantedWorkflow } from './readWords';
import type { Found } from './rules';
import { DOUBTED, SETTLED } from './ruling';
import { originalSpan, type SourceText } from './source';
import type { Span } from './types';

/** Words of refusal in any form, more of them than the rules can place. */
const REFUSAL =
	/ない|なく|ません|ずに|止め|やめ|停止|中止|禁止|除|避け|控え|休止|見送|\b(?:[a-z]+n't|cannot|not|never|avoid|without|except|exclud\w*|skip|stop|pause|disable|ban|refuse)\b/g;
const SENTENCE_END = /[。.!?;]/;
/** Characters between a name and a refusal that still may be about it: a few words. */
const NEAR = 32;

/**
 * Workflows read as wanted although a refusal that no rule has placed stands near them, and those whose ruling has two readings: whether
 * to run them has to be asked.
 */
export function doubtfulWorkflows(
	free: readonly GoalToken[],
	clauses: readonly Found<Clause>[],
	source: SourceText,
): { readonly name: string; readonly span: Span }[] {
	const placed = [...clauses.filter(({ value }) => value.kind !== 'figure'), ...free.filter(({ cls }) => cls === SETTLED)];
	const wanted = free.filter(isWantedWorkflow);
	const refusals = [...source.lower.matchAll(REFUSAL)]
		.map(({ index, 0: word }) => ({ start: index, end: index + word.length }))
		.filter((word) => ![...placed, ...wanted].some(({ start, end }) => word.start < end && word.end > start));
	const isNear = (token: GoalToken, word: { start: number; end: number }): boolean => {
		const [from, to] = word.start < token.start ? [word.end, token.start] : [token.end, word.start];
		return to - from <= NEAR && !SENTENCE_END.test(source.lower.slice(from, to));
	};
	return wanted
		.filter((token) => refusals.some((word) => isNear(token, word)))
		.concat(free.filter(({ cls }) => cls === DOUBTED))
		.map(({ start, end }) => ({ name: source.text.slice(start, end), span: originalSpan(source, start, end) }));
}
