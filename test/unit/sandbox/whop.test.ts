import Whop from '@whop/sdk';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until, useServers } from './setup';

const servers = useServers();
const client = (options: Partial<ConstructorParameters<typeof Whop>[0]> = {}): Whop =>
	new Whop({ apiKey: servers().whopApiKey, baseURL: servers().whopUrl, maxRetries: 0, ...options });
const company = (): { company_id: string } => ({ company_id: servers().companyId });

async function raw(
	path: string,
	headers: Record<string, string> = {},
	init: RequestInit = {},
): Promise<{ status: number; body: never }> {
	const response = await fetch(`${servers().whopUrl}${path}`, {
		...init,
		headers: { Authorization: `Bearer ${servers().whopApiKey}`, ...headers },
	});
	return { status: response.status, body: (await response.json()) as never };
}

describe('the emulated Whop, driven by its own client library', () => {
	it('lists payments newest first and pages through all of them', async () => {
		const ids: string[] = [];
		const times: string[] = [];
		for await (const payment of client().payments.list({ ...company(), first: 7 })) {
			ids.push(payment.id);
			times.push(payment.created_at);
		}
		expect(ids.length).toBeGreaterThan(100);
		expect(new Set(ids).size).toBe(ids.length);
		expect(times).toEqual([...times].sort().reverse());
		const back = await client().payments.list({ ...company(), last: 3, direction: 'asc' });
		expect(back.data.map(({ id }) => id)).toEqual([ids[2], ids[1], ids[0]]);
	});

	it('keeps a cursor in its place while payments arrive', async () => {
		const { data, page_info } = await client().payments.list({ ...company(), first: 5 });
		servers().control.advance('2026-12-20T03:00:00.000Z');
		const next = await client().payments.list({ ...company(), first: 5, after: page_info.end_cursor });
		expect(next.data.map(({ created_at }) => created_at < (data[4]?.created_at ?? ''))).toEqual([true, true, true, true, true]);
		const before = await client().payments.list({ ...company(), last: 2, before: page_info.end_cursor });
		expect(before.data.map(({ id }) => id)).toEqual([data[2]?.id, data[3]?.id]);
	});

	it('filters by status and by time', async () => {
		const range = { created_after: '2026-10-01T00:00:00+09:00', created_before: '2026-11-01T00:00:00+09:00' };
		const list = await client().payments.list({ ...company(), ...range, first: 100, statuses: ['paid'] });
		const revenue = list.data.reduce((sum, payment) => sum + (payment.total ?? 0) - (payment.refunded_amount ?? 0), 0);
		expect(revenue).toBe(servers().control.revenue(range.created_after, range.created_before).net);
		expect(list.data.every(({ status, currency }) => status === 'paid' && currency === 'jpy')).toBe(true);
		const open = await client().payments.list({ ...company(), statuses: ['open'], first: 100 });
		expect(open.data.length).toBeGreaterThan(0);
		expect(
			open.data.every(({ paid_at, substatus, retryable }) => paid_at === null && substatus === 'past_due' && retryable),
		).toBe(true);
	});

	it('retrieves a payment with its fees', async () => {
		const [first] = (await client().payments.list({ ...company(), statuses: ['paid'] })).data;
		const payment = await client().payments.retrieve(first?.id ?? '');
		expect(payment).toMatchObject({
			id: first?.id,
			total: 98_000,
			status: 'paid',
			billing_reason: expect.any(String),
			refunds: [],
		});
		const fees = await client().payments.listFees(payment.id);
		expect(payment.amount_after_fees).toBe(98_000 - fees.data.reduce((sum, { amount }) => sum + amount, 0));
	});

	it('refunds in part, then the rest, then no more', async () => {
		const [first] = (await client().payments.list({ ...company(), substatuses: ['succeeded'] })).data;
		const id = first?.id ?? '';
		expect(await client().payments.refund(id, { partial_amount: 8_000 })).toMatchObject({
			status: 'paid',
			substatus: 'partially_refunded',
			refunded_amount: 8_000,
			refundable: true,
		});
		expect(await client().payments.refund(id)).toMatchObject({
			substatus: 'refunded',
			refunded_amount: 98_000,
			refundable: false,
		});
		await expect(client().payments.refund(id)).rejects.toMatchObject({ status: 422 });
		const refunds = await client().refunds.list({ payment_id: id });
		expect(refunds.data.map(({ amount }) => amount).sort()).toEqual([8_000, 90_000].sort());
		expect((await client().refunds.retrieve(refunds.data[0]?.id ?? '')).payment).toMatchObject({ id, total: 98_000 });
	});

	it('knows memberships, members and users', async () => {
		const trialing = await client().memberships.list({ ...company(), statuses: ['trialing'], first: 100 });
		expect(trialing.data.length).toBeGreaterThan(0);
		const active = await client().memberships.list({ ...company(), statuses: ['active', 'canceling', 'past_due'], first: 100 });
		const [one] = active.data;
		expect(await client().memberships.retrieve(one?.id ?? '')).toMatchObject({ ...one, custom_field_responses: [] });
		const members = await client().members.list({ ...company(), access_level: 'customer', first: 100 });
		expect(members.data.length).toBe(trialing.data.length + active.data.length);
		const [member] = members.data;
		expect((await client().members.retrieve(member?.id ?? '')).company.id).toBe(servers().companyId);
		expect((await client().users.retrieve(member?.user?.id ?? '')).username).toBe(member?.user?.username);
		const access = await client().users.checkAccess(servers().companyId, { id: member?.user?.id ?? '' });
		expect(access).toEqual({ access_level: 'customer', has_access: true });
	});

	it('cancels at the end of the period or at once', async () => {
		const [first, second] = (await client().memberships.list({ ...company(), statuses: ['active'] })).data;
		expect(await client().memberships.cancel(first?.id ?? '')).toMatchObject({ status: 'canceling', cancel_at_period_end: true });
		expect(await client().memberships.uncancel(first?.id ?? '')).toMatchObject({ status: 'active', cancel_at_period_end: false });
		expect(await client().memberships.cancel(second?.id ?? '', { cancellation_mode: 'immediate' })).toMatchObject({
			status: 'canceled',
		});
		await expect(client().memberships.cancel(second?.id ?? '')).rejects.toMatchObject({ status: 422 });
		expect(await client().memberships.pause(first?.id ?? '')).toMatchObject({ payment_collection_paused: true });
		expect(await client().memberships.update(first?.id ?? '', { metadata: { a: 1 } })).toMatchObject({ metadata: { a: 1 } });
	});

	it('shows the shop: company, account, product, plan', async () => {
		const { companyId } = servers();
		expect((await client().accounts.me()).id).toBe(companyId);
		expect((await client().companies.retrieve(companyId)).title).toBe('グロース実践ラボ');
		const [product] = (await client().products.list({ account_id: companyId })).data;
		expect((await client().products.retrieve(product?.id ?? '')).company.id).toBe(companyId);
		const [plan] = (await client().plans.list({ account_id: companyId })).data;
		expect(plan).toMatchObject({ renewal_price: 98_000, currency: 'jpy', plan_type: 'renewal' });
	});

	it('makes promo codes, plans and webhooks', async () => {
		const input = { amount_off: 10, base_currency: 'jpy', code: 'TEN', new_users_only: true, promo_duration_months: 1 } as const;
		const code = await client().promoCodes.create({ ...company(), ...input, promo_type: 'percentage' });
		expect((await client().promoCodes.list(company())).data.map(({ id }) => id)).toEqual([code.id]);
		expect(await client().promoCodes.delete(code.id)).toBe(true);
		const hook = await client().webhooks.create({ url: 'https://example.com/hook', events: ['payment.succeeded'] });
		expect(hook.webhook_secret).toMatch(/^ws_/);
		expect(await client().webhooks.retrieve(hook.id)).not.toHaveProperty('webhook_secret');
	});

	it('makes, changes and deletes products and plans, and changes the seeded ones', async () => {
		const sdk = client();
		const account_id = servers().companyId;
		const product = await sdk.products.create({ account_id, title: 'New', metadata: { a: 1 } });
		expect(await sdk.products.update(product.id, { headline: 'Newer' })).toMatchObject({ title: 'New', headline: 'Newer' });
		const plan = await sdk.plans.create({ account_id, product_id: product.id, plan_type: 'renewal', renewal_price: 5_000 });
		expect(await sdk.plans.update(plan.id, { renewal_price: 6_000, stock: 3, unlimited_stock: false })).toMatchObject({
			renewal_price: 6_000,
			stock: 3,
			plan_type: 'renewal',
		});
		const seeded = (await sdk.plans.list({ account_id })).data.find(({ id }) => id !== plan.id);
		await sdk.plans.update(seeded?.id ?? '', { title: 'Changed' });
		expect((await sdk.plans.list({ account_id })).data.map(({ title }) => title).sort()).toEqual(['Changed', null].sort());
		expect(await sdk.plans.delete(plan.id)).toBe(true);
		expect(await sdk.products.delete(product.id)).toBe(true);
		await expect(sdk.products.retrieve(product.id)).rejects.toMatchObject({ status: 404 });
	});

	it('makes affiliates and agrees with them on terms', async () => {
		const sdk = client();
		const [member] = (await sdk.members.list(company())).data;
		const affiliate = await sdk.affiliates.create({ ...company(), user_identifier: member?.user?.username ?? '' });
		expect((await sdk.affiliates.create({ ...company(), user_identifier: member?.user?.id ?? '' })).id).toBe(affiliate.id);
		const of = { id: affiliate.id };
		const terms = await sdk.affiliates.overrides.create(affiliate.id, {
			...of,
			override_type: 'standard',
			plan_id: 'plan_x',
			commission_value: 25,
		});
		expect((await sdk.affiliates.overrides.list(affiliate.id)).data).toEqual([terms]);
		expect(await sdk.affiliates.overrides.update(terms.id, { ...of, commission_value: 30 })).toMatchObject({
			commission_value: 30,
		});
		expect(await sdk.affiliates.overrides.retrieve(terms.id, of)).toMatchObject({ commission_value: 30 });
		expect((await sdk.affiliates.retrieve(affiliate.id)).total_overrides_count).toBe(1);
		expect(await sdk.affiliates.overrides.delete(terms.id, of)).toBe(true);
		expect(await sdk.affiliates.archive(affiliate.id)).toBe(true);
		expect((await sdk.affiliates.list({ ...company(), status: 'archived' })).data.map(({ id }) => id)).toEqual([affiliate.id]);
		expect(await sdk.affiliates.unarchive(affiliate.id)).toBe(true);
		expect((await sdk.affiliates.retrieve(affiliate.id)).status).toBe('active');
	});

	it('holds the disputes that buyers raise', async () => {
		const [paid] = (await client().payments.list({ ...company(), statuses: ['paid'], first: 1 })).data;
		const id = servers().control.dispute(paid?.id ?? '');
		expect((await client().disputes.list(company())).data.map((dispute) => dispute.id)).toEqual([id]);
		expect(await client().disputes.retrieve(id)).toMatchObject({ payment: { id: paid?.id }, status: 'needs_response' });
	});

	it('retries payments, resumes and prolongs memberships, and changes webhooks', async () => {
		const sdk = client();
		const [open] = (await sdk.payments.list({ ...company(), statuses: ['open'], first: 1 })).data;
		expect(await sdk.payments.retry(open?.id ?? '')).toMatchObject({ status: 'paid' });
		const [active] = (await sdk.memberships.list({ ...company(), statuses: ['active'], first: 1 })).data;
		const id = active?.id ?? '';
		expect(await sdk.memberships.pause(id)).toMatchObject({ payment_collection_paused: true });
		expect(await sdk.memberships.resume(id)).toMatchObject({ payment_collection_paused: false });
		const { renewal_period_end } = await sdk.memberships.addFreeDays(id, { free_days: 2 });
		expect(Date.parse(renewal_period_end ?? '') - Date.parse(active?.renewal_period_end ?? '')).toBe(2 * 86_400_000);
		const hook = await sdk.webhooks.create({ url: 'https://example.com/hook', events: ['payment.succeeded'] });
		expect(await sdk.webhooks.update(hook.id, { enabled: false })).toMatchObject({ enabled: false });
		expect((await sdk.webhooks.list(company())).data).toMatchObject([{ id: hook.id, enabled: false }]);
		expect(await sdk.webhooks.delete(hook.id)).toBe(true);
	});

	it('makes a thing once for one Idempotency-Key', async () => {
		const create = (title: string) =>
			client().products.create({ title, account_id: servers().companyId, 'Idempotency-Key': 'key-1' });
		expect((await create('New')).id).toBe((await create('New')).id);
		await expect(create('Other')).rejects.toMatchObject({ status: 409 });
	});

	it('sums up per day in a time zone', async () => {
		const stats = await client().stats.retrieve('gross_revenue', {
			from: '2026-10-01',
			to: '2026-10-31',
			time_zone: 'Asia/Tokyo',
		});
		expect(stats.data).toMatchObject({ currency: 'jpy' });
		expect(stats.data.points).toHaveLength(31);
		const total = stats.data.points.reduce((sum, { value }) => sum + (value ?? 0), 0);
		expect(total).toBe(servers().control.revenue('2026-10-01T00:00:00+09:00', '2026-11-01T00:00:00+09:00').gross);
		expect((await client().stats.list()).data.map(({ key }) => key)).toContain('net_revenue');
	});
});

