import type { Instant } from '../types';
import { checkOf, type SetUpCheck } from './setUpCheck';

/** Telegram's WebhookInfo, as far as it matters. Dates are seconds since the epoch. */
export interface WebhookInfo {
	readonly url: string;
	readonly pendingUpdates: number;
	readonly lastErrorAt: number | null;
	readonly lastErrorMessage: string | null;
	/** Empty: every kind. */
	readonly allowedUpdates: readonly string[];
}

const MANY_PENDING = 20;
const RECENT_SECONDS = 3_600;
const NEEDED = ['message', 'callback_query'];
const PUBLISH_AGAIN = 'Unpublish and publish workflow 03: its Telegram Trigger then takes the webhook.';

/**
 * Whether what people tap and type reaches this n8n: a bot has one webhook, and whoever set it last has it.
 * @param origin that of this n8n's public URL.
 */
export function judgeWebhook(info: WebhookInfo | { readonly error: string }, origin: string, now: Instant): SetUpCheck[] {
	const { ok, fails } = checkOf('Telegram webhook');
	if ('error' in info) return [fails(info.error, 'Check the bot’s token in the Telegram credential.')];
	return [holder(info, origin), ...delivery(info, now)];

	function holder({ url, allowedUpdates }: WebhookInfo, own: string): SetUpCheck {
		if (url === '')
			return fails(
				'The bot has no webhook, so no tap and no reply arrives.',
				'Publish workflow 03, whose Telegram Trigger sets it.',
			);
		const holding = URL.canParse(url) ? new URL(url) : null;
		if (holding?.origin !== own)
			return fails(
				`Another system holds the bot’s webhook (${holding?.host ?? 'unknown'}), so taps and replies go there.`,
				`Use a bot of its own. ${PUBLISH_AGAIN}`,
			);
		if (holding.pathname.includes('-telegram') || !holding.pathname.includes('/webhook/'))
			return fails(
				'n8n’s own one-tap approvals hold the bot’s webhook, and pass nothing on to workflow 03.',
				`${PUBLISH_AGAIN} One-tap approvals of n8n work beside it.`,
			);
		const lacking = allowedUpdates.length === 0 ? [] : NEEDED.filter((kind) => !allowedUpdates.includes(kind));
		if (lacking.length > 0)
			return fails(
				`The webhook gets no ${lacking.join(' and no ')}.`,
				'Choose Message and Callback Query in the Telegram Trigger, and no other trigger of the same bot.',
			);
		return ok('A trigger of this n8n holds the bot’s webhook.');
	}
}

function delivery({ pendingUpdates, lastErrorAt, lastErrorMessage }: WebhookInfo, now: Instant): SetUpCheck[] {
	const { ok, fails } = checkOf('Telegram delivery');
	const age = lastErrorAt === null ? Infinity : Date.parse(now) / 1000 - lastErrorAt;
	if (lastErrorMessage !== null && age < RECENT_SECONDS)
		return [
			fails(
				`Telegram could not deliver ${Math.max(0, Math.round(age / 60))} min ago: ${lastErrorMessage}`,
				remedyFor(lastErrorMessage),
			),
		];
	if (pendingUpdates > MANY_PENDING)
		return [
			fails(
				`${pendingUpdates} updates wait at Telegram to be delivered.`,
				'See in n8n whether workflow 03 fails or n8n is overloaded.',
			),
		];
	return [ok('Telegram delivers without errors.')];
}

/** Telegram's own words for what is wrong, and what they mean here. */
function remedyFor(message: string): string {
	if (/certificate|ssl/i.test(message))
		return 'Give the public address a certificate that Telegram trusts, with its whole chain.';
	if (/refused|timed? ?out|resolve|unreachable/i.test(message))
		return 'Open the public address to the internet: ports 443, 80, 88 or 8443, from Telegram’s networks.';
	if (/40[34]/.test(message)) return `The address is no trigger’s any more, or its secret differs. ${PUBLISH_AGAIN}`;
	if (/30\d/.test(message)) return 'Put the final address into N8N_WEBHOOK_URL: Telegram follows no redirects.';
	return 'See the log of the proxy and of n8n at that time.';
}
