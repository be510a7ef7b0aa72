import { AutopilotError } from '../../core/errors';

/** Which Whop a key belongs to. Keys of production and sandbox look alike, so the user says it. */
export type WhopEnvironment = 'production' | 'sandbox' | 'custom';

/** Base URLs of Whop's API v1 (docs.whop.com, "API reference" and "Sandbox"). */
export const WHOP_BASE_URLS = {
	production: 'https://api.whop.com/api/v1',
	sandbox: 'https://sandbox-api.whop.com/api/v1',
} as const;

/**
 * The base URL of an environment. `custom` is for a proxy or an emulator.
 * @throws AutopilotError PARAMETER_INVALID when a custom environment has no usable URL.
 */
export function whopBaseUrl(environment: string, customUrl: string): string {
	if (environment === 'production' || environment === 'sandbox') return WHOP_BASE_URLS[environment];
	if (environment === 'custom' && /^https?:\/\/[^\s]+$/.test(customUrl)) return customUrl.replace(/\/+$/, '');
	throw new AutopilotError(
		'PARAMETER_INVALID',
		environment === 'custom'
			? 'The Whop API credential has no usable Base URL for its custom environment'
			: `The Whop API credential has an unknown environment: ${environment.slice(0, 40)}`,
	);
}
