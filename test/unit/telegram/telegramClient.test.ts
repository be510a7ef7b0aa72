import { createTelegramClient, type TelegramClient } from '../../../clients/telegram/telegramClient';
import { isAutopilotError } from '../../../core/errors';

const TOKEN = '123456789:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi';

interface Call {
	readonly url: string;
	readonly method: string;
	readonly params: URLSearchParams;
}

type Answer = { status: number; body: unknown } | Error;
const ok = (result: unknown): Answer => ({ status: 200, body: { ok: true, result } });
const refused = (code: number, description: string, parameters?: { retry_after: number }): Answer => ({
	status: code,
	body: { ok: false, error_code: code, description, parameters },
});

function bot(...answers: Answer[]): { client: TelegramClient; calls: Call[]; slept: number[] } {
	const calls: Call[] = [];
	const slept: number[] = [];
	const client = createTelegramClient({
		token: TOKEN,
		baseUrl: 'https://telegram.test',
		sleep: async (ms) => void slept.push(ms),
		random: () => 0,
		fetch: async (input, init) => {
			const url = String(input);
			calls.push({ url, method: url.split('/').at(-1) ?? '', params: new URLSearchParams(String(init?.body)) });
			const answer = answers.length > 1 ? answers.shift() : answers[0];
			if (!answer || answer instanceof Error) throw answer ?? new Error('no answer left');
			return new Response(JSON.stringify(answer.body), { status: answer.status });
		},
	});
	return { client, calls, slept };
}

const failure = async (done: Promise<unknown>): Promise<{ code: string; message: string; details: Record<string, unknown> }> => {
	try {
		await done;
	} catch (error) {
		if (isAutopilotError(error)) return { code: error.code, message: error.message, details: { ...error.details } };
		throw error;
	}
	throw new Error('It did not fail');
};

