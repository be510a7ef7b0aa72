import { DateTime } from 'luxon';
import type { BusinessState, CurrencyCode, Instant, TimeZone } from '../../core/types';
import { readRevenue } from './revenue';
import type { WhopClient } from './whopClient';

/** Days before today that are read, at least. Long enough to hold the whole of last month on any day. */
const WINDOW_DAYS = 60;

/**
 * What the loop needs to know of the shop before it plans: revenue (after refunds and lost disputes) of each of the last 60
 * days, more where last month began earlier, and over that window customers, new customers per day, ARPU and trial conversion.
 * @throws AutopilotError of the client; CURRENCY_RATE_MISSING when the shop sells in another currency and no rate is set
 */
export async function readBusinessState(
	client: WhopClient,
	{
		now,
		timeZone,
		currency,
		rates,
	}: { now: Instant; timeZone: TimeZone; currency: CurrencyCode; rates: Readonly<Record<string, number>> },
): Promise<BusinessState> {
	const today = DateTime.fromISO(now, { zone: timeZone }).startOf('day');
	const first = DateTime.min(today.minus({ days: WINDOW_DAYS }), today.startOf('month').minus({ months: 1 }));
	const period = { firstDay: first.toFormat('yyyy-MM-dd'), lastDay: today.toFormat('yyyy-MM-dd') };
	const { days, totals, subscriptions } = await readRevenue(client, { now, timeZone, currency, rates, period, previous: null });
	return {
		source: 'whop',
		revenue: days.map(({ day, revenue }) => ({ day, amount: revenue })),
		currency,
		customers: totals.customers,
		newCustomersPerDay: totals.newCustomers / days.length,
		arpu: totals.arpu,
		trialConversion: subscriptions?.trialConversion ?? null,
		members: subscriptions?.members ?? null,
		churnRate: subscriptions?.churnRate ?? null,
	};
}
