/** A commit costs a spreadsheet a call or two of the sixty it has in a minute; with pauses of this length a tick takes a quarter of them. */
const LEAST_MS = 4_000;
/** What is known of money is no later than this. */
const MOST_MS = 30_000;

/**
 * How long to wait, in milliseconds, for others to end when some runs have ended, so that all of them are written together: half of
 * what the longest of them took. So a place stands empty for at most half as long as it was in use, or a few seconds; and of runs
 * that began together, those that end at very different times are still written in few rounds.
 */
export const gatheringTime = (took: readonly number[]): number =>
	Math.min(MOST_MS, Math.max(LEAST_MS, ...took.map((milliseconds) => milliseconds / 2)));
