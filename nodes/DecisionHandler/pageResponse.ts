import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { PAGE_STYLE } from '../../core/page/style';

/**
 * Nothing may be loaded or run but the page's own style; a form may only go back to where the page came from. Made when a page is:
 * n8n loads this file at start, and the style brings the chart's libraries with it.
 */
const rules = (): string[] => [
	"default-src 'none'",
	`style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
	"form-action 'self'",
	"base-uri 'none'",
];

/** The policy as a page carries it itself. */
export const pagePolicy = (): string => rules().join('; ');

/** With what only a header can say. */
const headerPolicy = (): string => [...rules(), "frame-ancestors 'none'"].join('; ');

/** Answers a request with a page. Its address is a secret of the approver, so it is neither kept nor passed on. */
export function sendPage(context: IWebhookFunctions, status: number, html: string): void {
	context
		.getResponseObject()
		.status(status)
		.set({
			'Content-Type': 'text/html; charset=utf-8',
			'Content-Security-Policy': headerPolicy(),
			'Referrer-Policy': 'no-referrer',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
			'X-Frame-Options': 'DENY',
			'X-Robots-Tag': 'noindex, nofollow',
		})
		.send(html);
}

/** Answers another execution of the pack. */
export function sendJson(context: IWebhookFunctions, status: number, body: Readonly<Record<string, unknown>>): void {
	context.getResponseObject().status(status).set({ 'Cache-Control': 'no-store' }).json(body);
}
