import { ASSUMPTION_TEXTS } from '../locale/assumption';
import { formatValue } from '../locale/format';
import type { CurrencyCode, Day, MetricName } from '../types';
import type { ParsedInstruction, QuestionCode } from './types';

/** What a language model says a sentence means. `null`: it says nothing of that part. Checked for its shape, not for its truth. */
export interface ModelReading {
	readonly metric: MetricName | null;
	readonly targetValue: number | null;
	readonly currency: CurrencyCode | null;
	readonly firstDay: Day | null;
	readonly lastDay: Day | null;
}

/** A reading with the model's help, and what of it is the model's: shown to the owner, who has to confirm it. */
export interface FilledIn {
	readonly parsed: ParsedInstruction;
	readonly assumptions: readonly string[];
}

const LARGEST_TARGET = 1e13;
const LONGEST_PERIOD_DAYS = 3 * 366;
const MS_PER_DAY = 86_400_000;

/** Parts a model may supply. Whatever else is unclear (two readings, a past deadline …) stays a question to the owner. */
export const FILLABLE: ReadonlySet<QuestionCode> = new Set<QuestionCode>(['target_missing', 'metric_missing', 'period_missing']);

/**
 * Fills what the parser could not read from a model's reading. Where both read something the parser wins, and both are
 * shown. A figure or a day that makes no sense is not taken, so its question stays.
 */
export function fillIn(parsed: ParsedInstruction, reading: ModelReading, today: Day, defaultCurrency: CurrencyCode): FilledIn {
	const texts = ASSUMPTION_TEXTS[parsed.locale];
	const span = { start: 0, end: parsed.text.length };
	const assumptions: string[] = [];

	const metricName = parsed.metric?.name ?? reading.metric;
	const isMoney = metricName === 'revenue' || metricName === 'profit';
	const currency = isMoney ? (reading.currency ?? defaultCurrency) : null;
	const value = isSensible(reading.targetValue) ? reading.targetValue : null;
	const period = sensiblePeriod(reading, today);
	const say = (amount: number): string => formatValue(amount, metricName ?? 'new_customers', currency, parsed.locale);

	const metric = parsed.metric ?? (reading.metric === null ? null : { name: reading.metric, stated: false, span: null });
	if (!parsed.metric && metric) assumptions.push(texts.metric(metric.name));
	let target = parsed.target;
	if (!target && value !== null && metric) {
		target = { type: 'absolute', value, upTo: null, currency, hedge: null, span };
		assumptions.push(texts.target(say(value)));
	} else if (target?.type === 'absolute' && value !== null && value !== target.value) {
		assumptions.push(texts.differs(say(target.value), say(value)));
	}
	const known = parsed.period;
	if (!known && period) assumptions.push(texts.period(period.firstDay, period.lastDay));
	else if (known && period && period.lastDay !== known.lastDay) assumptions.push(texts.differs(known.lastDay, period.lastDay));

	const filled = {
		metric,
		target,
		period: known ?? (period && { ...period, kind: 'range' as const, span }),
	};
	const open = parsed.questions.filter(
		({ code }) =>
			!(code === 'target_missing' && filled.target) &&
			!(code === 'metric_missing' && filled.metric) &&
			!(code === 'period_missing' && filled.period),
	);
	return { parsed: { ...parsed, ...filled, questions: open }, assumptions };
}

const isSensible = (value: number | null): value is number => value !== null && value > 0 && value <= LARGEST_TARGET;

/** The days a model named, where they lie ahead, in order, and not years away. */
function sensiblePeriod({ firstDay, lastDay }: ModelReading, today: Day): { firstDay: Day; lastDay: Day } | null {
	const first = firstDay ?? today;
	if (lastDay === null || first > lastDay || first < today) return null;
	const days = (Date.parse(lastDay) - Date.parse(today)) / MS_PER_DAY;
	return days <= LONGEST_PERIOD_DAYS ? { firstDay: first, lastDay } : null;
}
