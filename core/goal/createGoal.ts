import { DateTime } from 'luxon';
import { isLevel, isRate } from '../forecast/rate';
import { convert } from '../money';
import { err, ok, type Result } from '../result';
import type { BusinessState, CurrencyCode, Day, Instant, MetricName, TimeZone } from '../types';
import { baselineOf, isComparable } from './baseline';
import { budgetOf } from './budget';
import type { Figures } from '../monitor/figuresOf';
import { textsOf } from './locales';
import { ownersLimits } from './ownersLimits';
import { question } from './questions';
import type { GoalDraft, ParsedInstruction, PeriodReading, Question, Target } from './types';

/** What a goal is worked out from, beside the words. */
export interface GoalContext {
	readonly state: BusinessState;
	readonly timeZone: TimeZone;
	/** Currency of amounts that name none: the setting CURRENCY. */
	readonly currency: CurrencyCode;
	readonly exchangeRates: Readonly<Record<string, number>>;
	/** What is on record of the metric. Without it nobody asks whether the goal's progress can be known. */
	readonly figures?: Figures;
}

const isMoney = (metric: MetricName): boolean => metric === 'revenue' || metric === 'profit';
const startOfDay = (day: string, zone: TimeZone): Instant => DateTime.fromISO(day, { zone }).toUTC().toISO() ?? '';

/**
 * The period as instants: from the beginning of its first day to the end of its last in the zone. "In one week" therefore is today
 * and the six days after it: days stay whole, so that daily targets and daily figures mean the same.
 */
const periodInstants = ({ firstDay, lastDay }: PeriodReading, zone: TimeZone): { periodStart: Instant; periodEnd: Instant } => ({
	periodStart: startOfDay(firstDay, zone),
	periodEnd: DateTime.fromISO(lastDay, { zone }).plus({ days: 1 }).toUTC().toISO() ?? '',
});

/** The target in the goal's currency, and what it was worked out from. Null when there is no figure to start from. */
function resolveTarget(
	target: Target,
	metric: MetricName,
	period: PeriodReading,
	today: Day,
	context: GoalContext,
): { value: number; baseline: number | null; currency: CurrencyCode | null } | null {
	const said = target.type === 'relative' ? null : target.currency;
	const currency = isMoney(metric)
		? (said ?? (target.type === 'absolute' ? context.currency : (context.state.currency ?? context.currency)))
		: null;
	const inGoalCurrency = (amount: number): number =>
		currency === null || context.state.currency === null
			? amount
			: convert({ amount, currency: context.state.currency }, currency, context.exchangeRates).amount;
	if (target.type === 'absolute') {
		inGoalCurrency(1);
		return { value: target.value, baseline: context.figures ? presentOf(metric, period, today, context) : null, currency };
	}
	const known = presentOf(metric, period, today, context) ?? baselineOf(metric, target.base, period, context.state, today);
	if (known === null) return null;
	const baseline = inGoalCurrency(known);
	const value = target.type === 'relative' ? baseline * target.factor : baseline + target.delta;
	return { value: Number(value.toPrecision(12)), baseline, currency };
}

/** Where a level or a rate stands, by the state of the business or what is on record; `null` for what is counted from nothing. */
function presentOf(metric: MetricName, period: PeriodReading, today: Day, { state, figures }: GoalContext): number | null {
	if (!isLevel(metric) && !isRate(metric)) return null;
	return baselineOf(metric, 'previous_period', period, state, today) ?? figures?.present ?? null;
}

/** What keeps the progress of a goal from being known, or leaves open where it begins. */
function aboutFigures(parsed: ParsedInstruction, metric: MetricName, period: PeriodReading, context: GoalContext): Question[] {
	const { figures } = context;
	const { target, locale, today } = parsed;
	const texts = textsOf(locale);
	if (!figures || !target) return [];
	if (!figures.isRecorded) return [question(texts, 'metric_unrecorded', parsed.metric?.span ?? null)];
	if (!isLevel(metric) && !isRate(metric)) return [];
	const present = presentOf(metric, period, today, context);
	if (present === null) return [question(texts, 'level_unknown', parsed.metric?.span ?? null)];
	// "Get 100 members" with 500 of them can only mean 100 more, but nobody said so.
	if (!isLevel(metric) || target.type !== 'absolute' || target.value > present) return [];
	const readings = [target.value, present + target.value].map((value) => texts.count(value));
	return [question(texts, 'level_or_gain', target.span, readings)];
}

/**
 * Works out a goal from an instruction that raised no question. Relative targets are taken from the state's figures.
 * @throws AutopilotError CURRENCY_RATE_MISSING when the shop's currency is not the goal's and no rate is set.
 */
export function createGoal(parsed: ParsedInstruction, context: GoalContext): Result<GoalDraft, Question[]> {
	if (parsed.questions.length > 0) return err([...parsed.questions]);
	const texts = textsOf(parsed.locale);
	const { metric, target, period } = parsed;
	if (!metric || !target || !period) return err([question(texts, 'target_missing')]);
	if (target.type !== 'absolute' && !isComparable(target.base, period))
		return err([question(texts, 'base_mismatch', target.span)]);
	const unknown = aboutFigures(parsed, metric.name, period, context);
	if (unknown.length > 0) return err(unknown);
	const resolved = resolveTarget(target, metric.name, period, parsed.today, context);
	if (!resolved) return err([question(texts, 'baseline_missing', target.span)]);
	if (resolved.value <= 0) return err([question(texts, 'target_not_positive', target.span)]);
	const goalCurrency = resolved.currency ?? context.currency;
	const budgetLimit = budgetOf(parsed.constraints, period, parsed.today, goalCurrency, context.exchangeRates);
	return ok({
		instruction: parsed.text,
		locale: parsed.locale,
		metric: metric.name,
		targetValue: resolved.value,
		currency: resolved.currency,
		baselineValue: resolved.baseline,
		...periodInstants(period, context.timeZone),
		timeZone: context.timeZone,
		budgetLimit,
		limits: ownersLimits(parsed.constraints, budgetLimit, period, goalCurrency, context.exchangeRates),
		constraints: parsed.constraints,
	});
}
