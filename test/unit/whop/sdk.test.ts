import Whop from '@whop/sdk';
import * as whop from '../../../clients/whop';
import type { WhopClient } from '../../../clients/whop';
import * as answers from './answers';
import { clientAnswering, readUrl, type SentRequest } from './client';

/**
 * Headers that change what Whop does. The rest (user agent, platform, retry count) tells about the caller. The SDK sends no
 * idempotency key for these endpoints; ours is tested apart.
 */
const HEADERS_THAT_MATTER = ['accept', 'api-version-date', 'content-type'];

const only = (request: SentRequest): SentRequest => ({
	...request,
	query: [...request.query].sort(),
	headers: Object.fromEntries(
		HEADERS_THAT_MATTER.flatMap((name) => (request.headers[name] ? [[name, request.headers[name]]] : [])),
	),
});

async function sentBySdk(call: (sdk: Whop) => PromiseLike<unknown>, body: unknown): Promise<SentRequest[]> {
	const sent: SentRequest[] = [];
	const sdk = new Whop({
		apiKey: 'key',
		baseURL: 'https://api.whop.test/api/v1',
		maxRetries: 0,
		fetch: async (url, init) => {
			const headers = Object.fromEntries(new Headers(init?.headers).entries());
			const text = typeof init?.body === 'string' ? init.body : undefined;
			sent.push({
				method: (init?.method ?? 'get').toUpperCase(),
				...readUrl(String(url)),
				headers,
				body: text === undefined ? undefined : JSON.parse(text),
			});
			return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
		},
	});
	await call(sdk);
	return sent;
}

const drain = async (pages: AsyncIterable<unknown>): Promise<void> => {
	for await (const page of pages) void page;
};

const FROM = '2026-10-01T00:00:00.000Z';
const TO = '2026-11-01T00:00:00.000Z';

