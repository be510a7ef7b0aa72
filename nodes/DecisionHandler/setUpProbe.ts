import type { IExecuteFunctions } from 'n8n-workflow';
import { scrub } from '../../clients/http/scrub';
import type { Fetched } from '../../core/decision/setUpLink';
import type { WebhookInfo } from '../../core/decision/setUpTelegram';
import { isAutopilotError } from '../../core/errors';
import type { FullResponse } from '../shared/rawRequest';
import { openTelegram } from '../shared/telegramTransport';

const TIMEOUT_MS = 15_000;
/** n8n's own answers are a sentence; a page is not read. */
const LONGEST_BODY = 1_000;

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
		const body = typeof response.body === 'string' ? response.body : JSON.stringify(response.body);
		return { status: response.statusCode, date: dateOf(response), body: body.slice(0, LONGEST_BODY) };
	} catch (error) {
		return { error: scrub(error instanceof Error ? error.message : 'no answer') };
	}
}

/** The same link with a signature that cannot be right. */
export function forged(link: string): string {
	const url = new URL(link);
	const token = url.searchParams.get('token') ?? '';
	url.searchParams.set(
		'token',
		token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
	);
	return url.toString();
}

/** Beyond any n8n's executions, and still a number that its database knows. */
const LEAST_MISSING = 2_000_000_000;

/** The address at which an execution would wait that does not exist, beside that of a link of this execution. */
export function missingExecution(resumeUrl: string): { readonly executionId: string; readonly url: string } {
	const executionId = String(LEAST_MISSING + Math.floor(Math.random() * 100_000_000));
	const url = new URL(resumeUrl);
	url.pathname = url.pathname.replace(/\d+(\/[^/]*)$/, `${executionId}$1`);
	return { executionId, url: url.toString() };
}

/** What Telegram says of the bot's webhook, and the time by its clock; `null` where the node has no bot. */
export async function readWebhook(
	context: IExecuteFunctions,
): Promise<{ readonly info: WebhookInfo | { readonly error: string }; readonly date: string | null } | null> {
	const telegram = await openTelegram(context);
	try {
		return telegram && (await telegram.webhookInfo());
	} catch (error) {
		return { info: { error: isAutopilotError(error) ? error.message : 'Telegram could not be reached.' }, date: null };
	}
}
