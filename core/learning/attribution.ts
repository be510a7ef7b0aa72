import type { CatalogEntry, MetricName } from '../types';
import type { Evidence } from './evidence';
import { learn, type Learned } from './learn';
import { exposureOf, type Series } from './series';

/** What is known of the whole, day by day of the window, in the setting CURRENCY where it is money. */
export interface Totals {
	readonly metric: MetricName;
	/** The figure of each day; `undefined` where nobody told. */
	readonly perDay: readonly (number | undefined)[];
	/** What a day brings without any workflow. */
	readonly organic: number;
}

/** Whether a conversion counts by its value in a metric, or as one. */
export const countsMoney = (metric: MetricName): boolean => metric === 'revenue' || metric === 'profit';

/**
 * Where nobody tells which workflow a conversion came from, what a day brought beyond the shop's own level is shared out between the
 * silent workflows (`sharedOut`): by what each was expected to bring, and how surely that was known.
 */
export function attributed(catalog: readonly CatalogEntry[], evidence: Evidence, totals: Totals): Evidence {
	const silent = catalog.flatMap((entry) => {
		const series = evidence.get(entry.workflowKey);
		return series?.teller === 'nobody' && series.actions.some((count) => count > 0) ? [{ entry, series }] : [];
	});
	if (silent.length === 0) return evidence;
	const isMoney = countsMoney(totals.metric);
	const { workflows } = learn(catalog, evidence);
	const believed = silent.map(({ entry: { workflowKey, valuePerConversion }, series }) => {
		const learned = workflows.get(workflowKey);
		return learned ? expectedOf(learned, series, isMoney ? valuePerConversion : null) : nothingOf(series);
	});
	const unexplained = totals.perDay.map((total, day) => {
		if (total === undefined) return 0;
		let told = 0;
		for (const { teller, conversions, revenue } of evidence.values())
			if (teller !== 'nobody') told += (isMoney ? revenue : conversions)[day] ?? 0;
		return Math.max(0, total - totals.organic - told);
	});
	const parts = unexplained.map((amount, day) => sharedOut(amount, believed.map(onDay(day))));
	const result = new Map(evidence);
	silent.forEach(({ entry, series }, place) => {
		const share = Float64Array.from(parts, (ofDay) => ofDay[place] ?? 0);
		result.set(entry.workflowKey, { ...series, ...asConversions(share, isMoney, entry), teller: 'tracked' });
	});
	return result;
}

/** What is expected of a part of a sum, and the variance of what is believed of that. */
export interface Expected {
	readonly mean: number;
	readonly variance: number;
}

/** The same, day by day of the window. */
type ExpectedDays = Readonly<Record<keyof Expected, Float64Array>>;

const onDay =
	(day: number) =>
	({ mean, variance }: ExpectedDays): Expected => ({ mean: mean[day] ?? 0, variance: variance[day] ?? 0 });

const nothingOf = ({ actions }: Series): ExpectedDays => {
	const none = new Float64Array(actions.length);
	return { mean: none, variance: none };
};

/** @param value what one conversion is worth by the catalog; `null` where conversions are counted */
function expectedOf({ posterior, lag }: Learned, series: Series, value: number | null): ExpectedDays {
	const { alpha, beta, conversionRate: rate, valueShape } = posterior;
	const mean = exposureOf(series, lag).map((due) => due * rate * (value ?? 1));
	const relative = (1 - rate) / (rate * (alpha + beta + 1)) + (value === null ? 0 : 1 / valueShape);
	return { mean, variance: mean.map((amount) => relative * amount ** 2) };
}

/**
 * Shares a sum out between its parts: to each what was expected of it, and of what is missing or came beyond that, most to what was known
 * the least, by the variances: the update of a Kalman filter whose only observation is the sum (Kalman 1960). No part is negative.
 */
export function sharedOut(amount: number, parts: readonly Expected[]): number[] {
	const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
	const expected = sumOf(parts.map(({ mean }) => mean));
	const doubt = sumOf(parts.map(({ variance }) => variance));
	if (expected <= 0) return parts.map(() => 0);
	const beyond = doubt > 0 ? (amount - expected) / doubt : 0;
	const updated = parts.map(({ mean, variance }) => Math.max(0, mean + beyond * variance));
	const all = sumOf(updated);
	return all > 0 ? updated.map((part) => (amount * part) / all) : parts.map(() => 0);
}

const asConversions = (
	share: Float64Array,
	isMoney: boolean,
	{ valuePerConversion }: CatalogEntry,
): Pick<Series, 'conversions' | 'revenue'> =>
	isMoney
		? { revenue: share, conversions: share.map((amount) => (valuePerConversion > 0 ? amount / valuePerConversion : 0)) }
		: { revenue: new Float64Array(share.length), conversions: share };
