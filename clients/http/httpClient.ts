import type { AxiosAdapter, AxiosInstance, AxiosResponse } from 'axios';
import { AutopilotError, isAutopilotError } from '../../core/errors';
import type { Random } from '../../core/ports';
import { type QueryValue, queryString } from './query';
import { retryAfterSeconds } from './retryAfter';
import { scrub } from './scrub';
import { withRetries } from './withRetries';

/** One call. */
export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Below the base URL, with a leading slash. The caller percent-encodes what it puts in. */
	readonly path: string;
	/** `undefined` values are left out. */
	readonly query?: Readonly<Record<string, QueryValue | undefined>>;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	/** May be sent again when nobody knows whether it arrived. Default: only GET. */
	readonly idempotent?: boolean;
	/** Instead of the client's own. */
	readonly maxWaitMs?: number;
}

export interface HttpResponse {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Record<string, string>;
	/** Parsed JSON, or text where it was none. */
	readonly data: unknown;
}

export type { QueryValue };

export interface HttpClientOptions {
	/** Name of the service for messages, e.g. `Whop`. */
	readonly service: string;
	readonly baseUrl: string;
	/** The transport: n8n's inside a node, axios' own elsewhere. It adds the credential. */
	readonly adapter: AxiosAdapter;
	readonly sleep: (milliseconds: number) => Promise<void>;
	readonly random: Random;
	/** Sent with every call, e.g. an API key where the transport adds none. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Per try. Default 30 s. */
	readonly timeoutMs?: number;
	/** Default 3. */
	readonly maxRetries?: number;
	/** Longest time spent waiting between tries, in total. Default 60 s. */
	readonly maxWaitMs?: number;
	/** Milliseconds on a clock that goes forward, for the tries themselves to count towards that time. */
	readonly clockMs?: () => number;
	/** `brackets`: `a[]=1&a[]=2` (default). `repeat`: `a=1&a=2`. */
	readonly arrayFormat?: 'brackets' | 'repeat';
}

export interface HttpClient {
	/**
	 * Sends a request and waits for an answer below 400.
	 * Too many requests (429) are repeated after the time the service named; server errors and broken connections only where the
	 * request is idempotent.
	 * @throws AutopilotError API_UNREACHABLE, API_DENIED (401, 403), API_RATE_LIMITED (`retryAfterSeconds` where known) or
	 * API_REJECTED (other answers, with the service's own message). `details.status` is the HTTP status where there was one.
	 */
	request(request: HttpRequest): Promise<HttpResponse>;
}

/** Makes a client for one service over an injected transport. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
	const {
		service,
		adapter,
		sleep,
		random,
		clockMs,
		arrayFormat = 'brackets',
		timeoutMs = 30_000,
		maxRetries = 3,
		maxWaitMs = 60_000,
	} = options;
	let http: AxiosInstance | null = null;
	/** axios is loaded by the first call, so that opening n8n's editor does not wait for it. */
	const connect = async (): Promise<AxiosInstance> => {
		const { default: axios } = await import('axios');
		return axios.create({
			adapter,
			baseURL: options.baseUrl.replace(/\/+$/, ''),
			timeout: timeoutMs,
			headers: { ...options.headers },
			// Following a redirect could carry the credential to another host.
			maxRedirects: 0,
			validateStatus: () => true,
		});
	};

	const send = async ({ method, path, query = {}, body, headers }: HttpRequest): Promise<HttpResponse> => {
		let response: AxiosResponse<unknown>;
		try {
			http ??= await connect();
			response = await http.request<unknown>({ method, url: path + queryString(query, arrayFormat), data: body, headers });
		} catch (error) {
			throw asTransportError(service, `${method} ${path}`, error);
		}
		const answer = { status: response.status, headers: plainHeaders(response.headers), data: response.data };
		if (answer.status >= 200 && answer.status < 300) return answer;
		throw asStatusError(service, `${method} ${path}`, answer);
	};

	return {
		request: async (request) => {
			const idempotent = request.idempotent ?? request.method === 'GET';
			const mayRetry = ({ code }: AutopilotError): boolean =>
				code === 'API_RATE_LIMITED' || (code === 'API_UNREACHABLE' && idempotent);
			const patience = { sleep, random, maxRetries, maxWaitMs: request.maxWaitMs ?? maxWaitMs, ...(clockMs && { clockMs }) };
			return await withRetries(patience, mayRetry, async () => await send(request));
		},
	};
}

function plainHeaders(headers: AxiosResponse['headers']): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function asTransportError(service: string, call: string, error: unknown): AutopilotError {
	if (isAutopilotError(error)) return error;
	return new AutopilotError('API_UNREACHABLE', `${service} could not be reached (${call}: ${causeOf(error)})`, { service });
}

/**
 * Why a connection failed, e.g. `ECONNREFUSED`: axios says it as `code`, n8n's own errors as `httpCode`. Never the message: it may
 * hold the URL, and a URL may hold a token.
 */
function causeOf(error: unknown): string {
	if (!(error instanceof Error)) return 'unknown error';
	const named = new Map<string, unknown>(Object.entries(error));
	const code = [named.get('code'), named.get('httpCode')].find(
		(part) => typeof part === 'string' && /^[A-Z][A-Z0-9_]+$/.test(part),
	);
	return typeof code === 'string' ? code : error.name;
}

/** What an answer that is not a success means. */
function asStatusError(service: string, call: string, { status, headers, data }: HttpResponse): AutopilotError {
	const details = { service, status };
	const said = messageOf(data);
	const what = `${service} answered ${status} to ${call}${said ? `: ${said}` : ''}`;
	if (status === 401 || status === 403) return new AutopilotError('API_DENIED', what, details);
	if (status === 429) {
		const seconds = retryAfterSeconds(headers);
		const wait = seconds === null ? '' : ` (try again in ${Math.ceil(seconds)} s)`;
		return new AutopilotError(
			'API_RATE_LIMITED',
			what + wait,
			seconds === null ? details : { ...details, retryAfterSeconds: seconds },
		);
	}
	return new AutopilotError(status >= 500 ? 'API_UNREACHABLE' : 'API_REJECTED', what, details);
}

/** Finds the message in the usual shapes: `{message}`, `{error: {message}}`, `{error_description}`, `{error}`, `{description}`. */
function messageOf(data: unknown): string {
	if (typeof data === 'string') return data.trimStart().startsWith('<') ? '' : scrub(data);
	if (typeof data !== 'object' || data === null) return '';
	const body = new Map<string, unknown>(Object.entries(data));
	const error = body.get('error');
	if (typeof error === 'object' && error !== null) return messageOf(error);
	const text = [body.get('message'), body.get('error_description'), error, body.get('description')].find(
		(part) => typeof part === 'string',
	);
	return typeof text === 'string' ? scrub(text) : '';
}
