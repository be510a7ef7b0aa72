import type { CurrencyCode, Day, Instant } from './primitives';

/** The value of a metric for one day from one source: one row of `performance_metrics`. */
export interface Observation {
	/** `<source>/<metric>/<day>[/<goalId>]`: recording the same day again replaces the value. */
	readonly metricId: string;
	readonly observedAt: Instant;
	/** Empty for figures of the whole shop. */
	readonly goalId: string;
	readonly source: string;
	readonly metric: string;
	readonly value: number;
	/** ISO 4217 code for money, else `count` or `fraction`. */
	readonly unit: string;
	readonly labels: Readonly<Record<string, string>>;
}

/** What the loop knows of the business before it plans. */
export interface BusinessState {
	/** Source of the figures, shown with them: `whop`, `ledger` or `input`. */
	readonly source: string;
	readonly revenue: readonly { readonly day: Day; readonly amount: number }[];
	readonly currency: CurrencyCode | null;
	readonly customers: number | null;
	readonly newCustomersPerDay: number | null;
	/** Average revenue per user, in `currency`. */
	readonly arpu: number | null;
	/** Trials that became paying customers, 0–1. */
	readonly trialConversion: number | null;
	/** Customers with access now, trials included; missing where the source does not tell. */
	readonly members?: number | null;
	/** Share of paying memberships that ended of late, 0–1; missing where the source does not tell. */
	readonly churnRate?: number | null;
}
