import type { Instant } from '../types';
import { checkOf, type SetUpCheck } from './setUpCheck';

/** What came back from an address: a status, or why there was none. */
export type Fetched = { readonly status: number; readonly date: string | null } | { readonly error: string };

const LARGEST_SKEW_SECONDS = 60;
const PUBLIC_URL = 'Set N8N_WEBHOOK_URL (WEBHOOK_URL) to the public HTTPS address of this n8n and restart it.';

/** Whether the address in links can be opened from elsewhere. */
export function judgePublicUrl(address: string): SetUpCheck {
	const { ok, fails } = checkOf('Public URL');
	if (!URL.canParse(address)) return fails('n8n gives no usable address for links.', PUBLIC_URL);
	const { protocol, hostname, origin } = new URL(address);
	if (/^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$/.test(hostname))
		return fails(
			`Links point to ${origin}, which opens only on the machine of n8n itself; Telegram cannot reach it either.`,
			PUBLIC_URL,
		);
	if (protocol !== 'https:') return fails(`Links point to ${origin} without encryption; Telegram takes only HTTPS.`, PUBLIC_URL);
	return ok(`Links point to ${origin}.`);
}

/**
 * Whether a signed link of this very execution comes back to this n8n unchanged. While the execution runs n8n answers 409 to a link
 * whose signature it has found right, and 401 to one it has not; the same link with a wrong signature shows that it looked.
 */
export function judgeLink(genuine: Fetched, forged: Fetched): SetUpCheck {
	const { ok, fails } = checkOf('Signed link');
	if ('error' in genuine)
		return fails(
			`The link could not be opened: ${genuine.error}.`,
			'Let the public address lead to this n8n, from inside its own network too.',
		);
	const { status } = genuine;
	if (status === 401)
		return fails(
			'The link came back with a wrong signature: something on the way changes its path or query.',
			'Let the reverse proxy pass the path on unchanged (no stripped prefix), and set N8N_WEBHOOK_URL and N8N_PROXY_HOPS to match.',
		);
	if (status === 404)
		return fails(
			'The link leads to no waiting webhook: the proxy strips the path, or another server answers.',
			'Forward /webhook-waiting/ (and /webhook/) of the public address to this n8n, with the path unchanged.',
		);
	if (status >= 300 && status < 400)
		return fails(`The link is redirected (${status}).`, 'Put the final address, with https://, into N8N_WEBHOOK_URL.');
	if (status === 403)
		return fails(
			'Something before n8n refuses the link (403), a login or a firewall.',
			'Let /webhook-waiting/ through without a login: its links are signed.',
		);
	if (status !== 200 && status !== 409)
		return fails(`The link is answered with ${status}.`, 'See the log of the proxy and of n8n.');
	if (!('error' in forged) && forged.status === status)
		return ok('The link reaches this n8n. Whether its signature survives the way shows only once a question waits.');
	return ok('The link reaches this n8n with its signature unchanged, and one with a wrong signature is refused.');
}

/** Whether this machine's clock agrees with another one's. Deadlines are compared with it. */
export function judgeClock(date: string | null, now: Instant, source: string): SetUpCheck {
	const { ok, fails } = checkOf('Clock');
	const theirs = date === null ? NaN : Date.parse(date);
	if (Number.isNaN(theirs)) return ok(`${source} names no time to compare with.`);
	const seconds = Math.round((Date.parse(now) - theirs) / 1000);
	if (Math.abs(seconds) <= LARGEST_SKEW_SECONDS) return ok(`The clock agrees with that of ${source}.`);
	return fails(
		`The clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} that of ${source}, so deadlines come too ${seconds > 0 ? 'early' : 'late'}.`,
		'Let the machine of n8n set its clock over NTP.',
	);
}
