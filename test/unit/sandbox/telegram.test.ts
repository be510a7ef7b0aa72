import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api, InputFile, type Message, type Update } from 'node-telegram-bot-api';
import { until, useServers } from './setup';

const servers = useServers();
const client = (options: Partial<{ token: string; maxRetries: number }> = {}): Api =>
	new Api(options.token ?? servers().botToken, { apiRoot: servers().telegramUrl, maxRetries: options.maxRetries ?? 0 });
const chat = (): { chat_id: number } => ({ chat_id: servers().approverId });
const send = (text: string, more: Record<string, unknown> = {}): Promise<Message> =>
	client().sendMessage({ ...chat(), text, ...more });
const said = (): string[] =>
	servers()
		.control.chat.messages(servers().approverId)
		.map(({ text }) => text);

async function raw(
	method: string,
	init?: RequestInit,
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
	const response = await fetch(`${servers().telegramUrl}/bot${servers().botToken}/${method}`, init);
	return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}

describe('the emulated Bot API, driven by node-telegram-bot-api', () => {
	it('says who the bot is', async () => {
		expect(await client().getMe()).toMatchObject({ is_bot: true, first_name: 'Autopilot' });
	});

	it('sends formatted text with buttons, edits it, deletes it', async () => {
		const sent = await send('<b>質問</b>&lt;1&gt;', {
			parse_mode: 'HTML',
			reply_markup: { inline_keyboard: [[{ text: 'はい', callback_data: 'y' }]] },
		});
		expect(sent).toMatchObject({
			text: '質問<1>',
			entities: [{ type: 'bold', offset: 0, length: 2 }],
			reply_markup: { inline_keyboard: [[{ text: 'はい', callback_data: 'y' }]] },
			chat: { id: servers().approverId, type: 'private' },
		});
		const edited = await client().editMessageText({ ...chat(), message_id: sent.message_id, text: '承認済み' });
		expect(edited).toMatchObject({ text: '承認済み', edit_date: expect.any(Number) });
		expect(edited).not.toHaveProperty('reply_markup');
		expect(await client().deleteMessage({ ...chat(), message_id: sent.message_id })).toBe(true);
		expect(said()).toEqual([]);
	});

	it('removes a keyboard', async () => {
		const sent = await send('?', { reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] } });
		expect(await client().editMessageReplyMarkup({ ...chat(), message_id: sent.message_id })).not.toHaveProperty('reply_markup');
	});

	it('replies to a message', async () => {
		const first = await send('question');
		expect(await send('answer', { reply_parameters: { message_id: first.message_id } })).toMatchObject({
			reply_to_message: { message_id: first.message_id, text: 'question' },
		});
		await expect(send('answer', { reply_parameters: { message_id: 999 } })).rejects.toMatchObject({
			description: 'Bad Request: message to be replied not found',
		});
	});

	it('takes files and gives them back', async () => {
		const file = new InputFile(new TextEncoder().encode('報告'), { filename: 'report.txt' });
		const sent = await client().sendDocument({ ...chat(), document: file, caption: '<i>日次</i>', parse_mode: 'HTML' });
		expect(sent).toMatchObject({ caption: '日次', document: { file_name: 'report.txt', file_size: 6 } });
		const { file_path: path } = await client().getFile({ file_id: sent.document?.file_id ?? '' });
		const { telegramUrl, botToken } = servers();
		expect(await (await fetch(`${telegramUrl}/file/bot${botToken}/${path}`)).text()).toBe('報告');
		expect(await client().sendPhoto({ ...chat(), photo: file })).toMatchObject({ photo: [{ file_id: expect.any(String) }] });
	});

	it('delivers taps and typed text to getUpdates, once', async () => {
		const { message_id } = await send('?', { reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a|1' }]] } });
		const { control, approverId } = servers();
		control.chat.tap(message_id, 'A', approverId);
		control.chat.type('/start now', approverId, message_id);
		const updates = await client().getUpdates({ timeout: 1 });
		expect(updates).toMatchObject([
			{ callback_query: { data: 'a|1', from: { id: approverId }, message: { message_id } } },
			{ message: { text: '/start now', entities: [{ type: 'bot_command', length: 6 }], reply_to_message: { message_id } } },
		]);
		expect(await client().getUpdates({ offset: (updates[1]?.update_id ?? 0) + 1 })).toEqual([]);
	});

	it('answers a tap with a toast', async () => {
		const { message_id } = await send('?', { reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] } });
		const tap = servers().control.chat.tap(message_id, 0, servers().approverId);
		expect(await client().answerCallbackQuery({ callback_query_id: tap.queryId, text: '承認しました' })).toBe(true);
		expect(servers().control.chat.taps(servers().approverId)).toMatchObject([
			{ answer: { text: '承認しました', showAlert: false } },
		]);
	});

	it('can answer a tap no more after a while', async () => {
		const { message_id } = await send('?', { reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] } });
		const tap = servers().control.chat.tap(message_id, 0, servers().approverId);
		servers().control.chat.expireTaps();
		await expect(client().answerCallbackQuery({ callback_query_id: tap.queryId })).rejects.toMatchObject({
			description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
		});
	});

	it('waits for an update when polled with a timeout', async () => {
		const waiting = client().getUpdates({ timeout: 50 });
		servers().control.chat.type('hello', servers().approverId);
		expect(await waiting).toMatchObject([{ message: { text: 'hello' } }]);
	});
});

