import { z } from 'zod';
import { whopBaseUrl } from '../../../clients/whop/environment';
import { delayInMessage } from '../../../clients/whop/rateLimit';
import { createWhopClient } from '../../../clients/whop/whopClient';
import { page } from './answers';
import { type Answer, clientAnswering, type SentRequest } from './client';

const item = z.object({ id: z.number() });
const PAGES = [[1, 2, 3], [4, 5, 6], [7]];

/** Serves PAGES under cursors c1, c2. */
const pageOf = ({ query }: SentRequest): Answer => {
	const cursor = query.find(([name]) => name === 'after')?.[1] ?? 'c0';
	const index = Number(cursor.slice(1));
	return {
		body: page(
			(PAGES[index] ?? []).map((id) => ({ id })),
			PAGES[index + 1] ? `c${index + 1}` : null,
		),
	};
};

async function walk(limit?: number, respond = pageOf): Promise<{ pages: number[][]; sent: SentRequest[] }> {
	const { client, sent } = clientAnswering(respond);
	const pages: number[][] = [];
	for await (const items of client.pages('/things', item, { company_id: 'biz_a' }, limit)) pages.push(items.map(({ id }) => id));
	return { pages, sent };
}

describe('paging', () => {
	it('follows the cursor to the end, keeping the filters', async () => {
		const { pages, sent } = await walk();
		expect(pages).toEqual(PAGES);
		expect(sent.map(({ query }) => query)).toEqual([
			[
				['company_id', 'biz_a'],
				['first', '100'],
			],
			[
				['company_id', 'biz_a'],
				['first', '100'],
				['after', 'c1'],
			],
			[
				['company_id', 'biz_a'],
				['first', '100'],
				['after', 'c2'],
			],
		]);
	});

	it.each([
		[1, [[1]], 1, '1'],
		[3, [[1, 2, 3]], 1, '3'],
		[4, [[1, 2, 3], [4]], 2, '1'],
		[250, PAGES, 3, '100'],
		[0, [], 0, undefined],
	])('stops after %i items and asks for no more than that', async (limit, expected, requests, lastFirst) => {
		const { pages, sent } = await walk(limit);
		expect(pages).toEqual(expected);
		expect(sent).toHaveLength(requests);
		expect(sent.at(-1)?.query.find(([name]) => name === 'first')?.[1]).toBe(lastFirst);
	});

	it('asks for no page before the one before has been used', async () => {
		const { client, sent } = clientAnswering(pageOf);
		const pages = client.pages('/things', item);
		await pages.next();
		expect(sent).toHaveLength(1);
		await pages.return();
		expect(sent).toHaveLength(1);
	});

	it('ends at an empty page and at has_next_page: false, whatever the cursor says', async () => {
		const empty = await walk(undefined, () => ({ body: { data: [], page_info: { end_cursor: 'c9', has_next_page: true } } }));
		expect([empty.pages, empty.sent.length]).toEqual([[], 1]);
		const last = await walk(undefined, () => ({
			body: { data: [{ id: 1 }], page_info: { end_cursor: 'c9', has_next_page: false } },
		}));
		expect([last.pages, last.sent.length]).toEqual([[[1]], 1]);
	});

	it('does not walk in a circle', async () => {
		await expect(walk(undefined, () => ({ body: page([{ id: 1 }], 'c1') }))).rejects.toMatchObject({
			code: 'API_RESPONSE_INVALID',
		});
	});

	it.each([[{ data: {} }], [{ data: [] }], ['text'], [{ page_info: {} }]])('refuses %j for a page', async (body) => {
		await expect(walk(undefined, () => ({ body }))).rejects.toThrow(/GET \/things in an unknown shape/);
	});
});

