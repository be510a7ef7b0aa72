/**
 * The revenue of half a year and of the half before it, as the node sums it up unless told otherwise: the 50,000 payments, 9,000
 * memberships and 5 plans of a big shop, page by page over HTTP, from a server in a process of its own. The baseline walks the same
 * pages with @whop/sdk, keeps everything and adds up the totals only: no days, customers, products, trials or recurring revenue.
 */
import Whop from '@whop/sdk';
import axios from 'axios';
import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWhopClient, readRevenue } from '../clients/whop';
import { type Measurement, runBenchmark } from './run';

const PAYMENTS = 50_000;
const PAGE = 100;
const CUSTOMERS = 9_000;
const PLANS = 5;
const START = Date.UTC(2025, 10, 20);
const SPREAD_MS = 365 * 86_400_000;
const TIME_BUDGET_S = 10;
const MEMORY_BUDGET_MB = 200;

const payment = (index: number): object => {
	const paidAt = new Date(START + Math.floor((index / PAYMENTS) * SPREAD_MS)).toISOString();
	const customer = (index * 7919) % CUSTOMERS;
	const refunded = index % 25 === 0;
	return {
		id: `pay_${index}`,
		status: 'paid',
		substatus: refunded ? 'refunded' : 'succeeded',
		billing_reason: 'subscription_cycle',
		created_at: paidAt,
		updated_at: paidAt,
		paid_at: paidAt,
		currency: 'jpy',
		settlement_currency: 'jpy',
		total: 9_800,
		subtotal: 9_800,
		usd_total: 65.33,
		amount_after_fees: 9_400,
		refunded_amount: refunded ? 9_800 : 0,
		refunded_at: refunded ? paidAt : null,
		refundable: true,
		retryable: false,
		voidable: false,
		failure_message: null,
		plan: { id: `plan_${index % PLANS}`, internal_notes: null, metadata: null },
		product: { id: `prod_${index % 3}`, title: `Product ${index % 3}`, route: 'p', metadata: null },
		user: { id: `user_${customer}`, email: `u${customer}@customer.example`, name: 'A Customer', username: `u${customer}` },
		membership: { id: `mem_${customer}`, status: 'active', phone_number: null },
		member: { id: `mber_${customer}`, phone: null },
		company: { id: 'biz_bench', title: 'Bench', route: 'bench' },
		payment_method_type: 'card',
		card_brand: 'visa',
		card_last4: '4242',
		metadata: {},
	};
};

const membership = (index: number): object => {
	const createdAt = new Date(START + Math.floor((index / CUSTOMERS) * SPREAD_MS)).toISOString();
	const ended = index % 10 === 0;
	return {
		id: `mem_${index}`,
		status: ended ? 'canceled' : 'active',
		cancel_at_period_end: false,
		cancel_option: ended ? 'too_expensive' : null,
		canceled_at: ended ? '2026-10-01T00:00:00.000Z' : null,
		cancellation_reason: null,
		company: { id: 'biz_bench', title: 'Bench' },
		created_at: createdAt,
		updated_at: createdAt,
		joined_at: createdAt,
		currency: 'jpy',
		license_key: null,
		manage_url: `https://shop.example/orders/mem_${index}/manage`,
		member: { id: `mber_${index}` },
		metadata: {},
		payment_collection_paused: false,
		plan: { id: `plan_${index % PLANS}`, metadata: null },
		product: { id: `prod_${index % 3}`, metadata: null, title: `Product ${index % 3}` },
		promo_code: null,
		renewal_period_start: createdAt,
		renewal_period_end: '2026-12-01T00:00:00.000Z',
		user: { id: `user_${index}`, email: `u${index}@customer.example`, name: 'A Customer', username: `u${index}` },
	};
};

const plan = (index: number): object => ({
	id: `plan_${index}`,
	account: { id: 'biz_bench', title: 'Bench' },
	product: { id: `prod_${index % 3}`, title: `Product ${index % 3}` },
	plan_type: 'renewal',
	currency: 'jpy',
	initial_price: 0,
	renewal_price: 9_800,
	billing_period: 30,
	trial_period_days: index === 0 ? 7 : null,
	created_at: '2024-04-01T00:00:00.000Z',
	updated_at: '2024-04-01T00:00:00.000Z',
});

/** What the shop has, by path. */
const LISTS: Readonly<Record<string, { readonly length: number; readonly item: (index: number) => object }>> = {
	'/payments': { length: PAYMENTS, item: payment },
	'/memberships': { length: CUSTOMERS, item: membership },
	'/plans': { length: PLANS, item: plan },
};

