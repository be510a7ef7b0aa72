import type { AxiosAdapter } from 'axios';
import { delayInMessage } from './rateLimit';

/**
 * Fits a transport to Whop: a 429 gets the `Retry-After` header it lacks, so that the HTTP client waits as long as the message
 * asks; and a request without a body says nothing of a content type, where axios would call it a form.
 */
export function whopTransport(adapter: AxiosAdapter): AxiosAdapter {
	return async (config) => {
		if (config.data === undefined) config.headers.delete('Content-Type');
		const response = await adapter(config);
		const seconds = response.status === 429 ? delayInMessage(response.data) : null;
		if (seconds !== null && !response.headers['retry-after']) response.headers['retry-after'] = String(seconds);
		return response;
	};
}
