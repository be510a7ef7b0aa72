import { formatDay, parseDay, type DayNumber } from './calendar';
import type { Figure } from './clause';
import type { GoalToken } from './goalTokens';
import { periodReading, type Stretch } from './readPeriod';
import { originalSpan, type SourceText } from './source';
import type { GoalTexts } from './texts';
import type { ParsedInstruction, PeriodReading, Question, QuestionCode, Span, Target } from './types';

/** All that was read, for finding what is missing or double. */
export interface Understanding {
	readonly parsed: Omit<ParsedInstruction, 'questions'>;
	readonly targets: readonly Target[];
	readonly stretches: readonly Stretch[];
	/** Times of day in deadlines. */
	readonly clocks: readonly Span[];
	/** Workflows that may be wanted or not. */
	readonly doubtful: readonly { readonly name: string; readonly span: Span }[];
	/** Words that no money is to be spent, or that no budget is named. */
	readonly noMoney: Span | null;
	/** The figure of the target is said to come on top of what there is. */
	readonly isMore: boolean;
	/** Terms of the owner's books. */
	readonly terms: readonly Span[];
	readonly today: DayNumber;
	readonly tokens: readonly GoalToken[];
	readonly source: SourceText;
	readonly texts: GoalTexts;
	readonly defaultCurrency: string;
	/** The figure the target was read from, if it was one. */
	readonly figure: Figure | null;
}

/** A question in the wording of a language. */
export const question = (
	texts: GoalTexts,
	code: QuestionCode,
	span: Span | null = null,
	readings: readonly string[] = [],
): Question => ({
	code,
	text: texts.questions[code],
	readings,
	span,
});

function describe(target: Target, { texts, defaultCurrency, parsed }: Understanding): string {
	if (target.type === 'relative') return `×${target.factor}`;
	const money = parsed.metric?.name === 'revenue' || parsed.metric?.name === 'profit';
	const say = (value: number): string => (money ? texts.money(value, target.currency ?? defaultCurrency) : texts.count(value));
	return target.type === 'change' ? texts.change(say(target.delta)) : say(target.value);
}

/** More readings than this help nobody to choose. */
const MAX_READINGS = 8;

const DAYS_PER = { total: 1, day: 1, week: 7, month: 30 };

/** What a figure per day comes to over the period, and the figure as the whole. */
function wholeOf({ value, per }: Figure, period: PeriodReading | null, say: (value: number) => string): string[] {
	const [first, last] = [parseDay(period?.firstDay ?? ''), parseDay(period?.lastDay ?? '')];
	if (first === null || last === null) return [say(value)];
	const times = Math.max(1, Math.round((last - first + 1) / DAYS_PER[per]));
	return [say(value * times), say(value)];
}

function aboutTarget(understanding: Understanding): Question[] {
	const { targets, texts, tokens, source, parsed, defaultCurrency } = understanding;
	const target = targets[0];
	if (!target) return [question(texts, 'target_missing')];
	const asked: Question[] = [];
	const distinct = new Set(targets.slice(0, MAX_READINGS).map((each) => describe(each, understanding)));
	if (distinct.size > 1) asked.push(question(texts, 'target_conflict', target.span, [...distinct]));
	if (target.type === 'absolute') {
		const money = parsed.metric?.name === 'revenue' || parsed.metric?.name === 'profit';
		const say = (value: number): string => (money ? texts.money(value, target.currency ?? defaultCurrency) : texts.count(value));
		if (target.value <= 0) asked.push(question(texts, 'target_not_positive', target.span));
		if (target.upTo !== null && target.upTo !== target.value)
			asked.push(question(texts, 'target_range', target.span, [say(target.value), say(target.upTo)]));
		if (understanding.figure && understanding.figure.per !== 'total')
			asked.push(question(texts, 'target_per_day', target.span, wholeOf(understanding.figure, parsed.period, say)));
		// From today on both readings are the same; a period that has begun holds what has come already.
		if (understanding.isMore && parsed.period && parsed.period.firstDay < parsed.today)
			asked.push(question(texts, 'whole_or_more', target.span, texts.inAllOrMore(say(target.value))));
		if (target.currency === '?') asked.push(question(texts, 'currency_ambiguous', target.span));
	}
	if (target.type === 'relative' && target.factor <= 0) asked.push(question(texts, 'target_not_positive', target.span));
	const moved = target.type === 'relative' && (parsed.metric?.name === 'churn_rate' || parsed.metric?.name === 'conversion_rate');
	if (moved)
		asked.push(question(texts, 'rate_ambiguous', target.span, [`×${target.factor}`, texts.points((target.factor - 1) * 100)]));
	if (!parsed.metric) {
		asked.push(
			question(texts, 'metric_missing', target.span, [texts.metrics.new_customers, texts.metrics.members, texts.metrics.trials]),
		);
	}
	const currencies = [
		...new Set(targets.flatMap((each) => (each.type !== 'relative' && each.currency !== null ? [each.currency] : []))),
	];
	if (currencies.length > 1) asked.push(question(texts, 'currency_conflict', target.span, currencies));
	const negated = tokens.find(({ cls }) => cls === 'negated');
	if (negated) asked.push(question(texts, 'goal_negated', originalSpan(source, negated.start, negated.end), texts.yesNo));
	return asked;
}

/** "By Friday 6pm": to the end of Friday, or of the day before. */
function aboutClock({ clocks, texts, today }: Understanding, first: Stretch | undefined): Question[] {
	const [clock] = clocks;
	if (!clock) return [];
	const ends = first ? [first.end - 1, first.end - 2].filter((day) => day >= Math.max(first.first, today)) : [];
	const readings = first ? ends.map((day) => texts.days(formatDay(first.first), formatDay(day))) : [];
	return [question(texts, 'clock_time', clock, readings)];
}

function aboutPeriod(understanding: Understanding): Question[] {
	const { stretches, texts, today, parsed, terms } = understanding;
	if (terms[0]) return [question(texts, 'term_unknown', terms[0])];
	const past = stretches.find(({ end, kind }) => end <= today && kind !== 'calendar');
	if (past) return [question(texts, 'deadline_past', past.span)];
	const future = stretches.filter(({ end }) => end > today);
	const first = future[0];
	const clock = aboutClock(understanding, first);
	if (!first || !parsed.period) return [question(texts, 'period_missing'), ...clock];
	const say = (stretch: Stretch): string => {
		const { firstDay, lastDay } = periodReading(stretch);
		return texts.days(firstDay, lastDay);
	};
	if (first.other !== null) {
		const readings = [texts.days(formatDay(first.other.first), formatDay(first.other.end - 1)), say(first)];
		return [question(texts, 'period_ambiguous', first.span, readings), ...clock];
	}
	const distinct = [...new Set(future.slice(0, MAX_READINGS).map(say))];
	return [...(distinct.length > 1 ? [question(texts, 'period_conflict', first.span, distinct)] : []), ...clock];
}

/** What is missing, impossible or has two readings. */
export function askAbout(understanding: Understanding): Question[] {
	const { parsed, texts, doubtful, noMoney } = understanding;
	const budget = parsed.constraints.find((constraint) => constraint.type === 'budget' && constraint.amount <= 0);
	const unspent = budget?.span ?? noMoney;
	return [
		...aboutTarget(understanding),
		...aboutPeriod(understanding),
		...(unspent ? [question(texts, 'budget_not_positive', unspent)] : []),
		...doubtful.map(({ name, span }): Question => {
			const asked = question(texts, 'workflow_doubtful', span, texts.useOrNot);
			return { ...asked, text: `${name}: ${asked.text}` };
		}),
	];
}