/** The child: lists under cursors, until the parent leaves. */
function serve(): void {
	const server = createServer((request, response) => {
		const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://127.0.0.1');
		const { length, item } = LISTS[pathname] ?? { length: 0, item: payment };
		const from = Number(query.get('after') ?? 0);
		const end = Math.min(length, from + PAGE);
		const data = Array.from({ length: end - from }, (_, offset) => item(from + offset));
		const more = end < length;
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ data, page_info: { end_cursor: more ? String(end) : null, has_next_page: more } }));
	});
	server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
	process.once('disconnect', () => process.exit(0));
}

interface Sample {
	readonly revenue: number;
	readonly seconds: number;
	/** Growth of the resident set, at its highest. */
	readonly addedMb: number;
}

/** Runs one way in this process and sends what it took to the parent. */
async function sample(work: () => Promise<number>): Promise<void> {
	const before = process.memoryUsage.rss();
	let peak = before;
	const watch = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage.rss());
	}, 20);
	const start = performance.now();
	const revenue = await work();
	const seconds = (performance.now() - start) / 1000;
	clearInterval(watch);
	process.send?.({ revenue, seconds, addedMb: (peak - before) / 2 ** 20 } satisfies Sample);
	process.disconnect();
}

async function ours(baseUrl: string): Promise<number> {
	const client = createWhopClient({
		baseUrl,
		adapter: axios.getAdapter('http'),
		companyId: 'biz_bench',
		sleep: async () => await Promise.reject(new Error('Nothing is to be waited for')),
		random: Math.random,
	});
	const { totals, previous } = await readRevenue(client, {
		now: '2026-11-20T03:00:00.000Z',
		timeZone: 'Asia/Tokyo',
		currency: 'JPY',
		rates: {},
		period: { firstDay: '2026-05-21', lastDay: '2026-11-20' },
		previous: { firstDay: '2025-11-20', lastDay: '2026-05-20' },
	});
	return totals.revenue + (previous?.totals.revenue ?? 0);
}

async function withSdk(baseURL: string): Promise<number> {
	const sdk = new Whop({ apiKey: 'key', baseURL });
	const all: { total: number | null; refunded_amount: number | null }[] = [];
	const memberships: object[] = [];
	for await (const one of sdk.payments.list({ company_id: 'biz_bench', first: PAGE })) all.push(one);
	for await (const one of sdk.memberships.list({ company_id: 'biz_bench', first: PAGE })) memberships.push(one);
	if (memberships.length !== CUSTOMERS) throw new Error(`The SDK found ${memberships.length} memberships`);
	return all.reduce((sum, { total, refunded_amount }) => sum + (total ?? 0) - (refunded_amount ?? 0), 0);
}

/** Starts this file again in another role and gives its first message. */
function started<T>(...role: string[]): { child: ChildProcess; message: Promise<T> } {
	const child = fork(__filename, role);
	const message = new Promise<T>((resolve, reject) => {
		child.once('message', (value) => resolve(value as T));
		child.once('exit', (code) => reject(new Error(`"${role.join(' ')}" ended with ${code} before it said anything`)));
	});
	return { child, message };
}

async function measure(): Promise<Measurement> {
	const server = started<number>('--serve');
	try {
		const baseUrl = `http://127.0.0.1:${await server.message}`;
		const summary = await started<Sample>('--ours', baseUrl).message;
		const sdk = await started<Sample>('--sdk', baseUrl).message;
		if (summary.revenue !== sdk.revenue) throw new Error(`The revenue is ${summary.revenue}, by the SDK ${sdk.revenue}`);
		return {
			name: 'revenue-summary',
			figures: { summary_s: summary.seconds, added_mb: summary.addedMb, payments: PAYMENTS, memberships: CUSTOMERS },
			baselines: {
				sdk_s: sdk.seconds,
				sdk_added_mb: sdk.addedMb,
				time_budget_s: TIME_BUDGET_S,
				memory_budget_mb: MEMORY_BUDGET_MB,
			},
			ratio: summary.seconds / sdk.seconds,
		};
	} finally {
		server.child.disconnect();
	}
}

const [role, baseUrl = ''] = process.argv.slice(2);
if (role === '--serve') serve();
else if (role === '--ours') void sample(async () => await ours(baseUrl));
else if (role === '--sdk') void sample(async () => await withSdk(baseUrl));
else void runBenchmark(measure);
