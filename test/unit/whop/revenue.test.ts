import { type RevenueQuestion, readRevenue } from '../../../clients/whop/revenue';
import { MEMBERSHIP_2026_07, page, PAYMENT_2026_07, PLAN } from './answers';
import { clientAnswering, type SentRequest } from './client';

const QUESTION: RevenueQuestion = {
	now: '2026-11-20T03:00:00.000Z',
	timeZone: 'Asia/Tokyo',
	currency: 'USD',
	rates: {},
	period: { firstDay: '2026-11-18', lastDay: '2026-11-20' },
	previous: null,
	historyDays: 30,
};

const param = ({ query }: SentRequest, name: string): string | undefined => query.find(([key]) => key === name)?.[1];

/** Made a year ago, paid within the period after many attempts. */
const LATE = {
	...PAYMENT_2026_07,
	substatus: 'succeeded',
	refunded_amount: 0,
	refunded_at: null,
	created_at: '2025-11-01T00:00:00.000Z',
};

/** A shop with one late payment, which keeps to the filters as Whop does. */
const shop = () =>
	clientAnswering((request) => {
		if (request.path === '/plans') return { body: page([PLAN]) };
		if (request.path === '/memberships') return { body: page([MEMBERSHIP_2026_07]) };
		const created = (param(request, 'created_after') ?? '') < LATE.created_at;
		const updated = (param(request, 'updated_after') ?? '') < LATE.updated_at;
		return { body: page(created && updated ? [LATE] : []) };
	});

it('finds a payment that was made long before the period and paid within it', async () => {
	const { totals } = await readRevenue(shop().client, QUESTION);
	expect(totals).toMatchObject({ payments: 1, gross: 49, newCustomers: 1 });
});

it('asks for paid payments since the history began, and for nothing made after the period', async () => {
	const { client, sent } = shop();
	await readRevenue(client, { ...QUESTION, productIds: ['prod_a'], previous: { firstDay: '2026-11-15', lastDay: '2026-11-17' } });
	const payments = sent.find(({ path }) => path === '/payments');
	expect(payments && Object.fromEntries(payments.query)).toEqual({
		company_id: 'biz_a',
		'statuses[]': 'paid',
		'product_ids[]': 'prod_a',
		// 30 days and a second before 15 November in Tokyo.
		updated_after: '2026-10-15T14:59:59.000Z',
		created_before: '2026-11-20T15:00:00.000Z',
		first: '100',
	});
	expect(sent.map(({ path }) => path)).toEqual(['/plans', '/payments', '/memberships']);
});

it('reads payments only where subscriptions are not wanted', async () => {
	const { client, sent } = shop();
	const { subscriptions } = await readRevenue(client, { ...QUESTION, subscriptions: false });
	expect(subscriptions).toBeNull();
	expect(sent.map(({ path }) => path)).toEqual(['/payments']);
});
