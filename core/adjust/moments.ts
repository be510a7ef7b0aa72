import type { Arm } from './arm';
import type { Rest } from './rest';

/** Mean and variance of a part of what is still to come, in the goal's metric. */
export interface Moments {
	readonly mean: number;
	readonly variance: number;
}

/** A rate wanders: standard deviation of its logarithm after one day. */
export const WANDERING = 0.06;

/** What does not depend on what is planned: progress, the shop's own figures. */
export function ownMoments({ organic, progress, todayAhead }: Rest): Moments {
	let [sum, squares] = [0, 0];
	for (const [ahead, amount] of organic.perDay.entries()) {
		const own = ahead === 0 ? amount * todayAhead : amount;
		sum += own;
		squares += own ** 2;
	}
	return { mean: progress + sum, variance: organic.variation ** 2 * squares + (organic.meanDoubt * sum) ** 2 };
}

/** Size of one conversion in the goal's metric, and the second moment of it relative to its square. */
export const lumpOf = ({ belief, learned }: Arm): { readonly size: number; readonly spread: number } =>
	belief.contribution === 'value'
		? { size: belief.valuePerConversion, spread: 1 + learned.valueVariation }
		: { size: 1, spread: 1 };

/**
 * What an arm brings with so many actions due over so many days: doubt about its rate and value, chance of single conversions and their
 * size, uneven days, and a rate that wanders (the mean of a random walk over n steps varies by a third of its last).
 */
export function armMoments(arm: Arm, due: number, days: number, unevenness: number): Moments {
	const { contribution, expectedPerAction, doubtPerAction } = arm.belief;
	if (due <= 0 || contribution === 'nothing') return { mean: 0, variance: 0 };
	const mean = due * expectedPerAction;
	if (contribution === 'actions') return { mean, variance: 0 };
	const { size, spread } = lumpOf(arm);
	const relative = unevenness / Math.max(days, 1) + (WANDERING ** 2 * days) / 3;
	return { mean, variance: (doubtPerAction * due) ** 2 + mean * size * spread + relative * mean ** 2 };
}
