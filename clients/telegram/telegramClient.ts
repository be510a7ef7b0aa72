import type { Api } from 'node-telegram-bot-api';
import type { WebhookInfo } from '../../core/decision/setUpTelegram';
import type { Random } from '../../core/ports';
import { scrub } from '../http/scrub';
import { withRetries } from '../http/withRetries';
import { asChannelError, isHarmless } from './channelError';

/** Where a message stands, so that it can be edited later. */
export interface TelegramMessage {
	readonly chatId: string;
	readonly messageId: number;
}

/** A button under a message: `data` (at most 64 bytes) comes back when it is tapped, `url` is opened. */
export type TelegramButton = { readonly text: string } & ({ readonly data: string } | { readonly url: string });

/** Whether Telegram takes an address for a button: it knows no host without a dot, and refuses the whole message for one. */
export const canBeButton = (url: string): boolean =>
	URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).hostname.includes('.');

export interface TelegramOptions {
	readonly token: string;
	/** Without a slash at the end, e.g. `https://api.telegram.org`. */
	readonly baseUrl: string;
	/** The transport: n8n's inside a node, the platform's own elsewhere. */
	readonly fetch: typeof fetch;
	readonly sleep: (milliseconds: number) => Promise<void>;
	readonly random: Random;
	/** Longest time spent waiting when Telegram asks to slow down, in total. Default 60 s. */
	readonly maxWaitMs?: number;
}

/**
 * The few things a bot does for a decision. Texts are Telegram's HTML.
 * Every method throws AutopilotError CHANNEL_FAILED; `retryAfterSeconds` is set when Telegram named a time longer than we wait.
 */
export interface TelegramClient {
	/**
	 * Sends a question in as many messages as it takes; the buttons, one a row, stand under the last, whose place is returned.
	 * `silent`: they arrive without a sound.
	 */
	sendQuestion(
		chatId: string,
		parts: readonly string[],
		buttons: readonly TelegramButton[],
		silent: boolean,
	): Promise<TelegramMessage>;
	/** Puts the outcome in the place of the question and takes the buttons away. A message that shows it already is fine. */
	editOutcome(message: TelegramMessage, html: string): Promise<void>;
	/** Ends the clock on a tapped button with a text of at most 200 characters. A query too old to be answered is fine. */
	answerCallback(queryId: string, text: string, alert: boolean): Promise<void>;
	/** Replaces text and buttons of a question that is still open. An empty list takes the buttons away from who has nothing left to choose. */
	editQuestion(message: TelegramMessage, html: string, buttons: readonly TelegramButton[]): Promise<void>;
	/** `forceReply` opens the person's keyboard on a reply to this message. */
	sendText(chatId: string, html: string, replyTo?: number, forceReply?: boolean): Promise<TelegramMessage>;
	/** Sends what needs no answer; `silent`: it arrives without a sound. */
	sendNotice(chatId: string, html: string, silent: boolean): Promise<TelegramMessage>;
	/** Who holds the bot's webhook and how delivery goes; `date`: the time by Telegram's clock, as its answer's header gives it. */
	webhookInfo(): Promise<{ readonly info: WebhookInfo; readonly date: string | null }>;
}

const TIMEOUT_MS = 30_000;
const MAX_RETRIES = 3;
const LONGEST_CALLBACK_TEXT = 200;