describe('what the emulated Bot API refuses', () => {
	const keyboard = (button: Record<string, unknown>) => ({ reply_markup: { inline_keyboard: [[{ text: 'x', ...button }]] } });
	it.each<[string, () => Promise<unknown>, number, string]>([
		['an unknown chat', () => client().sendMessage({ chat_id: 1, text: 'x' }), 400, 'Bad Request: chat not found'],
		['an empty chat', () => client().sendMessage({ chat_id: '', text: 'x' }), 400, 'Bad Request: chat_id is empty'],
		['an empty text', () => send('  \n '), 400, 'Bad Request: message text is empty'],
		['a long text', () => send('あ'.repeat(4_097)), 400, 'Bad Request: message is too long'],
		['an unknown mode', () => send('x', { parse_mode: 'Rich' }), 400, 'Bad Request: unsupported parse_mode'],
		['long button data', () => send('x', keyboard({ callback_data: 'あ'.repeat(22) })), 400, 'Bad Request: BUTTON_DATA_INVALID'],
		['empty button data', () => send('x', keyboard({ callback_data: '' })), 400, 'Bad Request: BUTTON_DATA_INVALID'],
		[
			'a button without an act',
			() => send('x', keyboard({})),
			400,
			"Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
		],
		[
			'a link to localhost',
			() => send('x', keyboard({ url: 'http://localhost:5678/' })),
			400,
			"Bad Request: inline keyboard button URL 'http://localhost:5678/' is invalid: Wrong HTTP URL",
		],
		[
			'an edit of nothing',
			() => client().editMessageText({ ...chat(), message_id: 9, text: 'x' }),
			400,
			'Bad Request: message to edit not found',
		],
		[
			'a deletion of nothing',
			() => client().deleteMessage({ ...chat(), message_id: 9 }),
			400,
			'Bad Request: message to delete not found',
		],
		[
			'an answer to an old tap',
			() => client().answerCallbackQuery({ callback_query_id: '1' }),
			400,
			'Bad Request: query is too old and response timeout expired or query ID is invalid',
		],
		['a wrong token', () => client({ token: '7:wrong' }).getMe(), 401, 'Unauthorized'],
		[
			'a bad secret',
			() => client().setWebhook({ url: 'https://example.com', secret_token: 'a b' }),
			400,
			'Bad Request: secret token contains unallowed characters',
		],
		[
			'a bad webhook',
			() => client().setWebhook({ url: 'ftp://example.com' }),
			400,
			'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
		],
	])('%s', async (_name, act, errorCode, description) => {
		await expect(act()).rejects.toMatchObject({ errorCode, description });
	});

	it('an edit that changes nothing', async () => {
		const { message_id } = await send('same');
		await expect(client().editMessageText({ ...chat(), message_id, text: 'same' })).rejects.toMatchObject({
			errorCode: 400,
			description:
				'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
		});
	});

	it('an unknown method, and another path', async () => {
		expect(await raw('sendTelepathy')).toMatchObject({
			status: 404,
			body: { ok: false, error_code: 404, description: 'Not Found: method not found' },
		});
		const { status } = await fetch(`${servers().telegramUrl}/nothing`);
		expect(status).toBe(404);
	});

	it('a user who blocked the bot', async () => {
		servers().control.chat.block(servers().approverId);
		await expect(send('x')).rejects.toMatchObject({ errorCode: 403, description: 'Forbidden: bot was blocked by the user' });
	});

	it('too many requests, with the delay in the body and in the header', async () => {
		servers().control.addFault({ service: 'telegram', status: 429, retryAfter: 3 });
		const { status, headers, body } = await raw('getMe');
		expect({ status, after: headers.get('retry-after'), body }).toEqual({
			status: 429,
			after: '3',
			body: { ok: false, error_code: 429, description: 'Too Many Requests: retry after 3', parameters: { retry_after: 3 } },
		});
	});

	it('polling while a webhook is set', async () => {
		await client().setWebhook({ url: 'http://127.0.0.1:9/' });
		await expect(client().getUpdates({})).rejects.toMatchObject({
			errorCode: 409,
			description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
		});
		expect(await raw('deleteWebhook')).toMatchObject({ body: { ok: true, result: true, description: 'Webhook was deleted' } });
	});
});

