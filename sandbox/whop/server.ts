import type { FastifyInstance, FastifyRequest } from 'fastify';
import { conflict, rateLimited, unauthorized, WhopApiError } from './errors';
import { installAffiliateRoutes } from './affiliateRoutes';
import { installDisputeRoutes } from './disputes';
import { installPaymentRoutes, versionOf } from './paymentRoutes';
import { installPeopleRoutes } from './peopleRoutes';
import { installCatalogRoutes } from './catalogRoutes';
import { installCompanyRoutes } from './companyRoutes';
import type { WebhookSender } from './webhooks';
import type { WhopContext } from './whop';

export interface WhopOptions {
	readonly apiKey: string;
	/** Requests per minute and operation; the real service allows 600. */
	readonly requestsPerMinute: number;
}

const IDEMPOTENCY_KEYS_KEPT = 1_000;

/** Whop's API v1 under `/api/v1`. */
export async function installWhopRoutes(
	app: FastifyInstance,
	context: WhopContext,
	webhooks: WebhookSender,
	options: WhopOptions,
): Promise<void> {
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
			installGate(api, context, options);
			installIdempotency(api);
			installPaymentRoutes(api, context);
			installPeopleRoutes(api, context);
			installCatalogRoutes(api, context);
			installAffiliateRoutes(api, context);
			installDisputeRoutes(api, context);
			installCompanyRoutes(api, context);
			// Refunds and cancellations through the API are events as well.
			api.addHook('onResponse', async (request) => {
				if (request.method !== 'GET') webhooks.tell();
			});
		},
		{ prefix: '/api/v1' },
	);
}

/** Key, version and rate limit, in this order, before anything is read. */
function installGate(api: FastifyInstance, context: WhopContext, options: WhopOptions): void {
	api.addHook('onRequest', async (request) => {
		if (request.headers.authorization !== `Bearer ${options.apiKey}`) throw unauthorized();
		versionOf(request);
		const operation = `${request.method} ${request.routeOptions.url ?? ''}`;
		const seconds = context.limiter.spend(operation, options.requestsPerMinute);
		if (seconds > 0) throw rateLimited(seconds);
	});
}

/** Where Whop documents the key, in its own SDK too. Everywhere else it is ignored, and what is sent twice is done twice. */
const TAKES_KEYS = new Set(['/api/v1/plans', '/api/v1/products']);

/** The same key with the same request gets the first answer again. */
function installIdempotency(api: FastifyInstance): void {
	const answers = new Map<string, { request: string; status: number; payload: unknown }>();
	const keyOf = ({ method, url, headers }: FastifyRequest): string | undefined => {
		const header = headers['idempotency-key'];
		return method === 'POST' && TAKES_KEYS.has(url) && typeof header === 'string' && header !== '' ? header : undefined;
	};

	api.addHook('preHandler', async (request, reply) => {
		const key = keyOf(request);
		const known = key === undefined ? undefined : answers.get(key);
		if (known === undefined) return;
		if (known.request !== `${request.url} ${JSON.stringify(request.body ?? null)}`) {
			throw conflict('This Idempotency-Key was used with a different request.');
		}
		await reply.code(known.status).type('application/json').send(known.payload);
	});
	api.addHook('onSend', async (request, reply, payload) => {
		const key = keyOf(request);
		if (key !== undefined && reply.statusCode < 400 && !answers.has(key)) {
			const oldest = answers.keys().next().value;
			if (answers.size >= IDEMPOTENCY_KEYS_KEPT && oldest !== undefined) answers.delete(oldest);
			answers.set(key, { request: `${request.url} ${JSON.stringify(request.body ?? null)}`, status: reply.statusCode, payload });
		}
		return payload;
	});
}
