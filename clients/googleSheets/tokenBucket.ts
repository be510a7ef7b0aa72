const MINUTE_MS = 60_000;

/** Hands out permission to send, at most so many times a minute on average. */
export interface TokenBucket {
	/** Milliseconds to wait before the next call; 0 when it may go at once. The call counts from now on. */
	take(): number;
}

/**
 * A token bucket: full at first, so that a short burst goes out at once, and refilled evenly over a minute.
 * @param now milliseconds on any clock that only goes forward.
 */
export function createTokenBucket(perMinute: number, now: () => number): TokenBucket {
	let tokens = perMinute;
	let last = now();
	return {
		take: () => {
			const at = now();
			tokens = Math.min(perMinute, tokens + ((at - last) / MINUTE_MS) * perMinute) - 1;
			last = at;
			// Owed tokens are waited for: the next caller waits longer still, so that calls stay in order.
			return tokens >= 0 ? 0 : Math.ceil((-tokens / perMinute) * MINUTE_MS);
		},
	};
}