const CALLS: readonly (readonly [
	name: string,
	ours: (client: WhopClient) => Promise<unknown>,
	sdk: (sdk: Whop) => PromiseLike<unknown>,
	body: unknown,
])[] = [
	[
		'list payments with every filter',
		async (client) =>
			await drain(
				whop.listPayments(client, {
					statuses: ['paid', 'open'],
					substatuses: ['refunded'],
					billingReasons: ['one_time'],
					currencies: ['JPY'],
					productIds: ['prod_a'],
					planIds: ['plan_a', 'plan_b'],
					query: 'a+b@c.de & co',
					includeFree: false,
					createdAfter: FROM,
					createdBefore: TO,
					updatedAfter: FROM,
					updatedBefore: TO,
					order: 'paid_at',
					direction: 'asc',
				}),
			),
		(sdk) =>
			sdk.payments.list({
				company_id: 'biz_a',
				statuses: ['paid', 'open'],
				substatuses: ['refunded'],
				billing_reasons: ['one_time'],
				currencies: ['jpy'],
				product_ids: ['prod_a'],
				plan_ids: ['plan_a', 'plan_b'],
				query: 'a+b@c.de & co',
				include_free: false,
				created_after: FROM,
				created_before: TO,
				updated_after: FROM,
				updated_before: TO,
				order: 'paid_at',
				direction: 'asc',
				first: 100,
			}),
		answers.page([answers.PAYMENT_2026_07]),
	],
	[
		'get a payment',
		(client) => whop.getPayment(client, 'pay_x1'),
		(sdk) => sdk.payments.retrieve('pay_x1'),
		answers.PAYMENT_2026_07,
	],
	[
		'list memberships',
		async (client) =>
			await drain(
				whop.listMemberships(client, {
					statuses: ['trialing'],
					productIds: ['prod_a'],
					planIds: ['plan_a'],
					userIds: ['user_a'],
					promoCodeIds: ['promo_a'],
					cancelOptions: ['testing'],
					createdAfter: FROM,
					createdBefore: TO,
					order: 'date_joined',
					direction: 'desc',
				}),
			),
		(sdk) =>
			sdk.memberships.list({
				company_id: 'biz_a',
				statuses: ['trialing'],
				product_ids: ['prod_a'],
				plan_ids: ['plan_a'],
				user_ids: ['user_a'],
				promo_code_ids: ['promo_a'],
				cancel_options: ['testing'],
				created_after: FROM,
				created_before: TO,
				order: 'date_joined',
				direction: 'desc',
				first: 100,
			}),
		answers.page([answers.MEMBERSHIP_2026_07]),
	],
	[
		'get a membership',
		(client) => whop.getMembership(client, 'mem_a'),
		(sdk) => sdk.memberships.retrieve('mem_a'),
		answers.MEMBERSHIP_2026_07,
	],
	[
		'list products',
		async (client) => await drain(whop.listProducts(client, { visibilities: ['visible'], direction: 'asc' })),
		(sdk) => sdk.products.list({ account_id: 'biz_a', visibilities: ['visible'], direction: 'asc', first: 100 }),
		answers.page([answers.PRODUCT]),
	],
	['get a product', (client) => whop.getProduct(client, 'prod_a'), (sdk) => sdk.products.retrieve('prod_a'), answers.PRODUCT],
	[
		'list plans',
		async (client) =>
			await drain(
				whop.listPlans(client, {
					productIds: ['prod_a'],
					planTypes: ['renewal'],
					visibilities: ['hidden'],
					createdAfter: FROM,
					createdBefore: TO,
					direction: 'asc',
				}),
			),
		(sdk) =>
			sdk.plans.list({
				account_id: 'biz_a',
				product_ids: ['prod_a'],
				plan_types: ['renewal'],
				visibilities: ['hidden'],
				created_after: FROM,
				created_before: TO,
				direction: 'asc',
				first: 100,
			}),
		answers.page([answers.PLAN]),
	],
	['get a plan', (client) => whop.getPlan(client, 'plan_a'), (sdk) => sdk.plans.retrieve('plan_a'), answers.PLAN],
	[
		'list members',
		async (client) =>
			await drain(
				whop.listMembers(client, {
					statuses: ['joined'],
					accessLevel: 'customer',
					mostRecentActions: ['renewing'],
					productIds: ['prod_a'],
					planIds: ['plan_a'],
					query: 'a',
					createdAfter: FROM,
					createdBefore: TO,
					order: 'joined_at',
					direction: 'asc',
				}),
			),
		(sdk) =>
			sdk.members.list({
				company_id: 'biz_a',
				statuses: ['joined'],
				access_level: 'customer',
				most_recent_actions: ['renewing'],
				product_ids: ['prod_a'],
				plan_ids: ['plan_a'],
				query: 'a',
				created_after: FROM,
				created_before: TO,
				order: 'joined_at',
				direction: 'asc',
				first: 100,
			}),
		answers.page([answers.MEMBER]),
	],
	['get a member', (client) => whop.getMember(client, 'mber_a'), (sdk) => sdk.members.retrieve('mber_a'), answers.MEMBER],
	[
		'list refunds',
		async (client) =>
			await drain(
				whop.listRefunds(client, {
					paymentId: 'pay_x1',
					userId: 'user_a',
					createdAfter: FROM,
					createdBefore: TO,
					direction: 'asc',
				}),
			),
		(sdk) =>
			sdk.refunds.list({
				company_id: 'biz_a',
				payment_id: 'pay_x1',
				user_id: 'user_a',
				created_after: FROM,
				created_before: TO,
				direction: 'asc',
				first: 100,
			}),
		answers.page([answers.REFUND]),
	],
	['get a refund', (client) => whop.getRefund(client, 'rf_a'), (sdk) => sdk.refunds.retrieve('rf_a'), answers.REFUND],
	[
		'list promo codes',
		async (client) =>
			await drain(
				whop.listPromoCodes(client, {
					status: 'active',
					productIds: ['prod_a'],
					planIds: ['plan_a'],
					createdAfter: FROM,
					createdBefore: TO,
				}),
			),
		(sdk) =>
			sdk.promoCodes.list({
				company_id: 'biz_a',
				status: 'active',
				product_ids: ['prod_a'],
				plan_ids: ['plan_a'],
				created_after: FROM,
				created_before: TO,
				first: 100,
			}),
		answers.page([answers.PROMO_CODE]),
	],
	[
		'get a promo code',
		(client) => whop.getPromoCode(client, 'promo_a'),
		(sdk) => sdk.promoCodes.retrieve('promo_a'),
		answers.PROMO_CODE,
	],
	[
		'list affiliates',
		async (client) =>
			await drain(whop.listAffiliates(client, { status: 'active', query: 'a', order: 'created_at', direction: 'asc' })),
		(sdk) =>
			sdk.affiliates.list({
				company_id: 'biz_a',
				status: 'active',
				query: 'a',
				order: 'created_at',
				direction: 'asc',
				first: 100,
			}),
		answers.page([answers.AFFILIATE]),
	],
	[
		'get an affiliate',
		(client) => whop.getAffiliate(client, 'aff_a'),
		(sdk) => sdk.affiliates.retrieve('aff_a'),
		answers.AFFILIATE,
	],
	['list metrics', (client) => whop.listMetrics(client), (sdk) => sdk.stats.list(), answers.STATS],
	[
		'read a metric',
		(client) =>
			whop.readStat(client, 'gross_revenue', {
				from: FROM,
				to: TO,
				interval: 'day',
				timeZone: 'Asia/Tokyo',
				breakdownBy: 'product',
				convertTo: 'JPY',
				productId: 'prod_a',
			}),
		(sdk) =>
			sdk.stats.retrieve('gross_revenue', {
				account_id: 'biz_a',
				from: FROM,
				to: TO,
				interval: 'day',
				time_zone: 'Asia/Tokyo',
				breakdown_by: 'product',
				convert_to: 'jpy',
				product: 'prod_a',
			}),
		answers.STAT,
	],
	[
		'refund in part',
		(client) => whop.actOnPayment(client, whop.refundWrite('pay_x1', 9.5, 'key')),
		(sdk) => sdk.payments.refund('pay_x1', { partial_amount: 9.5 }),
		answers.PAYMENT_2026_07,
	],
	[
		'refund everything',
		(client) => whop.actOnPayment(client, whop.refundWrite('pay_x1', undefined, 'key')),
		(sdk) => sdk.payments.refund('pay_x1'),
		answers.PAYMENT_2026_07,
	],
	[
		'retry a payment',
		(client) => whop.actOnPayment(client, whop.paymentAction('retry', 'pay_x1', 'key')),
		(sdk) => sdk.payments.retry('pay_x1'),
		answers.PAYMENT_2026_07,
	],
	[
		'void a payment',
		(client) => whop.actOnPayment(client, whop.paymentAction('void', 'pay_x1', 'key')),
		(sdk) => sdk.payments.void('pay_x1'),
		answers.PAYMENT_2026_07,
	],
	[
		'cancel a membership',
		(client) => whop.actOnMembership(client, whop.cancelWrite('mem_a', 'immediate', 'key')),
		(sdk) => sdk.memberships.cancel('mem_a', { cancellation_mode: 'immediate' }),
		answers.MEMBERSHIP_2026_07,
	],
	[
		'uncancel a membership',
		(client) => whop.actOnMembership(client, whop.uncancelWrite('mem_a', 'key')),
		(sdk) => sdk.memberships.uncancel('mem_a'),
		answers.MEMBERSHIP_2026_07,
	],
	[
		'pause a membership',
		(client) => whop.actOnMembership(client, whop.pauseWrite('mem_a', TO, 'key')),
		(sdk) => sdk.memberships.pause('mem_a', { resumes_at: TO }),
		answers.MEMBERSHIP_2026_07,
	],
	[
		'resume a membership',
		(client) => whop.actOnMembership(client, whop.resumeWrite('mem_a', 'key')),
		(sdk) => sdk.memberships.resume('mem_a'),
		answers.MEMBERSHIP_2026_07,
	],
	[
		'add free days',
		(client) => whop.actOnMembership(client, whop.addFreeDaysWrite('mem_a', 7, 'key')),
		(sdk) => sdk.memberships.addFreeDays('mem_a', { free_days: 7 }),
		answers.MEMBERSHIP_2026_07,
	],
	[
		'create a promo code',
		(client) =>
			whop.createPromoCode(
				client,
				whop.newPromoCodeWrite(
					'biz_a',
					{
						code: 'SPRING20',
						promoType: 'percentage',
						amountOff: 20,
						currency: 'JPY',
						durationMonths: 1,
						newUsersOnly: true,
						onePerCustomer: true,
						expiresAt: TO,
						stock: 50,
						productId: 'prod_a',
						planIds: ['plan_a'],
					},
					'key',
				),
			),
		(sdk) =>
			sdk.promoCodes.create({
				company_id: 'biz_a',
				code: 'SPRING20',
				promo_type: 'percentage',
				amount_off: 20,
				base_currency: 'jpy',
				promo_duration_months: 1,
				new_users_only: true,
				one_per_customer: true,
				expires_at: TO,
				stock: 50,
				unlimited_stock: false,
				product_id: 'prod_a',
				plan_ids: ['plan_a'],
			}),
		answers.PROMO_CODE,
	],
	[
		'delete a promo code',
		(client) => whop.deletePromoCode(client, whop.deletePromoCodeWrite('promo_a', 'key')),
		(sdk) => sdk.promoCodes.delete('promo_a'),
		true,
	],
];

it.each(CALLS)('sends what @whop/sdk sends: %s', async (_name, ours, sdk, body) => {
	const { client, sent } = clientAnswering(() => ({ body }));
	await ours(client);
	const theirs = await sentBySdk(sdk, body);
	expect(theirs).toHaveLength(1);
	expect(sent.map(only)).toEqual(theirs.map(only));
	expect(sent[0]?.headers['idempotency-key']).toBe(sent[0]?.method === 'GET' ? undefined : 'key');
});

it('keeps an id that tries to leave its path where it is', async () => {
	const { client, sent } = clientAnswering(() => ({ body: answers.PAYMENT_2026_07 }));
	await whop.getPayment(client, '../companies/biz_b?x=1#y');
	expect(sent[0]?.path).toBe('/payments/..%2Fcompanies%2Fbiz_b%3Fx%3D1%23y');
});
