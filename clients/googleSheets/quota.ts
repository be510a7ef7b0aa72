const MINUTE_MS = 60_000;
/** Calls do not take equally long to arrive: those of more than a minute must not meet in one. */
const MARGIN_MS = 1_000;

/** Turns for calls of one kind. */
export interface Turns {
	/**
	 * Takes the next turn.
	 * @returns milliseconds to wait for it, 0 when it is now; `null`, and nothing is taken, when that would be longer than `most`
	 */
	take(most: number): number | null;
}

/** What one account may ask of Google in a minute: share it among all who use the account. */
export interface Quota {
	readonly reads: Turns;
	readonly writes: Turns;
}

/**
 * A sliding window: in no minute, wherever it begins, more than so many calls, and a burst of as many goes out at once.
 * @param now milliseconds on any clock that only goes forward.
 */
export function createTurns(perMinute: number, now: () => number): Turns {
	/** When the calls of the last minute went out or will. */
	let sent: number[] = [];
	return {
		take: (most) => {
			const at = now();
			sent = sent.filter((time) => time > at - MINUTE_MS - MARGIN_MS);
			const before = sent[sent.length - perMinute];
			const next = before === undefined ? at : before + MINUTE_MS + MARGIN_MS;
			if (next - at > most) return null;
			sent.push(next);
			return next - at;
		},
	};
}

/** Google's quota of reads and of writes, each per minute, user and project. 60 in a new project; a service account is one user. */
export const createQuota = (now: () => number, perMinute = 60): Quota => ({
	reads: createTurns(perMinute, now),
	writes: createTurns(perMinute, now),
});
