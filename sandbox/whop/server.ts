import type { FastifyInstance } from 'fastify';
import { conflict, rateLimited, unauthorized, WhopApiError } from './errors';
import { installPaymentRoutes, versionOf } from './paymentRoutes';
import { installPeopleRoutes } from './peopleRoutes';
import { installCatalogRoutes } from './catalogRoutes';
import { installCompanyRoutes } from './companyRoutes';
import type { WhopContext } from './whop';

export interface WhopOptions {
	readonly apiKey: string;
	/** Requests per minute and operation; the real service allows 600. */
	readonly requestsPerMinute: () => number;
}

const IDEMPOTENCY_KEYS_KEPT = 1_000;

/** Whop's API v1 under `/api/v1`. */
export async function installWhopRoutes(app: FastifyInstance, context: WhopContext, options: WhopOptions): Promise<void> {
	const fail = (error: unknown): WhopApiError => {
		if (error instanceof WhopApiError) return error;
		const status =
			error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
		const type = status < 500 ? 'invalid_parameters' : 'internal_server_error';
		return new WhopApiError(status, {
			error: { type, message: status < 500 ? 'The request could not be read.' : 'Something went wrong.' },
		});
	};
	app.setErrorHandler(async (error, _request, reply) => {
		const failure = fail(error);
		return reply.code(failure.status).send(failure.body);
	});
	app.setNotFoundHandler(async (_request, reply) =>
		reply.code(404).send({ error: { type: 'not_found', message: 'No such endpoint.' } }),
	);
	await app.register(
		async (api) => {
			installGate(api, options);
			installIdempotency(api);
			installPaymentRoutes(api, context);
			installPeopleRoutes(api, context);
			installCatalogRoutes(api, context);
			installCompanyRoutes(api, context);
		},
		{ prefix: '/api/v1' },
	);
}

/** Key, version and rate limit, in this order, before anything is read. */
function installGate(api: FastifyInstance, options: WhopOptions): void {
	const windows = new Map<string, { start: number; count: number }>();
	// An empty body with a JSON content type is what the client library sends for actions without arguments.
	api.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
		if (body === '') return done(null, {});
		try {
			return done(null, JSON.parse(String(body)));
		} catch {
			return done(new WhopApiError(400, { error: { type: 'invalid_parameters', message: 'The body is not valid JSON.' } }));
		}
	});
	api.addHook('onRequest', async (request) => {
		if (request.headers.authorization !== `Bearer ${options.apiKey}`) throw unauthorized();
		versionOf(request);
		const operation = `${request.method} ${request.routeOptions.url ?? ''}`;
		const now = Date.now();
		const current = windows.get(operation);
		const window = current === undefined || now - current.start >= 60_000 ? { start: now, count: 0 } : current;
		windows.set(operation, { ...window, count: window.count + 1 });
		if (window.count >= options.requestsPerMinute()) {
			throw rateLimited(Math.max(1, Math.ceil((window.start + 60_000 - now) / 1000)));
		}
	});
}

/** The same key with the same request gets the first answer again. */
function installIdempotency(api: FastifyInstance): void {
	const answers = new Map<string, { request: string; status: number; payload: unknown }>();
	const keyOf = (method: string, header: string | string[] | undefined): string | undefined =>
		method === 'POST' && typeof header === 'string' && header !== '' ? header : undefined;

	api.addHook('preHandler', async (request, reply) => {
		const key = keyOf(request.method, request.headers['idempotency-key']);
		const known = key === undefined ? undefined : answers.get(key);
		if (known === undefined) return;
		if (known.request !== `${request.url} ${JSON.stringify(request.body ?? null)}`) {
			throw conflict('This Idempotency-Key was used with a different request.');
		}
		await reply.code(known.status).type('application/json').send(known.payload);
	});
	api.addHook('onSend', async (request, reply, payload) => {
		const key = keyOf(request.method, request.headers['idempotency-key']);
		if (key !== undefined && reply.statusCode < 400 && !answers.has(key)) {
			const oldest = answers.keys().next().value;
			if (answers.size >= IDEMPOTENCY_KEYS_KEPT && oldest !== undefined) answers.delete(oldest);
			answers.set(key, { request: `${request.url} ${JSON.stringify(request.body ?? null)}`, status: reply.statusCode, payload });
		}
		return payload;
	});
}
