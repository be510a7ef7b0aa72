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
		per: perOf(match),
	};
	if (second?.cls === 'money' && first.cls === 'money' && second.key !== first.key) return null;
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
	// A large bare figure is money: "1日10万を1週間".
	if (figure.unit === null && figure.value >= 1000 && figure.hedge !== 'at_most') return null;
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

/** So much a day as a limit is a budget, else a target that has to be asked about. */
const rate = (match: Match, context: ClauseContext): Clause | null => {
	const value = figureOf(match, context);
	if (!value || value.type === 'count') return null;
	return value.type === 'money' && value.hedge === 'at_most' ? budget(match, context) : { kind: 'figure', figure: value };
};

const exclusion =
	(kind: 'exclude' | 'only') =>
	(match: Match, _context: ClauseContext): Clause | null => {
		const items = match.tokens
			.filter(({ cls }) => cls === 'workflow' || cls === 'thing' || cls === 'gap' || (cls === 'counter' && kind === 'exclude'))
			.map(({ cls, key, start, end }) => ({ workflowKey: cls === 'workflow' ? key : null, start, end }));
		return items.length === 0 ? null : { kind, items };
	};

const ONE_FIGURE = '<about|atleast>?<money|number><counter>?<about>?';
const FIGURE = '<about|atleast>?<money|number><counter>?(?:<tilde><money|number><counter>?)?<about>?';
const SMALL = '<bare|toward>{0,2}';
/** A budget that is followed by its own figure does not take the one before it. */
const NO_FIGURE = '(?!<bare|toward>{0,2}<per>?<bare>?<limit>?<bare>?<about|atleast>?<money|number>)';
const NAMED = '<workflow|thing>(?:<bare|tilde>{1,2}<workflow|thing>)*';

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
	[
		`${NAMED}<bare|tilde>{0,2}<not>`,
		(match, context) => (match.get('not')?.key === 'before' ? null : exclusion('exclude')(match, context)),
	],
	// "Use A, not B" rules out B alone; "A not allowed" has nothing else to rule out.
	[`${NAMED}<bare>?<not>(?!<bare>{0,2}<workflow|thing|counter|gap>)`, exclusion('exclude')],
	['<gap><not>', (match, context) => (match.get('not')?.key === 'before' ? null : exclusion('exclude')(match, context))],
	[
		'<not><bare>{0,2}<gap>',
		(match, context) => (match.get('not')?.key === 'before' ? exclusion('exclude')(match, context) : null),
	],
	[`<not><bare>{0,2}${NAMED}`, exclusion('exclude')],
	[
		'<not><bare>{0,2}<counter>',
		(match, context) => (match.get('not')?.key === 'before' ? exclusion('exclude')(match, context) : null),
	],
	[`${NAMED}<bare>?<only>`, exclusion('only')],
	[`<only><bare>{0,2}${NAMED}`, exclusion('only')],
	[`(?:<limit|atleast><bare>?)?${FIGURE}<limit|atleast>?`, figure],
	// Two currencies are no range: each figure stands for itself, and which one is meant is asked.
	[`(?:<limit|atleast><bare>?)?${ONE_FIGURE}<limit|atleast>?`, figure],
	[`<per>${SMALL}(?:<limit><bare>?)?${FIGURE}<limit>?`, rate],
	[`(?:<limit><bare>?)?${FIGURE}<bare>?<per>(?:<bare>?<limit>)?`, rate],
	['<between><money|number><bare|tilde><money|number>', figure],
	[`${FIGURE}<bare>?<up|down>`, changed],
	[`<by>${FIGURE}`, changed],
	[`<deadline>${FIGURE}`, (match, context) => (isBy(match.get('deadline'), context) ? changed(match, context) : null)],
];
