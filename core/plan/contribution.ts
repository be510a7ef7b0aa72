import type { CatalogEntry, MetricName } from '../types';

/**
 * How an action moves a metric: by the value of its conversions, by their number, by the action itself, or in no way the
 * catalog tells of. The last is planned only where the owner names the workflow.
 */
export type Contribution = 'value' | 'conversions' | 'actions' | 'nothing';

/** What an action of this workflow adds to the metric. Rates (churn, conversion) are not sums of actions. */
export function contributionOf(metric: MetricName, entry: CatalogEntry): Contribution {
	switch (metric) {
		case 'revenue':
		case 'profit':
			return 'value';
		case 'new_customers':
		case 'members':
			return 'conversions';
		case 'trials':
			return entry.unit === 'trial' ? 'actions' : 'nothing';
		case 'leads':
			return entry.unit === 'lead' ? 'actions' : 'nothing';
		case 'followers':
			return entry.unit === 'follower' ? 'actions' : 'nothing';
		case 'churn_rate':
		case 'conversion_rate':
			return 'nothing';
	}
}
