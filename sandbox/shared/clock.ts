import { DateTime } from 'luxon';

/** The sandbox's virtual time. It stands still until somebody moves it, and it never runs backwards except by `reset`. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Moves forward; an earlier instant is ignored, so that late callers cannot turn time back. */
	moveTo(instant: number): void;
	reset(instant: number): void;
	/** Calls back after time has moved forward. */
	onMove(listener: () => void): void;
}

/** A clock that stands at `start` (milliseconds since the epoch). */
export function createClock(start: number): Clock {
	let current = start;
	const listeners: (() => void)[] = [];
	return {
		now: () => current,
		moveTo: (instant) => {
			if (instant <= current) return;
			current = instant;
			for (const listener of listeners) listener();
		},
		reset: (instant) => {
			current = instant;
		},
		onMove: (listener) => {
			listeners.push(listener);
		},
	};
}

/**
 * Reads an ISO 8601 instant (an offset or `Z` is required to mean a single point in time; without one, UTC is taken).
 * @returns milliseconds since the epoch
 * @throws RangeError when the text is no instant
 */
export function parseInstant(text: string): number {
	const parsed = DateTime.fromISO(text, { zone: 'utc' });
	if (!parsed.isValid) throw new RangeError(`"${text.slice(0, 40)}" is not an ISO 8601 instant`);
	return parsed.toMillis();
}

/** ISO 8601 in UTC with milliseconds. */
export function toInstant(millis: number): string {
	return new Date(millis).toISOString();
}
