import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import type { Decision } from '../../core/types';

/** An execution is busy for a moment between asking and waiting, and answers 409 until it waits. */
const RETRY_AFTER_MS = [250, 500, 1_000, 2_000, 4_000];
const TIMEOUT_MS = 15_000;

interface FullResponse {
	readonly statusCode: number;
	readonly body: unknown;
}

/**
 * Tells the execution that waits for a decision to look at the ledger. Waking decides nothing, and its failure loses nothing: the
 * answer is on record, and the loop's next tick finds it there.
 * @returns whether an execution said that it goes on.
 */
export async function wake(context: IExecuteFunctions, decision: Decision, ownUrl: string): Promise<boolean> {
	const [stored = ''] = decision.resumeUrls;
	const url = wakeUrl(stored, context.getSignedResumeUrl(), ownUrl);
	if (url === null) return false;
	for (const pause of [...RETRY_AFTER_MS, 0]) {
		const response = await post(context, url, { wake: decision.decisionId });
		if (response?.statusCode !== 409 || hasEnded(response.body)) return response?.statusCode === 200 && isWoken(response.body);
		await sleep(pause);
	}
	return false;
}

/**
 * The address to wake at. Anybody who may edit the ledger could put another address into it, so only a path of this n8n's own
 * waiting webhooks is taken, and the host always comes from the credential: n8n's signature covers path and query, not the host.
 * @returns `null` when the stored address is none of ours.
 */
export function wakeUrl(stored: string, ownResumeUrl: string, ownUrl: string): string | null {
	if (!URL.canParse(stored) || !URL.canParse(ownUrl)) return null;
	const { pathname, search } = new URL(stored);
	const [, prefix] = /^(.*\/)[^/]+\/[^/]+$/.exec(new URL(ownResumeUrl).pathname) ?? [];
	if (prefix === undefined || !pathname.startsWith(prefix)) return null;
	if (!/^\d+\/[\w%-]+$/.test(pathname.slice(prefix.length))) return null;
	return new URL(pathname + search, ownUrl).toString();
}

const isWoken = (body: unknown): boolean => typeof body === 'object' && body !== null && 'woken' in body && body.woken === true;

/** n8n answers 409 for an execution that is under way, and for one that has failed and will never wait again. */
const hasEnded = (body: unknown): boolean =>
	typeof body === 'object' && body !== null && 'message' in body && String(body.message).includes('finished');

async function post(context: IExecuteFunctions, url: string, body: { wake: string }): Promise<FullResponse | null> {
	try {
		const response: FullResponse = await context.helpers.httpRequest({
			url,
			method: 'POST',
			body,
			json: true,
			timeout: TIMEOUT_MS,
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		});
		return response;
	} catch {
		return null;
	}
}
