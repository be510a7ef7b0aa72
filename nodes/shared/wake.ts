import { sleep, type IExecuteFunctions, type IWebhookFunctions } from 'n8n-workflow';
import type { Decision } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import type { FullResponse } from './rawRequest';

/** An execution is busy for a moment between asking and waiting, and answers 409 until it waits. */
const RETRY_AFTER_MS = [250, 500, 1_000, 2_000, 4_000];
const TIMEOUT_MS = 15_000;

/** Who wakes: a node that runs, or one whose waiting execution was called. */
export interface Waker {
	readonly context: IExecuteFunctions | IWebhookFunctions;
	readonly ledger: Ledger;
	/** Base URL under which this n8n reaches itself. */
	readonly ownUrl: string;
}

/**
 * What a waiting execution says when it is told to look at the ledger. `waiting`: it looked, and the question is open. `busy`: it runs.
 * `ended`: it went on by itself. `gone`: it was deleted or pruned, or the address is none of ours. `silent`: n8n gave no answer.
 */
export type Wakened = 'woken' | 'waiting' | 'busy' | 'ended' | 'gone' | 'silent';

const GONE = 'The execution that asked was deleted while it waited, so nothing went on with the outcome';

/**
 * Tells the executions that wait for a closed decision to look at the ledger. Waking decides nothing, and its failure loses nothing:
 * an execution stays on record until a later pass hears that it has ended, because one that said it goes on may still be killed before
 * it does.
 * @param patient whether to try again for some seconds while an execution is busy.
 * @returns whether an execution said that it goes on.
 */
export async function wakeWaiting({ context, ledger, ownUrl }: Waker, decision: Decision, patient = true): Promise<boolean> {
	const { decisionId, resumeUrls } = decision;
	const own = context.getExecutionId();
	const said = await Promise.all(
		resumeUrls.map(async (url) =>
			waitingExecution(url) === own ? 'woken' : await wakeAt(context, url, decisionId, ownUrl, patient),
		),
	);
	const left = resumeUrls.filter((_, index) => said[index] !== 'ended' && said[index] !== 'gone');
	if (left.length < resumeUrls.length) {
		// Where everybody is gone nothing will go on, which a goal's loop makes up for and another workflow cannot.
		const note = decision.goalId === '' && said.every((word) => word === 'gone') ? { note: GONE } : {};
		// One more that began to wait meanwhile must not be dropped: then the list stays as it is, and the next pass finds it.
		await ledger.transition('decision_log', decisionId, { resumeUrls }, { resumeUrls: left, ...note });
	}
	return said.some((word, index) => word === 'woken' && waitingExecution(resumeUrls[index] ?? '') !== own);
}

/**
 * Wakes every execution that still waits for a decision that is closed, because waking failed when it was closed. For the sweep and
 * the loop's tick, with the decisions they have read anyway.
 * @returns the decisions whose executions went on.
 */
export async function wakeAnswered(waker: Waker, decisions: readonly Decision[]): Promise<Decision[]> {
	const woken: Decision[] = [];
	for (const decision of decisions) {
		if (decision.status === 'pending' || decision.resumeUrls.length === 0) continue;
		if (await wakeWaiting(waker, decision, false)) woken.push(decision);
	}
	return woken;
}

/** Tells one execution to look at the ledger. */
export async function wakeAt(
	context: IExecuteFunctions | IWebhookFunctions,
	stored: string,
	decisionId: string,
	ownUrl: string,
	patient: boolean,
): Promise<Wakened> {
	const url = wakeUrl(stored, context.getSignedResumeUrl(), ownUrl);
	if (url === null) return 'gone';
	let last: Wakened = 'busy';
	for (const pause of patient ? [...RETRY_AFTER_MS, 0] : [0]) {
		last = read(await post(context, url, { wake: decisionId }));
		if (last !== 'busy') return last;
		await sleep(pause);
	}
	return last;
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

/** The execution that waits at an address, `null` for an address that is none of n8n's. */
export function waitingExecution(resumeUrl: string): string | null {
	if (!URL.canParse(resumeUrl)) return null;
	return /\/(\d+)\/[\w%-]+$/.exec(new URL(resumeUrl).pathname)?.[1] ?? null;
}

/** n8n answers 409 for an execution that is under way, and for one that has ended and will never wait again. */
function read(response: FullResponse | null): Wakened {
	const says = (name: string): unknown =>
		typeof response?.body === 'object' && response.body !== null ? Reflect.get(response.body, name) : undefined;
	switch (response?.statusCode) {
		case 200:
			// n8n itself answers with a page when the execution has ended well.
			return says('woken') === true ? 'woken' : 'ended';
		case 202:
			return 'waiting';
		// A signature that n8n no longer takes leads nowhere either.
		case 401:
		case 404:
			// Ours says why; n8n's own is for an execution it does not know.
			return says('woken') === false ? 'ended' : 'gone';
		case 409:
			return String(says('message')).includes('finished') ? 'ended' : 'busy';
		default:
			return 'silent';
	}
}

async function post(
	context: IExecuteFunctions | IWebhookFunctions,
	url: string,
	body: { wake: string },
): Promise<FullResponse | null> {
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
