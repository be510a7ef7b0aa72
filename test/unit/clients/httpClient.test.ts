import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../../../clients/http/httpClient';

interface Answer {
	readonly status: number;
	readonly headers?: Record<string, string>;
	readonly data?: unknown;
}

/** A transport that gives the answers in turn, an Error standing for a broken connection, and remembers what was sent. */
function scripted(answers: readonly (Answer | Error)[], options: Partial<HttpClientOptions> = {}) {
	const sent: InternalAxiosRequestConfig[] = [];
	const waits: number[] = [];
	const adapter: AxiosAdapter = async (config) => {
		sent.push(config);
		const answer = answers[Math.min(sent.length, answers.length) - 1];
		if (!answer || answer instanceof Error) throw answer ?? new Error('nothing scripted');
		const { status, headers = {}, data = {} } = answer;
		return { status, statusText: '', headers, data: JSON.stringify(data), config };
	};
	const client: HttpClient = createHttpClient({
		service: 'Shop',
		baseUrl: 'https://shop.example/base/',
		adapter,
		sleep: async (ms) => {
			waits.push(ms);
		},
		random: () => 0.5,
		...options,
	});
	return { client, sent, waits };
}

const GET = { method: 'GET', path: '/things' } as const;
const POST = { method: 'POST', path: '/things', body: { a: 1 } } as const;