describe('what the emulated Whop refuses', () => {
	it.each([
		['a wrong key', () => client({ apiKey: 'apik_wrong' }).payments.list(company()), 401],
		['a missing company', () => client().payments.list({}), 400],
		["somebody else's company", () => client().payments.list({ company_id: 'biz_other' }), 403],
		['an unknown payment', () => client().payments.retrieve('pay_none'), 404],
		['an unknown status', () => client().payments.list({ ...company(), statuses: ['lost' as 'paid'] }), 400],
		['a bad cursor', () => client().payments.list({ ...company(), after: 'nonsense' }), 400],
		['a bad time', () => client().payments.list({ ...company(), created_after: 'yesterday' }), 400],
		['a refund of nothing', () => client().payments.refund('pay_none'), 404],
	])('%s', async (_name, act, status) => {
		await expect(act()).rejects.toMatchObject({ status });
	});

	it('says which parameter is missing', async () => {
		const { status, body } = await raw('/payments', { 'Api-Version-Date': '2026-07-20' });
		expect({ status, body }).toEqual({
			status: 400,
			body: { error: { code: 'invalid_request', message: 'Missing required parameter: company_id' } },
		});
	});

	it('refuses indexed arrays, which are no arrays to it', async () => {
		const { status } = await raw(`/payments?company_id=${servers().companyId}&statuses[0]=paid`, {
			'Api-Version-Date': '2026-07-20',
		});
		expect(status).toBe(400);
	});

	it('refuses unknown versions and lists the known ones', async () => {
		const { status, body } = await raw('/accounts/me', { 'Api-Version-Date': '2026-07-21' });
		expect(status).toBe(400);
		expect(JSON.stringify(body)).toContain('2026-07-20');
	});

	it('tells the delay of a rate limit in the message', async () => {
		servers().control.addFault({ service: 'whop', status: 429, retryAfter: 12 });
		const { status, body } = await raw('/accounts/me');
		expect({ status, body }).toEqual({
			status: 429,
			body: { error: { type: 'rate_limit_exceeded', message: 'Try again in 12 seconds.' } },
		});
	});

	it('limits each operation to 600 requests a minute', async () => {
		const more = await Promise.all(Array.from({ length: 601 }, () => raw('/stats')));
		expect(more.filter(({ status }) => status === 429)).toHaveLength(1);
	});
});

