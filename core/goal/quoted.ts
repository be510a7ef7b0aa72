import type { GoalToken } from './goalTokens';
import type { SourceText } from './source';

const QUOTED = /「([^「」]{1,60})」|『([^『』]{1,60})』|“([^“”]{1,60})”|"([^"]{1,60})"/g;
/** What follows the name of a workflow: 「…」を使って, "…" workflow. */
const USED = /^(?:という)?(?:の)?(?:ワークフロー|を使って|を使い|を回し|を動かし|を実行し|を走らせ)|^ ?workflow/;
/** What leads to one: ワークフロー「…」, the workflow "…". */
const LEADS = /(?:ワークフロー(?:の|は)?|workflows?(?: called| named)?[: ]?) ?$/;
/** The noun after it, which stands between the name and what rules it out: 「…」ワークフローは止めて. */
const NOUN = /^(?:という)?(?:の)?ワークフロー|^ ?workflows?\b/;
/** What stands between the members of one list of names. */
export const JOINED =
	/^(?:(?:という)?の?ワークフロー| ?workflows?)? ?(?:と|や|、|,|・|&|も|および|及び|または|又は|もしくは|あるいは|か|and|or|nor| )*(?:(?:the|my)? ?(?:workflows? )?|ワークフロー)$/;
const ALONE = /^(?:だけ|only)$/;

/** Class of a name in quotes that no catalog has, unlike other things that may be ruled out. */
export const QUOTED_KEY = 'quoted';

/** A name of a list: one in quotes, or a workflow or thing named without. */
interface Member {
	readonly start: number;
	readonly end: number;
	readonly quoted: boolean;
	readonly hasFigure: boolean;
}

/** The names in quotes with what is listed beside them, in order; lists without quotes are left to the rules. */
function listsOf(tokens: readonly GoalToken[], { text, lower }: SourceText): Member[][] {
	const quoted = [...text.matchAll(QUOTED)].map(({ index, 0: all }): Member => {
		const [start, end] = [index, index + all.length];
		const hasFigure = tokens.some(
			(token) => token.end > start && token.start < end && ['money', 'percent', 'time'].includes(token.cls),
		);
		return { start, end, quoted: true, hasFigure };
	});
	const unquoted = tokens
		.filter(({ cls, start, end }) => isNamed(cls) && !quoted.some((each) => each.end > start && each.start < end))
		.map(({ start, end }): Member => ({ start, end, quoted: false, hasFigure: false }));
	const lists: Member[][] = [];
	for (const member of [...quoted, ...unquoted].sort((a, b) => a.start - b.start)) {
		const list = lists.at(-1);
		const last = list?.at(-1);
		if (list && last && JOINED.test(lower.slice(last.end, member.start))) list.push(member);
		else lists.push([member]);
	}
	return lists.filter((list) => list.some((member) => member.quoted && !member.hasFigure));
}
const isLink = (cls: string): boolean => cls === 'bare' || cls === 'tilde';
const isNamed = (cls: string): boolean => cls === 'workflow' || cls === 'thing';

/**
 * Puts the names of workflows that stand in quotes in the place of the words they are made of ("TikTok Boost" is no boost). Only where
 * what stands around their list says that they are some; figures and times in quotes stay what they are. What is said of a list holds
 * for each of its members, so that nothing forbidden is left over as wanted.
 */
export function foldQuoted(tokens: readonly GoalToken[], source: SourceText): readonly GoalToken[] {
	return listsOf(tokens, source).reduce((folded, list) => foldList(folded, list, source), tokens);
}

function foldList(tokens: readonly GoalToken[], list: readonly Member[], { lower }: SourceText): readonly GoalToken[] {
	const first = list[0]?.start ?? 0;
	const last = list.at(-1)?.end ?? 0;
	const isUsed = list.some(({ start, end }) => USED.test(lower.slice(end)) || LEADS.test(lower.slice(0, start)));
	const start = first - (LEADS.exec(lower.slice(0, first))?.[0].length ?? 0);
	const end = last + (NOUN.exec(lower.slice(last))?.[0].length ?? 0);
	const wordOf = (token: GoalToken): string => lower.slice(token.start, token.end);
	const rules = (token: GoalToken | undefined): token is GoalToken =>
		token !== undefined && (token.cls === 'only' || token.cls === 'not' || (token.cls === 'limit' && ALONE.test(wordOf(token))));
	const before = tokens.findLast((token) => token.end <= start && !isLink(token.cls));
	const after = tokens.find((token) => token.start >= end && !isLink(token.cls));
	// Only English leads with it: in 「広告なしで、「…」」 it belongs to what stands before it.
	const ruling = [before && /[a-z]/.test(wordOf(before)) ? before : undefined, after].filter(rules);
	if (ruling.length === 0 && !isUsed) return tokens;
	const [from, to] = ruling.length > 0 ? [start, end] : [first, last];
	const named = list.flatMap((member, index): GoalToken[] => {
		const inside = tokens.filter((token) => token.end > member.start && token.start < member.end);
		const known = inside.find(({ cls }) => cls === 'workflow');
		const name = { start: member.start + 1, end: member.end - 1, value: 0 };
		const own = !member.quoted ? inside : [known ? { ...known, ...name } : { cls: 'thing', key: QUOTED_KEY, ...name }];
		const next = list[index + 1];
		return next ? [...own, { cls: 'bare', key: '', value: 0, start: member.end, end: next.start }] : own;
	});
	const alone = (token: GoalToken): GoalToken =>
		token.cls === 'limit' && ruling.includes(token) ? { ...token, cls: 'only', key: '' } : token;
	// An unknown run of text may reach beyond the quotes; what is left of it has no meaning of its own.
	return [
		...tokens.filter((token) => token.end <= from).map(alone),
		...named,
		...tokens.filter((token) => token.start >= to).map(alone),
	];
}
