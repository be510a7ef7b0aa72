import type { IHttpRequestOptions } from 'n8n-workflow';

/** What n8n's request helper gives back for a raw request. */
export interface FullResponse {
	readonly statusCode: number;
	readonly statusMessage?: string;
	readonly headers: Record<string, string>;
	readonly body: unknown;
}

/**
 * How the pack asks n8n to make a call for a client: text in and out, since the client reads it, the whole answer, and never a
 * redirect, which would carry credentials and what is said to another host.
 */
export const RAW_REQUEST = {
	encoding: 'text',
	json: false,
	disableFollowRedirect: true,
	returnFullResponse: true,
} as const satisfies Partial<IHttpRequestOptions>;
