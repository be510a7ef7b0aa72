import type { Locale } from '../types';
import { html, Html } from './html';
import { PAGE_STYLE } from './style';

/** What every page of the pack stands in. */
export interface PageFrame {
	readonly locale: Locale;
	/** Content-Security-Policy of the page. It travels in the page itself, because n8n replaces the header of a workflow's answer. */
	readonly policy: string;
}

/** One piece, so that not a blank comes between: the policy names the hash of exactly this style. */
const STYLE = new Html(`<style>${PAGE_STYLE}</style>`);

/** A whole page: no script, nothing loaded from anywhere, and a title that tells a link preview nothing. */
export const documentPage = ({ locale, policy }: PageFrame, title: string, body: Html): string =>
	html`<!doctype html>
		<html lang="${locale}">
			<head>
				<meta charset="utf-8" />
				<meta http-equiv="Content-Security-Policy" content="${policy}" />
				<meta name="viewport" content="width=device-width,initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<meta name="robots" content="noindex,nofollow" />
				<meta name="referrer" content="no-referrer" />
				<title>${title}</title>
				${STYLE}
			</head>
			<body>
				${body}
			</body>
		</html>`.markup;
