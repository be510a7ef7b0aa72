import type { AxiosAdapter } from 'axios';
import { z } from 'zod';
import { AutopilotError } from '../../core/errors';
import type { Random } from '../../core/ports';
import { createHttpClient, type HttpRequest } from '../http/httpClient';
import type { QueryValue } from '../http/query';
import { parseAnswer } from './invalidResponse';
import { whopTransport } from './transport';

/** The API version every call asks for. Without it the answer's shape would depend on when the user made the key. */
export const API_VERSION = '2026-07-20';

/** Most items Whop puts on a page. */
const PAGE_SIZE = 100;

/** Longest `Idempotency-Key` Whop takes. */
const MAX_KEY_LENGTH = 255;

export type WhopQuery = Readonly<Record<string, QueryValue | undefined>>;

export interface WhopClientOptions {
	readonly baseUrl: string;
	/** The transport; it adds `Authorization: Bearer <key>`. */
	readonly adapter: AxiosAdapter;
	readonly companyId: string;
	readonly sleep: (milliseconds: number) => Promise<void>;
	readonly random: Random;
}

/** A write and the key that makes its repetition harmless. */
export interface WhopWrite {
	readonly method: 'POST' | 'PATCH' | 'DELETE';
	readonly path: string;
	readonly body?: Readonly<Record<string, unknown>>;
	/** 1 to 255 characters. The same key for the same intent, also after a crash. */
	readonly idempotencyKey: string;
	/** Repeating it changes nothing more (DELETE, a cancellation), so it is sent again when the answer got lost. */
	readonly repeatable?: boolean;
}

/** Whop's API v1 for one company. Every method throws AutopilotErrors of HttpClient, and API_RESPONSE_INVALID. */
export interface WhopClient {
	/** `biz_…`. @throws AutopilotError PARAMETER_INVALID where the credential has none. */
	readonly companyId: () => string;
	get<T>(path: string, schema: z.ZodType<T>, query?: WhopQuery): Promise<T>;
	/**
	 * Walks through a list page by page, in the list's order, and stops after `limit` items. Nothing is asked for ahead, so a
	 * caller that stops early saves the rest.
	 */
	pages<T>(path: string, schema: z.ZodType<T>, query?: WhopQuery, limit?: number): AsyncGenerator<T[], void, undefined>;
	write<T>(write: WhopWrite, schema: z.ZodType<T>): Promise<T>;
}

const pageSchema = z.object({
	data: z.array(z.unknown()),
	page_info: z.object({ end_cursor: z.string().nullish(), has_next_page: z.boolean().nullish() }),
});

/** Makes a client over an injected transport. */
export function createWhopClient(options: WhopClientOptions): WhopClient {
	const { companyId, baseUrl, sleep, random } = options;
	const http = createHttpClient({ service: 'Whop', baseUrl, adapter: whopTransport(options.adapter), sleep, random });

	const send = async (request: HttpRequest): Promise<unknown> => {
		const headers = { Accept: 'application/json', 'Api-Version-Date': API_VERSION, ...request.headers };
		return (await http.request({ ...request, headers })).data;
	};

	async function* pages<T>(path: string, schema: z.ZodType<T>, query: WhopQuery = {}, limit = Number.POSITIVE_INFINITY) {
		const call = `GET ${path}`;
		const known = new Set<string>();
		let after: string | undefined;
		for (let left = limit; left > 0; ) {
			const answer = await send({ method: 'GET', path, query: { ...query, first: Math.min(PAGE_SIZE, left), after } });
			const page = parseAnswer(pageSchema, answer, call);
			const items = page.data.slice(0, left).map((item, index) => parseAnswer(schema, item, call, `data[${index}]`));
			if (items.length > 0) yield items;
			left -= items.length;
			after = page.page_info.end_cursor ?? undefined;
			if (!after || items.length === 0 || page.page_info.has_next_page === false) return;
			// A cursor that comes back would walk in a circle for ever.
			if (known.has(after)) {
				throw new AutopilotError('API_RESPONSE_INVALID', `Whop answered ${call} with the same page twice: page_info.end_cursor`);
			}
			known.add(after);
		}
	}

	return {
		companyId: () => {
			if (companyId !== '') return companyId;
			throw new AutopilotError('PARAMETER_INVALID', 'The Whop API credential has no Company ID (biz_…)');
		},
		get: async (path, schema, query) =>
			parseAnswer(schema, await send({ method: 'GET', path, ...(query && { query }) }), `GET ${path}`),
		pages,
		write: async ({ method, path, body, idempotencyKey, repeatable = false }, schema) => {
			if (idempotencyKey === '' || idempotencyKey.length > MAX_KEY_LENGTH) {
				throw new AutopilotError('PARAMETER_INVALID', `The idempotency key must have 1 to ${MAX_KEY_LENGTH} characters`);
			}
			const headers = { 'Idempotency-Key': idempotencyKey };
			const answer = await send({ method, path, headers, idempotent: repeatable, ...(body && { body }) });
			return parseAnswer(schema, answer, `${method} ${path}`);
		},
	};
}
