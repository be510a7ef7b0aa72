import type { AxiosAdapter } from 'axios';
import { AutopilotError, isAutopilotError } from '../../core/errors';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../http/httpClient';
import { createQuota, type Quota } from './quota';

export interface ConnectionOptions extends Omit<HttpClientOptions, 'service' | 'arrayFormat' | 'baseUrl'> {
	/** Default `https://sheets.googleapis.com/`. */
	readonly rootUrl?: string;
	/** Milliseconds on a clock that goes forward, to keep within the quota and to know when to give up. */
	readonly clockMs: () => number;
	/** What is left of the account's minute. Default: a quota of its own, that of a new project. */
	readonly quota?: Quota;
}

const SERVICE = 'Google Sheets';
const ROOT_URL = 'https://sheets.googleapis.com/';
/**
 * Google refills its quota each minute, so that being patient for a minute is what helps, and no more than that: a tick comes again,
 * and nobody waits for an answer of n8n for longer.
 */
const PATIENCE = { maxRetries: 8, maxWaitMs: 60_000 };

const isBatchUpdate = (path: string): boolean => /:batchUpdate(\?|$)/.test(path);

/**
 * Opens the way to Google Sheets: every try takes a turn of the quota, and all calls together are patient for a minute. When none
 * of a kind got through for as long, the next one is tried once.
 */
export function connect(options: ConnectionOptions): { http: HttpClient; rootUrl: string } {
	const { rootUrl = ROOT_URL, quota = createQuota(options.clockMs), adapter, ...rest } = options;
	const { maxWaitMs = PATIENCE.maxWaitMs, clockMs, sleep } = options;
	const paced: AxiosAdapter = async (config) => {
		const turns = isBatchUpdate(config.url ?? '') ? quota.writes : quota.reads;
		const wait = turns.take(maxWaitMs);
		if (wait === null) {
			const what = 'More calls to Google Sheets are waiting for their turn than its quota lets through in a minute';
			throw new AutopilotError('API_RATE_LIMITED', what, { service: SERVICE });
		}
		if (wait > 0) await sleep(wait);
		return await adapter(config);
	};
	const http = createHttpClient({
		...PATIENCE,
		...rest,
		adapter: paced,
		service: SERVICE,
		baseUrl: new URL(rootUrl).origin,
		arrayFormat: 'repeat',
	});
	/** Since when calls of a kind fail. Google may refuse changes while reads get through, which says nothing about the changes. */
	const failing = new Map<boolean, { readonly since: number; readonly until: number }>();
	/** When a call of a kind got through last: what failed before it, of whichever kind, says nothing more about this one. */
	const through = new Map<boolean, number>();
	const request: HttpClient['request'] = async (call) => {
		const isChange = isBatchUpdate(call.path);
		const started = clockMs();
		// Long after the last one that failed, nobody knows how it is now.
		const recent = [...failing.values()].filter(({ until }) => started - until < maxWaitMs).map(({ since }) => since);
		const since = Math.min(started, ...recent.filter((time) => time >= (through.get(isChange) ?? -Infinity)));
		const answer = await http.request({ ...call, maxWaitMs: maxWaitMs - (started - since) }).catch((error: unknown) => {
			if (isAutopilotError(error) && error.retryable) failing.set(isChange, { since, until: clockMs() });
			else failing.delete(isChange);
			throw error;
		});
		failing.delete(isChange);
		through.set(isChange, clockMs());
		return answer;
	};
	return { http: { request }, rootUrl };
}
