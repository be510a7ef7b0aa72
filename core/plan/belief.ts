import type { Posterior } from '../learning/posterior';
import type { CatalogEntry, MetricName } from '../types';
import { contributionOf, type Contribution } from './contribution';

/** What is believed of a workflow with regard to a goal's metric. Money in the plan's currency. */
export interface Belief {
	readonly entry: CatalogEntry;
	readonly posterior: Posterior;
	readonly contribution: Contribution;
	readonly valuePerConversion: number;
	/** In the goal's metric. */
	readonly expectedPerAction: number;
	/** Standard deviation of what is believed of `expectedPerAction`. */
	readonly doubtPerAction: number;
}

/** The belief from what was learned. `rate` converts the setting CURRENCY into the plan's. */
export function beliefFrom(entry: CatalogEntry, posterior: Posterior, metric: MetricName, rate: number): Belief {
	const contribution = contributionOf(metric, entry);
	const valuePerConversion = posterior.valuePerConversion * rate;
	return { entry, posterior, contribution, valuePerConversion, ...perAction(posterior, contribution, valuePerConversion) };
}

/** Mean and standard deviation of the belief in what one action brings; rate and value are taken as independent. */
function perAction(
	posterior: Posterior,
	contribution: Contribution,
	value: number,
): Pick<Belief, 'expectedPerAction' | 'doubtPerAction'> {
	const { alpha, beta, conversionRate: rate } = posterior;
	const rateVariance = (rate * (1 - rate)) / (alpha + beta + 1);
	switch (contribution) {
		case 'nothing':
			return { expectedPerAction: 0, doubtPerAction: 0 };
		case 'actions':
			return { expectedPerAction: 1, doubtPerAction: 0 };
		case 'conversions':
			return { expectedPerAction: rate, doubtPerAction: Math.sqrt(rateVariance) };
		case 'value': {
			const valueVariance = value ** 2 / posterior.valueShape;
			const variance = rateVariance * valueVariance + rateVariance * value ** 2 + valueVariance * rate ** 2;
			return { expectedPerAction: rate * value, doubtPerAction: Math.sqrt(variance) };
		}
	}
}
