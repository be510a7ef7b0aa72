import { Workflow, type IDataObject, type INodeListSearchResult, type INodeParameters } from 'n8n-workflow';
import { WHOP_BASE_URLS } from '../../clients/whop/environment';
import { API_VERSION } from '../../clients/whop/whopClient';
import { AutopilotApi } from '../../credentials/AutopilotApi.credentials';
import { WhopApi } from '../../credentials/WhopApi.credentials';
import type { Ledger } from '../../ledger/ledger';
import { Whop } from '../../nodes/Whop/Whop.node';
import { type Servers, startServers } from '../../sandbox/servers';
import { createMemoryLedger } from '../helpers/memoryLedger';
import { autopilotCredential } from './credentials';
import { chain, Engine, type Execution } from './harness';

let ledger: Ledger;
jest.mock('../../nodes/shared/ledger', () => ({ openLedger: async () => ({ ledger, api: {} }) }));

const NOW = '2026-11-20T03:00:00.000Z';

let servers: Servers;
let engine: Engine;

beforeAll(async () => {
	servers = await startServers({ now: NOW, scenario: { refundMultiplier: 6 } });
	engine = await startEngine(servers.whopApiKey);
	ledger = createMemoryLedger();
	await ledger.setUp();
});
afterAll(async () => {
	await engine.stop();
	await servers.stop();
});
afterEach(() => servers.control.reset());

async function startEngine(apiKey: string, over: IDataObject = {}): Promise<Engine> {
	const whopApi = { environment: 'custom', baseUrl: servers.whopUrl, apiKey, companyId: servers.companyId, ...over };
	const autopilotApi = autopilotCredential();
	const credentialTypes = [new WhopApi(), new AutopilotApi()];
	return await Engine.start({ nodes: [new Whop()], credentialTypes, credentials: { whopApi, autopilotApi } });
}

const run = async (
	parameters: INodeParameters,
	{
		items = [{}],
		on = engine,
		continueOnFail = false,
		retryOnFail = false,
	}: { items?: IDataObject[]; on?: Engine; continueOnFail?: boolean; retryOnFail?: boolean } = {},
): Promise<Execution> =>
	await on.run(
		chain(
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{
				name: 'Whop',
				type: 'n8n-nodes-autopilot.whop',
				parameters,
				extra: { ...(continueOnFail && { onError: 'continueRegularOutput' }), ...(retryOnFail && { retryOnFail, maxTries: 2 }) },
			},
		),
		items,
	);

const output = async (parameters: INodeParameters): Promise<IDataObject[]> => {
	const execution = await run(parameters);
	expect(execution.error).toBeNull();
	return execution.output('Whop');
};

const summary = (over: INodeParameters = {}): INodeParameters => ({
	resource: 'payment',
	operation: 'revenueSummary',
	currentTime: NOW,
	...over,
});

describe('reading', () => {
	it('gets many payments, all or up to a limit, in snake case and with the environment', async () => {
		const some = await output({ resource: 'payment', operation: 'getMany', limit: 3 });
		expect(some).toHaveLength(3);
		expect(some[0]).toMatchObject({
			environment: 'custom',
			status: expect.any(String),
			total: 98_000,
			currency: 'JPY',
			customer_id: expect.stringMatching(/^user_/),
			product_title: expect.any(String),
		});
		const all = await output({ resource: 'payment', operation: 'getMany', returnAll: true });
		expect(all.length).toBeGreaterThan(100);
	});

	it('passes filters on', async () => {
		const refunded = await output({
			resource: 'payment',
			operation: 'getMany',
			returnAll: true,
			filters: {
				substatuses: ['refunded'],
				createdAfter: '2026-01-01T00:00:00',
			},
		});
		expect(refunded.length).toBeGreaterThan(0);
		expect(refunded.every(({ substatus }) => substatus === 'refunded')).toBe(true);
		expect(refunded.every(({ created_at }) => String(created_at) >= '2026-01-01')).toBe(true);
		const [product] = await output({ resource: 'product', operation: 'getMany' });
		const ofNothing = { productId: { __rl: true, mode: 'list', value: 'prod_none' } };
		const ofProduct = { productId: { __rl: true, mode: 'list', value: String(product?.id) } };
		expect(await output({ resource: 'payment', operation: 'getMany', filters: ofNothing })).toEqual([]);
		expect(await output({ resource: 'payment', operation: 'getMany', filters: ofProduct })).toHaveLength(50);
	});

	it.each(['membership', 'member', 'product', 'plan', 'refund'])('gets many and one %s', async (resource) => {
		const [first] = await output({ resource, operation: 'getMany', limit: 1 });
		const id = String(first?.id);
		const located = resource === 'product' || resource === 'plan' ? { __rl: true, mode: 'id', value: id } : id;
		const [one] = await output({ resource, operation: 'get', [`${resource}Id`]: located });
		expect(one).toMatchObject({ id, environment: 'custom', created_at: first?.created_at });
	});

	it('reads Whop’s own figures', async () => {
		const metrics = await output({ resource: 'stat', operation: 'getMany' });
		expect(metrics).toContainEqual(expect.objectContaining({ key: 'gross_revenue', unit: 'currency' }));
		const days = await output({
			resource: 'stat',
			operation: 'get',
			metric: 'gross_revenue',
			from: '2026-10-01T00:00:00+09:00',
			to: '2026-11-01T00:00:00+09:00',
			timeZone: 'Asia/Tokyo',
		});
		const truth = servers.control.revenue('2026-09-30T15:00:00.000Z', '2026-10-31T15:00:00.000Z');
		expect(days.reduce((sum, { value }) => sum + Number(value), 0)).toBe(truth.gross);
	});

	it('links every item to the one it came from', async () => {
		const execution = await run(
			{ resource: 'payment', operation: 'getMany', limit: '={{ $json.limit }}' },
			{ items: [{ limit: 2 }, { limit: 1 }] },
		);
		expect(execution.items('Whop').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }, { item: 1 }]);
	});
});

