import type { Day } from '../types';
import type { RevenueSummary } from './types';

/** Every metric a summary gives. */
export const METRICS = [
	'revenue',
	'gross',
	'refunds',
	'fees',
	'net',
	'payments',
	'new_customers',
	'trials',
	'members',
	'mrr',
	'churn_rate',
	'conversion_rate',
] as const;

/** A figure of one day, ready to be recorded as an observation. */
export interface DailyMetric {
	readonly metric: (typeof METRICS)[number];
	readonly day: Day;
	readonly value: number;
	/** ISO 4217 code for money, else `count` or `fraction`. */
	readonly unit: string;
}

/**
 * A summary as metrics by day. Members and recurring revenue are those at the period's end, churn and trial conversion those of
 * the whole period; they stand at its last day. What memberships say is left out where none were read.
 */
export function dailyMetrics({ days, currency, subscriptions, period }: RevenueSummary): DailyMetric[] {
	const metrics = days.flatMap((figures): DailyMetric[] => {
		const { day } = figures;
		return [
			{ metric: 'revenue', day, value: figures.revenue, unit: currency },
			{ metric: 'gross', day, value: figures.gross, unit: currency },
			{ metric: 'refunds', day, value: figures.refunds, unit: currency },
			{ metric: 'fees', day, value: figures.fees, unit: currency },
			{ metric: 'net', day, value: figures.net, unit: currency },
			{ metric: 'payments', day, value: figures.payments, unit: 'count' },
			{ metric: 'new_customers', day, value: figures.newCustomers, unit: 'count' },
			...(subscriptions ? [{ metric: 'trials', day, value: figures.trialsStarted, unit: 'count' } as const] : []),
		];
	});
	if (!subscriptions) return metrics;
	const { members, mrr, churnRate, trialConversion } = subscriptions;
	const day = period.lastDay;
	metrics.push({ metric: 'members', day, value: members, unit: 'count' }, { metric: 'mrr', day, value: mrr, unit: currency });
	if (churnRate !== null) metrics.push({ metric: 'churn_rate', day, value: churnRate, unit: 'fraction' });
	if (trialConversion !== null) metrics.push({ metric: 'conversion_rate', day, value: trialConversion, unit: 'fraction' });
	return metrics;
}