/** Makes a client for one bot. The library is loaded at the first call. */
export function createTelegramClient(options: TelegramOptions): TelegramClient {
	const { token, baseUrl, sleep, random, maxWaitMs = 60_000 } = options;
	let date: string | null = null;
	const fetch: typeof options.fetch = async (input, init) => {
		const response = await options.fetch(input, init);
		date = response.headers.get('date');
		return response;
	};
	let loaded: Promise<Api> | undefined;
	const load = async (): Promise<Api> => {
		const { Api } = await import('node-telegram-bot-api');
		// The library would also repeat calls whose outcome is unknown, and a message sent twice is two questions.
		return new Api(token, { apiRoot: baseUrl, fetch, timeoutMs: TIMEOUT_MS, maxRetries: 0 });
	};

	const call = async <T>(method: string, send: (api: Api) => Promise<T>): Promise<T> =>
		await withRetries(
			{ sleep, random, maxRetries: MAX_RETRIES, maxWaitMs },
			// Telegram's own error is no message sent; should one have been after all, its twin asks for the same decision. Toasts and edits
			// are not worth a delay.
			({ details }) =>
				typeof details.retryAfterSeconds === 'number' || (method === 'sendMessage' && Number(details.status) >= 500),
			async () => {
				try {
					loaded ??= load();
					return await send(await loaded);
				} catch (error) {
					throw asChannelError(method, error, token);
				}
			},
		);

	const harmless = async (done: Promise<unknown>, codes: readonly string[]): Promise<void> => {
		try {
			await done;
		} catch (error) {
			if (!isHarmless(error, codes)) throw asChannelError('', error, token);
		}
	};

	const send = async (
		chatId: string,
		html: string,
		more: Omit<SendMessage, 'chat_id' | 'text'> = {},
	): Promise<TelegramMessage> => {
		const message = await call(
			'sendMessage',
			async (api) =>
				await api.sendMessage({
					chat_id: chatId,
					text: html,
					parse_mode: 'HTML',
					link_preview_options: { is_disabled: true },
					...more,
				}),
		);
		return { chatId, messageId: message.message_id };
	};

	const edit = async (
		{ chatId, messageId }: TelegramMessage,
		html: string,
		more: { readonly reply_markup?: InlineKeyboard } = {},
	): Promise<void> => {
		const edited = call(
			'editMessageText',
			async (api) =>
				await api.editMessageText({
					chat_id: chatId,
					message_id: messageId,
					text: html,
					parse_mode: 'HTML',
					link_preview_options: { is_disabled: true },
					...more,
				}),
		);
		await harmless(edited, ['message is not modified']);
	};

	return {
		sendQuestion: async (chatId, parts, buttons, silent) => {
			const quietly = { disable_notification: silent };
			for (const part of parts.slice(0, -1)) await send(chatId, part, quietly);
			return await send(chatId, parts.at(-1) ?? '', { reply_markup: keyboard(buttons), ...quietly });
		},
		editOutcome: async (message, html) => {
			await edit(message, html);
		},
		editQuestion: async (message, html, buttons) => {
			await edit(message, html, buttons.length === 0 ? {} : { reply_markup: keyboard(buttons) });
		},
		answerCallback: async (queryId, text, alert) => {
			const answer = call(
				'answerCallbackQuery',
				async (api) =>
					await api.answerCallbackQuery({
						callback_query_id: queryId,
						text: Array.from(text).slice(0, LONGEST_CALLBACK_TEXT).join(''),
						show_alert: alert,
					}),
			);
			await harmless(answer, ['query is too old', 'query ID is invalid']);
		},
		sendText: async (chatId, html, replyTo, forceReply = false) =>
			await send(chatId, html, {
				...(replyTo !== undefined && { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
				...(forceReply && { reply_markup: { force_reply: true } }),
			}),
		webhookInfo: async () => {
			const info = await call('getWebhookInfo', async (api) => await api.getWebhookInfo());
			return {
				info: {
					url: info.url,
					pendingUpdates: info.pending_update_count,
					lastErrorAt: info.last_error_date ?? null,
					lastErrorMessage: info.last_error_message === undefined ? null : scrub(info.last_error_message),
					allowedUpdates: info.allowed_updates ?? [],
				},
				date,
			};
		},
		sendNotice: async (chatId, html, silent) => await send(chatId, html, { disable_notification: silent }),
	};
}

/** One button a row: labels are sentences. */
const keyboard = (buttons: readonly TelegramButton[]): InlineKeyboard => ({
	inline_keyboard: buttons.map((button) => [
		'url' in button ? { text: button.text, url: button.url } : { text: button.text, callback_data: button.data },
	]),
});

interface InlineKeyboard {
	readonly inline_keyboard: ({ text: string; callback_data: string } | { text: string; url: string })[][];
}

type SendMessage = Parameters<Api['sendMessage']>[0];