describe('the revenue summary', () => {
	it('is one item with everything', async () => {
		const [item, ...none] = await output(summary({ period: 'lastMonth' }));
		const truth = servers.control.revenue('2026-09-30T15:00:00.000Z', '2026-10-31T15:00:00.000Z');
		expect(none).toEqual([]);
		expect(item).toMatchObject({
			first_day: '2026-10-01',
			last_day: '2026-10-31',
			time_zone: 'Asia/Tokyo',
			currency: 'JPY',
			environment: 'custom',
			gross: truth.gross,
			refunds: truth.refunded,
			revenue: truth.net,
			trial_conversion: expect.any(Number),
			mrr: expect.any(Number),
			previous: { first_day: '2026-09-01', last_day: '2026-09-30', revenue: expect.any(Number) },
			change: { revenue: expect.any(Number) },
			products: [expect.objectContaining({ product_id: expect.any(String), new_customers: expect.any(Number) })],
		});
		expect(item?.days).toHaveLength(31);
	});

	it('is one item for each metric and day, ready to be recorded', async () => {
		const items = await output(summary({ splitByDay: true, period: 'last7Days' }));
		expect(items).toHaveLength(21);
		expect(items[0]).toEqual({
			metric: 'revenue',
			day: '2026-11-14',
			value: expect.any(Number),
			unit: 'JPY',
			source: 'whop',
			environment: 'custom',
		});
		expect(new Set(items.map(({ metric }) => metric))).toEqual(new Set(['revenue', 'new_customers', 'trials']));
		const revenue = items.filter(({ metric }) => metric === 'revenue').reduce((sum, { value }) => sum + Number(value), 0);
		expect(revenue).toBe(servers.control.revenue('2026-11-13T15:00:00.000Z', '2026-11-20T15:00:00.000Z').net);
	});

	it('needs nothing set but the operation', async () => {
		const items = await output(summary({ splitByDay: true }));
		expect(new Set(items.map(({ day }) => day)).size).toBe(30);
	});

	it('follows time', async () => {
		const tomorrow = '2026-11-21T03:00:00.000Z';
		servers.control.advance(tomorrow);
		const [item] = await output(summary({ period: 'today', currentTime: tomorrow }));
		expect(item).toMatchObject({ first_day: '2026-11-21', last_day: '2026-11-21' });
	});

	it('takes days of one’s own as the editor writes them', async () => {
		const own = { period: 'custom', firstDay: '2026-10-05T00:00:00', lastDay: '2026-10-07' };
		const [item] = await output(summary({ ...own, options: { compare: false, subscriptions: false } }));
		expect(item).toMatchObject({ first_day: '2026-10-05', last_day: '2026-10-07', previous: null, change: null });
		expect(item).not.toHaveProperty('mrr');
	});

	it('converts with rates given in the node, and says which is missing', async () => {
		const rates = { exchangeRates: { rate: [{ from: 'usd', to: 'JPY', rate: 150 }] } };
		const [dollars] = await output(summary({ currency: 'usd', options: rates }));
		expect(dollars).toMatchObject({ currency: 'USD' });
		const { error } = await run(summary({ currency: 'USD' }));
		expect(error?.message).toContain('FX_JPY_USD');
	});

	it('takes currency, time zone and rates of the settings table, and names the setting that is missing', async () => {
		const fromSettings = summary({ unitsFrom: 'settings' });
		await ledger.upsert('settings', [
			{ key: 'CURRENCY', value: 'USD', note: '' },
			{ key: 'TIME_ZONE', value: 'America/New_York', note: '' },
		]);
		expect((await run(fromSettings)).error?.message).toContain('FX_JPY_USD');
		await ledger.upsert('settings', [{ key: 'FX_USD_JPY', value: '160', note: '' }]);
		const [dollars] = await output(fromSettings);
		expect(dollars).toMatchObject({ currency: 'USD', time_zone: 'America/New_York' });
		const [yen] = await output(summary({ timeZone: 'America/New_York' }));
		expect(Number(dollars?.gross)).toBeCloseTo(Number(yen?.gross) / 160, 0);
		// What the node says itself goes first.
		const own = { exchangeRates: { rate: [{ from: 'USD', to: 'JPY', rate: 80 }] } };
		const [twice] = await output({ ...fromSettings, options: own });
		expect(Number(twice?.gross)).toBeCloseTo(2 * Number(dollars?.gross), 0);
	});

	it.each<[INodeParameters, RegExp]>([
		[{ period: 'custom', firstDay: '2026-10-07', lastDay: '2026-10-05' }, /before the first day/],
		[{ period: 'custom', firstDay: '={{ $json.none }}', lastDay: '2026-10-05' }, /"First Day" has no value/],
		[{ period: 'fortnight' }, /"Period" has no choice "fortnight"/],
		[{ timeZone: 'Mars/Olympus' }, /Mars\/Olympus/],
		[{ options: { exchangeRates: { rate: [{ from: 'USD', to: 'JPY', rate: 0 }] } } }, /USD_JPY/],
		[{ options: { exchangeRates: { rate: [{ from: 'dollar$', to: 'JPY', rate: 1 }] } } }, /currency codes/],
	])('refuses %j', async (over, message) => {
		const { error, status } = await run(summary(over));
		expect(status).toBe('error');
		expect(error?.message).toMatch(message);
		expect(error?.context).toMatchObject({ itemIndex: 0 });
	});
});

