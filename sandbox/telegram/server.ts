import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import type { Clock } from '../shared/clock';
import { ChatStore } from './chat';
import { installChatPage } from './chatPage';
import { Delivery } from './delivery';
import { badRequest, errorBody, TelegramError } from './errors';
import { FileStore } from './files';
import { callMethod, type Bot } from './methods';
import { Params, readParams } from './params';

export interface TelegramOptions {
	readonly token: string;
}

const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;

/** A bot with its chats, not yet reachable. */
export function createBot(clock: Clock, secondMs: number): Bot {
	const delivery = new Delivery(clock, secondMs, async (body) => {
		const values = new Map(
			Object.entries(body).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
		);
		// The real server tells nobody when such a call fails.
		await callMethod(bot, String(body['method']), new Params(values, new Map())).catch(() => undefined);
	});
	const bot: Bot = { delivery, chats: new ChatStore(clock, (update) => delivery.push(update)), files: new FileStore() };
	return bot;
}

/** The Bot API under `/bot<token>/<method>`, files under `/file/bot<token>/…`, and the chat page under `/chat`. */
export async function installTelegramRoutes(app: FastifyInstance, bot: Bot, options: TelegramOptions): Promise<void> {
	await app.register(formbody);
	await app.register(multipart, { limits: { fileSize: MAX_UPLOAD_BYTES + 1, files: 10, fieldSize: 1024 * 1024 } });
	installChatPage(app, bot.chats);

	app.setErrorHandler(async (error, _request, reply) => sendError(reply, asTelegramError(error)));

	const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
		const path = decodeURIComponent(request.url.split('?')[0] ?? '');
		const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
		if (file !== null) {
			requireToken(file[1] ?? '', options.token);
			const stored = bot.files.at(file[2] ?? '');
			if (stored === undefined) throw new TelegramError(404, 'Not Found');
			return await reply.type('application/octet-stream').send(stored.content);
		}
		const call = /^\/bot([^/]+)\/([^/]*)$/.exec(path);
		if (call === null) throw new TelegramError(404, 'Not Found');
		requireToken(call[1] ?? '', options.token);
		const answer = await callMethod(bot, call[2] ?? '', await readParams(request));
		return await reply.send({ ok: true, ...answer });
	};
	app.route({ method: ['GET', 'POST'], url: '/*', handler: handle });
}

function requireToken(given: string, token: string): void {
	if (!/^\d+:[\w-]+$/.test(given)) throw new TelegramError(401, 'Unauthorized: invalid token specified');
	if (given !== token) throw new TelegramError(401, 'Unauthorized');
}

function asTelegramError(error: unknown): TelegramError {
	if (error instanceof TelegramError) return error;
	if (error instanceof RangeError || error instanceof ZodError) return badRequest(error.message);
	const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
	if (status === 413) return new TelegramError(413, 'Request Entity Too Large');
	if (status < 500) return new TelegramError(400, "Bad Request: can't parse the request");
	return new TelegramError(500, 'Internal Server Error');
}

async function sendError(reply: FastifyReply, error: TelegramError): Promise<FastifyReply> {
	const retryAfter = error.parameters?.retry_after;
	if (retryAfter !== undefined) void reply.header('Retry-After', String(retryAfter));
	return await reply.code(error.code).send(errorBody(error));
}
