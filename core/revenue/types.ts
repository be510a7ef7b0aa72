import type { CurrencyCode, Day, Instant, TimeZone } from '../types';

/** A payment as revenue sees it. Amounts are major units of `currency`. */
export interface RevenuePayment {
	readonly id: string;
	/** Only `paid` brings money in. A refunded payment stays `paid`; its `substatus` says what became of it. */
	readonly status: string;
	readonly substatus: string;
	readonly currency: CurrencyCode;
	/** What the buyer paid, without buyer fees. */
	readonly total: number;
	readonly refundedAmount: number;
	/** When the last refund was made; `null` where unknown or none. */
	readonly refundedAt: Instant | null;
	/** `null`: not known, or in another currency than `total`. */
	readonly amountAfterFees: number | null;
	/** `null`: not paid yet. */
	readonly paidAt: Instant | null;
	readonly productId: string | null;
	readonly productTitle: string | null;
	readonly planId: string | null;
	readonly customerId: string | null;
	readonly membershipId: string | null;
}

/** A membership as revenue sees it: who may use what, since when, until when. */
export interface RevenueMembership {
	readonly id: string;
	readonly status: string;
	readonly planId: string | null;
	readonly customerId: string | null;
	readonly createdAt: Instant;
	/** When the customer asked to cancel. */
	readonly canceledAt: Instant | null;
	readonly cancelAtPeriodEnd: boolean;
	/** End of the billing period that is or was running. */
	readonly currentPeriodEnd: Instant | null;
	readonly paused: boolean;
}

/** A plan as revenue sees it: what it costs and how often. Amounts are major units of `currency`. */
export interface RevenuePlan {
	readonly id: string;
	readonly planType: string;
	readonly currency: CurrencyCode;
	readonly renewalPrice: number;
	/** `null` for plans without renewal. */
	readonly billingPeriodDays: number | null;
	/** 0: no trial. */
	readonly trialDays: number;
}

/** Whole days in the summary's time zone; both ends belong to the period. */
export interface Period {
	readonly firstDay: Day;
	readonly lastDay: Day;
}

/**
 * What payments came to, in major units of the summary's currency. A refund counts on the day it was made, also when the
 * payment came before the period; fees and disputes (whose days Whop does not tell) count on the day of the payment.
 */
export interface RevenueFigures {
	/** Payments paid, those refunded later included. */
	readonly payments: number;
	readonly gross: number;
	readonly refunds: number;
	/** Lost disputes, without what had been refunded anyway. */
	readonly disputesLost: number;
	/** At stake in disputes that are not decided; not taken off. */
	readonly disputesOpen: number;
	/** gross − refunds − disputesLost. */
	readonly revenue: number;
	readonly fees: number;
	/** Payments whose fees are not known; they count as 0 in `fees`. */
	readonly paymentsWithoutFees: number;
	/** revenue − fees. */
	readonly net: number;
	/** Distinct customers with a payment that was not wholly paid back. */
	readonly customers: number;
	/** Those among them who had not paid before, as far as the history that was read goes. */
	readonly newCustomers: number;
	readonly returningCustomers: number;
	/** revenue ÷ customers, `null` without customers. */
	readonly arpu: number | null;
}

/** What memberships and plans say about a period. `null` rates: nothing to divide by. */
export interface SubscriptionFigures {
	readonly trialsStarted: number;
	/** Trials that ended within the period and before now. */
	readonly trialsEnded: number;
	/** Of those, memberships with a payment. */
	readonly trialsConverted: number;
	readonly trialConversion: number | null;
	/** Paying memberships of renewing plans when the period began. */
	readonly activeAtStart: number;
	/** Of those, ended within the period. */
	readonly churned: number;
	readonly churnRate: number | null;
	/** List price per month of the paying memberships of renewing plans at the period's end, promotions not taken off. */
	readonly mrr: number;
	/** Distinct customers with access at the period's end, trials included. */
	readonly members: number;
}

/** The revenue of a period. */
export interface RevenueSummary {
	readonly period: Period;
	readonly timeZone: TimeZone;
	readonly currency: CurrencyCode;
	readonly totals: RevenueFigures;
	/** Every day of the period, also those without a payment. */
	readonly days: readonly (RevenueFigures & { readonly day: Day; readonly trialsStarted: number })[];
	/** By revenue, highest first. */
	readonly products: readonly (RevenueFigures & { readonly productId: string | null; readonly title: string | null })[];
	readonly plans: readonly (RevenueFigures & { readonly planId: string | null })[];
	/** `null` when no plans or memberships were fed in. */
	readonly subscriptions: SubscriptionFigures | null;
	readonly previous: { readonly period: Period; readonly totals: RevenueFigures } | null;
	/** Relative change of each figure against the previous period, `null` where that was 0. */
	readonly change: { readonly revenue: number | null; readonly net: number | null; readonly customers: number | null } | null;
}
