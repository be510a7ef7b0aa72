import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ChatStore, StoredMessage } from './chat';
import { ChatDriver } from './chatDriver';

const PAGE = join(__dirname, 'page');
const ASSETS = [
	['/chat', 'chat.html', 'text/html; charset=utf-8'],
	['/chat/chat.css', 'chat.css', 'text/css; charset=utf-8'],
	['/chat/chat.js', 'chat.js', 'text/javascript; charset=utf-8'],
	['/chat/icon.svg', 'icon.svg', 'image/svg+xml'],
] as const;

const HEADERS = {
	'Content-Security-Policy':
		"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	'X-Content-Type-Options': 'nosniff',
	'Referrer-Policy': 'no-referrer',
	'Cache-Control': 'no-store',
} as const;

const KEEP_ALIVE_MS = 15_000;

/** A message as the page draws it: no HTML, text and entities only. */
function view(message: StoredMessage): Record<string, unknown> {
	return {
		id: message.messageId,
		from: message.fromBot ? 'bot' : 'user',
		date: message.date,
		edited: message.editDate !== undefined,
		text: message.text,
		entities: message.entities,
		reply_to: message.replyTo ?? null,
		file: message.attachment?.fileName ?? null,
		buttons: (message.markup?.inline_keyboard ?? []).map((row) =>
			row.map((button) => ({ text: button.text, url: button.url ?? null, tappable: button.callback_data !== undefined })),
		),
	};
}

function chatView(chats: ChatStore, userId: number): Record<string, unknown> {
	return {
		messages: chats.list(userId).map(view),
		taps: chats.tapsOf(userId).map((tap) => ({ id: tap.queryId, message_id: tap.messageId, answer: tap.answer })),
	};
}

const userQuery = z.object({ user: z.coerce.number().int() });
const tapBody = z.object({
	user: z.number().int(),
	message_id: z.number().int(),
	row: z.number().int(),
	column: z.number().int(),
});
const typeBody = z.object({ user: z.number().int(), text: z.string().min(1).max(4_096), reply_to: z.number().int().nullable() });

/** The page at `/chat?user=<id>` that plays the phone, and its own small API. */
export function installChatPage(app: FastifyInstance, chats: ChatStore): void {
	const driver = new ChatDriver(chats);
	for (const [url, file, type] of ASSETS) {
		app.get(url, async (_request, reply) =>
			reply
				.headers(HEADERS)
				.type(type)
				.send(readFileSync(join(PAGE, file))),
		);
	}

	app.get('/chat/api/stream', (request, reply: FastifyReply) => {
		const { user } = userQuery.parse(request.query);
		reply.hijack();
		reply.raw.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
		const send = (): void => void reply.raw.write(`data: ${JSON.stringify(chatView(chats, user))}\n\n`);
		const stop = chats.onChange(send);
		const keepAlive = setInterval(() => reply.raw.write(': still here\n\n'), KEEP_ALIVE_MS);
		request.raw.on('close', () => {
			stop();
			clearInterval(keepAlive);
		});
		send();
	});

	app.post('/chat/api/tap', async (request) => {
		const body = tapBody.parse(request.body);
		const tap = driver.tapAt(body.user, body.message_id, body.row, body.column);
		return { id: tap.queryId };
	});

	app.post('/chat/api/type', async (request) => {
		const body = typeBody.parse(request.body);
		return { id: driver.type(body.text, body.user, body.reply_to ?? undefined) };
	});
}
