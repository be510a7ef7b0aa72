import { ConstantBackoff, handleWhen, retry } from 'cockatiel';
import { type AutopilotError, isAutopilotError } from '../../core/errors';
import type { Random } from '../../core/ports';

/** How patient a client is. */
export interface Patience {
	/** Waits; n8n's own `sleep` inside a node, instant in tests. */
	readonly sleep: (milliseconds: number) => Promise<void>;
	readonly random: Random;
	/** Tries after the first one. */
	readonly maxRetries: number;
	/** Longest time spent waiting between tries, in total. What would take longer fails at once. */
	readonly maxWaitMs: number;
	/** Milliseconds on a clock that goes forward. Where there is one, the tries themselves count as waiting too. */
	readonly clockMs?: () => number;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

/**
 * Tries again where `mayRetry` agrees: after the service's own `retryAfterSeconds` where it named one, else after a decorrelated
 * jitter (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015: next = random between base and 3 × previous).
 * cockatiel counts the tries; the waiting is done by `sleep`, because cockatiel's own timer can be neither aborted by n8n nor injected.
 * @throws what the last attempt threw.
 */
export async function withRetries<T>(
	{ sleep, random, maxRetries, maxWaitMs, clockMs }: Patience,
	mayRetry: (error: AutopilotError) => boolean,
	attempt: () => Promise<T>,
): Promise<T> {
	let delay = FIRST_DELAY_MS;
	const started = clockMs?.() ?? 0;
	let slept = 0;
	const worthWaiting = (error: unknown): boolean => {
		if (!isAutopilotError(error) || !mayRetry(error)) return false;
		const asked = error.details.retryAfterSeconds;
		const jittered = FIRST_DELAY_MS + random() * (delay * 3 - FIRST_DELAY_MS);
		// A little more than asked, so that everybody who was told the same time does not come back in the same instant.
		delay = typeof asked === 'number' ? asked * 1000 + random() * FIRST_DELAY_MS : Math.min(LONGEST_DELAY_MS, jittered);
		const waited = clockMs ? clockMs() - started : slept;
		return waited + delay <= maxWaitMs;
	};
	const policy = retry(handleWhen(worthWaiting), { maxAttempts: maxRetries, backoff: new ConstantBackoff(0) });
	return await policy.execute(async ({ attempt: tries }) => {
		if (tries > 0) {
			await sleep(delay);
			slept += delay;
		}
		return await attempt();
	});
}
