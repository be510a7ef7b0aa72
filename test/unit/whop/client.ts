import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios';
import axios from 'axios';
import { createWhopClient, type WhopClient } from '../../../clients/whop/whopClient';

/** One request as it would go over the wire. */
export interface SentRequest {
	readonly method: string;
	readonly path: string;
	readonly query: readonly (readonly [string, string])[];
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
	/** The body as it is sent, byte for byte. */
	readonly text: string | undefined;
}

export interface Answer {
	readonly status?: number;
	readonly headers?: Record<string, string>;
	readonly body: unknown;
}

const BASE_URL = 'https://api.whop.test/api/v1';

/** Reads a URL below the base URL of the tests, query in order. */
export function readUrl(url: string): Pick<SentRequest, 'path' | 'query'> {
	const { pathname, searchParams } = new URL(url);
	return { path: pathname.replace('/api/v1', ''), query: [...searchParams] };
}

/** A client whose transport answers from a function, with what it sent and how long it slept. */
export function clientAnswering(respond: (request: SentRequest, index: number) => Answer): {
	client: WhopClient;
	sent: SentRequest[];
	slept: number[];
} {
	const sent: SentRequest[] = [];
	const slept: number[] = [];
	const adapter: AxiosAdapter = async (config: InternalAxiosRequestConfig) => {
		const headers = Object.fromEntries(
			Object.entries(config.headers.toJSON()).map(([name, value]) => [name.toLowerCase(), String(value)]),
		);
		const body: unknown = typeof config.data === 'string' ? JSON.parse(config.data) : config.data;
		const text = typeof config.data === 'string' ? config.data : undefined;
		const request = { method: (config.method ?? 'get').toUpperCase(), ...readUrl(axios.getUri(config)), headers, body, text };
		sent.push(request);
		const { status = 200, headers: answered = {}, body: data } = respond(request, sent.length - 1);
		return { status, statusText: '', headers: answered, data: JSON.stringify(data), config };
	};
	const client = createWhopClient({
		baseUrl: BASE_URL,
		adapter,
		companyId: 'biz_a',
		sleep: async (milliseconds) => {
			slept.push(milliseconds);
		},
		random: () => 0,
	});
	return { client, sent, slept };
}