describe('writing', () => {
	const payment = async (): Promise<string> => {
		const [paid] = await output({ resource: 'payment', operation: 'getMany', limit: 1, filters: { substatuses: ['succeeded'] } });
		return String(paid?.id);
	};
	const refund = async (over: INodeParameters): Promise<Execution> =>
		await run({ resource: 'payment', operation: 'refund', paymentId: await payment(), ...over });
	const posts = () => servers.control.requests('whop').filter(({ method }) => method !== 'GET');

	it('shows a refund and sends nothing until the dry run is turned off', async () => {
		const id = await payment();
		const [item] = (await refund({ paymentId: id, refundAmount: 8_000 })).output('Whop');
		expect(item).toEqual({
			dry_run: true,
			method: 'POST',
			path: `/payments/${id}/refund`,
			body: { partial_amount: 8_000 },
			idempotency_key: expect.stringMatching(/^[0-9a-f]{64}$/),
			environment: 'custom',
		});
		expect(posts()).toEqual([]);
	});

	it('sends nothing without a confirmation, or with an amount that is none', async () => {
		const unconfirmed = await refund({ dryRun: false, refundAmount: 8_000 });
		expect(unconfirmed.error?.message).toContain('turn "Confirm" on');
		for (const refundAmount of [0, -5]) {
			const { error } = await refund({ dryRun: false, confirm: true, refundAmount });
			expect(error?.message).toContain('above 0');
		}
		expect(posts()).toEqual([]);
	});

	it('refunds once it is confirmed', async () => {
		const execution = await refund({ dryRun: false, confirm: true, refundAmount: 8_000 });
		expect(execution.output('Whop')).toMatchObject([{ dry_run: false, substatus: 'partially_refunded', refunded_amount: 8_000 }]);
		expect(posts()).toHaveLength(1);
	});

	it('does not send a refund again whose answer got lost', async () => {
		const paymentId = await payment();
		servers.control.addFault({ service: 'whop', loseResponse: true, method: 'POST' });
		const { error } = await refund({ paymentId, dryRun: false, confirm: true, refundAmount: 8_000 });
		// n8n puts its own words in the place of the message when a connection breaks.
		expect(error?.description).toContain('API_UNREACHABLE');
		const [after] = await output({ resource: 'payment', operation: 'get', paymentId });
		expect(after).toMatchObject({ refunded_amount: 8_000 });
	});

	it('answers a repeated key with what was done the first time, where Whop says so', async () => {
		const make = { resource: 'product', operation: 'create', title: 'Once', idempotencyKey: 'goal_1/2026-11-20/product' };
		const [first] = await output(make);
		const [again] = await output(make);
		expect(again).toEqual(first);
	});

	it('pays everything back only where that was chosen', async () => {
		const paymentId = await payment();
		const confirmed = { paymentId, dryRun: false, confirm: true };
		for (const refundAmount of ['', '={{ $json.missing }}', '={{ null }}', '={{ "" }}', '={{ Number("x") }}']) {
			expect((await refund({ ...confirmed, refundAmount })).error?.message).toMatch(/"Refund Amount" (is empty|has no value)/);
		}
		expect((await refund({ ...confirmed, refundExtent: '={{ $json.missing }}' })).error?.message).toMatch(/has no value/);
		expect(posts()).toEqual([]);
		const all = await refund({ ...confirmed, refundExtent: 'all' });
		expect(all.output('Whop')).toMatchObject([{ dry_run: false, substatus: 'refunded', refunded_amount: 98_000 }]);
	});

	it('leaves what would count twice to n8n’s retries in no case', async () => {
		const [active] = await output({ resource: 'membership', operation: 'getMany', limit: 1, filters: { statuses: ['active'] } });
		const [member] = await output({ resource: 'member', operation: 'getMany', limit: 1 });
		const [affiliate] = await output({
			resource: 'affiliate',
			operation: 'create',
			userIdentifier: String(member?.user_email),
		});
		const before = posts().length;
		const confirmed = { dryRun: false, confirm: true };
		const membershipId = { __rl: true, mode: 'id', value: String(active?.id) };
		const days = { resource: 'membership', operation: 'addFreeDays', membershipId, freeDays: 3, ...confirmed };
		const affiliateId = { __rl: true, mode: 'id', value: String(affiliate?.id) };
		const terms = {
			resource: 'affiliateOverride',
			operation: 'create',
			overrideType: 'rev_share',
			affiliateId,
			commissionValue: 20,
			...confirmed,
		};
		for (const write of [days, terms]) {
			const { error } = await run(write, { retryOnFail: true });
			expect(error?.message).toMatch(/turn "Retry On Fail" off/);
		}
		expect(posts()).toHaveLength(before);
		// What changes nothing more when it is repeated may be tried again.
		const pause = { resource: 'membership', operation: 'pause', membershipId, ...confirmed };
		expect((await run(pause, { retryOnFail: true })).error).toBeNull();
	});

	it('takes a price of nothing, a discount for ever and no limit for said only where they are', async () => {
		const code = { resource: 'promoCode', operation: 'create', code: 'EVER', amountOff: 50 };
		const [product] = await output({ resource: 'product', operation: 'getMany', limit: 1 });
		const productId = { __rl: true, mode: 'id', value: String(product?.id) };
		const plan = { resource: 'plan', operation: 'create', productId, planType: 'one_time' };
		const before = posts().length;
		const refusals: [INodeParameters, RegExp][] = [
			[{ ...code, durationMonths: '={{ $json.months }}' }, /"Duration Months" has no value/],
			[{ ...code, durationMonths: '' }, /"Duration Months" is empty/],
			[{ ...code, options: { stock: '={{ $json.n }}' } }, /"Stock" has no value/],
			[{ ...code, options: { productId: { __rl: true, mode: 'id', value: '={{ $json.product }}' } } }, /"Product" has no value/],
			[
				{ ...code, options: { productId: { __rl: true, mode: 'list', value: '' } } },
				/"Product" is empty: fill it in or remove it/,
			],
			[plan, /"Initial Price" is empty/],
			[{ ...plan, planType: 'renewal', initialPrice: 10 }, /"Renewal Price" is empty/],
			[{ ...plan, initialPrice: '={{ $json.price }}' }, /"Initial Price" has no value/],
			[{ ...plan, initialPrice: '={{ "abc" }}' }, /"Initial Price" is not a number/],
		];
		for (const [parameters, message] of refusals) expect((await run(parameters)).error?.message).toMatch(message);
		expect(posts()).toHaveLength(before);
		expect(await output({ ...plan, initialPrice: 0 })).toMatchObject([{ initial_price: 0 }]);
		expect(await output({ ...code, durationMonths: 0 })).toMatchObject([{ duration: 'forever' }]);
	});

	it('cancels, uncancels, pauses, resumes and prolongs a membership', async () => {
		const [active] = await output({ resource: 'membership', operation: 'getMany', limit: 1, filters: { statuses: ['active'] } });
		const membershipId = String(active?.id);
		const act = async (operation: string, over: INodeParameters = {}): Promise<IDataObject | undefined> =>
			(await output({ resource: 'membership', operation, membershipId, ...over }))[0];
		const confirmed = { dryRun: false, confirm: true };
		expect(await act('cancel')).toMatchObject({ dry_run: true, body: { cancellation_mode: 'at_period_end' } });
		expect(await act('cancel', confirmed)).toMatchObject({ status: 'canceling', cancel_at_period_end: true });
		expect(await act('uncancel')).toMatchObject({ status: 'active' });
		expect(await act('pause')).toMatchObject({ dry_run: true, body: {} });
		expect(await act('pause', confirmed)).toMatchObject({ paused: true });
		expect(await act('resume')).toMatchObject({ paused: false });
		const prolonged = await act('addFreeDays', { ...confirmed, freeDays: 3 });
		const days =
			(Date.parse(String(prolonged?.current_period_end)) - Date.parse(String(active?.current_period_end))) / 86_400_000;
		expect(days).toBe(3);
		expect(await act('cancel', { ...confirmed, cancellationMode: 'immediate' })).toMatchObject({ status: 'canceled' });
	});

	it('makes a promo code, finds it, and takes it out of use', async () => {
		const [made] = await output({
			resource: 'promoCode',
			operation: 'create',
			code: 'SPRING20',
			amountOff: 20,
			options: { stock: 5 },
		});
		expect(made).toMatchObject({ code: 'SPRING20', amount_off: 20, promo_type: 'percentage', unlimited_stock: false });
		expect(await output({ resource: 'promoCode', operation: 'getMany' })).toMatchObject([{ id: made?.id }]);
		const promoCodeId = { __rl: true, mode: 'id', value: String(made?.id) };
		const [removed] = await output({ resource: 'promoCode', operation: 'delete', promoCodeId, dryRun: false, confirm: true });
		expect(removed).toMatchObject({ id: made?.id, deleted: true });
		expect(await output({ resource: 'promoCode', operation: 'getMany' })).toEqual([]);
		const { error } = await run({ resource: 'promoCode', operation: 'create', code: 'FREE', amountOff: 120 });
		expect(error?.message).toContain('at most 100 percent');
	});
});

