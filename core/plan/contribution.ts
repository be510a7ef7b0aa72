import type { CatalogEntry, MetricName } from '../types';

/**
 * How an action moves a metric: by the value of its conversions, by their number, or by the action itself. `null`: the
 * catalog does not tell how it would, so nothing can be planned on it.
 */
export type Contribution = 'value' | 'conversions' | 'actions';

/** What an action of this workflow adds to the metric. Rates (churn, conversion) are not sums of actions. */
export function contributionOf(metric: MetricName, entry: CatalogEntry): Contribution | null {
	switch (metric) {
		case 'revenue':
		case 'profit':
			return 'value';
		case 'new_customers':
		case 'members':
			return 'conversions';
		case 'trials':
			return entry.unit === 'trial' ? 'actions' : null;
		case 'leads':
			return entry.unit === 'lead' ? 'actions' : null;
		case 'followers':
			return entry.unit === 'follower' ? 'actions' : null;
		case 'churn_rate':
		case 'conversion_rate':
			return null;
	}
}
