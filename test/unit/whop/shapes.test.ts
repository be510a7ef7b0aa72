import { getAffiliate } from '../../../clients/whop/affiliates';
import { getMember } from '../../../clients/whop/members';
import { getMembership } from '../../../clients/whop/memberships';
import { getPayment, listPayments } from '../../../clients/whop/payments';
import { getPlan } from '../../../clients/whop/plans';
import { getProduct } from '../../../clients/whop/products';
import { getPromoCode } from '../../../clients/whop/promoCodes';
import { getRefund } from '../../../clients/whop/refunds';
import { listMetrics, readStat } from '../../../clients/whop/stats';
import * as answers from './answers';
import { clientAnswering } from './client';

const answering = (body: unknown) => clientAnswering(() => ({ body })).client;
const paymentFrom = async (body: unknown) => await getPayment(answering(body), 'pay_x1');

describe('a payment', () => {
	it('reads the same from the shapes of July and of October 2026', async () => {
		const { PAYMENT_2026_07, PAYMENT_2026_10 } = answers;
		const july = await paymentFrom(PAYMENT_2026_07);
		expect(july).toMatchObject({
			total: 49,
			amountAfterFees: 46.98,
			refundedAmount: 9.5,
			currency: 'USD',
			planId: 'plan_a',
			productId: 'prod_a',
			productTitle: 'Pro',
			customerId: 'user_a',
			userEmail: 'a@b.c',
			membershipId: 'mem_a',
			memberId: 'mber_a',
			companyId: 'biz_a',
			promoCodeId: 'promo_a',
			metadata: { campaign: 'x' },
		});
		expect(await paymentFrom(PAYMENT_2026_10)).toEqual(july);
	});

	it('reads Unix seconds as well as ISO times', async () => {
		const payment = await paymentFrom({ ...answers.PAYMENT_2026_07, paid_at: 1_794_992_405 });
		expect(payment.paidAt).toBe('2026-11-18T09:00:05.000Z');
	});

	it('does not take for fees what stands in another currency', async () => {
		const payment = await paymentFrom({ ...answers.PAYMENT_2026_07, currency: 'jpy', settlement_currency: 'usd' });
		expect(payment.amountAfterFees).toBeNull();
	});

	it('keeps the customer recognisable when the account was deleted', async () => {
		expect((await paymentFrom({ ...answers.PAYMENT_2026_07, user: null })).customerId).toBe('mber_a');
		expect((await paymentFrom({ ...answers.PAYMENT_2026_07, user: null, member: null })).customerId).toBe('mem_a');
	});

	it('may be a draft without an amount', async () => {
		expect(await paymentFrom({ ...answers.PAYMENT_2026_07, status: 'draft', total: null, paid_at: null })).toMatchObject({
			total: 0,
			paidAt: null,
		});
	});

	it.each([
		['total', { total: null }, /total: missing on a paid payment/],
		['total', { total: 'forty-nine' }, /total/],
		['total', { total: { amount: 'a lot', currency: 'usd' } }, /total/],
		['paid_at', { paid_at: null }, /paid_at: missing/],
		['paid_at', { paid_at: 'yesterday' }, /paid_at: not a point in time/],
		['refunded_amount', { refunded_amount: null }, /refunded_amount: missing/],
		['status', { status: undefined }, /status/],
		['currency', { currency: 5 }, /currency/],
	])('is refused when its %s is %j', async (field, over, message) => {
		const attempt = paymentFrom({ ...answers.PAYMENT_2026_07, ...over });
		await expect(attempt).rejects.toMatchObject({
			code: 'API_RESPONSE_INVALID',
			details: { field: expect.stringContaining(field) },
		});
		await expect(attempt).rejects.toThrow(/GET \/payments\/pay_x1/);
		await expect(attempt).rejects.toThrow(message);
	});

	it('is named by its place in the list', async () => {
		const client = answering(answers.page([answers.PAYMENT_2026_07, { ...answers.PAYMENT_2026_07, total: true }]));
		await expect(listPayments(client).next()).rejects.toThrow('GET /payments in an unknown shape: data[1].total');
	});
});

