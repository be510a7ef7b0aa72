import { sleep, type IExecuteFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { createTelegramClient, type TelegramClient } from '../../clients/telegram/telegramClient';
import { type FullResponse, RAW_REQUEST } from './rawRequest';

const TIMEOUT_MS = 30_000;

/** A client for the bot of the Telegram credential, `null` when the node has none. Its calls go through n8n. */
export async function openTelegram(context: IExecuteFunctions | IWebhookFunctions): Promise<TelegramClient | null> {
	if (!context.getNode().credentials?.telegramApi) return null;
	const { accessToken, baseUrl } = await context.getCredentials('telegramApi');
	return createTelegramClient({
		token: String(accessToken),
		baseUrl: String(baseUrl).replace(/\/+$/, ''),
		fetch: n8nFetch(context),
		sleep,
		random: Math.random,
	});
}

/** `fetch` over n8n's own request helper, as far as the library uses it: a POST of form fields, answered with JSON. */
const n8nFetch =
	(context: IExecuteFunctions | IWebhookFunctions): typeof fetch =>
	async (input, init) => {
		const full: FullResponse = await context.helpers.httpRequestWithAuthentication.call(context, 'telegramApi', {
			url: String(input),
			method: 'POST',
			headers: Object.fromEntries(new Headers(init?.headers)),
			body: String(init?.body),
			timeout: TIMEOUT_MS,
			...RAW_REQUEST,
			ignoreHttpStatusErrors: true,
		});
		const { date } = full.headers;
		return new Response(String(full.body), { status: full.statusCode, ...(date !== undefined && { headers: { date } }) });
	};