describe('the shapes of October 2026', () => {
	it('has flat ids, money objects and singular filters', async () => {
		const headers = { 'Api-Version-Date': '2026-10-08' };
		const { companyId } = servers();
		const { body } = await raw(`/payments?account_id=${companyId}&status=paid&first=1`, headers);
		expect(body).toMatchObject({
			data: [
				{
					account_id: companyId,
					total: { amount: '98000', currency: 'jpy', decimals: 0, display_decimals: 0 },
					plan_id: expect.stringMatching(/^plan_/),
					membership_id: expect.stringMatching(/^mem_/),
				},
			],
		});
		expect((await raw(`/payments?company_id=${companyId}`, headers)).status).toBe(400);
		const memberships = await raw(`/memberships?account_id=${companyId}&status=trialing&first=1`, headers);
		expect(memberships.body).toMatchObject({
			data: [{ status: 'trialing', current_period_end: expect.any(String), plan_id: expect.any(String) }],
		});
	});

	it('is what a client without the header gets', async () => {
		expect((await raw(`/payments?account_id=${servers().companyId}&first=1`)).body).toMatchObject({
			data: [{ total: { currency: 'jpy' } }],
		});
	});
});

describe('webhooks', () => {
	it('tell what happens, signed so that the client library accepts it, until they are heard', async () => {
		const received: { body: string; headers: Record<string, string> }[] = [];
		let refusals = 1;
		const server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
				if (refusals-- > 0) response.writeHead(500).end();
				else {
					received.push({ body: Buffer.concat(chunks).toString(), headers });
					response.writeHead(200).end();
				}
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
			const hook = await client().webhooks.create({ url, events: ['payment.succeeded', 'refund.created'] });
			const [old] = (await client().payments.list({ ...company(), substatuses: ['succeeded'] })).data;
			await client().payments.refund(old?.id ?? '');
			servers().control.advance('2026-11-30T03:00:00.000Z');
			const sold = (await client().payments.list({ ...company(), statuses: ['paid'], created_after: '2026-11-20T03:00:00Z' }))
				.data;
			expect(sold.length).toBeGreaterThan(0);
			await until('all deliveries', () => (received.length >= sold.length + 1 ? true : undefined));
			const events = received.map(({ body, headers }) =>
				client().webhooks.unwrap(body, { headers, key: btoa(hook.webhook_secret) }),
			);
			const ids = (type: string): string[] =>
				events.flatMap((event) => (event.type === type && 'id' in event.data ? [String(event.data.id)] : []));
			expect(ids('payment.succeeded').sort()).toEqual(sold.map(({ id }) => id).sort());
			expect(ids('refund.created')).toContain((await client().refunds.list({ payment_id: old?.id ?? '' })).data[0]?.id);
			expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(received.length);
		} finally {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	});
});
