import Whop from '@whop/sdk';
import axios, { type AxiosAdapter } from 'axios';
import { DateTime } from 'luxon';
import {
	createWhopClient,
	listMemberships,
	listPayments,
	listRefunds,
	readBusinessState,
	readMissedEvents,
	readRevenue,
	type WhopClient,
} from '../../../clients/whop';
import { RECOVERABLE_EVENTS } from '../../../clients/whop/eventNames';
import type { WhopMembership } from '../../../clients/whop/memberships';
import { periodOf } from '../../../core/revenue/period';
import { type Servers, startServers } from '../../../sandbox/servers';

const NOW = '2026-11-20T03:00:00.000Z';
const ZONE = 'Asia/Tokyo';
const QUESTION = { now: NOW, timeZone: ZONE, currency: 'JPY', rates: {} };

/** axios' own transport with the shop's key, or one that turns the client's calls into those of October 2026. */
function transport(apiKey: string, version: '2026-07-20' | '2026-10-08' = '2026-07-20'): AxiosAdapter {
	const http = axios.getAdapter('http');
	return async (config) => {
		config.headers.set('Authorization', `Bearer ${apiKey}`);
		if (version === '2026-10-08') {
			config.headers.set('Api-Version-Date', version);
			config.url = config.url?.replace('company_id=', 'account_id=');
		}
		return await http(config);
	};
}

let servers: Servers;
let client: WhopClient;
const slept: number[] = [];

const clientWith = (adapter: AxiosAdapter, companyId = servers.companyId): WhopClient =>
	createWhopClient({
		baseUrl: servers.whopUrl,
		adapter,
		companyId,
		sleep: async (milliseconds) => {
			slept.push(milliseconds);
		},
		random: () => 0.5,
	});

beforeAll(async () => {
	// Enough refunds for their days to matter.
	servers = await startServers({ now: NOW, scenario: { refundMultiplier: 6 } });
	client = clientWith(transport(servers.whopApiKey));
});
afterAll(async () => await servers.stop());
afterEach(() => {
	servers.control.clearFaults();
	slept.length = 0;
});

const drain = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
	const all: T[] = [];
	for await (const page of pages) all.push(...page);
	return all;
};
const monthStart = (monthsAgo: number): string =>
	DateTime.fromISO(NOW, { zone: ZONE }).startOf('month').minus({ months: monthsAgo }).toUTC().toISO() ?? '';

describe('the client against the simulated shop', () => {
	it('lists what @whop/sdk lists, over several pages', async () => {
		const sdk = new Whop({ apiKey: servers.whopApiKey, baseURL: servers.whopUrl });
		const theirs: string[] = [];
		for await (const { id, total } of sdk.payments.list({ company_id: servers.companyId, first: 100 }))
			theirs.push(`${id} ${total}`);
		const ours = await drain(listPayments(client));
		expect(theirs.length).toBeGreaterThan(100);
		expect(ours.map(({ id, total }) => `${id} ${total}`)).toEqual(theirs);
	});

	it('reads the same payments and memberships from the API of October 2026', async () => {
		const october = clientWith(transport(servers.whopApiKey, '2026-10-08'));
		const july = await drain(listPayments(client, {}, 150));
		const theSame = await drain(listPayments(october, {}, 150));
		expect(theSame.map(({ id, total, planId, customerId, paidAt }) => [id, total, planId, customerId, paidAt])).toEqual(
			july.map(({ id, total, planId, customerId, paidAt }) => [id, total, planId, customerId, paidAt]),
		);
		const membership = ({ id, status, planId, currentPeriodEnd }: WhopMembership) => [id, status, planId, currentPeriodEnd];
		expect((await drain(listMemberships(october, {}, 50))).map(membership)).toEqual(
			(await drain(listMemberships(client, {}, 50))).map(membership),
		);
	});

	it('waits as long as a 429 says, and goes on where it was', async () => {
		servers.control.addFault({ service: 'whop', status: 429, retryAfter: 12, count: 1, path: '/payments' });
		expect(await drain(listPayments(client, {}, 5))).toHaveLength(5);
		expect(slept).toEqual([12_250]);
	});

	it('gets through a dropped connection and a server error', async () => {
		servers.control.addFault({ service: 'whop', drop: true, count: 1 });
		servers.control.addFault({ service: 'whop', status: 503, count: 1 });
		expect(await drain(listPayments(client, {}, 5))).toHaveLength(5);
	});

	it('says what is wrong with the key and with the company', async () => {
		const wrongKey = clientWith(transport('apik_wrong'));
		await expect(drain(listPayments(wrongKey))).rejects.toMatchObject({ code: 'API_DENIED' });
		const wrongCompany = clientWith(transport(servers.whopApiKey), 'biz_other');
		await expect(drain(listPayments(wrongCompany))).rejects.toMatchObject({ code: 'API_DENIED' });
	});
});

