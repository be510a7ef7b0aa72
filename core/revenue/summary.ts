import { DateTime } from 'luxon';
import type { CurrencyCode, Day, Instant, TimeZone } from '../types';
import { minorUnits } from './minorUnits';
import { type Outcome, outcomeOf } from './outcome';
import { boundsOf, daysOf } from './period';
import { SubscriptionTally } from './subscriptions';
import { type MinorOutcome, Tally } from './tally';
import type { Period, RevenueFigures, RevenueMembership, RevenuePayment, RevenuePlan, RevenueSummary } from './types';

/** The shop's clock may be ahead of ours by this much: what was just paid counts. */
const CLOCK_DIFFERENCE_MS = 60_000;

export interface RevenueSummaryOptions {
	readonly timeZone: TimeZone;
	/** Everything is shown in this currency. */
	readonly currency: CurrencyCode;
	/** `USD_JPY` → yen for one dollar, from the settings. */
	readonly rates: Readonly<Record<string, number>>;
	readonly period: Period;
	/** Period to compare with; `null` for none. */
	readonly previous: Period | null;
	/** Later payments are left out, so that a replayed day does not see its future. */
	readonly now: Instant;
	/** All plans of the shop. `null`: no memberships will be added, and `subscriptions` stays `null`. */
	readonly plans: readonly RevenuePlan[] | null;
}

/** Takes payments and memberships page by page, in any order; keeps sums and ids, never the payments themselves. */
export interface RevenueAggregator {
	/**
	 * Payments before the period (and the one compared with) are the history that tells new customers from returning ones.
	 * A payment that comes twice counts once.
	 * @throws AutopilotError CURRENCY_RATE_MISSING
	 */
	addPayments(payments: Iterable<RevenuePayment>): void;
	/** @throws AutopilotError CURRENCY_RATE_MISSING */
	addMemberships(memberships: Iterable<RevenueMembership>): void;
	summary(): RevenueSummary;
}

/** Starts a revenue summary of one period. @throws AutopilotError PARAMETER_INVALID for a period or zone that is none. */
export function createRevenueSummary(options: RevenueSummaryOptions): RevenueAggregator {
	const { timeZone, currency, period, previous, plans } = options;
	const units = minorUnits(currency, options.rates);
	const bounds = boundsOf(period, timeZone);
	const previousBounds = previous && boundsOf(previous, timeZone);
	const now = Date.parse(options.now);
	const subscriptions = plans && new SubscriptionTally(plans, bounds, now, units);

	const seen = new Set<string>();
	const firstPaid = new Map<string, number>();
	const keptMemberships = new Set<string>();
	const membershipsFirstPaid = new Map<string, number>();
	const totals = new Tally();
	const previousTotals = new Tally();
	const days = new Map<Day, { tally: Tally; start: number }>();
	for (const day of daysOf(period)) {
		days.set(day, { tally: new Tally(), start: boundsOf({ firstDay: day, lastDay: day }, timeZone).start });
	}
	const products = new Map<string | null, { tally: Tally; title: string | null }>();
	const planTallies = new Map<string | null, Tally>();
	const dayOf = (milliseconds: number): Day => DateTime.fromMillis(milliseconds, { zone: timeZone }).toFormat('yyyy-MM-dd');

	const toMinor = (payment: RevenuePayment, outcome: Outcome, customer: string | null): MinorOutcome => {
		const minor = (amount: number): number => units.toMinor({ amount, currency: payment.currency });
		return {
			gross: minor(outcome.gross),
			refunds: minor(outcome.refunds),
			disputesLost: minor(outcome.disputesLost),
			disputesOpen: minor(outcome.disputesOpen),
			fees: outcome.fees === null ? null : minor(outcome.fees),
			customer,
		};
	};

	const add = (payment: RevenuePayment): void => {
		const outcome = outcomeOf(payment);
		if (outcome === null || seen.has(payment.id)) return;
		seen.add(payment.id);
		const at = Date.parse(payment.paidAt ?? '');
		if (at >= bounds.end || at > now + CLOCK_DIFFERENCE_MS) return;
		// A payment without a customer cannot be told from others, so it is a customer of its own.
		const customer = outcome.kept ? (payment.customerId ?? payment.id) : null;
		if (customer !== null) {
			firstPaid.set(customer, Math.min(at, firstPaid.get(customer) ?? at));
			if (payment.membershipId !== null) keptMemberships.add(payment.membershipId);
		}
		if (payment.membershipId !== null) {
			membershipsFirstPaid.set(payment.membershipId, Math.min(at, membershipsFirstPaid.get(payment.membershipId) ?? at));
		}
		if (previousBounds && at >= previousBounds.start && at < previousBounds.end) {
			previousTotals.add(toMinor(payment, outcome, customer));
		}
		if (at < bounds.start) return;
		const minor = toMinor(payment, outcome, customer);
		totals.add(minor);
		days.get(dayOf(at))?.tally.add(minor);
		const product = products.get(payment.productId) ?? { tally: new Tally(), title: payment.productTitle };
		product.tally.add(minor);
		products.set(payment.productId, product);
		const plan = planTallies.get(payment.planId) ?? new Tally();
		plan.add(minor);
		planTallies.set(payment.planId, plan);
	};

	const since =
		(start: number) =>
		(customer: string): boolean =>
			(firstPaid.get(customer) ?? Number.POSITIVE_INFINITY) >= start;
	return {
		addPayments: (payments) => {
			for (const payment of payments) add(payment);
		},
		addMemberships: (memberships) => {
			for (const membership of memberships) subscriptions?.add(membership);
		},
		summary: () => {
			const isNew = since(bounds.start);
			const figures = totals.figures(units, isNew);
			const subscribed = subscriptions?.figures({
				firstAt: (id) => membershipsFirstPaid.get(id) ?? null,
				kept: (id) => keptMemberships.has(id),
			});
			const trialDays = subscribed?.trialStarts.map(dayOf) ?? [];
			const before = previousBounds && previousTotals.figures(units, since(previousBounds.start));
			return {
				period,
				timeZone,
				currency,
				totals: figures,
				days: [...days].map(([day, { tally, start }]) => ({
					day,
					...tally.figures(units, since(start)),
					trialsStarted: trialDays.filter((one) => one === day).length,
				})),
				products: [...products]
					.map(([productId, { tally, title }]) => ({ productId, title, ...tally.figures(units, isNew) }))
					.sort((a, b) => byRevenue(a, b) || byId(a.productId, b.productId)),
				plans: [...planTallies]
					.map(([planId, tally]) => ({ planId, ...tally.figures(units, isNew) }))
					.sort((a, b) => byRevenue(a, b) || byId(a.planId, b.planId)),
				subscriptions: subscribed?.figures ?? null,
				previous: before && { period: previous, totals: before },
				change: before && {
					revenue: relativeChange(before.revenue, figures.revenue),
					net: relativeChange(before.net, figures.net),
					customers: relativeChange(before.customers, figures.customers),
				},
			};
		},
	};
}

const relativeChange = (from: number, to: number): number | null => (from === 0 ? null : (to - from) / Math.abs(from));

const byRevenue = (a: RevenueFigures, b: RevenueFigures): number => b.revenue - a.revenue;

const byId = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : 1);
