import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readRevenue } from '../../../clients/whop/revenue';
import { createWhopClient } from '../../../clients/whop/whopClient';
import { PAYMENT_2026_07 } from './answers';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const PAGE = 100;
const PAGES = 200;
const CUSTOMERS = 50;
/** Before the first page is compared, everything has been compiled and the maps of customers and days are full. */
const WARM_UP_PAGES = 50;
/** A payment that was counted is known by its id, so that it counts once; anything else of it is gone. An answer has over 1,000 bytes. */
const BYTES_PER_PAYMENT = 160;

/** Lets the jobs of an answer end: until then the engine keeps what they looked at. */
const turn = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

const paymentAt = (index: number): object => {
	const paidAt = new Date(Date.UTC(2026, 9, 1) + (index % 30) * 86_400_000).toISOString();
	const customer = index % CUSTOMERS;
	return {
		...structuredClone(PAYMENT_2026_07),
		id: `pay_${index}`,
		paid_at: paidAt,
		created_at: paidAt,
		user: { id: `user_${customer}`, email: `u${customer}@shop.example`, name: 'A Customer', username: `u${customer}` },
		membership: { id: `mem_${customer}`, status: 'active', phone_number: null },
	};
};

it('keeps sums and ids: a page is gone before the next but one is asked for, and payments do not add up in memory', async () => {
	const pages: WeakRef<object>[] = [];
	const alive: number[] = [];
	const heap: number[] = [];
	const client = createWhopClient({
		baseUrl: 'https://api.whop.test/api/v1',
		companyId: 'biz_a',
		sleep: async () => await Promise.reject(new Error('Nothing is to be waited for')),
		random: () => 0,
		adapter: async (config) => {
			const from = pages.length * PAGE;
			const more = pages.length + 1 < PAGES;
			await turn();
			if (pages.length % 10 === 0) {
				collectGarbage();
				alive.push(pages.filter((page) => page.deref() !== undefined).length);
				heap.push(process.memoryUsage().heapUsed);
			}
			const data = Array.from({ length: PAGE }, (_, offset) => paymentAt(from + offset));
			pages.push(new WeakRef(data));
			const body = { data, page_info: { end_cursor: more ? String(from + PAGE) : null, has_next_page: more } };
			return { status: 200, statusText: '', headers: {}, data: body, config };
		},
	});
	const { totals } = await readRevenue(client, {
		now: '2026-11-20T03:00:00.000Z',
		timeZone: 'Asia/Tokyo',
		currency: 'USD',
		rates: {},
		period: { firstDay: '2026-10-01', lastDay: '2026-10-31' },
		previous: null,
		subscriptions: false,
	});
	expect(totals).toMatchObject({ payments: PAGE * PAGES, customers: CUSTOMERS });
	// The page before may still lie in the hands of the generator that asks for the next.
	expect(Math.max(...alive)).toBeLessThanOrEqual(1);
	const measured = heap.slice(WARM_UP_PAGES / 10);
	const growth = (measured.at(-1) ?? 0) - (measured[0] ?? 0);
	expect(growth / ((measured.length - 1) * 10 * PAGE)).toBeLessThan(BYTES_PER_PAYMENT);
	// Collecting garbage twenty times takes a while on a machine that has more to do.
}, 60_000);
