import type { Day } from '../types';
import type { RevenueSummary } from './types';

/** A figure of one day, ready to be recorded as an observation. */
export interface DailyMetric {
	readonly metric: string;
	readonly day: Day;
	readonly value: number;
	/** ISO 4217 code for money, else `count`. */
	readonly unit: string;
}

/**
 * A summary as daily metrics: revenue, gross, refunds, fees, net, payments, new customers and, where
 * memberships were read, trials.
 */
export function dailyMetrics({ days, currency, subscriptions }: RevenueSummary): DailyMetric[] {
	return days.flatMap(({ day, revenue, net, gross, refunds, fees, payments, newCustomers, trialsStarted }) => {
		const money = (metric: string, value: number): DailyMetric => ({ metric, day, value, unit: currency });
		const count = (metric: string, value: number): DailyMetric => ({ metric, day, value, unit: 'count' });
		return [
			money('revenue', revenue),
			money('gross', gross),
			money('refunds', refunds),
			money('fees', fees),
			money('net', net),
			count('payments', payments),
			count('new_customers', newCustomers),
			...(subscriptions ? [count('trials', trialsStarted)] : []),
		];
	});
}