describe('what was missed', () => {
	it('is found between two times, each once, oldest first', async () => {
		const since = DateTime.fromISO(NOW).minus({ days: 20 }).toUTC().toISO() ?? '';
		const found = await readMissedEvents(client, [...RECOVERABLE_EVENTS], { since, now: NOW });
		expect(new Set(found.map(({ eventKey }) => eventKey)).size).toBe(found.length);
		expect(found.map(({ occurredAt }) => occurredAt)).toEqual(found.map(({ occurredAt }) => occurredAt).sort());
		expect(found.filter(({ occurredAt }) => occurredAt < since || occurredAt > NOW)).toEqual([]);
		const of = (type: string): number => found.filter((event) => event.type === type).length;
		const paid = await drain(listPayments(client, { statuses: ['paid'] }));
		expect(of('payment.succeeded')).toBe(paid.filter(({ paidAt }) => (paidAt ?? '') >= since).length);
		expect(of('refund.created')).toBe((await drain(listRefunds(client, { createdAfter: since }))).length);
		expect(of('membership.activated')).toBe((await drain(listMemberships(client, { createdAfter: since }))).length);
		expect(of('membership.deactivated')).toBeGreaterThan(0);
		// Read one by one, nothing else comes out.
		const alone = await readMissedEvents(client, ['payment.succeeded'], { since, now: NOW });
		expect(alone).toEqual(found.filter(({ type }) => type === 'payment.succeeded'));
	});
});

describe('the revenue of the simulated shop', () => {
	it('is last month’s to the yen', async () => {
		const { period } = periodOf('lastMonth', { now: NOW, timeZone: ZONE });
		const { totals } = await readRevenue(client, { ...QUESTION, period, previous: null });
		const truth = servers.control.revenue(monthStart(1), monthStart(0));
		expect(truth.gross).toBeGreaterThan(1_000_000);
		expect(truth.refunded).toBeGreaterThan(0);
		expect({ gross: totals.gross, refunded: totals.refunds, net: totals.revenue }).toEqual(truth);
	});

	it('is each day’s to the yen, and compares with the days before', async () => {
		const { period, previous } = periodOf('last30Days', { now: NOW, timeZone: ZONE });
		const { days, previous: before, totals, change } = await readRevenue(client, { ...QUESTION, period, previous });
		for (const { day, revenue } of days) {
			const start = DateTime.fromISO(day, { zone: ZONE });
			const instant = (time: DateTime): string => time.toUTC().toISO() ?? '';
			expect([day, revenue]).toEqual([day, servers.control.revenue(instant(start), instant(start.plus({ days: 1 }))).net]);
		}
		expect(before?.totals.gross).toBeGreaterThan(0);
		expect(change?.revenue).toBeCloseTo(totals.revenue / (before?.totals.revenue ?? 0) - 1, 10);
	});

	it('knows new customers, trials, churn and recurring revenue', async () => {
		const { period } = periodOf('last30Days', { now: NOW, timeZone: ZONE });
		const { totals, subscriptions, days } = await readRevenue(client, { ...QUESTION, period, previous: null });
		const sdk = new Whop({ apiKey: servers.whopApiKey, baseURL: servers.whopUrl });
		const firsts = new Set<string>();
		const from = DateTime.fromISO(period.firstDay, { zone: ZONE }).toMillis();
		for await (const payment of sdk.payments.list({ company_id: servers.companyId, billing_reasons: ['subscription_create'] })) {
			if (payment.status === 'paid' && payment.substatus === 'succeeded' && Date.parse(payment.paid_at ?? '') >= from)
				firsts.add(payment.user?.id ?? '');
		}
		expect(totals.newCustomers).toBe(firsts.size);
		expect(totals.returningCustomers).toBeGreaterThan(0);
		expect(days.reduce((sum, day) => sum + day.trialsStarted, 0)).toBe(subscriptions?.trialsStarted);
		// Organic visitors only: about 1.7 lost trials a day against 0.32 sales.
		expect(subscriptions?.trialsStarted).toBeGreaterThan(30);
		expect(subscriptions?.trialConversion).toBeGreaterThan(0.05);
		expect(subscriptions?.trialConversion).toBeLessThan(0.4);
		expect(subscriptions?.churnRate).toBeGreaterThan(0);
		expect(subscriptions?.churnRate).toBeLessThan(1);
		expect(subscriptions?.mrr).toBeGreaterThan(98_000);
	});

	it('is refused in another currency until a rate is set', async () => {
		const { period } = periodOf('last7Days', { now: NOW, timeZone: ZONE });
		const inDollars = { ...QUESTION, currency: 'USD', period, previous: null, subscriptions: false };
		await expect(readRevenue(client, inDollars)).rejects.toMatchObject({ code: 'CURRENCY_RATE_MISSING' });
		const { totals } = await readRevenue(client, { ...inDollars, rates: { USD_JPY: 150 } });
		const yen = await readRevenue(client, { ...QUESTION, period, previous: null, subscriptions: false });
		expect(totals.payments).toBe(yen.totals.payments);
		expect(totals.gross).toBeCloseTo(yen.totals.gross / 150, 0);
		expect(yen.subscriptions).toBeNull();
	});
});

describe('the state of the business', () => {
	it('holds the whole of last month and what a customer is worth', async () => {
		const state = await readBusinessState(client, QUESTION);
		const lastMonth = state.revenue.filter(({ day }) => day.startsWith('2026-10')).reduce((sum, { amount }) => sum + amount, 0);
		expect(lastMonth).toBe(servers.control.revenue(monthStart(1), monthStart(0)).net);
		expect(state.revenue.at(0)?.day).toBe('2026-09-21');
		expect(state.revenue.at(-1)?.day).toBe('2026-11-20');
		expect(state).toMatchObject({ source: 'whop', currency: 'JPY' });
		expect(state.arpu).toBeGreaterThan(80_000);
		expect(state.arpu).toBeLessThan(200_000);
		expect(state.newCustomersPerDay).toBeGreaterThan(0);
		expect(state.customers).toBeGreaterThan(0);
		expect(state.trialConversion).toBeGreaterThan(0);
	});
});
