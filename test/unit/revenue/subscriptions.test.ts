import { createRevenueSummary } from '../../../core/revenue/summary';
import type { RevenueMembership, RevenuePayment, RevenuePlan } from '../../../core/revenue/types';
import { membership, options, payment, plan } from './fixtures';

const PLANS = [plan(), plan({ id: 'plan_trial', trialDays: 7 })];

const figures = (
	memberships: readonly RevenueMembership[],
	payments: readonly RevenuePayment[] = [],
	plans: readonly RevenuePlan[] = PLANS,
	rates: Record<string, number> = {},
) => {
	const revenue = createRevenueSummary(options({ plans, rates }));
	revenue.addMemberships(memberships);
	revenue.addPayments(payments);
	return revenue.summary();
};

describe('trials', () => {
	const trial = (id: string, createdAt: string, over: Partial<RevenueMembership> = {}) =>
		membership({ id, customerId: `user_${id}`, planId: 'plan_trial', status: 'trialing', createdAt, ...over });

	it('counts those that ended within the period and became paying by its end', () => {
		const { subscriptions, days } = figures(
			[
				trial('before', '2026-10-20T00:00:00.000Z', { status: 'active' }),
				trial('paid', '2026-10-28T00:00:00.000Z', { status: 'active' }),
				trial('gone', '2026-10-29T00:00:00.000Z', { status: 'expired', currentPeriodEnd: '2026-11-05T00:00:00.000Z' }),
				trial('unpaid', '2026-11-05T00:00:00.000Z', { status: 'past_due' }),
				trial('running', '2026-11-18T00:00:00.000Z'),
			],
			[
				payment({ id: 'a', membershipId: 'paid', customerId: 'user_paid' }),
				payment({ id: 'b', membershipId: 'before', customerId: 'user_before' }),
				payment({ id: 'c', membershipId: 'unpaid', substatus: 'refunded', customerId: 'user_unpaid' }),
			],
		);
		expect(subscriptions).toMatchObject({ trialsStarted: 2, trialsEnded: 3, trialsConverted: 1, trialConversion: 1 / 3 });
		expect(days.filter(({ trialsStarted }) => trialsStarted > 0).map(({ day }) => day)).toEqual(['2026-11-05', '2026-11-18']);
	});

	it('does not take for a trial what was paid for at once', () => {
		const { subscriptions, days } = figures(
			[trial('direct', '2026-11-05T00:00:00.000Z', { status: 'active' })],
			[payment({ membershipId: 'direct', paidAt: '2026-11-05T00:00:10.000Z' })],
		);
		expect(subscriptions).toMatchObject({ trialsStarted: 0, trialsEnded: 0, trialConversion: null });
		expect(days.every(({ trialsStarted }) => trialsStarted === 0)).toBe(true);
	});

	it('does not count a trial as ended before it has, though it will within the period', () => {
		const ending = figures([trial('ending', '2026-11-13T13:00:00.000Z')]).subscriptions;
		expect(ending).toMatchObject({ trialsStarted: 1, trialsEnded: 0, trialConversion: null });
	});

	it('has no conversion to show before a trial has ended', () => {
		expect(figures([trial('running', '2026-11-18T00:00:00.000Z')]).subscriptions).toMatchObject({
			trialsEnded: 0,
			trialConversion: null,
		});
	});
});

describe('churn', () => {
	const cases: readonly (readonly [string, Partial<RevenueMembership>, number, number])[] = [
		['still active', {}, 1, 0],
		[
			'asked to cancel, still running',
			{ status: 'canceling', cancelAtPeriodEnd: true, canceledAt: '2026-11-05T00:00:00.000Z' },
			1,
			0,
		],
		['cancelled at once', { status: 'canceled', canceledAt: '2026-11-05T00:00:00.000Z' }, 1, 1],
		[
			'asked in October, ended in November',
			{
				status: 'canceled',
				cancelAtPeriodEnd: true,
				canceledAt: '2026-10-05T00:00:00.000Z',
				currentPeriodEnd: '2026-11-03T00:00:00.000Z',
			},
			1,
			1,
		],
		['gone before', { status: 'canceled', canceledAt: '2026-10-05T00:00:00.000Z' }, 0, 0],
		['gone, nobody says when', { status: 'expired', canceledAt: null, currentPeriodEnd: null }, 0, 0],
		['came within the period', { createdAt: '2026-11-05T00:00:00.000Z' }, 0, 0],
		[
			'came and went within the period',
			{ createdAt: '2026-11-05T00:00:00.000Z', status: 'canceled', canceledAt: '2026-11-06T00:00:00.000Z' },
			0,
			0,
		],
		['paid off', { status: 'completed' }, 1, 0],
		['a draft', { status: 'drafted' }, 0, 0],
		['a plan nobody knows', { planId: 'plan_gone' }, 0, 0],
	];
	it.each(cases)('%s', (_name, over, activeAtStart, churned) => {
		expect(figures([membership(over)]).subscriptions).toMatchObject({
			activeAtStart,
			churned,
			churnRate: activeAtStart === 0 ? null : churned / activeAtStart,
		});
	});

	it('does not count a trial that was still running when the period began', () => {
		const started = membership({ planId: 'plan_trial', createdAt: '2026-10-30T00:00:00.000Z' });
		expect(figures([started]).subscriptions?.activeAtStart).toBe(0);
	});
});

describe('recurring revenue', () => {
	it.each([
		['a month', plan(), 3_000],
		['28 days', plan({ billingPeriodDays: 28 }), Math.round((3_000 * 365) / 28 / 12)],
		['a quarter', plan({ billingPeriodDays: 90 }), 1_000],
		['a year', plan({ billingPeriodDays: 365, renewalPrice: 36_000 }), 3_000],
		['one payment', plan({ planType: 'one_time', billingPeriodDays: null }), 0],
	])('of a plan of %s', (_name, one, expected) => {
		expect(figures([membership()], [], [one]).subscriptions?.mrr).toBe(expected);
	});

	it('leaves out trials, paused and ended memberships, and counts members once', () => {
		const { subscriptions } = figures([
			membership(),
			membership({ id: 'second', planId: 'plan_month' }),
			membership({
				id: 'trial',
				customerId: 'user_2',
				planId: 'plan_trial',
				status: 'trialing',
				createdAt: '2026-11-18T00:00:00.000Z',
			}),
			membership({ id: 'paused', customerId: 'user_3', paused: true }),
			membership({ id: 'ended', customerId: 'user_4', status: 'expired', currentPeriodEnd: '2026-11-10T00:00:00.000Z' }),
		]);
		expect(subscriptions).toMatchObject({ mrr: 6_000, members: 3 });
	});

	it('converts the list price', () => {
		expect(
			figures([membership()], [], [plan({ currency: 'USD', renewalPrice: 29.9 })], { USD_JPY: 150 }).subscriptions?.mrr,
		).toBe(4_485);
		expect(() => figures([membership()], [], [plan({ currency: 'USD' })])).toThrow(/FX_USD_JPY/);
	});
});

it('says nothing of subscriptions when none were read', () => {
	expect(createRevenueSummary(options()).summary().subscriptions).toBeNull();
});