describe('writing the catalog and the affiliates', () => {
	const confirmed = { dryRun: false, confirm: true };
	const id = (value: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(value) });
	const first = async (parameters: INodeParameters): Promise<IDataObject> => (await output(parameters))[0] ?? {};
	const writes = (): string[] =>
		servers.control
			.requests('whop')
			.filter(({ method }) => method !== 'GET')
			.map(({ method, path }) => `${method} ${path.split('/').slice(3, 4).join('/')}`);

	it('makes, changes and deletes a product', async () => {
		const made = await first({
			resource: 'product',
			operation: 'create',
			title: '朝の教室',
			options: { headline: 'H', metadata: '{"a": 1}' },
		});
		expect(made).toMatchObject({ title: '朝の教室', headline: 'H', metadata: { a: 1 }, environment: 'custom' });
		const productId = id(made.id);
		const changed = await first({ resource: 'product', operation: 'update', productId, changes: { visibility: 'hidden' } });
		expect(changed).toMatchObject({ id: made.id, title: '朝の教室', visibility: 'hidden' });
		expect(await first({ resource: 'product', operation: 'delete', productId })).toMatchObject({
			dry_run: true,
			method: 'DELETE',
		});
		const removed = await first({ resource: 'product', operation: 'delete', productId, ...confirmed });
		expect(removed).toEqual({ dry_run: false, id: made.id, deleted: true, environment: 'custom' });
		expect(writes()).toEqual(['POST products', 'PATCH products', 'DELETE products']);
	});

	it('makes a plan, and changes its price and deletes it only when told twice', async () => {
		const [product] = await output({ resource: 'product', operation: 'getMany' });
		const made = await first({
			resource: 'plan',
			operation: 'create',
			productId: id(product?.id),
			currency: 'jpy',
			renewalPrice: 4_900,
			options: { trialDays: 7, stock: 5, title: 'Monthly' },
		});
		expect(made).toMatchObject({
			product_id: product?.id,
			currency: 'JPY',
			renewal_price: 4_900,
			billing_period_days: 30,
			trial_days: 7,
			unlimited_stock: false,
		});
		const planId = id(made.id);
		const cheaper = { resource: 'plan', operation: 'update', planId, changes: { renewalPrice: 3_900 } };
		expect(await first(cheaper)).toMatchObject({ dry_run: true, body: { renewal_price: 3_900 } });
		expect(await first({ resource: 'plan', operation: 'get', planId })).toMatchObject({ renewal_price: 4_900 });
		expect(await first({ ...cheaper, ...confirmed })).toMatchObject({ dry_run: false, renewal_price: 3_900 });
		expect(await first({ resource: 'plan', operation: 'delete', planId, ...confirmed })).toMatchObject({ deleted: true });
	});

	it('makes, archives and takes back an affiliate, and agrees on terms', async () => {
		const [member] = await output({ resource: 'member', operation: 'getMany', limit: 1 });
		const made = await first({ resource: 'affiliate', operation: 'create', userIdentifier: String(member?.user_email) });
		expect(made).toMatchObject({ status: 'active', user_id: member?.user_id });
		const affiliateId = id(made.id);
		expect(await first({ resource: 'affiliate', operation: 'archive', affiliateId })).toMatchObject({ dry_run: true });
		expect(await first({ resource: 'affiliate', operation: 'archive', affiliateId, ...confirmed })).toMatchObject({
			status: 'archived',
		});
		expect(await first({ resource: 'affiliate', operation: 'unarchive', affiliateId })).toMatchObject({ status: 'active' });

		const [plan] = await output({ resource: 'plan', operation: 'getMany' });
		const terms = { resource: 'affiliateOverride', affiliateId };
		const standard = { ...terms, operation: 'create', planId: id(plan?.id), commissionValue: 25 };
		expect(await first(standard)).toMatchObject({ dry_run: true, body: { commission_value: 25, override_type: 'standard' } });
		const agreed = await first({ ...standard, ...confirmed });
		expect(agreed).toMatchObject({ affiliate_id: made.id, commission_type: 'percentage', plan_id: plan?.id });
		const overrideId = String(agreed.id);
		const raised = { ...terms, operation: 'update', overrideId, commissionValue: 30 };
		expect(await first({ ...raised, ...confirmed })).toMatchObject({ commission_value: 30 });
		expect(await first({ ...terms, operation: 'get', overrideId })).toMatchObject({ commission_value: 30 });
		const share = { ...terms, operation: 'create', overrideType: 'rev_share', commissionValue: 5, ...confirmed };
		expect(await first(share)).toMatchObject({ override_type: 'rev_share', applies_to_products: 'all_products' });
		expect(await output({ ...terms, operation: 'getMany', filters: { overrideType: 'standard' } })).toHaveLength(1);
		expect(await first({ ...terms, operation: 'delete', overrideId, ...confirmed })).toMatchObject({ deleted: true });
		expect(await output({ ...terms, operation: 'getMany' })).toHaveLength(1);
	});

	it('sets the metadata of a membership, and reads fees and disputes', async () => {
		const [membership] = await output({ resource: 'membership', operation: 'getMany', limit: 1 });
		const membershipId = String(membership?.id);
		const update = { resource: 'membership', operation: 'update', membershipId, metadata: { source: 'x' } };
		expect(await first(update)).toMatchObject({ id: membershipId, metadata: { source: 'x' } });
		const paid = await first({ resource: 'payment', operation: 'getMany', limit: 1, filters: { statuses: ['paid'] } });
		const fees = await output({ resource: 'payment', operation: 'getFees', paymentId: id(paid.id) });
		expect(fees.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(Number(paid.total) - Number(paid.amount_after_fees));
		const disputeId = servers.control.dispute(String(paid.id));
		expect(await output({ resource: 'dispute', operation: 'getMany' })).toMatchObject([{ id: disputeId, payment_id: paid.id }]);
		expect(await first({ resource: 'dispute', operation: 'get', disputeId })).toMatchObject({ status: 'needs_response' });
	});

	it.each<[string, INodeParameters, RegExp]>([
		['an update of nothing', { resource: 'product', operation: 'update', productId: id('prod_a') }, /"Changes" is empty/],
		['a product without a title', { resource: 'product', operation: 'create', title: ' ' }, /"Title" is empty/],
		[
			'metadata that are none',
			{ resource: 'product', operation: 'create', title: 'A', options: { metadata: '[1]' } },
			/"Metadata" is not a JSON object/,
		],
		[
			'a price in no currency',
			{ resource: 'plan', operation: 'create', productId: id('prod_a'), renewalPrice: 10, currency: '¥' },
			/"Currency" is not a currency code such as JPY: ¥/,
		],
		['nobody as an affiliate', { resource: 'affiliate', operation: 'create', userIdentifier: ' ' }, /"User" is empty/],
		[
			'more than everything',
			{
				resource: 'affiliateOverride',
				operation: 'create',
				affiliateId: id('aff_a'),
				planId: id('plan_a'),
				commissionValue: 120,
			},
			/at most 100 percent/,
		],
	])('refuses %s before anything is sent', async (_name, parameters, message) => {
		const { error } = await run(parameters);
		expect(error?.message).toMatch(message);
		expect(servers.control.requests('whop')).toEqual([]);
	});

	it('gates every write that costs or removes something', () => {
		const { properties } = new Whop().description;
		const shownFor = (name: string): string[] =>
			properties
				.filter((property) => property.name === name)
				.map(({ displayOptions }) => `${displayOptions?.show?.['resource']?.[0]}.${displayOptions?.show?.['operation']?.[0]}`);
		const free = shownFor('idempotencyKey').filter((operation) => !shownFor('dryRun').includes(operation));
		expect(free.sort()).toEqual([
			'affiliate.create',
			'affiliate.unarchive',
			'dispute.updateEvidence',
			'membership.resume',
			'membership.resyncAccess',
			'membership.uncancel',
			'membership.update',
			'plan.create',
			'product.create',
			'product.update',
			'promoCode.create',
		]);
		expect(shownFor('confirm')).toEqual(shownFor('dryRun'));
	});

	it('is not what a new node begins with', () => {
		const { properties } = new Whop().description;
		const writes = properties
			.filter(({ name }) => name === 'idempotencyKey')
			.map(({ displayOptions }) => `${displayOptions?.show?.['resource']?.[0]}.${displayOptions?.show?.['operation']?.[0]}`);
		const defaults = properties
			.filter(({ name }) => name === 'operation')
			.map((property) => `${property.displayOptions?.show?.['resource']?.[0]}.${String(property.default)}`);
		expect(defaults.filter((operation) => writes.includes(operation))).toEqual([]);
	});

	it.each<[INodeParameters, string[]]>([
		[{ resource: 'payment', operation: 'refund' }, ['Dry run']],
		[{ resource: 'payment', operation: 'refund', dryRun: false }, []],
		[{ resource: 'payment', operation: 'getMany', returnAll: true }, ['Returni']],
		[{ resource: 'payment', operation: 'getMany' }, []],
	])('says of %j beside the node what one has to know', (parameters, hints) => {
		const whopNode = new Whop();
		const node = { id: '1', name: 'Whop', type: 'whop', typeVersion: 1, position: [0, 0] as [number, number], parameters };
		const nodeTypes = { getByName: () => whopNode, getByNameAndVersion: () => whopNode, getKnownTypes: () => ({}) };
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const shown = (whopNode.description.hints ?? []).filter(
			({ displayCondition }) => workflow.expression.getSimpleParameterValue(node, displayCondition, 'internal', {}) === true,
		);
		expect(shown.map(({ message }) => message.slice(0, 7))).toEqual(hints);
	});

	it('charges what a member saved, once told twice', async () => {
		const paid = await first({ resource: 'payment', operation: 'getMany', limit: 1, filters: { statuses: ['paid'] } });
		const charge = {
			resource: 'payment',
			operation: 'create',
			memberId: id(paid.member_id),
			paymentMethodId: String(paid.payment_method_id),
			planId: id(paid.plan_id),
			options: { metadata: '{"reason":"extra session"}' },
		};
		const body = {
			company_id: servers.companyId,
			member_id: paid.member_id,
			payment_method_id: paid.payment_method_id,
			plan_id: paid.plan_id,
			metadata: { reason: 'extra session' },
		};
		expect(await first(charge)).toMatchObject({ dry_run: true, method: 'POST', path: '/payments', body });
		expect((await run({ ...charge, dryRun: false })).error?.message).toMatch(/turn "Confirm" on/);
		const retried = await run({ ...charge, dryRun: false, confirm: true }, { retryOnFail: true });
		expect(retried.error?.message).toMatch(/turn "Retry On Fail" off/);
		const made = await first({ ...charge, dryRun: false, confirm: true });
		expect(made).toMatchObject({ dry_run: false, status: 'paid', member_id: paid.member_id, billing_reason: 'manual' });
		expect(made.id).not.toBe(paid.id);
		const stranger = await run({ ...charge, paymentMethodId: 'payt_stranger', dryRun: false, confirm: true });
		expect(stranger.error?.message).toMatch(/payt_stranger/);
	});

	it('writes evidence down, and hands it in only when told twice', async () => {
		const paid = await first({ resource: 'payment', operation: 'getMany', limit: 1, filters: { statuses: ['paid'] } });
		const disputeId = servers.control.dispute(String(paid.id));
		const evidence = { resource: 'dispute', operation: 'updateEvidence', disputeId };
		expect(await first({ ...evidence, changes: { notes: ' Used daily ' } })).toMatchObject({ id: disputeId });
		const blank = { ...evidence, changes: { notes: 'More', customer_name: '' } };
		expect((await run(blank)).error?.message).toMatch(/"Customer Name" is empty: fill it in or remove it/);
		const headers = { authorization: `Bearer ${servers.whopApiKey}`, 'api-version-date': API_VERSION };
		const written = await (await fetch(`${servers.whopUrl}/disputes/${disputeId}`, { headers })).json();
		expect(written).toMatchObject({ notes: 'Used daily', customer_name: expect.not.stringMatching(/^$/) });
		expect((await run(evidence)).error?.message).toMatch(/"Changes" is empty/);
		const submit = { resource: 'dispute', operation: 'submitEvidence', disputeId };
		expect(await first(submit)).toMatchObject({ dry_run: true, path: `/disputes/${disputeId}/submit_evidence` });
		expect(await first({ ...submit, dryRun: false, confirm: true })).toMatchObject({ status: 'under_review', editable: false });
		expect((await run({ ...evidence, changes: { notes: 'More' } })).error?.message).toMatch(/cannot be edited any more/);
	});

	it('repairs and checks what somebody may use', async () => {
		const [membership] = await output({
			resource: 'membership',
			operation: 'getMany',
			limit: 1,
			filters: { statuses: ['active'] },
		});
		const membershipId = String(membership?.id);
		expect(await first({ resource: 'membership', operation: 'resyncAccess', membershipId })).toMatchObject({ id: membershipId });
		const access = { resource: 'member', operation: 'checkAccess', productId: id(membership?.product_id) };
		expect(await first({ ...access, user: String(membership?.user_id) })).toEqual({
			user_id: membership?.user_id,
			resource_id: membership?.product_id,
			access_level: 'customer',
			has_access: true,
			environment: 'custom',
		});
		expect((await run({ ...access, user: 'user_nobody' })).error?.message).toMatch(/user_nobody/);
	});
});

