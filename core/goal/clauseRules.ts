import type { Clause, Figure, Per } from './clause';
import type { Match, RuleSpec } from './rules';
import type { SourceText } from './source';
import type { Token } from './tokens';
import type { Hedge } from './types';

/** What clause rules look at beside their tokens. */
export interface ClauseContext {
	readonly source: SourceText;
	readonly scales: readonly (readonly [word: string, factor: number])[];
	/** The instruction asks for less of something, so that "by 50" is 50 less. */
	readonly falls: boolean;
}
type ClauseRule = RuleSpec<Clause, ClauseContext>;

const isPer = (key: string): key is Per => key === 'day' || key === 'week' || key === 'month';
const perOf = (match: Match): Per => {
	const key = match.get('per')?.key ?? '';
	return isPer(key) ? key : 'total';
};
const isFigure = ({ cls }: Token): boolean => cls === 'money' || cls === 'number';

const hedgeOf = (match: Match): Hedge | null =>
	match.get('limit') ? 'at_most' : match.get('atleast') ? 'at_least' : match.get('about') ? 'about' : null;

/** The word that multiplies a figure, to be shared with the lower end of a range. */
function scaleOf(token: Token, { source, scales }: ClauseContext): number {
	const text = source.lower.slice(token.start, token.end);
	return scales.find(([word]) => text.includes(word))?.[1] ?? 1;
}

/** The one or two figures of a match; a range says its currency and its 万 only once. */
function figureOf(match: Match, context: ClauseContext): Figure | null {
	const [first, second] = match.tokens.filter(isFigure);
	if (!first) return null;
	const counter = match.get('counter');
	const money = [first, second].find((token) => token?.cls === 'money');
	const base = {
		type: money ? ('money' as const) : counter ? ('count' as const) : ('bare' as const),
		currency: money?.key ?? null,
		hedge: hedgeOf(match),
		unit: counter?.key ?? null,
		change: null,
	};
	if (!second) return { ...base, value: first.value, upTo: null };
	const scale = scaleOf(first, context) === 1 && first.value < second.value ? scaleOf(second, context) : 1;
	const low = first.value * scale <= second.value ? first.value * scale : first.value;
	return { ...base, value: low, upTo: second.value };
}

/** "by 50": the word that else names a deadline. */
const isBy = (token: Token | null, { source }: ClauseContext): boolean =>
	token !== null && source.lower.slice(token.start, token.end) === 'by';

const budget = (match: Match, context: ClauseContext): Clause | null => {
	const figure = figureOf(match, context);
	return figure && { kind: 'budget', amount: figure.upTo ?? figure.value, currency: figure.currency, per: perOf(match) };
};

const cap = (match: Match, context: ClauseContext): Clause | null => {
	const figure = figureOf(match, context);
	if (!figure || figure.type === 'money') return null;
	return { kind: 'cap', count: figure.upTo ?? figure.value, unit: figure.unit ?? 'item', per: perOf(match) };
};

const figure = (match: Match, context: ClauseContext): Clause | null => {
	const value = figureOf(match, context);
	return value && { kind: 'figure', figure: value };
};

const changed = (match: Match, context: ClauseContext): Clause | null => {
	const value = figureOf(match, context);
	return value && { kind: 'figure', figure: { ...value, change: match.get('down') || context.falls ? 'down' : 'up' } };
};

const exclusion =
	(kind: 'exclude' | 'only') =>
	(match: Match, _context: ClauseContext): Clause | null => {
		const named = match.get('workflow') ?? match.get('thing') ?? match.get('gap');
		if (!named) return null;
		return { kind, workflowKey: named.cls === 'workflow' ? named.key : null, from: named.start, to: named.end };
	};

const FIGURE = '<about|atleast>?<money|number><counter>?(?:<tilde><money|number><counter>?)?<about>?';
const SMALL = '<bare|toward>{0,2}';
/** A budget that is followed by its own figure does not take the one before it. */
const NO_FIGURE = '(?!<bare|toward>{0,2}<per>?<bare>?<limit>?<bare>?<about|atleast>?<money|number>)';
const NAMED = '<workflow|thing>';

/** Clauses both languages share; which order a language prefers decides nothing. */
export const CLAUSE_RULES: readonly ClauseRule[] = [
	[`<budget>${SMALL}<per>?${SMALL}<limit>?<bare>?${FIGURE}<limit|until|atleast>?`, budget],
	[`<per>${SMALL}<budget>${SMALL}<limit>?${FIGURE}<limit|until>?`, budget],
	[`<budget>${SMALL}<limit>?<bare>?${FIGURE}<limit>?<bare>?<per>`, budget],
	[`<limit>?<bare>?${FIGURE}<bare>?<limit>?<bare>{0,2}<budget>${NO_FIGURE}`, budget],
	[
		`<per>${SMALL}<limit>?<bare>?<about|atleast>?<number><counter>?(?:<tilde><number><counter>?)?<about>?<bare>?<limit|until>?`,
		cap,
	],
	[`<limit>?<bare>?<number><counter><bare>?<per>(?:<bare>?<limit>)?`, cap],
	[`${NAMED}<bare>?<not>`, exclusion('exclude')],
	['<gap><not>', (match, context) => (match.get('not')?.key === 'before' ? null : exclusion('exclude')(match, context))],
	[
		'<not><bare>{0,2}<gap>',
		(match, context) => (match.get('not')?.key === 'before' ? exclusion('exclude')(match, context) : null),
	],
	[`<not><bare>{0,2}${NAMED}`, exclusion('exclude')],
	[`${NAMED}<bare>?<only>`, exclusion('only')],
	[`<only><bare>{0,2}${NAMED}`, exclusion('only')],
	[`(?:<limit|atleast><bare>?)?${FIGURE}<limit|atleast>?`, figure],
	[`${FIGURE}<bare>?<up|down>`, changed],
	[`<by>${FIGURE}`, changed],
	[`<deadline>${FIGURE}`, (match, context) => (isBy(match.get('deadline'), context) ? changed(match, context) : null)],
];
