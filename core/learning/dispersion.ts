/** Days of one workflow: conversions due, and those that came. */
export interface Days {
	readonly due: ArrayLike<number>;
	readonly came: ArrayLike<number>;
}

/** What is believed before anything is seen: a day's rate varies by a fifth beyond chance, worth this much evidence. */
const PRIOR = 0.04;
const PRIOR_WEIGHT = 60;

/** Days around a day whose mean is what was expected of it. */
const AROUND = 3;

/**
 * Squared coefficient of variation of the rate from day to day beyond Poisson chance, pooled over the workflows: by the
 * method of moments, (came − mean)² − mean against mean². The mean is that of the days around, so that drift is not
 * taken for noise.
 */
export function unevennessOf(workflows: readonly Days[]): number {
	let [excess, weight] = [PRIOR * PRIOR_WEIGHT, PRIOR_WEIGHT];
	for (const { due, came } of workflows) {
		for (let day = 0; day < due.length; day++) {
			if ((due[day] ?? 0) <= 0) continue;
			let [dueAround, cameAround] = [0, 0];
			for (let other = Math.max(0, day - AROUND); other <= Math.min(due.length - 1, day + AROUND); other++) {
				dueAround += due[other] ?? 0;
				cameAround += came[other] ?? 0;
			}
			const share = (due[day] ?? 0) / dueAround;
			if (share > MOST_SHARE) continue;
			const mean = cameAround * share;
			// The day itself is part of its mean: that much of its variance is missing.
			excess += ((came[day] ?? 0) - mean) ** 2 / (1 - share) - mean;
			weight += mean ** 2 * (1 - share);
		}
	}
	return Math.min(Math.max(excess / weight, 0.005), 1);
}

/** A day that makes up more of its surroundings than this cannot be compared with them. */
const MOST_SHARE = 0.75;

/**
 * Squared coefficient of variation of the value of one conversion, from what days with so many conversions brought;
 * before anything is seen ½², worth five conversions.
 */
export function valueVariation(days: readonly { readonly conversions: number; readonly revenue: number }[]): number {
	let [conversions, revenue] = [0, 0];
	for (const day of days) {
		conversions += day.conversions;
		revenue += day.revenue;
	}
	if (conversions < 2 || revenue <= 0) return PRIOR_VARIATION;
	const mean = revenue / conversions;
	let squares = 0;
	let told = 0;
	for (const day of days) {
		if (day.conversions <= 0) continue;
		squares += (day.revenue - day.conversions * mean) ** 2;
		told += day.conversions * (1 - day.conversions / conversions);
	}
	return (PRIOR_VARIATION * PRIOR_SALES + squares / mean ** 2) / (PRIOR_SALES + told);
}

const PRIOR_VARIATION = 0.25;
const PRIOR_SALES = 5;
