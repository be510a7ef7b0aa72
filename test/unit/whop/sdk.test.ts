import Whop from '@whop/sdk';
import type { WebhookEvent } from '@whop/sdk/resources/webhooks';
import * as whop from '../../../clients/whop';
import type { WhopClient } from '../../../clients/whop';
import { WEBHOOK_EVENTS } from '../../../clients/whop/eventNames';
import * as answers from './answers';
import { clientAnswering, readUrl, type SentRequest } from './client';

/*
 * Method, path and body are compared byte for byte, so the SDK is given its fields in the order in which ours are sent. The order of
 * query parameters is the caller's in both and means nothing, so queries are compared as sorted lists of decoded pairs.
 */

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
				text,
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
		'list fees of a payment',
		async (client) => await drain(whop.listPaymentFees(client, 'pay_x1')),
		(sdk) => sdk.payments.listFees('pay_x1', { first: 100 }),
		answers.page([{ type: 'billing_percentage_fee', name: 'Billing fee', amount: 0.5, currency: 'usd' }]),
	],
	[
		'list disputes',
		async (client) => await drain(whop.listDisputes(client, { createdAfter: FROM, createdBefore: TO, direction: 'asc' })),
		(sdk) => sdk.disputes.list({ company_id: 'biz_a', created_after: FROM, created_before: TO, direction: 'asc', first: 100 }),
		answers.page([answers.DISPUTE]),
	],
	['get a dispute', (client) => whop.getDispute(client, 'dspt_a'), (sdk) => sdk.disputes.retrieve('dspt_a'), answers.DISPUTE],
	[
		'write evidence down',
		(client) => whop.actOnDispute(client, whop.evidenceWrite('dspt_a', { customer_name: 'A', notes: 'Used daily' }, 'key')),
		(sdk) => sdk.disputes.updateEvidence('dspt_a', { customer_name: 'A', notes: 'Used daily' }),
		answers.DISPUTE,
	],
	[
		'hand evidence in',
		(client) => whop.actOnDispute(client, whop.submitEvidenceWrite('dspt_a', 'key')),
		(sdk) => sdk.disputes.submitEvidence('dspt_a'),
		answers.DISPUTE,
	],
	[
		'charge a saved payment method',
		(client) =>
			whop.actOnPayment(
				client,
				whop.chargeWrite(
					'biz_a',
					{ memberId: 'mber_a', paymentMethodId: 'payt_a', planId: 'plan_a', metadata: { a: 1 }, promoCodeId: 'promo_a' },
					'key',
				),
			),
		(sdk) =>
			sdk.payments.create({
				company_id: 'biz_a',
				member_id: 'mber_a',
				payment_method_id: 'payt_a',
				plan_id: 'plan_a',
				metadata: { a: 1 },
				promo_code_id: 'promo_a',
			}),
		answers.PAYMENT_2026_07,
	],
	[
		'resync the access of a membership',
		(client) => whop.actOnMembership(client, whop.resyncAccessWrite('mem_a', 'key')),
		(sdk) => sdk.memberships.resyncAccess('mem_a'),
		answers.MEMBERSHIP_2026_07,
	],
	[
		'check somebody’s access',
		async (client) => await whop.checkAccess(client, 'user_a', 'prod_a'),
		(sdk) => sdk.users.checkAccess('prod_a', { id: 'user_a' }),
		{ access_level: 'customer', has_access: true },
	],
	[
		'make a product',
		(client) =>
			whop.writeProduct(
				client,
				whop.newProductWrite(
					'biz_a',
					{ title: 'Pro', headline: 'H', description: 'D', visibility: 'hidden', metadata: { a: 1 } },
					'key',
				),
			),
		(sdk) =>
			sdk.products.create({
				account_id: 'biz_a',
				title: 'Pro',
				headline: 'H',
				description: 'D',
				visibility: 'hidden',
				metadata: { a: 1 },
			}),
		answers.PRODUCT,
	],
	[
		'change a product',
		(client) => whop.writeProduct(client, whop.updateProductWrite('prod_a', { title: 'プロ' }, 'key')),
		(sdk) => sdk.products.update('prod_a', { title: 'プロ' }),
		answers.PRODUCT,
	],
	[
		'delete a product',
		(client) => whop.remove(client, whop.deleteProductWrite('prod_a', 'key')),
		(sdk) => sdk.products.delete('prod_a'),
		true,
	],
	[
		'make a plan',
		(client) =>
			whop.writePlan(
				client,
				whop.newPlanWrite(
					'biz_a',
					{
						productId: 'prod_a',
						planType: 'renewal',
						title: 'Monthly',
						description: 'D',
						internalNotes: 'N',
						currency: 'JPY',
						initialPrice: 0,
						renewalPrice: 4900,
						billingPeriodDays: 30,
						trialDays: 7,
						expirationDays: 90,
						stock: 5,
						visibility: 'visible',
						metadata: { a: 1 },
					},
					'key',
				),
			),
		(sdk) =>
			sdk.plans.create({
				account_id: 'biz_a',
				product_id: 'prod_a',
				plan_type: 'renewal',
				title: 'Monthly',
				description: 'D',
				internal_notes: 'N',
				currency: 'jpy',
				initial_price: 0,
				renewal_price: 4900,
				billing_period: 30,
				trial_period_days: 7,
				expiration_days: 90,
				stock: 5,
				unlimited_stock: false,
				visibility: 'visible',
				metadata: { a: 1 },
			}),
		answers.PLAN,
	],
	[
		'change a plan',
		(client) => whop.writePlan(client, whop.updatePlanWrite('plan_a', { renewalPrice: 10.43 }, 'key')),
		(sdk) => sdk.plans.update('plan_a', { renewal_price: 10.43 }),
		answers.PLAN,
	],
	[
		'delete a plan',
		(client) => whop.remove(client, whop.deletePlanWrite('plan_a', 'key')),
		(sdk) => sdk.plans.delete('plan_a'),
		true,
	],
	[
		'set the metadata of a membership',
		(client) => whop.actOnMembership(client, whop.membershipMetadataWrite('mem_a', { a: 1 }, 'key')),
		(sdk) => sdk.memberships.update('mem_a', { metadata: { a: 1 } }),
		answers.MEMBERSHIP_2026_07,
	],
	[
		'make an affiliate',
		(client) => whop.createAffiliate(client, whop.newAffiliateWrite('biz_a', 'a@b.c', 'key')),
		(sdk) => sdk.affiliates.create({ company_id: 'biz_a', user_identifier: 'a@b.c' }),
		answers.AFFILIATE,
	],
	[
		'archive an affiliate',
		(client) => whop.remove(client, whop.affiliateAction('archive', 'aff_a', 'key')),
		(sdk) => sdk.affiliates.archive('aff_a'),
		true,
	],
	[
		'unarchive an affiliate',
		(client) => whop.remove(client, whop.affiliateAction('unarchive', 'aff_a', 'key')),
		(sdk) => sdk.affiliates.unarchive('aff_a'),
		true,
	],
	[
		'list affiliate overrides',
		async (client) => await drain(whop.listOverrides(client, 'aff_a', 'standard')),
		(sdk) => sdk.affiliates.overrides.list('aff_a', { override_type: 'standard', first: 100 }),
		answers.page([answers.OVERRIDE]),
	],
	[
		'get an affiliate override',
		(client) => whop.getOverride(client, 'aff_a', 'affo_a'),
		(sdk) => sdk.affiliates.overrides.retrieve('affo_a', { id: 'aff_a' }),
		answers.OVERRIDE,
	],
	[
		'make an affiliate override for a plan',
		(client) =>
			whop.writeOverride(
				client,
				'aff_a',
				whop.newOverrideWrite(
					'aff_a',
					{
						overrideType: 'standard',
						planId: 'plan_a',
						commissionType: 'percentage',
						commissionValue: 25,
						appliesToPayments: 'first_payment',
					},
					'key',
				),
			),
		(sdk) =>
			sdk.affiliates.overrides.create('aff_a', {
				id: 'aff_a',
				override_type: 'standard',
				plan_id: 'plan_a',
				commission_value: 25,
				commission_type: 'percentage',
				applies_to_payments: 'first_payment',
			}),
		answers.OVERRIDE,
	],
	[
		'make an affiliate override of the revenue',
		(client) =>
			whop.writeOverride(
				client,
				'aff_a',
				whop.newOverrideWrite(
					'aff_a',
					{
						overrideType: 'rev_share',
						commissionType: 'flat_fee',
						commissionValue: 5,
						productId: 'prod_a',
						revenueBasis: 'post_fees',
					},
					'key',
				),
			),
		(sdk) =>
			sdk.affiliates.overrides.create('aff_a', {
				id: 'aff_a',
				override_type: 'rev_share',
				commission_value: 5,
				commission_type: 'flat_fee',
				product_id: 'prod_a',
				revenue_basis: 'post_fees',
			}),
		answers.OVERRIDE,
	],
	[
		'change an affiliate override',
		(client) => whop.writeOverride(client, 'aff_a', whop.updateOverrideWrite('aff_a', 'affo_a', 30, 'key')),
		(sdk) => sdk.affiliates.overrides.update('affo_a', { id: 'aff_a', commission_value: 30 }),
		answers.OVERRIDE,
	],
	[
		'delete an affiliate override',
		(client) => whop.remove(client, whop.deleteOverrideWrite('aff_a', 'affo_a', 'key')),
		(sdk) => sdk.affiliates.overrides.delete('affo_a', { id: 'aff_a' }),
		true,
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
	[
		'list webhooks',
		async (client) => await drain(whop.listWebhooks(client)),
		(sdk) => sdk.webhooks.list({ company_id: 'biz_a', first: 100 }),
		answers.page([answers.WEBHOOK]),
	],
	['get a webhook', (client) => whop.findWebhook(client, 'hook_a'), (sdk) => sdk.webhooks.retrieve('hook_a'), answers.WEBHOOK],
	[
		'make a webhook',
		(client) =>
			whop.createWebhook(
				client,
				whop.newWebhookWrite('biz_a', { url: 'https://n8n.test/webhook/a', events: ['payment.succeeded'] }, 'key'),
			),
		(sdk) =>
			sdk.webhooks.create({
				url: 'https://n8n.test/webhook/a',
				api_version: 'v1',
				enabled: true,
				events: ['payment.succeeded'],
				resource_id: 'biz_a',
			}),
		{ ...answers.WEBHOOK, webhook_secret: 'ws_a' },
	],
	['delete a webhook', (client) => whop.deleteWebhook(client, 'hook_a', 'key'), (sdk) => sdk.webhooks.delete('hook_a'), true],
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
				unlimited_stock: false,
				stock: 50,
				one_per_customer: true,
				expires_at: TO,
				product_id: 'prod_a',
				plan_ids: ['plan_a'],
			}),
		answers.PROMO_CODE,
	],
	[
		'delete a promo code',
		(client) => whop.remove(client, whop.deletePromoCodeWrite('promo_a', 'key')),
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

it('knows every event the SDK knows', () => {
	// The compiler refuses this as soon as the SDK knows an event more.
	const known: Readonly<Record<WebhookEvent, true>> = Object.fromEntries(WEBHOOK_EVENTS.map((event) => [event, true])) as Record<
		(typeof WEBHOOK_EVENTS)[number],
		true
	>;
	expect(Object.keys(known)).toHaveLength(WEBHOOK_EVENTS.length);
});

it('keeps an id that tries to leave its path where it is', async () => {
	const { client, sent } = clientAnswering(() => ({ body: answers.PAYMENT_2026_07 }));
	await whop.getPayment(client, '../companies/biz_b?x=1#y');
	expect(sent[0]?.path).toBe('/payments/..%2Fcompanies%2Fbiz_b%3Fx%3D1%23y');
});
