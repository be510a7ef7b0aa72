import { webhookBody, type WebhookFormat } from '../../core/webhook/formats';
import type { WebhookEvent } from '../../core/webhook/event';
import { AutopilotError } from '../../core/errors';
import type { Hash, Random } from '../../core/ports';
import { retryAfterSeconds } from '../http/retryAfter';
import { withRetries } from '../http/withRetries';

/** Where events are posted. Its URL, secret and token are never shown; its name is. */
export interface WebhookTarget {
	readonly name: string;
	readonly format: WebhookFormat;
	readonly url: string;
	/** `whsec_` and base64, for `json`. */
	readonly secret: string;
	/** Sent as bearer token; empty for none. */
	readonly token: string;
	/** LINE user or group. */
	readonly recipient: string;
}

/** Sends a POST over an injected transport. Any status is an answer; only a missing answer rejects. */
export type Post = (
	url: string,
	headers: Readonly<Record<string, string>>,
	body: string,
) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>> }>;

export interface WebhookOptions {
	readonly post: Post;
	readonly hash: Hash;
	readonly sleep: (milliseconds: number) => Promise<void>;
	readonly random: Random;
	/** Time of sending, which a receiver compares with its own clock. */
	readonly clock: () => Date;
}

const LINE_PUSH = 'https://api.line.me/v2/bot/message/push';
/** As Standard Webhooks writes symmetric secrets: at least 24 bytes. */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/;
const MAX_RETRIES = 3;
const MAX_WAIT_MS = 60_000;

/**
 * Posts an event to a target. Events of our own form are signed as Standard Webhooks are (webhook-id, webhook-timestamp,
 * webhook-signature), and may arrive twice with the same id; Slack and Teams cannot tell a repetition, so what may have arrived is not
 * sent to them again.
 * @throws AutopilotError CHANNEL_FAILED naming the target, never its address.
 */
export async function postEvent(target: WebhookTarget, event: WebhookEvent, options: WebhookOptions): Promise<void> {
	const { post, sleep, random } = options;
	const url = address(target);
	const body = JSON.stringify(webhookBody(target.format, event, target.recipient));
	const repeatable = target.format === 'json' || target.format === 'line';
	await withRetries(
		{ sleep, random, maxRetries: MAX_RETRIES, maxWaitMs: MAX_WAIT_MS },
		({ details }) => details.status === 429 || (repeatable && details.mayHaveArrived === true),
		async () => {
			const sent = await headersFor(target, event, body, options);
			let answer: Awaited<ReturnType<Post>>;
			try {
				answer = await post(url, sent, body);
			} catch {
				// What the transport says may hold the address, and the address may be a secret.
				throw failed(target, 'could not be reached', { mayHaveArrived: true });
			}
			if (answer.status >= 200 && answer.status < 300) return;
			// LINE answers a repetition of what it has taken already with 409.
			if (target.format === 'line' && answer.status === 409) return;
			const wait = retryAfterSeconds(answer.headers);
			throw failed(target, `answered ${answer.status}`, {
				status: answer.status,
				mayHaveArrived: answer.status >= 500,
				...(wait !== null && { retryAfterSeconds: wait }),
			});
		},
	);
}

function failed({ name }: WebhookTarget, what: string, details: Readonly<Record<string, number | boolean>>): AutopilotError {
	return new AutopilotError('CHANNEL_FAILED', `The webhook target "${name}" ${what}`, { channel: 'webhook', ...details });
}

function address(target: WebhookTarget): string {
	const url = target.url === '' && target.format === 'line' ? LINE_PUSH : target.url;
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
		throw failed(target, 'has no address that can be posted to', {});
	if (target.format === 'line' && (target.recipient === '' || target.token === ''))
		throw failed(target, 'needs a LINE recipient and a channel access token', {});
	return url;
}

async function headersFor(
	target: WebhookTarget,
	event: WebhookEvent,
	body: string,
	{ clock, hash }: WebhookOptions,
): Promise<Record<string, string>> {
	const base = {
		'content-type': 'application/json; charset=utf-8',
		...(target.token !== '' && { authorization: `Bearer ${target.token}` }),
	};
	if (target.format === 'line') return { ...base, 'x-line-retry-key': asUuid(hash(event.id)) };
	if (target.format !== 'json') return base;
	const { Webhook } = await import('standardwebhooks');
	const now = clock();
	// Unsigned, nobody could tell our events from forged ones.
	if (!SECRET.test(target.secret))
		throw failed(target, 'has no usable signing secret: it must be whsec_ and base64 of 24 bytes or more', {});
	const signature = new Webhook(target.secret).sign(event.id, now, body);
	const seconds = Math.floor(now.getTime() / 1000);
	return { ...base, 'webhook-id': event.id, 'webhook-timestamp': String(seconds), 'webhook-signature': signature };
}

/** A hash in the form of a UUID (RFC 9562, version 8: made by the application). */
const asUuid = (hex: string): string =>
	[hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