describe('HTTP client', () => {
	it('sends method, path, query, body and headers, and gives back the answer', async () => {
		const { client, sent } = scripted([{ status: 201, headers: { 'X-Next': '2' }, data: { ok: [1] } }], {
			headers: { 'X-Key': 'k' },
		});
		const answer = await client.request({
			...POST,
			query: { a: 'x y&z', none: undefined, list: [1, 'b'], flag: true },
			headers: { 'Idempotency-Key': 'run-1' },
		});
		expect(answer).toEqual({ status: 201, headers: { 'x-next': '2' }, data: { ok: [1] } });
		const [config] = sent;
		expect(config).toMatchObject({
			method: 'post',
			baseURL: 'https://shop.example/base',
			url: '/things?a=x%20y%26z&list%5B%5D=1&list%5B%5D=b&flag=true',
			data: '{"a":1}',
			maxRedirects: 0,
			timeout: 30_000,
		});
		expect(config?.headers.get('X-Key')).toBe('k');
		expect(config?.headers.get('Idempotency-Key')).toBe('run-1');
	});

	it('repeats list parameters where a service wants that, and encodes every reserved character', async () => {
		const { client, sent } = scripted([{ status: 200 }], { arrayFormat: 'repeat' });
		await client.request({ ...GET, query: { ranges: ["'A'!B", 'c'], filter: '{"a":[1,"(*)"]}' } });
		expect(sent[0]?.url).toBe('/things?ranges=%27A%27%21B&ranges=c&filter=%7B%22a%22%3A%5B1%2C%22%28%2A%29%22%5D%7D');
	});

	it.each<[number, string, boolean]>([
		[400, 'API_REJECTED', false],
		[401, 'API_DENIED', false],
		[403, 'API_DENIED', false],
		[404, 'API_REJECTED', false],
		[302, 'API_REJECTED', false],
		[409, 'API_REJECTED', false],
		[500, 'API_UNREACHABLE', true],
		[503, 'API_UNREACHABLE', true],
	])('turns status %i into %s', async (status, code, retryable) => {
		const { client } = scripted([{ status, data: { message: 'because' } }]);
		await expect(client.request(POST)).rejects.toMatchObject({
			code,
			retryable,
			message: `Shop answered ${status} to POST /things: because`,
			details: { service: 'Shop', status },
		});
	});

	it.each<[string, unknown, string]>([
		['{message}', { message: 'm' }, ': m'],
		['{error: {message}}', { error: { message: 'deep', code: 4 } }, ': deep'],
		['{error_description}', { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }, ': Invalid JWT Signature.'],
		['{error}', { error: 'plain' }, ': plain'],
		['{description}', { ok: false, description: 'Bad Request: chat not found' }, ': Bad Request: chat not found'],
		['nothing known', { oops: 1 }, ''],
		['a page', '<html><body>Bad gateway</body></html>', ''],
	])('finds the service’s message in %s', async (_shape, data, suffix) => {
		const { client } = scripted([{ status: 400, data }]);
		await expect(client.request(POST)).rejects.toMatchObject({ message: `Shop answered 400 to POST /things${suffix}` });
	});

	it('keeps secrets and walls of text out of messages', async () => {
		const secrets = [
			'Bearer abc.def-123',
			'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
			'123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc',
			'api_key=sk_live_1234567890',
			'"password": "hunter2!"',
			'https://user:pass@shop.example/',
		];
		const { client } = scripted([{ status: 400, data: { message: `${secrets.join(' ; ')} ${'x'.repeat(5000)}` } }]);
		const error: unknown = await client.request(POST).catch((thrown: unknown) => thrown);
		const message = String(error);
		for (const secret of ['abc.def', 'eyJ', 'AAEhBO', 'sk_live', 'hunter2', 'pass@']) expect(message).not.toContain(secret);
		expect(message.length).toBeLessThan(450);
	});

	it('waits as long as the service asks, also for a POST, and then succeeds', async () => {
		const limited = { status: 429, headers: { 'Retry-After': '7' } };
		const { client, sent, waits } = scripted([limited, limited, { status: 200, data: 1 }]);
		expect((await client.request(POST)).data).toBe(1);
		expect(sent).toHaveLength(3);
		expect(waits).toEqual([7250, 7250]);
	});

	it('reads a date in Retry-After against the service’s own clock', async () => {
		const headers = { 'retry-after': 'Fri, 20 Nov 2026 03:00:05 GMT', date: 'Fri, 20 Nov 2026 03:00:00 GMT' };
		const { client, waits } = scripted([{ status: 429, headers }, { status: 200 }]);
		await client.request(GET);
		expect(waits).toEqual([5250]);
	});

	it('does not wait longer than its deadline and says when to come back', async () => {
		const { client, sent, waits } = scripted([{ status: 429, headers: { 'retry-after': '3600' } }]);
		await expect(client.request(GET)).rejects.toMatchObject({
			code: 'API_RATE_LIMITED',
			message: expect.stringContaining('try again in 3600 s'),
			details: { retryAfterSeconds: 3600 },
		});
		expect(sent).toHaveLength(1);
		expect(waits).toEqual([]);
	});

	it('gives up after its retries, with growing jittered waits', async () => {
		const { client, sent, waits } = scripted([{ status: 503 }], { maxRetries: 4 });
		await expect(client.request(GET)).rejects.toMatchObject({ code: 'API_UNREACHABLE' });
		expect(sent).toHaveLength(5);
		expect(waits).toEqual([1000, 1750, 2875, 4562.5]);
	});

	it.each<[string, Answer | Error]>([
		['a server error', { status: 502 }],
		[
			'a broken connection',
			Object.assign(new Error('connect ECONNREFUSED https://shop.example/?token=t'), { code: 'ECONNREFUSED' }),
		],
	])('repeats after %s only what is idempotent', async (_what, failure) => {
		const reading = scripted([failure, { status: 200 }]);
		await reading.client.request(GET);
		expect(reading.sent).toHaveLength(2);
		const keyed = scripted([failure, { status: 200 }]);
		await keyed.client.request({ ...POST, idempotent: true });
		expect(keyed.sent).toHaveLength(2);
		const writing = scripted([failure, { status: 200 }]);
		await expect(writing.client.request(POST)).rejects.toMatchObject({ code: 'API_UNREACHABLE' });
		expect(writing.sent).toHaveLength(1);
	});

	it.each<[string, object, string]>([
		['axios', { code: 'ECONNRESET' }, 'ECONNRESET'],
		['n8n', { httpCode: 'ECONNREFUSED' }, 'ECONNREFUSED'],
		['a library that says nothing', { code: 'https://x/?token=secret' }, 'Error'],
	])('names the cause of a broken connection as %s tells it, without its URL', async (_who, fields, cause) => {
		const broken = Object.assign(new Error('connect to https://x/?token=secret'), fields);
		const { client } = scripted([broken]);
		await expect(client.request(POST)).rejects.toMatchObject({ message: `Shop could not be reached (POST /things: ${cause})` });
	});
});
