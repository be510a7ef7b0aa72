import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/*
 * n8n writes a workflow's static data as plain JSON into its database and into exports; only credentials are encrypted there. So the
 * webhook's secret is sealed with a key made of the credential's: who has the workflow but not the credential has nothing.
 */

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

const keyOf = (apiKey: string): Buffer => Buffer.from(hkdfSync('sha256', apiKey, '', 'n8n-nodes-autopilot whop webhook', 32));

/** Seals a webhook's secret (AES-256-GCM, Base64). */
export function seal(secret: string, apiKey: string): string {
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv(CIPHER, keyOf(apiKey), iv);
	return Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** Opens what `seal` made. @returns `null` where there is nothing, or the API key is another one by now. */
export function unseal(sealed: string | undefined, apiKey: string): string | null {
	const bytes = Buffer.from(sealed ?? '', 'base64');
	if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
	const decipher = createDecipheriv(CIPHER, keyOf(apiKey), bytes.subarray(0, IV_BYTES));
	decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
	try {
		return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
	} catch {
		// The seal does not fit: told to the caller as "no secret", which it must refuse.
		return null;
	}
}
