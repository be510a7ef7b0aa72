import { createHash, createHmac, randomBytes } from 'node:crypto';
import { AutopilotError } from '../../core/errors';
import type { RandomId, Sign } from '../../core/ports';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const LEAST_SECRET_LENGTH = 32;

/**
 * The secret of an Autopilot API credential.
 * @throws AutopilotError SIGNING_SECRET_MISSING: without a secret nothing is signed and nothing is accepted.
 */
export function usableSecret(secret: unknown): string {
	if (typeof secret === 'string' && secret.length >= LEAST_SECRET_LENGTH) return secret;
	throw new AutopilotError('SIGNING_SECRET_MISSING', 'The Autopilot API credential has no usable Signing Secret');
}

/**
 * Signs with the secret of the Autopilot API credential.
 * @throws AutopilotError SIGNING_SECRET_MISSING
 */
export function signer(secret: unknown): Sign {
	const key = usableSecret(secret);
	return (message) => createHmac('sha256', key).update(message).digest('base64url');
}

/** Unguessable lower-case base 32, 5 bits a character. */
export const randomId: RandomId = (size) => Array.from(randomBytes(size), (byte) => BASE32.charAt(byte & 31)).join('');

/** SHA-256 as lower-case hex, for digests and derived identifiers. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
