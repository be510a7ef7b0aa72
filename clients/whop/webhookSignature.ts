import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a delivery's time may be from ours, in seconds, either way (Standard Webhooks). */
const TOLERANCE_SECONDS = 300;

/** One delivery as it came in. */
export interface Delivery {
	/** Value of a header by its name in lower case. */
	readonly header: (name: string) => string | undefined;
	/** The bytes that were sent: JSON that was parsed and written anew has another signature. */
	readonly rawBody: Buffer;
}

/** What the signature says: who it is, or why it is refused. */
export type SignatureCheck =
	| { readonly accepted: true; readonly webhookId: string }
	| { readonly accepted: false; readonly reason: 'unsigned' | 'stale' | 'forged' };

/**
 * Checks a delivery by Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, compared in constant time, at most five minutes
 * old or ahead. Whop's key is the secret as it stands, `ws_` included, where the standard would decode it from Base64.
 * @param secret must not be empty: the caller refuses where there is none.
 * @param nowMs milliseconds since the epoch.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function checkSignature({ header, rawBody }: Delivery, secret: string, nowMs: number): SignatureCheck {
	const webhookId = header('webhook-id') ?? '';
	const timestamp = header('webhook-timestamp') ?? '';
	const signatures = header('webhook-signature') ?? '';
	if (webhookId === '' || signatures === '' || !/^\d{1,12}$/.test(timestamp)) return { accepted: false, reason: 'unsigned' };
	const expected = createHmac('sha256', secret).update(`${webhookId}.${timestamp}.`).update(rawBody).digest();
	// The header may hold several signatures while a secret is being changed.
	const genuine = signatures
		.split(' ')
		.filter((signature) => signature.startsWith('v1,'))
		.map((signature) => Buffer.from(signature.slice('v1,'.length), 'base64'))
		.some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected));
	if (!genuine) return { accepted: false, reason: 'forged' };
	// Looked at last: who cannot sign learns nothing of our clock.
	if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return { accepted: false, reason: 'stale' };
	return { accepted: true, webhookId };
}
