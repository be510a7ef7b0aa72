/**
 * A year's revenue of a big shop: 50,000 payments, page by page over HTTP, from a server in a process of its own. The baseline
 * walks the same pages with @whop/sdk, keeps every payment and adds up the totals only: no days, customers or products.
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
		plan: { id: `plan_${index % 5}`, internal_notes: null, metadata: null },
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

/** The child: payments under cursors, until the parent leaves. */
function serve(): void {
	const server = createServer((request, response) => {
		const query = new URL(request.url ?? '', 'http://127.0.0.1').searchParams;
		const from = Number(query.get('after') ?? 0);
		const end = Math.min(PAYMENTS, from + PAGE);
		const data = Array.from({ length: end - from }, (_, offset) => payment(from + offset));
		const more = end < PAYMENTS;
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
	const { totals } = await readRevenue(client, {
		now: '2026-11-20T03:00:00.000Z',
		timeZone: 'Asia/Tokyo',
		currency: 'JPY',
		rates: {},
		period: { firstDay: '2025-11-20', lastDay: '2026-11-20' },
		previous: null,
		subscriptions: false,
	});
	return totals.revenue;
}

async function withSdk(baseURL: string): Promise<number> {
	const sdk = new Whop({ apiKey: 'key', baseURL });
	const all: { total: number | null; refunded_amount: number | null }[] = [];
	for await (const one of sdk.payments.list({ company_id: 'biz_bench', first: PAGE })) all.push(one);
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
			figures: { summary_s: summary.seconds, added_mb: summary.addedMb, payments: PAYMENTS },
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
