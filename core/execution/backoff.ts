/** Long enough for a service to recover a little; ticks come every five minutes anyway. */
const FIRST_SECONDS = 60;
const LONGEST_SECONDS = 1_800;

/**
 * How long to wait before a run is tried again: decorrelated jitter (Brooker, "Exponential Backoff And Jitter", AWS Architecture
 * Blog 2015: next = random between base and 3 × previous, cut at a longest). cockatiel's generator of the same name draws from
 * Math.random and counts attempts in memory; here both come from the row of the run, so that any worker waits the same time.
 * @param previous seconds waited before the attempt that failed; 0 for the first.
 * @param uniform in [0, 1).
 * @returns seconds.
 */
export function retryDelay(previous: number, uniform: number): number {
	const widest = Math.max(FIRST_SECONDS, previous) * 3;
	return Math.min(LONGEST_SECONDS, FIRST_SECONDS + uniform * (widest - FIRST_SECONDS));
}
