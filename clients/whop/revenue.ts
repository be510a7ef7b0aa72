import { DateTime } from 'luxon';
import { boundsOf } from '../../core/revenue/period';
import { createRevenueSummary } from '../../core/revenue/summary';
import type { Period, RevenuePlan, RevenueSummary } from '../../core/revenue/types';
import type { CurrencyCode, Instant, TimeZone } from '../../core/types';
import { listMemberships } from './memberships';
import { listRevenuePayments } from './payments';
import { listPlans } from './plans';
import type { WhopClient } from './whopClient';

/**
 * How far back payments are read to tell new customers from returning ones. A year and a month, so that the renewal of a
 * yearly plan is not taken for a new customer.
 */
const DEFAULT_HISTORY_DAYS = 400;

export interface RevenueQuestion {
	readonly now: Instant;
	readonly timeZone: TimeZone;
	readonly currency: CurrencyCode;
	readonly rates: Readonly<Record<string, number>>;
	readonly period: Period;
	readonly previous: Period | null;
	/** Default `DEFAULT_HISTORY_DAYS`. */
	readonly historyDays?: number;
	/** Read memberships and plans too: trials, churn, recurring revenue, members. Default true. */
	readonly subscriptions?: boolean;
	readonly productIds?: readonly string[];
	readonly planIds?: readonly string[];
}

/**
 * Reads what the revenue of a period needs and adds it up page by page: nothing but sums and ids stays in memory.
 * Payments are asked for by `updated_after`, not `created_after`: a payment is updated when it is paid, so one that was made
 * before the period and paid within it is found.
 * @throws AutopilotError of the client, CURRENCY_RATE_MISSING, PARAMETER_INVALID
 */
export async function readRevenue(client: WhopClient, question: RevenueQuestion): Promise<RevenueSummary> {
	const { period, previous, timeZone, productIds, planIds } = question;
	const { start, end } = boundsOf(period, timeZone);
	const earliest = previous ? Math.min(start, boundsOf(previous, timeZone).start) : start;
	const since = DateTime.fromMillis(earliest, { zone: 'utc' }).minus({
		days: question.historyDays ?? DEFAULT_HISTORY_DAYS,
		// "After" excludes the instant itself.
		seconds: 1,
	});
	const until = new Date(end).toISOString();
	const filters = { productIds, planIds };

	let plans: RevenuePlan[] | null = null;
	if (question.subscriptions ?? true) {
		plans = [];
		for await (const page of listPlans(client, { productIds })) plans.push(...page);
	}
	const revenue = createRevenueSummary({ ...question, plans });
	const paid = { ...filters, statuses: ['paid'], updatedAfter: since.toJSDate().toISOString(), createdBefore: until };
	for await (const page of listRevenuePayments(client, paid)) revenue.addPayments(page);
	if (plans) {
		for await (const page of listMemberships(client, { ...filters, createdBefore: until })) revenue.addMemberships(page);
	}
	return revenue.summary();
}
