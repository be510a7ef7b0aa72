import { cleanText } from '../decision/safeText';
import type { JsonValue } from '../types';
import { eventText, type WebhookEvent } from './event';

/** The services whose bodies the pack writes; `json` is everybody else's. */
export type WebhookFormat = 'json' | 'slack' | 'teams' | 'line';

type Writer = (event: WebhookEvent, recipient: string) => JsonValue;

const SLACK_SECTION = 3_000;
const SLACK_HEADER = 150;
const LINE_TEXT = 5_000;

/** Slack reads `<` and `&` of a message's text as its own signs (docs.slack.dev, "Escaping text"). */
const escapeSlack = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The first line stands out; the rest is the text. */
function split({ lines }: WebhookEvent): { title: string; text: string } {
	const [first, ...rest] = lines.map(({ text }) => text);
	return { title: first ?? '', text: rest.join('\n').trim() };
}

/** An event as a service of one's own gets it (standardwebhooks.com): type, time, data, and a text that is ready to be shown. */
const json: Writer = (event) => ({
	type: event.type,
	timestamp: event.at,
	data: event.data,
	text: eventText(event),
});

/** Block Kit for an incoming webhook. Plain text blocks only: nothing that a question says is read as markup. */
const slack: Writer = (event) => {
	const { title, text } = split(event);
	const plain = (words: string): JsonValue => ({ type: 'plain_text', text: words, emoji: true });
	const blocks: JsonValue[] = [{ type: 'header', text: plain(cleanText(title, SLACK_HEADER)) }];
	if (text !== '') blocks.push({ type: 'section', text: plain(cleanText(text, SLACK_SECTION)) });
	if (event.page) {
		const button = { type: 'button', style: 'primary', text: plain(event.page.label), url: event.page.url };
		blocks.push({ type: 'actions', elements: [button] });
	}
	return { text: escapeSlack(cleanText(eventText(event), SLACK_SECTION)), unfurl_links: false, unfurl_media: false, blocks };
};

/** An adaptive card for a Teams workflow. Text runs instead of text blocks, since only the latter read Markdown. */
const teams: Writer = (event) => {
	const { title, text } = split(event);
	const run = (words: string, more: Readonly<Record<string, JsonValue>> = {}): JsonValue => ({
		type: 'RichTextBlock',
		inlines: [{ type: 'TextRun', text: words, ...more }],
	});
	const lines = text.split('\n').filter((line) => line.trim() !== '');
	return {
		type: 'message',
		attachments: [
			{
				contentType: 'application/vnd.microsoft.card.adaptive',
				contentUrl: null,
				content: {
					$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
					type: 'AdaptiveCard',
					version: '1.4',
					body: [run(title, { weight: 'Bolder', size: 'Large' }), ...lines.map((line) => run(line))],
					actions: event.page ? [{ type: 'Action.OpenUrl', title: event.page.label, url: event.page.url }] : [],
				},
			},
		],
	};
};

/** A push message of the LINE Messaging API. It knows no markup; the link stands on a line of its own. */
const line: Writer = (event, recipient) => {
	const link = event.page ? `\n\n${event.page.label}\n${event.page.url}` : '';
	return { to: recipient, messages: [{ type: 'text', text: cleanText(eventText(event), LINE_TEXT - link.length) + link }] };
};

const WRITERS: Readonly<Record<WebhookFormat, Writer>> = { json, slack, teams, line };

/** The body of an event in the form that a service takes. `recipient` is a LINE user or group; the others need none. */
export const webhookBody = (format: WebhookFormat, event: WebhookEvent, recipient: string): JsonValue =>
	WRITERS[format](event, recipient);
