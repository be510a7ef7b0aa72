import type { GoalToken } from './goalTokens';
import { JOINED } from './quoted';
import type { SourceText } from './source';

/**
 * What is said around a list of names about using them. `only`: these and no others; `exclude`: not these; `none`: the words look like a
 * ruling but are none ("not only"); `doubt`: two refusals that meet, or one that cannot be placed.
 */
export interface Ruling {
	readonly kind: 'only' | 'exclude' | 'none' | 'doubt';
	/** Characters that the ruling takes of the text before the list and after it. */
	readonly before: number;
	readonly after: number;
}

/** Reads the words around a list of names; `null`: they rule nothing that the plain clauses do not read as well. */
export type RulingReader = (before: string, after: string) => Ruling | null;

/** Class of a name of which nobody can tell whether it is wanted. */
export const DOUBTED = 'doubted';
/** Class of words that look like a refusal and are none. */
export const SETTLED = 'settled';

/** A ruling stands this near to its names: bounds the time it takes to look. */
const NEAR = 90;

const isName = ({ cls, key }: GoalToken): boolean => cls === 'workflow' || cls === 'thing' || isAlsoAName(cls, key);
/** 「トライアル以外は使わない」 rules a workflow, though トライアル else is what is counted. */
const isAlsoAName = (cls: string, key: string): boolean => cls === 'metric' && (key === 'trials' || key === 'leads');
const QUOTES = /[「」『』“”"]/g;

/** The names that stand in one list each. */
function listsOf(tokens: readonly GoalToken[], { lower }: SourceText): GoalToken[][] {
	const lists: GoalToken[][] = [];
	for (const token of tokens.filter(isName)) {
		const list = lists.at(-1);
		const last = list?.at(-1);
		if (list && last && JOINED.test(lower.slice(last.end, token.start).replace(QUOTES, ''))) list.push(token);
		else lists.push([token]);
	}
	return lists;
}

/**
 * Puts one plain word (`only`, `not`) in the place of the many ways to allow some workflows alone or all but some: 「X以外は使わない」 and
 * "nothing but X" allow X alone, 「X以外で」 and "everything but X" all others. Names whose ruling is not clear become `doubted`.
 */
export function foldRulings(
	tokens: readonly GoalToken[],
	source: SourceText,
	readers: readonly RulingReader[],
): readonly GoalToken[] {
	return listsOf(tokens, source).reduce((folded, list) => foldList(folded, list, source, readers), tokens);
}

function foldList(
	tokens: readonly GoalToken[],
	list: readonly GoalToken[],
	{ lower }: SourceText,
	readers: readonly RulingReader[],
): readonly GoalToken[] {
	const first = list[0]?.start ?? 0;
	const last = list.at(-1)?.end ?? 0;
	const before = lower.slice(Math.max(0, first - NEAR), first);
	const after = lower.slice(last, last + NEAR);
	let ruling: Ruling | null = null;
	for (const read of readers) ruling ??= read(before, after);
	if (!ruling) return tokens;
	const [from, to] = [first - ruling.before, last + ruling.after];
	const word = { only: 'only', exclude: 'not', none: SETTLED, doubt: SETTLED }[ruling.kind];
	const key = ruling.kind === 'exclude' && ruling.after === 0 ? 'before' : '';
	const at = ruling.after > 0 ? { start: last, end: to } : { start: from, end: first };
	const said: GoalToken = { cls: word, key, value: 0, ...at };
	const cls = ruling.kind === 'doubt' ? DOUBTED : 'thing';
	const names = tokens
		.filter(({ start, end }) => start >= first && end <= last)
		.map((token) => ((ruling.kind === 'doubt' ? isName(token) : token.cls === 'metric') ? { ...token, cls, key: '' } : token));
	return [
		...tokens.filter(({ end }) => end <= from),
		...(ruling.after > 0 ? [...names, said] : [said, ...names]),
		...tokens.filter(({ start }) => start >= to),
	];
}
