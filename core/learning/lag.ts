import { errorFunction } from 'simple-statistics';

/** How conversions spread over the days after an action: how large a share has come after so many whole days. */
export interface Lag {
	readonly meanDays: number;
	/** By age in days; after the last one everything has come. */
	readonly cumulated: readonly number[];
}

/** A catalog gives one figure, so conversions are taken to scatter around it by a third. */
const SPREAD = 0.3;
/** Where all customers wait as long: a month's trial. */
export const NARROW = 0.05;
const LEAST_SPREAD = 0.35;
/** Beyond this share everything counts as arrived. */
const ALL = 0.999;

const lags = new Map<string, Lag>();

/** The lag with this mean. Nothing is late where the mean is 0. Normal around the mean, cut off at the day of the action. */
export function lagOf(meanDays: number, spread = SPREAD): Lag {
	const key = `${meanDays}/${spread}`;
	const known = lags.get(key);
	if (known) return known;
	const lag: Lag = { meanDays, cumulated: meanDays <= 0 ? [1] : cumulate(meanDays, spread) };
	if (lags.size < MOST_KNOWN) lags.set(key, lag);
	return lag;
}

/** A pure function's memory: catalogs hold few different lags. */
const MOST_KNOWN = 1000;

function cumulate(mean: number, spread: number): number[] {
	const deviation = Math.max(LEAST_SPREAD, spread * mean);
	const normal = (day: number): number => (1 + errorFunction((day - mean) / (deviation * Math.SQRT2))) / 2;
	const before = normal(-0.5);
	const shares: number[] = [];
	for (let age = 0; shares.length === 0 || (shares[shares.length - 1] ?? 1) < ALL; age++) {
		shares.push((normal(age + 0.5) - before) / (1 - before));
	}
	shares[shares.length - 1] = 1;
	return shares;
}

/** Share that has come by the end of the day `age` days after the action. */
export const arrivedBy = ({ cumulated }: Lag, age: number): number =>
	age < 0 ? 0 : age >= cumulated.length ? 1 : (cumulated[age] ?? 1);

/** Share that comes on the day `age` days after the action. */
export const arrivesOn = (lag: Lag, age: number): number => arrivedBy(lag, age) - arrivedBy(lag, age - 1);