describe('the other resources', () => {
	it('reads a membership the same from both shapes', async () => {
		const july = await getMembership(answering(answers.MEMBERSHIP_2026_07), 'mem_a');
		expect(july).toMatchObject({
			currentPeriodEnd: '2026-10-31T00:00:00.000Z',
			cancelAtPeriodEnd: true,
			planId: 'plan_a',
			companyId: 'biz_a',
			customerId: 'user_a',
		});
		expect(await getMembership(answering(answers.MEMBERSHIP_2026_10), 'mem_a')).toEqual(july);
	});

	it('reads a plan, and no billing period of a plan that does not renew', async () => {
		expect(await getPlan(answering(answers.PLAN), 'plan_a')).toMatchObject({
			currency: 'USD',
			renewalPrice: 49,
			billingPeriodDays: 30,
			trialDays: 7,
			productId: 'prod_a',
		});
		const oneTime = { ...answers.PLAN, plan_type: 'one_time', trial_period_days: null };
		expect(await getPlan(answering(oneTime), 'plan_a')).toMatchObject({ billingPeriodDays: null, trialDays: 0 });
	});

	it('reads a product, a member and a refund', async () => {
		expect(await getProduct(answering(answers.PRODUCT), 'prod_a')).toMatchObject({ title: 'Pro', memberCount: 3, metadata: {} });
		expect(await getMember(answering(answers.MEMBER), 'mber_a')).toMatchObject({ usdTotalSpent: 98, userId: 'user_a' });
		expect(await getRefund(answering(answers.REFUND), 'rf_a')).toMatchObject({
			amount: 9.5,
			currency: 'USD',
			paymentId: 'pay_x1',
		});
		const october = {
			id: 'rf_a',
			status: 'pending',
			amount: null,
			original_amount: { amount: '9.50', currency: 'usd' },
			payment_id: 'pay_x1',
			created_at: REFUND_TIME,
		};
		expect(await getRefund(answering(october), 'rf_a')).toMatchObject({ amount: null, currency: 'USD', paymentId: 'pay_x1' });
	});

	it('reads a promo code, and the amounts an affiliate brought as numbers', async () => {
		expect(await getPromoCode(answering(answers.PROMO_CODE), 'promo_a')).toMatchObject({
			code: 'SPRING20',
			amountOff: 20,
			currency: 'JPY',
			productId: 'prod_a',
		});
		expect(await getAffiliate(answering(answers.AFFILIATE), 'aff_a')).toMatchObject({
			totalRevenueUsd: 1234.5,
			totalReferralEarningsUsd: 123.45,
			monthlyRecurringRevenueUsd: 0,
		});
		const odd = getAffiliate(answering({ ...answers.AFFILIATE, total_revenue_usd: 'a lot' }), 'aff_a');
		await expect(odd).rejects.toThrow('GET /affiliates/aff_a in an unknown shape: total_revenue_usd: not a dollar amount');
	});

	it('reads a metric over time', async () => {
		expect(await listMetrics(answering(answers.STATS))).toEqual([
			expect.objectContaining({ key: 'gross_revenue', unit: 'currency' }),
		]);
		expect(await readStat(answering(answers.STAT), 'gross_revenue', { from: '2025-11-01', to: '2025-11-02' })).toEqual([
			{
				metric: 'gross_revenue',
				at: '2025-10-31T15:00:00.000Z',
				value: 98_000,
				currency: 'JPY',
				breakdown: [{ name: 'prod_a', value: 98_000 }],
			},
			{ metric: 'gross_revenue', at: '2025-11-01T15:00:00.000Z', value: null, currency: 'JPY', breakdown: [] },
		]);
	});

	it.each([
		['an HTML page', '<html>Bad gateway</html>'],
		['nothing', null],
		['a list where one thing was asked for', []],
	])('refuses %s', async (_name, body) => {
		await expect(getProduct(answering(body), 'prod_a')).rejects.toMatchObject({ code: 'API_RESPONSE_INVALID' });
	});
});

const REFUND_TIME = '2026-11-19T09:00:00.000Z';
