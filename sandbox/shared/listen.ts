import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A body that is no JSON. */
class MalformedBody extends Error {
	readonly statusCode = 400;
}

/** A server that answers only callers who reached it under a loopback name, so that no web page elsewhere can drive it. */
export function createServer(bodyLimitBytes: number): FastifyInstance {
	const app = fastify({ bodyLimit: bodyLimitBytes, forceCloseConnections: true, routerOptions: { maxParamLength: 2_000 } });
	// Clients announce JSON and then send nothing, which fastify's own parser refuses and the real services accept.
	app.removeContentTypeParser('application/json');
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
		if (body === '') return done(null, undefined);
		try {
			return done(null, JSON.parse(String(body)));
		} catch {
			return done(new MalformedBody('The body is not valid JSON'));
		}
	});
	app.addHook('onRequest', async (request, reply) => {
		const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
		if (!LOOPBACK_HOSTS.has(host)) await reply.code(421).send({ error: 'The sandbox answers on loopback names only' });
	});
	return app;
}

/** Listens on 127.0.0.1. @param port 0 takes any free one. @returns the base URL without a slash at the end */
export async function listen(app: FastifyInstance, port = 0): Promise<string> {
	await app.listen({ host: '127.0.0.1', port });
	const address = app.server.address() as AddressInfo;
	return `http://127.0.0.1:${address.port}`;
}
