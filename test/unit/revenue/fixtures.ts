import type { RevenueMembership, RevenuePayment, RevenuePlan } from '../../../core/revenue/types';
import type { RevenueSummaryOptions } from '../../../core/revenue/summary';

/** A paid payment of 98,000 JPY with 3,000 JPY fees at noon of 10 November in Tokyo. */
export const payment = (over: Partial<RevenuePayment> = {}): RevenuePayment => ({
	id: 'pay_1',
	status: 'paid',
	substatus: 'succeeded',
	currency: 'JPY',
	total: 98_000,
	refundedAmount: 0,
	refundedAt: null,
	amountAfterFees: 95_000,
	paidAt: '2026-11-10T03:00:00.000Z',
	productId: 'prod_a',
	productTitle: 'Pro',
	planId: 'plan_a',
	customerId: 'user_1',
	membershipId: 'mem_1',
	...over,
});

/** An active membership of a month. */
export const membership = (over: Partial<RevenueMembership> = {}): RevenueMembership => ({
	id: 'mem_1',
	status: 'active',
	planId: 'plan_month',
	customerId: 'user_1',
	createdAt: '2026-10-01T00:00:00.000Z',
	canceledAt: null,
	cancelAtPeriodEnd: false,
	currentPeriodEnd: '2026-12-01T00:00:00.000Z',
	paused: false,
	...over,
});

/** 3,000 JPY every 30 days. */
export const plan = (over: Partial<RevenuePlan> = {}): RevenuePlan => ({
	id: 'plan_month',
	planType: 'renewal',
	currency: 'JPY',
	renewalPrice: 3_000,
	billingPeriodDays: 30,
	trialDays: 0,
	...over,
});

/** November 1–20 in Tokyo, compared with October 12–31, seen from the evening of the 20th. */
export const options = (over: Partial<RevenueSummaryOptions> = {}): RevenueSummaryOptions => ({
	timeZone: 'Asia/Tokyo',
	currency: 'JPY',
	rates: {},
	period: { firstDay: '2026-11-01', lastDay: '2026-11-20' },
	previous: { firstDay: '2026-10-12', lastDay: '2026-10-31' },
	now: '2026-11-20T12:00:00.000Z',
	plans: null,
	...over,
});
