import type { Series } from './series';

/** Yesterday's end of a run says more of today's than last week's: outages last for days. */
const KEEPS = 0.5;
/** But they end: so much of what is special about today is left a day later. */
const LASTS = 0.75;
/** Before anything has run: successes on trust, of today and of the long run. */
const TRUST_TODAY = 1;
const TRUST = 4;

/** Whether runs succeed: tomorrow, and in the long run. */
export interface Reliability {
	readonly now: number;
	readonly later: number;
}

/** Probability that a run succeeds, from how the days ended so far. */
export function reliabilityOf({ tried, succeeded }: Pick<Series, 'tried' | 'succeeded'>): Reliability {
	let [good, all, goodOfAll, days] = [0, 0, 0, 0];
	for (let day = 0; day < tried.length; day++) {
		if (!tried[day]) continue;
		good = good * KEEPS + (succeeded[day] ?? 0);
		all = all * KEEPS + 1;
		goodOfAll += succeeded[day] ?? 0;
		days += 1;
	}
	return { now: (TRUST_TODAY + good) / (TRUST_TODAY + all), later: (TRUST + goodOfAll) / (TRUST + days) };
}

/** The same on a day that lies ahead: from what it is now towards what it is in the long run. */
export const reliabilityOn = ({ now, later }: Reliability, ahead: number): number =>
	later + (now - later) * Math.pow(LASTS, ahead);