describe('missed events', () => {
	const missed = async (over: INodeParameters = {}): Promise<IDataObject[]> =>
		await output({ resource: 'event', operation: 'getMissed', currentTime: NOW, ...over });

	it('are those of the hours before, each once, oldest first, as the trigger puts them out', async () => {
		const events = await missed({ lookBackHours: 24 * 14 });
		const since = '2026-11-06T03:00:00.000Z';
		const paid = await output({ resource: 'payment', operation: 'getMany', returnAll: true, filters: { statuses: ['paid'] } });
		const expected = paid.filter(({ paid_at }) => String(paid_at) >= since).map(({ id }) => `payment.succeeded:${String(id)}`);
		expect(expected.length).toBeGreaterThan(3);
		expect(events.map(({ event_key }) => event_key).sort()).toEqual(expected.sort());
		const times = events.map(({ occurred_at }) => String(occurred_at));
		expect(times).toEqual([...times].sort());
		expect(events[0]).toMatchObject({
			type: 'payment.succeeded',
			webhook_id: null,
			company_id: servers.companyId,
			environment: 'custom',
			data: { total: 98_000, user_email: expect.any(String) },
		});
	});

	it('are also refunds, disputes, and memberships that began, were cancelled or ended', async () => {
		const [active] = await output({ resource: 'membership', operation: 'getMany', limit: 1, filters: { statuses: ['active'] } });
		const confirmed = { dryRun: false, confirm: true };
		await output({ resource: 'membership', operation: 'cancel', membershipId: String(active?.id), ...confirmed });
		const sold = { resource: 'payment', operation: 'getMany', limit: 1, filters: { substatuses: ['succeeded'] } };
		const [paid] = await output(sold);
		await output({ resource: 'payment', operation: 'refund', paymentId: String(paid?.id), refundExtent: 'all', ...confirmed });
		const dispute = servers.control.dispute(String(paid?.id));
		const now = '2026-11-20T04:00:00.000Z';
		servers.control.advance(now);
		const kinds = ['refund.created', 'dispute.created', 'membership.cancel_at_period_end_changed'];
		const events = await missed({ currentTime: now, lookBackHours: 2, events: kinds });
		expect(events.map(({ type }) => type).sort()).toEqual([...kinds].sort());
		expect(events.map(({ event_key }) => event_key)).toEqual(
			expect.arrayContaining([
				`dispute.created:${dispute}`,
				expect.stringContaining(`membership.cancel_at_period_end_changed:${String(active?.id)}:2026-11-20T0`),
			]),
		);
		const others = await missed({ lookBackHours: 24 * 30, events: ['membership.activated', 'membership.deactivated'] });
		expect(new Set(others.map(({ type }) => type))).toEqual(new Set(['membership.activated', 'membership.deactivated']));
		expect(new Set(others.map(({ event_key }) => event_key)).size).toBe(others.length);
	});

	it.each<[INodeParameters, RegExp]>([
		[{ lookBackHours: 0 }, /must be above 0/],
		[{ events: ['payment.refunded'] }, /has no choice "payment.refunded"/],
	])('refuses %j', async (over, message) => {
		const { error } = await run({ resource: 'event', operation: 'getMissed', ...over });
		expect(error?.message).toMatch(message);
	});
});

