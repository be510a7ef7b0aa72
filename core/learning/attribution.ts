import type { CatalogEntry, MetricName } from '../types';
import type { Evidence } from './evidence';
import { learn } from './learn';
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
 * Where nobody tells which workflow a conversion came from, what a day brought beyond the shop's own level is shared out by what each
 * silent workflow was expected to bring. That cannot tell them apart, but learns how all of them do.
 */
export function attributed(catalog: readonly CatalogEntry[], evidence: Evidence, totals: Totals): Evidence {
	const silent = catalog.flatMap((entry) => {
		const series = evidence.get(entry.workflowKey);
		return series?.teller === 'nobody' && series.actions.some((count) => count > 0) ? [{ entry, series }] : [];
	});
	if (silent.length === 0) return evidence;
	const isMoney = countsMoney(totals.metric);
	const { workflows } = learn(catalog, evidence);
	const expected = silent.map(({ entry: { workflowKey, valuePerConversion }, series }) => {
		const learned = workflows.get(workflowKey);
		const worth = (learned?.posterior.conversionRate ?? 0) * (isMoney ? valuePerConversion : 1);
		return learned ? exposureOf(series, learned.lag).map((due) => due * worth) : new Float64Array(series.actions.length);
	});
	const unexplained = totals.perDay.map((total, day) => {
		if (total === undefined) return 0;
		let told = 0;
		for (const { teller, conversions, revenue } of evidence.values())
			if (teller !== 'nobody') told += (isMoney ? revenue : conversions)[day] ?? 0;
		return Math.max(0, total - totals.organic - told);
	});
	const result = new Map(evidence);
	silent.forEach(({ entry, series }, place) => {
		const share = Float64Array.from(unexplained, (amount, day) => {
			const sum = expected.reduce((all, own) => all + (own[day] ?? 0), 0);
			return sum > 0 ? (amount * (expected[place]?.[day] ?? 0)) / sum : 0;
		});
		result.set(entry.workflowKey, { ...series, ...asConversions(share, isMoney, entry), teller: 'tracked' });
	});
	return result;
}

const asConversions = (
	share: Float64Array,
	isMoney: boolean,
	{ valuePerConversion }: CatalogEntry,
): Pick<Series, 'conversions' | 'revenue'> =>
	isMoney
		? { revenue: share, conversions: share.map((amount) => (valuePerConversion > 0 ? amount / valuePerConversion : 0)) }
		: { revenue: new Float64Array(share.length), conversions: share };
