import { DateTime } from 'luxon';
import { convert } from '../money';
import { err, ok, type Result } from '../result';
import type { BusinessState, CurrencyCode, Day, Instant, MetricName, TimeZone } from '../types';
import { baselineOf, isComparable } from './baseline';
import { budgetOf } from './budget';
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
		return { value: target.value, baseline: null, currency };
	}
	const known = baselineOf(metric, target.base, period, context.state, today);
	if (known === null) return null;
	const baseline = inGoalCurrency(known);
	const value = target.type === 'relative' ? baseline * target.factor : baseline + target.delta;
	return { value: Number(value.toPrecision(12)), baseline, currency };
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