describe('what goes wrong', () => {
	it('names the item and what to do next', async () => {
		const { error } = await run({ resource: 'payment', operation: 'get', paymentId: 'pay_none' });
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toContain('pay_none');
		expect(error?.description).toContain('API_REJECTED');
		expect(error?.context).toMatchObject({ itemIndex: 0 });
	});

	it('goes on with the other items where told to', async () => {
		const [paid] = await output({ resource: 'payment', operation: 'getMany', limit: 1 });
		const execution = await run(
			{ resource: 'payment', operation: 'get', paymentId: '={{ $json.id }}' },
			{ items: [{ id: 'pay_none' }, { id: paid?.id }, { id: '' }], continueOnFail: true },
		);
		expect(execution.status).toBe('success');
		expect(execution.output('Whop')).toMatchObject([
			{ details: { code: 'API_REJECTED', retryable: false }, error: expect.stringContaining('pay_none') },
			{ id: paid?.id },
			{ details: { code: 'PARAMETER_INVALID' } },
		]);
		expect(execution.items('Whop').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['a wrong key', { apiKey: 'apik_wrong' }, /401/],
		['no company', { companyId: '' }, /Company ID/],
		['somebody else’s company', { companyId: 'biz_other' }, /403/],
		['no base URL', { baseUrl: '' }, /Base URL/],
		['a base URL where nothing is', { baseUrl: 'http://127.0.0.1:9/api/v1' }, /API_UNREACHABLE/],
	])('explains %s without showing the key', async (_name, over, message) => {
		const other = await startEngine(servers.whopApiKey, over);
		try {
			const { error } = await run({ resource: 'payment', operation: 'getMany' }, { on: other });
			expect(`${error?.message} ${error?.description}`).toMatch(message);
			expect(JSON.stringify([error?.message, error?.description])).not.toMatch(/apik_/);
		} finally {
			await other.stop();
		}
	});
});

describe('the credential', () => {
	/** The request n8n makes when the user presses "Test", with its expressions resolved as n8n resolves them. */
	const testRequest = async (credentials: IDataObject): Promise<{ url: string; headers: Record<string, string> }> => {
		const node = {
			id: '1',
			name: 'Whop',
			type: 'n8n-nodes-autopilot.whop',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {},
		};
		const nodeTypes = { getByName: () => new Whop(), getByNameAndVersion: () => new Whop(), getKnownTypes: () => ({}) };
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const { test, authenticate } = new WhopApi();
		const resolve = (value: INodeParameters) =>
			workflow.expression.getComplexParameterValue(
				node,
				value,
				'internal',
				{ $credentials: credentials },
				undefined,
				{},
			) as IDataObject;
		const { baseURL, url, headers } = resolve({ ...test.request } as INodeParameters);
		const authentication = resolve(authenticate.properties as INodeParameters).headers;
		return { url: `${String(baseURL)}${String(url)}`, headers: { ...(headers as object), ...(authentication as object) } };
	};

	it.each([
		['production', 'https://api.whop.com/api/v1/accounts/me'],
		['sandbox', 'https://sandbox-api.whop.com/api/v1/accounts/me'],
		['custom', 'http://127.0.0.1:1/api/v1/accounts/me'],
	])('is tested against %s', async (environment, expected) => {
		const { url, headers } = await testRequest({ environment, baseUrl: 'http://127.0.0.1:1/api/v1', apiKey: 'apik_x' });
		expect(url).toBe(expected);
		expect(headers).toEqual({ Authorization: 'Bearer apik_x', 'Api-Version-Date': '2026-07-20' });
	});

	it('passes its test with the right key only', async () => {
		const status = async (apiKey: string): Promise<number> => {
			const { url, headers } = await testRequest({ environment: 'custom', baseUrl: servers.whopUrl, apiKey });
			return (await fetch(url, { headers })).status;
		};
		expect(await status(servers.whopApiKey)).toBe(200);
		expect(await status('apik_wrong')).toBe(401);
	});

	it('names the same places as the client', () => {
		const { test } = new WhopApi();
		expect(test.request.baseURL).toContain(WHOP_BASE_URLS.production);
		expect(test.request.baseURL).toContain(WHOP_BASE_URLS.sandbox);
		expect(test.request.headers).toEqual({ 'Api-Version-Date': API_VERSION });
	});
});

describe('lists with search', () => {
	const search = async (method: string, filter?: string, parameters: INodeParameters = {}): Promise<INodeListSearchResult> =>
		await engine.listSearch({ type: 'n8n-nodes-autopilot.whop', parameters }, method, filter);
	const found = async (...args: Parameters<typeof search>): Promise<INodeListSearchResult['results']> =>
		(await search(...args)).results;

	it('answers every list a field of the node asks for, and no other', async () => {
		const asked = new Set(JSON.stringify(new Whop().description.properties).match(/(?<="searchListMethod":")\w+/g));
		expect(Object.keys(new Whop().methods.listSearch).sort()).toEqual([...asked].sort());
	});

	it('finds products by title and plans with their price', async () => {
		const products = await found('searchProducts');
		expect(products).toHaveLength(1);
		expect(await found('searchProducts', 'プログラム')).toEqual(products);
		expect(await found('searchProducts', String(products[0]?.value))).toEqual(products);
		expect(await found('searchProducts', 'nothing of the kind')).toEqual([]);
		expect((await found('searchPlans'))[0]?.name).toMatch(/98000 JPY/);
		expect(await found('searchPromoCodes')).toEqual([]);
		await output({ resource: 'promoCode', operation: 'create', code: 'SPRING20' });
		expect((await found('searchPromoCodes', 'spring'))[0]).toMatchObject({ name: 'SPRING20' });
	});

	it('lets Whop search members, users, affiliates and payments', async () => {
		const [member] = await output({ resource: 'member', operation: 'getMany', limit: 1 });
		const email = String(member?.user_email);
		const name = `${String(member?.user_name)} (${email})`;
		expect(await found('searchMembers', email)).toEqual([{ name, value: member?.id }]);
		expect((await found('searchMembers', '')).length).toBeGreaterThan(1);
		expect(await found('searchUsers', email)).toEqual([{ name, value: member?.user_id }]);
		await output({ resource: 'affiliate', operation: 'create', userIdentifier: email });
		expect(await found('searchAffiliates', String(member?.username))).toHaveLength(1);
		const payments = await found('searchPayments');
		expect(payments).toHaveLength(100);
		expect(payments[0]?.name).toMatch(/^2026-11-\d\d 98000 JPY /);
	});

	it('finds memberships by whose they are, and by ID', async () => {
		const [membership] = await output({ resource: 'membership', operation: 'getMany', limit: 1, filters: { direction: 'asc' } });
		const id = String(membership?.id);
		const line = expect.objectContaining({ value: id, name: expect.stringContaining(String(membership?.user_email)) });
		expect(await found('searchMemberships', String(membership?.user_email))).toEqual([line]);
		expect(await found('searchMemberships', id)).toEqual([line]);
		expect(await found('searchMemberships', 'nobody of that name')).toEqual([]);
		// The oldest stands on no first page of the newest.
		expect(await found('searchMemberships')).not.toContainEqual(line);
		await output({ resource: 'membership', operation: 'get', membershipId: { __rl: true, mode: 'list', value: id } });
	});

	it('finds refunds and disputes by what they are about', async () => {
		const [refund] = await output({ resource: 'refund', operation: 'getMany', limit: 1 });
		const refunds = await found('searchRefunds', String(refund?.payment_id));
		expect(refunds).toEqual([expect.objectContaining({ value: refund?.id, name: expect.stringContaining(' JPY ') })]);
		expect((await found('searchRefunds')).length).toBeGreaterThan(1);
		const [payment] = await output({ resource: 'payment', operation: 'getMany', limit: 1, filters: { statuses: ['paid'] } });
		const disputeId = servers.control.dispute(String(payment?.id), 'fraudulent');
		expect(await found('searchDisputes', 'fraud')).toEqual([
			{ name: expect.stringContaining('98000 JPY needs response (fraudulent)'), value: disputeId },
		]);
		expect(await found('searchDisputes', 'duplicate')).toEqual([]);
	});

	it('finds what belongs to the thing that was chosen before, and asks for that first', async () => {
		const [{ member_id: memberId = '', payment_method_id: method = '' } = {}] = await output({
			resource: 'payment',
			operation: 'getMany',
			limit: 1,
			filters: { statuses: ['paid'] },
		});
		const charge = (value: unknown): INodeParameters => ({
			resource: 'payment',
			operation: 'create',
			memberId: { __rl: true, mode: 'list', value: String(value) },
		});
		expect(await found('searchPaymentMethods', '', charge(memberId))).toContainEqual({
			value: method,
			name: expect.stringMatching(/last used 2026-/),
		});
		await expect(search('searchPaymentMethods', '', charge(''))).rejects.toThrow('Choose the member first');

		const [member] = await output({ resource: 'member', operation: 'getMany', limit: 1 });
		const [affiliate] = await output({ resource: 'affiliate', operation: 'create', userIdentifier: String(member?.username) });
		const of = (value: unknown): INodeParameters => ({
			resource: 'affiliateOverride',
			operation: 'get',
			affiliateId: { __rl: true, mode: 'list', value: String(value) },
		});
		expect(await found('searchOverrides', '', of(affiliate?.id))).toEqual([]);
		const [override] = await output({
			...of(affiliate?.id),
			operation: 'create',
			overrideType: 'rev_share',
			commissionValue: 15,
			dryRun: false,
			confirm: true,
		});
		expect(await found('searchOverrides', '15', of(affiliate?.id))).toEqual([{ name: '15 % (rev share)', value: override?.id }]);
		await expect(search('searchOverrides', '', of(''))).rejects.toThrow('Choose the affiliate first');
	});

	it('lists the metrics by name', async () => {
		const metrics = await found('searchMetrics');
		expect(metrics.length).toBeGreaterThan(1);
		expect(await found('searchMetrics', String(metrics[1]?.name))).toContainEqual(metrics[1]);
	});

	it('says in the editor what would be said in an execution', async () => {
		const other = await startEngine('apik_wrong');
		try {
			const list = other.listSearch({ type: 'n8n-nodes-autopilot.whop' }, 'searchProducts');
			await expect(list).rejects.toMatchObject({ description: expect.stringContaining('API_DENIED') });
		} finally {
			await other.stop();
		}
	});
});

describe('what expressions bring', () => {
	const located = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });
	const many = (resource: string, filters: INodeParameters): INodeParameters => ({ resource, operation: 'getMany', filters });
	it.each([
		['a bare ID of a workflow that was saved when the field was a text', { membershipId: '={{ $json.id }}' }],
		['a locator', { membershipId: located('={{ $json.id }}') }],
	])('takes %s', async (_what, parameters: INodeParameters) => {
		const [membership] = await output(many('membership', {}));
		const execution = await run({ resource: 'membership', operation: 'get', ...parameters }, { items: [{ id: membership?.id }] });
		expect(execution.output('Whop')[0]).toMatchObject({ id: membership?.id });
	});

	it.each<[INodeParameters, string]>([
		[many('payment', { statuses: ['={{ $json.word }}'] }), '"Statuses" has no choice "bogus"'],
		[many('payment', { statuses: '={{ $json.word }}' }), '"Statuses" has no choice "bogus"'],
		[many('payment', { substatuses: ['bogus'] }), '"Substatuses" has no choice "bogus"'],
		[many('payment', { billingReasons: ['bogus'] }), '"Billing Reasons" has no choice "bogus"'],
		[many('payment', { order: '={{ $json.word }}' }), '"Sort By" has no choice "bogus"'],
		[many('payment', { direction: '={{ $json.word }}' }), '"Direction" has no choice "bogus"'],
		[many('payment', { currency: '={{ $json.list }}' }), '"Currency" is not a text'],
		[many('payment', { includeFree: '={{ $json.word }}' }), '"Include Free" is not true or false: bogus'],
		[many('payment', { createdAfter: '={{ $json.word }}' }), '"Created After" is not a date and time: bogus'],
		[many('payment', { planId: located('={{ $json.nothing }}') }), '"Plan" has no value'],
		[many('refund', { paymentId: located('={{ $json.nothing }}') }), '"Payment" has no value'],
		[many('member', { accessLevel: '={{ $json.word }}' }), '"Access Level" has no choice "bogus"'],
		[many('member', { mostRecentActions: ['bogus'] }), '"Most Recent Actions" has no choice "bogus"'],
		[many('membership', { cancelOptions: ['bogus'] }), '"Cancellation Reasons" has no choice "bogus"'],
		[many('plan', { planTypes: ['bogus'] }), '"Plan Types" has no choice "bogus"'],
		[many('product', { visibilities: ['bogus'] }), '"Visibilities" has no choice "bogus"'],
		[many('promoCode', { status: '={{ $json.word }}' }), '"Status" has no choice "bogus"'],
		[many('affiliate', { status: '={{ $json.word }}' }), '"Status" has no choice "bogus"'],
		[{ ...many('payment', {}), limit: '={{ $json.word }}' }, '"Limit" is not a number: bogus'],
		[{ ...many('payment', {}), limit: '={{ -1 }}' }, '"Limit" must be a whole number of at least 1, not -1'],
		[{ ...many('payment', {}), returnAll: '={{ $json.word }}' }, '"Return All" is not true or false: bogus'],
		[
			{ resource: 'payment', operation: 'refund', paymentId: 'pay_1', refundExtent: 'all', dryRun: '={{ $json.word }}' },
			'"Dry Run" is not true or false',
		],
	])('refuses %j before anything is sent', async (parameters, message) => {
		const { error } = await run(parameters, { items: [{ word: 'bogus', list: ['jpy'] }] });
		expect(error?.message).toContain(message);
		expect(servers.control.requests('whop')).toEqual([]);
	});
});
