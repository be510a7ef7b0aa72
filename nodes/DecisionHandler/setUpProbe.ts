import type { IExecuteFunctions } from 'n8n-workflow';
import { scrub } from '../../clients/http/scrub';
import type { Fetched } from '../../core/decision/setUpLink';
import type { WebhookInfo } from '../../core/decision/setUpTelegram';
import type { FullResponse } from '../shared/rawRequest';

const TIMEOUT_MS = 15_000;

const dateOf = ({ headers }: FullResponse): string | null => (typeof headers.date === 'string' ? headers.date : null);

/** Opens an address as a browser would, without following a redirect. */
export async function open(context: IExecuteFunctions, url: string): Promise<Fetched> {
	try {
		const response: FullResponse = await context.helpers.httpRequest({
			url,
			method: 'GET',
			headers: { accept: 'text/html' },
			encoding: 'text',
			timeout: TIMEOUT_MS,
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		});
		return { status: response.statusCode, date: dateOf(response) };
	} catch (error) {
		return { error: scrub(error instanceof Error ? error.message : 'no answer') };
	}
}

/** The same address with a signature that cannot be right. */
export function forged(link: string): string {
	const url = new URL(link);
	const signature = url.searchParams.get('signature') ?? '';
	url.searchParams.set(
		'signature',
		signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
	);
	return url.toString();
}

/** What Telegram says of the bot's webhook, and the time by its clock. */
export async function readWebhook(
	context: IExecuteFunctions,
): Promise<{ readonly info: WebhookInfo | { readonly error: string }; readonly date: string | null }> {
	const { accessToken, baseUrl } = await context.getCredentials('telegramApi');
	const token = String(accessToken);
	try {
		const response: FullResponse = await context.helpers.httpRequestWithAuthentication.call(context, 'telegramApi', {
			url: `${String(baseUrl).replace(/\/+$/, '')}/bot${token}/getWebhookInfo`,
			method: 'GET',
			json: true,
			timeout: TIMEOUT_MS,
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		});
		return { info: readInfo(response), date: dateOf(response) };
	} catch {
		// The library's own message would name the URL, of which the token is a part.
		return { info: { error: 'Telegram could not be reached.' }, date: null };
	}
}

function readInfo({ statusCode, body }: FullResponse): WebhookInfo | { readonly error: string } {
	const field = (value: unknown, name: string): unknown =>
		typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
	const result = field(body, 'result');
	if (statusCode !== 200 || result === undefined)
		return { error: `Telegram answered ${statusCode}: ${scrub(String(field(body, 'description') ?? ''))}` };
	const kinds = field(result, 'allowed_updates');
	const at = field(result, 'last_error_date');
	const message = field(result, 'last_error_message');
	return {
		url: String(field(result, 'url') ?? ''),
		pendingUpdates: Number(field(result, 'pending_update_count') ?? 0),
		lastErrorAt: typeof at === 'number' ? at : null,
		lastErrorMessage: typeof message === 'string' ? message : null,
		allowedUpdates: Array.isArray(kinds) ? kinds.map(String) : [],
	};
}