describe('the forms of a call', () => {
	const text = 'テスト & text';
	const form = (): FormData => {
		const data = new FormData();
		data.set('chat_id', String(servers().approverId));
		data.set('text', text);
		return data;
	};
	it.each<[string, () => Promise<{ body: Record<string, unknown> }>]>([
		[
			'JSON',
			() =>
				raw('SENDMESSAGE', {
					method: 'POST',
					headers: { 'Content-Type': 'application/json' },
					body: JSON.stringify({ ...chat(), text }),
				}),
		],
		[
			'urlencoded',
			() => raw('sendMessage', { method: 'POST', body: new URLSearchParams({ chat_id: String(servers().approverId), text }) }),
		],
		['multipart', () => raw('sendMessage', { method: 'POST', body: form() })],
		['query', () => raw(`sendmessage?${new URLSearchParams({ chat_id: String(servers().approverId), text }).toString()}`)],
	])('%s', async (_name, call) => {
		expect((await call()).body).toMatchObject({ ok: true, result: { text } });
	});
});

describe('delivery to a webhook', () => {
	let server: Server;
	let url: string;
	let received: { update: Update; secret: string | undefined }[];
	let answers: { status: number; headers?: Record<string, string>; body?: string }[];

	beforeEach(async () => {
		received = [];
		answers = [];
		server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const secret = request.headers['x-telegram-bot-api-secret-token'];
				received.push({ update: JSON.parse(Buffer.concat(chunks).toString()) as Update, secret: String(secret) });
				const answer = answers.shift() ?? { status: 200 };
				response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
				response.end(answer.body ?? '{}');
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
	});
	afterEach(async () => {
		await client().deleteWebhook({ drop_pending_updates: true });
		await new Promise((resolve) => server.close(resolve));
	});
	const texts = (): unknown[] => received.map(({ update }) => ('message' in update ? update.message.text : undefined));

	it('sends the secret, keeps the order, and tries again until it is answered', async () => {
		await client().setWebhook({ url, secret_token: 'wf_node-1', allowed_updates: ['message', 'callback_query'] });
		expect(await client().getWebhookInfo()).toMatchObject({
			url,
			pending_update_count: 0,
			allowed_updates: ['message', 'callback_query'],
		});
		answers = [{ status: 500 }, { status: 503, headers: { 'Retry-After': '2' } }];
		servers().control.chat.type('one', servers().approverId);
		servers().control.chat.type('two', servers().approverId);
		await until('both deliveries', () => (received.length >= 4 ? true : undefined));
		expect(texts()).toEqual(['one', 'one', 'one', 'two']);
		expect(new Set(received.map(({ secret }) => secret))).toEqual(new Set(['wf_node-1']));
		const info = await until('the empty queue', async () => {
			const now = await client().getWebhookInfo();
			return now.pending_update_count === 0 ? now : undefined;
		});
		expect(info.last_error_message).toBe('Wrong response from the webhook: 503 Service Unavailable');
	});

	it('reaches a public address that was given to a server here', async () => {
		servers().publish('https://n8n.example.com', new URL(url).origin);
		await client().setWebhook({ url: 'https://n8n.example.com/webhook?a=1' });
		expect(await client().getWebhookInfo()).toMatchObject({ url: 'https://n8n.example.com/webhook?a=1' });
		servers().control.chat.type('through the proxy', servers().approverId);
		await until('the delivery', () => received[0]);
		expect(texts()).toEqual(['through the proxy']);
	});

	it('leaves out kinds of updates that were not asked for', async () => {
		await client().setWebhook({ url, allowed_updates: ['callback_query'] });
		const { message_id } = await send('?', { reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] } });
		servers().control.chat.type('ignored', servers().approverId);
		servers().control.chat.tap(message_id, 'A', servers().approverId);
		await until('the delivery', () => received[0]);
		expect(received.map(({ update }) => Object.keys(update))).toEqual([['update_id', 'callback_query']]);
		await client().setWebhook({ url, allowed_updates: [] });
	});

	it('carries out a call in the answer', async () => {
		await client().setWebhook({ url });
		answers = [
			{ status: 200, body: JSON.stringify({ method: 'sendMessage', chat_id: servers().approverId, text: 'from the answer' }) },
		];
		servers().control.chat.type('hi', servers().approverId);
		await until('the call', () => said().find((text) => text === 'from the answer'));
	});

	it('drops what is pending when asked', async () => {
		servers().control.chat.type('old', servers().approverId);
		await client().setWebhook({ url, drop_pending_updates: true });
		servers().control.chat.type('new', servers().approverId);
		await until('the delivery', () => received[0]);
		expect(texts()).toEqual(['new']);
	});
});
