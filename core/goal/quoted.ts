import type { GoalToken } from './goalTokens';
import type { SourceText } from './source';

const QUOTED = /「([^「」]{1,60})」|『([^『』]{1,60})』|“([^“”]{1,60})”|"([^"]{1,60})"/g;
/** What follows the name of a workflow: 「…」を使って, "…" workflow. */
const USED = /^(?:という)?(?:の)?(?:ワークフロー|を使って|を使い|を回し|を動かし|を実行し|を走らせ)|^ ?workflow/;
/** What leads to one: ワークフロー「…」, the workflow "…". */
const LEADS = /(?:ワークフロー(?:の|は)?|workflows?(?: called| named)?[: ]?) ?$/;

/** Class of a name in quotes that no catalog has, unlike other things that may be ruled out. */
export const QUOTED_KEY = 'quoted';

/**
 * Puts the name of a workflow that stands in quotes in the place of the words it is made of ("TikTok Boost" is no boost). Only where
 * what stands around it says that it is one; figures and times in quotes stay what they are.
 */
export function foldQuoted(tokens: readonly GoalToken[], source: SourceText): readonly GoalToken[] {
	let folded = tokens;
	for (const match of source.text.matchAll(QUOTED)) {
		const [start, end] = [match.index, match.index + match[0].length];
		const inside = folded.filter((token) => token.end > start && token.start < end);
		if (inside.some(({ cls }) => cls === 'money' || cls === 'percent' || cls === 'time')) continue;
		const before = folded.findLast((token) => token.end <= start);
		const after = folded.find((token) => token.start >= end && token.cls !== 'bare');
		const isRuled = [before, after].some((token) => token?.cls === 'only' || token?.cls === 'not');
		const isUsed = USED.test(source.lower.slice(end)) || LEADS.test(source.lower.slice(0, start));
		if (!isRuled && !isUsed) continue;
		const known = inside.find(({ cls }) => cls === 'workflow');
		const name = { start: start + 1, end: end - 1, value: 0 };
		const token: GoalToken = known ? { ...known, ...name } : { cls: 'thing', key: QUOTED_KEY, ...name };
		// An unknown run of text may reach beyond the quotes; what is left of it has no meaning of its own.
		folded = [...folded.filter(({ end: last }) => last <= start), token, ...folded.filter(({ start: first }) => first >= end)];
	}
	return folded;
}
