import type { CurrencyCode, Day, Instant, TimeZone } from '../types';
import { Books } from './books';
import { PaymentHistory } from './history';
import { minorUnits } from './minorUnits';
import { outcomeOf } from './outcome';
import { SubscriptionTally } from './subscriptions';
import type { Tally } from './tally';
import type { Period, RevenueMembership, RevenuePayment, RevenuePlan, RevenueSummary } from './types';

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
	/** Later payments and refunds are left out, so that a replayed day does not see its future. */
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
	const books = new Books(period, timeZone, units);
	const previousBooks = previous && new Books(previous, timeZone, units);
	const now = Date.parse(options.now);
	const asOf = Math.min(books.bounds.end, now + CLOCK_DIFFERENCE_MS);
	const history = new PaymentHistory();
	const subscriptions = plans && new SubscriptionTally(plans, books.bounds, now, units);
	const seen = new Set<string>();

	const tallies = (at: number, payment: RevenuePayment): Tally[] => [
		...books.tallies(at, payment),
		...(previousBooks?.tallies(at, payment) ?? []),
	];

	const add = (payment: RevenuePayment): void => {
		const outcome = outcomeOf(payment, asOf);
		if (outcome === null || seen.has(payment.id)) return;
		seen.add(payment.id);
		const customer = history.add(payment, outcome.paidAt, outcome.kept);
		const minor = (amount: number): number => units.toMinor({ amount, currency: payment.currency });
		// Nothing is converted that is not entered anywhere: history needs no exchange rate.
		for (const tally of tallies(outcome.paidAt, payment)) {
			tally.addSale({
				gross: minor(outcome.gross),
				disputesLost: minor(outcome.disputesLost),
				disputesOpen: minor(outcome.disputesOpen),
				fees: outcome.fees === null ? null : minor(outcome.fees),
				customer,
			});
		}
		if (outcome.refunds === 0) return;
		for (const tally of tallies(outcome.refundedAt, payment)) tally.addRefund(minor(outcome.refunds));
	};

	return {
		addPayments: (payments) => {
			for (const payment of payments) add(payment);
		},
		addMemberships: (memberships) => {
			for (const membership of memberships) subscriptions?.add(membership);
		},
		summary: () => {
			const newSince = history.newSince.bind(history);
			const { days, ...figures } = books.figures(newSince);
			const before = previousBooks?.figures(newSince).totals;
			const subscribed = subscriptions?.figures(history.ofMemberships());
			const trials = new Map<Day | undefined, number>();
			for (const start of subscribed?.trialStarts ?? []) {
				const day = books.dayOf(start)?.day;
				trials.set(day, (trials.get(day) ?? 0) + 1);
			}
			return {
				period,
				timeZone,
				currency,
				...figures,
				days: days.map((day) => ({ ...day, trialsStarted: trials.get(day.day) ?? 0 })),
				subscriptions: subscribed?.figures ?? null,
				previous: before && previous ? { period: previous, totals: before } : null,
				change: before
					? {
							revenue: relativeChange(before.revenue, figures.totals.revenue),
							net: relativeChange(before.net, figures.totals.net),
							customers: relativeChange(before.customers, figures.totals.customers),
						}
					: null,
			};
		},
	};
}

const relativeChange = (from: number, to: number): number | null => (from === 0 ? null : (to - from) / Math.abs(from));
