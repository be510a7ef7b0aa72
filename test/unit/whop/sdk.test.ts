import Whop from '@whop/sdk';
import * as whop from '../../../clients/whop';
import type { WhopClient } from '../../../clients/whop';
import * as answers from './answers';
import { clientAnswering, readUrl, type SentRequest } from './client';

/** Headers that change what Whop does. The rest (user agent, platform, retry count) tells about the caller. */
const HEADERS_THAT_MATTER = ['accept', 'api-version-date', 'content-type', 'idempotency-key'];

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
];

it.each(CALLS)('sends what @whop/sdk sends: %s', async (_name, ours, sdk, body) => {
	const { client, sent } = clientAnswering(() => ({ body }));
	await ours(client);
	const theirs = await sentBySdk(sdk, body);
	expect(theirs).toHaveLength(1);
	expect(sent.map(only)).toEqual(theirs.map(only));
});

it('keeps an id that tries to leave its path where it is', async () => {
	const { client, sent } = clientAnswering(() => ({ body: answers.PAYMENT_2026_07 }));
	await whop.getPayment(client, '../companies/biz_b?x=1#y');
	expect(sent[0]?.path).toBe('/payments/..%2Fcompanies%2Fbiz_b%3Fx%3D1%23y');
});