describe('the Telegram client', () => {
	it('reads who holds the bot’s webhook, and says what Telegram answered where it does not tell', async () => {
		const { client, calls } = bot(
			ok({
				url: 'https://n8n.example.com/webhook/1/webhook',
				pending_update_count: 3,
				last_error_date: 1_763_600_000,
				last_error_message: 'Wrong response from the webhook: 404 Not Found',
				allowed_updates: ['message'],
			}),
			ok({ url: '', pending_update_count: 0 }),
			refused(401, 'Unauthorized'),
		);
		expect((await client.webhookInfo()).info).toEqual({
			url: 'https://n8n.example.com/webhook/1/webhook',
			pendingUpdates: 3,
			lastErrorAt: 1_763_600_000,
			lastErrorMessage: 'Wrong response from the webhook: 404 Not Found',
			allowedUpdates: ['message'],
		});
		expect((await client.webhookInfo()).info).toMatchObject({ url: '', lastErrorAt: null, allowedUpdates: [] });
		expect(await failure(client.webhookInfo())).toMatchObject({
			code: 'CHANNEL_FAILED',
			message: expect.stringContaining('401'),
		});
		expect(calls.map(({ method }) => method)).toEqual(['getWebhookInfo', 'getWebhookInfo', 'getWebhookInfo']);
	});

	it('sends a question in parts and puts the buttons under the last', async () => {
		const { client, calls } = bot(ok({ message_id: 7 }), ok({ message_id: 8 }));
		const place = await client.sendQuestion('111', ['<b>part 1</b>', 'part 2'], [{ text: 'Yes', data: 'ap1|x' }], true);
		expect(place).toEqual({ chatId: '111', messageId: 8 });
		expect(calls.map(({ params }) => [params.get('text'), params.get('parse_mode'), params.get('reply_markup')])).toEqual([
			['<b>part 1</b>', 'HTML', null],
			['part 2', 'HTML', '{"inline_keyboard":[[{"text":"Yes","callback_data":"ap1|x"}]]}'],
		]);
		expect(calls.map(({ params }) => params.get('disable_notification'))).toEqual(['true', 'true']);
		expect(calls[0]?.url).toBe(`https://telegram.test/bot${TOKEN}/sendMessage`);
	});

	it('takes the buttons away with the outcome, and does not mind that it is shown already', async () => {
		const { client, calls } = bot(
			ok({ message_id: 8 }),
			refused(400, 'Bad Request: message is not modified: specified new message content …'),
		);
		const place = { chatId: '111', messageId: 8 };
		await client.editOutcome(place, 'done');
		await client.editOutcome(place, 'done');
		expect(calls.map(({ method, params }) => [method, params.get('message_id'), params.has('reply_markup')])).toEqual([
			['editMessageText', '8', false],
			['editMessageText', '8', false],
		]);
	});

	it('answers a tap with at most 200 characters, and does not mind that it is too old', async () => {
		const { client, calls } = bot(
			refused(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid'),
		);
		await client.answerCallback('q1', 'あ'.repeat(300), true);
		expect(calls[0]?.params.get('text')).toHaveLength(200);
		expect(calls[0]?.params.get('show_alert')).toBe('true');
	});

	it('waits as long as Telegram asks, then sends once', async () => {
		const { client, calls, slept } = bot(
			refused(429, 'Too Many Requests: retry after 7', { retry_after: 7 }),
			ok({ message_id: 1 }),
		);
		await client.sendText('111', 'hello', 5);
		expect(slept).toEqual([7_000]);
		expect(calls).toHaveLength(2);
		expect(calls[1]?.params.get('reply_parameters')).toBe('{"message_id":5,"allow_sending_without_reply":true}');
	});

	it.each([true, false])('sends a notice without a sound where it is told to: %s', async (silent) => {
		const { client, calls } = bot(ok({ message_id: 1 }));
		await client.sendNotice('111', 'hello', silent);
		expect(calls[0]?.params.get('disable_notification')).toBe(String(silent));
	});

	it('tries again after an error of Telegram’s own', async () => {
		const { client, calls } = bot(refused(502, 'Bad Gateway'), ok({ message_id: 1 }));
		expect(await client.sendQuestion('111', ['hello'], [], false)).toMatchObject({ messageId: 1 });
		expect(calls).toHaveLength(2);
	});

	it('does not wait longer than a minute, and says for how long', async () => {
		const { client, calls, slept } = bot(refused(429, 'Too Many Requests: retry after 3600', { retry_after: 3600 }));
		expect(await failure(client.sendText('111', 'hello'))).toMatchObject({
			code: 'CHANNEL_FAILED',
			details: { retryAfterSeconds: 3600 },
		});
		expect([calls.length, slept.length]).toEqual([1, 0]);
	});

	it('gives up when it is told to wait again and again', async () => {
		const { client, calls } = bot(refused(429, 'Too Many Requests: retry after 1', { retry_after: 1 }));
		expect(await failure(client.sendText('111', 'hello'))).toMatchObject({ code: 'CHANNEL_FAILED' });
		expect(calls).toHaveLength(4);
	});

	it.each([
		['blocked by the user', refused(403, 'Forbidden: bot was blocked by the user'), 'blocked by the user'],
		['a wrong token', refused(401, 'Unauthorized'), '401'],
		['an unknown chat', refused(400, 'Bad Request: chat not found'), 'chat not found'],
		['a broken server', { status: 502, body: 'Bad Gateway' }, 'could not be reached'],
		['no network', new Error(`connect ECONNREFUSED https://telegram.test/bot${TOKEN}/sendMessage`), 'could not be reached'],
		['an answer that is not JSON', { status: 200, body: undefined }, 'could not be reached'],
		['a description with the token in it', refused(400, `Bad Request: /bot${TOKEN}/x`), '***'],
	])('fails once, without the token, on %s', async (_what, answer, expected) => {
		const { client, calls } = bot(answer);
		const { code, message } = await failure(client.sendText('111', 'hello'));
		expect(code).toBe('CHANNEL_FAILED');
		expect(message).toContain(expected);
		expect(message).not.toContain(TOKEN);
		expect(calls).toHaveLength(1);
	});
});