describe('every call', () => {
	it('names the API version', async () => {
		const { client, sent } = clientAnswering(() => ({ body: { id: 1 } }));
		await client.get('/things/1', item);
		await client.write({ method: 'POST', path: '/things', body: { a: 1 }, idempotencyKey: 'key-1' }, item);
		expect(sent.map(({ headers }) => headers['api-version-date'])).toEqual(['2026-07-20', '2026-07-20']);
		expect(sent[0]?.headers['idempotency-key']).toBeUndefined();
		expect(sent[1]).toMatchObject({ method: 'POST', headers: { 'idempotency-key': 'key-1' }, body: { a: 1 } });
	});

	it.each([
		[401, { error: { type: 'unauthorized', message: 'Invalid key' } }, 'API_DENIED', 'Invalid key'],
		[403, { error: { type: 'forbidden', message: 'payment:basic:read is missing' } }, 'API_DENIED', 'payment:basic:read'],
		[404, { error: { type: 'not_found', message: 'No such thing' } }, 'API_REJECTED', 'No such thing'],
		[
			400,
			{ error: { code: 'invalid_request', message: 'Missing required parameter: company_id' } },
			'API_REJECTED',
			'company_id',
		],
		[422, { error: { type: 'invalid_parameters', message: 'code is taken' } }, 'API_REJECTED', 'code is taken'],
	])('turns %i into an error of the pack with Whop’s own words', async (status, body, code, words) => {
		const { client, sent } = clientAnswering(() => ({ status, body }));
		const attempt = client.get('/things/1', item);
		await expect(attempt).rejects.toMatchObject({ code });
		await expect(attempt).rejects.toThrow(words);
		expect(sent).toHaveLength(1);
	});

	it('waits as long as the message of a 429 says', async () => {
		const limited = { status: 429, body: { error: { type: 'rate_limit_exceeded', message: 'Try again in 12 seconds.' } } };
		const { client, sent, slept } = clientAnswering((_request, index) => (index === 0 ? limited : { body: { id: 1 } }));
		expect(await client.get('/things/1', item)).toEqual({ id: 1 });
		expect(sent).toHaveLength(2);
		expect(slept).toEqual([12_000]);
	});

	it('says how long to wait when it gives up', async () => {
		const limited = { status: 429, body: { error: { type: 'rate_limit_exceeded', message: 'Try again in 5 minutes.' } } };
		const { client, slept } = clientAnswering(() => limited);
		await expect(client.get('/things/1', item)).rejects.toMatchObject({
			code: 'API_RATE_LIMITED',
			details: { retryAfterSeconds: 300 },
		});
		expect(slept).toEqual([]);
	});

	it('asks again after a server error, but repeats a write only where that changes nothing', async () => {
		const failing = () => clientAnswering((_request, index) => (index === 0 ? { status: 502, body: {} } : { body: { id: 1 } }));
		const read = failing();
		await read.client.get('/things/1', item);
		expect(read.sent).toHaveLength(2);
		const write = failing();
		await expect(write.client.write({ method: 'POST', path: '/refund', idempotencyKey: 'k' }, item)).rejects.toMatchObject({
			code: 'API_UNREACHABLE',
		});
		expect(write.sent).toHaveLength(1);
		const repeatable = failing();
		await repeatable.client.write({ method: 'POST', path: '/cancel', idempotencyKey: 'k', repeatable: true }, item);
		expect(repeatable.sent.map(({ headers }) => headers['idempotency-key'])).toEqual(['k', 'k']);
	});

	it.each(['', 'k'.repeat(256)])('refuses an idempotency key of %j', async (idempotencyKey) => {
		const { client, sent } = clientAnswering(() => ({ body: { id: 1 } }));
		await expect(client.write({ method: 'POST', path: '/things', idempotencyKey }, item)).rejects.toMatchObject({
			code: 'PARAMETER_INVALID',
		});
		expect(sent).toHaveLength(0);
	});
});

it('says that the company is missing instead of asking for everybody’s payments', () => {
	const client = createWhopClient({
		baseUrl: 'https://api.whop.test',
		adapter: async () => Promise.reject(new Error('never called')),
		companyId: '',
		sleep: async () => {},
		random: () => 0,
	});
	expect(() => client.companyId()).toThrow(/Company ID/);
});

it.each([
	[{ error: { message: 'Try again in 12 seconds.' } }, 12],
	['{"error":{"message":"Try again in 1 second."}}', 1],
	[{ error: { message: 'Try again in 2 minutes.' } }, 120],
	[{ error: { message: 'Too many requests' } }, null],
	[undefined, null],
])('reads the delay in %j as %j', (body, seconds) => {
	expect(delayInMessage(body)).toBe(seconds);
});

it.each([
	['production', '', 'https://api.whop.com/api/v1'],
	['sandbox', 'https://ignored.test', 'https://sandbox-api.whop.com/api/v1'],
	['custom', 'http://127.0.0.1:4010/api/v1/', 'http://127.0.0.1:4010/api/v1'],
])('knows where %s answers', (environment, custom, expected) => {
	expect(whopBaseUrl(environment, custom)).toBe(expected);
});

it.each([
	['custom', ''],
	['custom', 'ftp://x'],
	['staging', ''],
])('refuses the environment %s with %j', (environment, custom) => {
	expect(() => whopBaseUrl(environment, custom)).toThrow(expect.objectContaining({ code: 'PARAMETER_INVALID' }));
});
