import { DateTime } from 'luxon';
import { formatDay, parseDay } from './calendar';
import type { Clause, Figure } from './clause';
import { CLAUSE_RULES, type ClauseContext } from './clauseRules';
import { withoutClocks } from './clock';
import { readGoalTokens, type GoalToken } from './goalTokens';
import { detectLanguage } from './language';
import { readerOf, readersFor, textsOf } from './locales';
import { doubtfulWorkflows } from './negation';
import { askAbout, question } from './questions';
import { foldQuoted } from './quoted';
import { readActions, readConstraints, readWorkflows } from './readWords';
import { isMetric, statedMetric } from './readMetric';
import { periodReading, stretchOf, type Stretch } from './readPeriod';
import { figureTarget, isBase, relativeTarget, type StatedBase } from './readTarget';
import { applyRules, compileRules, type Found } from './rules';
import { foldRulings } from './ruling';
import { isOnTop, noMoneyIn } from './moneyWords';
import { originalSpan, readSource } from './source';
import { termsIn } from './term';
import type { Day, Locale } from '../types';
import type { ParsedInstruction, ReadOptions, Target } from './types';

const CLAUSES = compileRules<Clause, ClauseContext>(CLAUSE_RULES);

type FigureClause = Found<Extract<Clause, { kind: 'figure' }>>;
const isFigure = (found: Found<Clause>): found is FigureClause => found.value.kind === 'figure';

/** Tokens that no clause has taken, so that a budget is not read as a target. */
function untaken(tokens: readonly GoalToken[], clauses: readonly Found<Clause>[]): GoalToken[] {
	const taken = new Set<number>();
	for (const { value, first, last } of clauses)
		if (value.kind !== 'figure') for (let index = first; index <= last; index++) taken.add(index);
	return tokens.filter((_, index) => !taken.has(index));
}

/** The base stated, else the stretch before the goal's. A past stretch named in the text (先月の…) is a base too. */
function baseOf(tokens: readonly GoalToken[]): StatedBase {
	const token = tokens.find(({ cls, key }) => cls === 'base' && isBase(key));
	return token && isBase(token.key) ? { base: token.key, stated: true } : { base: 'previous_period', stated: false };
}

/** A bare figure is money when it stands with a money metric or without any; a small one without unit is no target, nor is
 * a middling one beside a figure with its unit. */
function isTargetFigure({ value: { figure } }: FigureClause, others: readonly FigureClause[], metricKey: string | null): boolean {
	if (figure.type !== 'bare') return true;
	if (others.some(({ value }) => value.figure.type !== 'bare')) return Math.abs(figure.value) >= 10_000;
	return metricKey !== null || Math.abs(figure.value) >= 1000;
}

/** Longer texts are no instructions: they are answered with a question instead of being read. */
const MAX_INSTRUCTION = 2000;

/** "Sales 20 % up by the end of the month" is about the whole month, as what it is compared with is a whole one. */
const aboutAll = (stretch: Stretch, target: Target | undefined, today: number): Stretch =>
	target && target.type !== 'absolute' && stretch.whole !== null && stretch.whole <= today
		? { ...stretch, first: stretch.whole }
		: stretch;

const unread = (text: string, locale: Locale, today: Day): ParsedInstruction => ({
	text,
	locale,
	today,
	metric: null,
	target: null,
	period: null,
	constraints: [],
	actions: [],
	workflows: [],
	questions: [question(textsOf(locale), 'text_too_long')],
});

/**
 * Reads an instruction in Japanese or English. Deterministic; never throws; time linear in the length of the text. What has two
 * readings or is missing becomes a question, nothing is guessed.
 */
export function readInstruction(text: string, options: ReadOptions): ParsedInstruction {
	const locale = options.language === 'auto' ? detectLanguage(text) : options.language;
	const reader = readerOf(locale);
	const source = readSource(text);
	const today = parseDay(DateTime.fromISO(options.now, { zone: options.timeZone }).toISODate() ?? '') ?? 0;
	if (text.length > MAX_INSTRUCTION) return unread(text, locale, formatDay(today));
	const readers = readersFor(locale, text);
	const read = readGoalTokens(source, readers, { today, purpose: 'goal' }, options.workflows ?? []);
	const ruled = foldRulings(
		foldQuoted(read, source),
		source,
		readers.map(({ ruling }) => ruling),
	);
	const { tokens, clocks } = withoutClocks(ruled, source);
	const clauses = applyRules(CLAUSES, tokens, { source, scales: reader.scales, falls: tokens.some(({ cls }) => cls === 'down') });
	const free = untaken(tokens, clauses);

	const stretches = tokens.flatMap((_, index): Stretch[] => {
		const stretch = stretchOf(tokens, index, today, source);
		return stretch ? [stretch] : [];
	});
	const named = free.find(({ cls, key }) => cls === 'metric' && isMetric(key)) ?? null;
	const allFigures = clauses.filter(isFigure).filter(({ last }) => tokens[last + 1]?.cls !== 'times');
	const figures = allFigures.filter((found) => isTargetFigure(found, allFigures, named?.key ?? null));
	const hasShare = free.some(({ cls }) => cls === 'percent' || cls === 'multiple');
	const targetFigure = figures[0];
	const first: Figure | null = targetFigure?.value.figure ?? null;
	const metricToken = statedMetric(free, first, hasShare);
	const implied =
		metricToken === null && first !== null && (first.type === 'money' || (first.type === 'bare' && named === null))
			? 'revenue'
			: null;
	const metricName = metricToken && isMetric(metricToken.key) ? metricToken.key : implied;
	const base = baseOf(free);
	const relative = relativeTarget(free, base, metricName, source);
	const targets = [
		...relative,
		...figures.map((found) => figureTarget(found.value.figure, metricName ?? 'new_customers', base, found, source)),
	];
	const future = stretches.filter(({ end }) => end > today);
	const constraints = readConstraints(clauses, source);

	const parsed: Omit<ParsedInstruction, 'questions'> = {
		text,
		locale,
		today: formatDay(today),
		metric:
			metricName === null
				? null
				: {
						name: metricName,
						stated: metricToken !== null,
						span: metricToken && originalSpan(source, metricToken.start, metricToken.end),
					},
		target: targets[0] ?? null,
		period: future[0] ? periodReading(aboutAll(future[0], targets[0], today)) : null,
		constraints,
		actions: readActions(tokens, source),
		workflows: readWorkflows(free, source),
	};
	return {
		...parsed,
		questions: askAbout({
			parsed,
			targets,
			stretches,
			clocks,
			doubtful: doubtfulWorkflows(free, clauses, source),
			noMoney: noMoneyIn(source, readers),
			isMore: targetFigure !== undefined && isOnTop(source, targetFigure, readers),
			terms: termsIn(source),
			today,
			tokens,
			source,
			texts: textsOf(locale),
			defaultCurrency: options.defaultCurrency,
			figure: relative.length === 0 ? first : null,
		}),
	};
}
