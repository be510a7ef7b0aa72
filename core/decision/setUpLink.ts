import type { Instant } from '../types';
import { checkOf, type SetUpCheck } from './setUpCheck';

/** What came back from an address: a status and what was said, or why there was no answer. */
export type Fetched =
	| { readonly status: number; readonly date: string | null; readonly body: string }
	| { readonly error: string };

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

/** What is wrong with an answer to a link, whoever should have given it; `null` where n8n itself may have answered. */
function wayProblem(fetched: Fetched, path: string): readonly [message: string, remedy: string] | null {
	if ('error' in fetched)
		return [
			`The link could not be opened: ${fetched.error}.`,
			'Let the public address lead to this n8n, from inside its own network too.',
		];
	const { status } = fetched;
	if (status >= 300 && status < 400)
		return [`The link is redirected (${status}).`, 'Put the final address, with https://, into N8N_WEBHOOK_URL.'];
	if (status === 401 || (status === 403 && path !== PAGE_PATH))
		return [
			`Something before n8n refuses the link (${status}), a login or a firewall.`,
			`Let ${path} through without a login: its links are signed.`,
		];
	if (status >= 500) return [`The link is answered with ${status}.`, 'See the log of the proxy and of n8n.'];
	return null;
}

const WAITING_PATH = '/webhook-waiting/';
const PAGE_PATH = '/webhook/';

/**
 * Whether links to waiting executions come to this n8n with their path unchanged. The link opened names an execution that does not
 * exist, and n8n says its number when it says so, which neither a proxy nor another page would.
 */
export function judgeWaitingLink(fetched: Fetched, executionId: string): SetUpCheck {
	const { ok, fails } = checkOf('Link to a waiting execution');
	const problem = wayProblem(fetched, WAITING_PATH);
	if (problem) return fails(...problem);
	if (!('error' in fetched) && fetched.status === 404 && fetched.body.includes(executionId))
		return ok('Links to waiting executions reach this n8n.');
	return fails(
		'The link leads to no waiting webhook: the proxy strips the path, or another server answers.',
		`Forward ${WAITING_PATH} of the public address to this n8n, with the path unchanged.`,
	);
}

/**
 * Whether a signed link opens the decisions page, unchanged on its way.
 * @param forged what the same link with a wrong signature gave.
 */
export function judgePageLink(genuine: Fetched, forged: Fetched): SetUpCheck {
	const { ok, fails } = checkOf('Signed link');
	const problem = wayProblem(genuine, PAGE_PATH);
	if (problem) return fails(...problem);
	const status = 'error' in genuine ? 0 : genuine.status;
	if (status === 403)
		return fails(
			'The link is refused (403): something on the way changes its query, a login or firewall stands before n8n, or the page signs with another secret.',
			'Let the reverse proxy pass path and query on unchanged and without a login, and use one Autopilot API credential everywhere.',
		);
	if (status === 404)
		return fails(
			'No decisions page is at the other end of the link.',
			`Publish workflow 03, which serves it, and forward ${PAGE_PATH} of the public address to this n8n, with the path unchanged.`,
		);
	if (status !== 200) return fails(`The link is answered with ${status}.`, 'See the log of the proxy and of n8n.');
	if ('error' in forged || forged.status !== 403)
		return fails(
			'Another page answers the link, whatever its signature: the proxy strips the path, or another server answers.',
			`Forward ${PAGE_PATH} of the public address to this n8n, with the path unchanged.`,
		);
	return ok('A signed link opens the decisions page, and one with a wrong signature is refused.');
}

/** Whether this machine's clock agrees with another one's. Deadlines are compared with it. */
export function judgeClock(date: string | null, now: Instant, source: string): SetUpCheck {
	const { ok, fails, undecided } = checkOf('Clock');
	const theirs = date === null ? NaN : Date.parse(date);
	if (Number.isNaN(theirs))
		return undecided(
			`${source} names no time to compare with.`,
			'Make sure by yourself that the machine of n8n sets its clock over NTP: deadlines are compared with it.',
		);
	const seconds = Math.round((Date.parse(now) - theirs) / 1000);
	if (Math.abs(seconds) <= LARGEST_SKEW_SECONDS) return ok(`The clock agrees with that of ${source}.`);
	return fails(
		`The clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} that of ${source}, so deadlines come too ${seconds > 0 ? 'early' : 'late'}.`,
		'Let the machine of n8n set its clock over NTP.',
	);
}
