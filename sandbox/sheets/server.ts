import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { insufficientScopes, invalidArgument, SheetsError, unauthenticated } from './errors';
import { listFiles } from './drive';
import { applyFields } from './fields';
import { installOAuthRoutes, type Tokens } from './oauth';
import { OPERATIONS } from './operations';
import type { Quota } from './quota';
import { readRoute } from './route';
import type { SpreadsheetStore } from './store';

export interface SheetsParts {
	readonly store: SpreadsheetStore;
	readonly quota: Quota;
	readonly tokens: Tokens;
}

function asSheetsError(error: unknown): SheetsError {
	if (error instanceof SheetsError) return error;
	const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
	if (status === 413) return new SheetsError(413, 'Request payload size exceeds the limit: 10485760 bytes.', 'INVALID_ARGUMENT');
	if (status < 500) return invalidArgument('Invalid JSON payload received.');
	return new SheetsError(500, 'Internal error encountered.', 'INTERNAL');
}

/** Google's front end answers unknown paths with a page, not with JSON. */
const NOT_FOUND_PAGE =
	'<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p><b>404.</b> <ins>That’s an error.</ins></html>';

/** The Sheets API under `/v4/spreadsheets`, Drive's list of files under `/drive/v3/files`, and the token endpoint beside it. */
export async function installSheetsRoutes(app: FastifyInstance, parts: SheetsParts): Promise<void> {
	await app.register(formbody);
	installOAuthRoutes(app, parts.tokens);
	app.setErrorHandler(async (error, _request, reply) => {
		const failure = asSheetsError(error);
		return reply.code(failure.code).send(failure.body());
	});

	app.get('/drive/v3/files', async (request) => {
		const token = requireToken(request, parts.tokens);
		if (!parts.tokens.maySeeFiles(token)) throw insufficientScopes();
		return listFiles(parts.store.all(), new URLSearchParams(request.url.split('?')[1] ?? ''));
	});

	app.route({
		method: ['GET', 'POST', 'PUT'],
		url: '/*',
		handler: async (request, reply) => {
			const route = readRoute(request.method, request.url);
			const operation = route === null ? undefined : OPERATIONS[route.operation];
			if (route === null || operation === undefined) return reply.code(404).type('text/html; charset=UTF-8').send(NOT_FOUND_PAGE);
			requireToken(request, parts.tokens);
			parts.quota.spend(operation.kind);
			const query = new URLSearchParams(request.url.split('?')[1] ?? '');
			const body = typeof request.body === 'object' && request.body !== null ? { ...request.body } : {};
			const result = operation.run({ store: parts.store, route, query, body: body as Record<string, unknown> });
			return reply.send(applyFields(result, query.get('fields') ?? undefined, operation.fields));
		},
	});
}

function requireToken(request: FastifyRequest, tokens: Tokens): string {
	const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
	if (token === undefined || !tokens.accepts(token)) throw unauthenticated();
	return token;
}
