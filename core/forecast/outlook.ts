import { gamma, poisson } from '../plan/distributions';
import { seededRandom } from '../plan/random';

/** What is known when the rest of a period is forecast. Values in the goal's metric. */
export interface OutlookInput {
	readonly progress: number;
	readonly target: number;
	/** What the plan expected of the time that has passed since it was made, and what came. */
	readonly expectedSoFar: number;
	readonly observedSoFar: number;
	/** What the plan expects of the rest. */
	readonly expectedRest: number;
	/** Size of one event: the value of one sale, or 1 where the metric counts. */
	readonly lump: number;
	/** Variance of the plan's expectation, relative to its square: how far the plan itself may be off. */
	readonly doubt: number;
	readonly seed: number;
}

export interface Outlook {
	readonly value: number;
	readonly low: number;
	readonly high: number;
	readonly probability: number;
}

/** Courses of the rest of the period that are drawn. */
export const OUTLOOK_SCENARIOS = 4000;

/**
 * The plan's expectation is multiplied by a performance factor with prior Gamma(mean 1, variance `doubt`); events are
 * Poisson around it, so k observed against e expected events give Gamma(1/doubt + k, 1/doubt + e). With one or two days
 * seen the plan still speaks; with many the figures do. With nothing left to come there is no uncertainty.
 */
export function outlook(input: OutlookInput): Outlook {
	const { progress, target, lump, expectedRest } = input;
	if (expectedRest <= 0 || lump <= 0) {
		return { value: progress, low: progress, high: progress, probability: progress >= target ? 1 : 0 };
	}
	const weight = 1 / Math.max(input.doubt, 1e-4);
	const shape = weight + Math.max(0, input.observedSoFar) / lump;
	const rate = weight + Math.max(0, input.expectedSoFar) / lump;
	const random = seededRandom(input.seed, ':outlook');
	const totals = Float64Array.from({ length: OUTLOOK_SCENARIOS }, () => {
		const factor = gamma(shape, random) / rate;
		return progress + lump * poisson((factor * expectedRest) / lump, random);
	}).sort();
	const at = (share: number): number => totals[Math.round(share * (OUTLOOK_SCENARIOS - 1))] ?? progress;
	const value = progress + (shape / rate) * expectedRest;
	const missed = totals.findIndex((total) => total >= target);
	return {
		value,
		low: Math.min(at(0.05), value),
		high: Math.max(at(0.95), value),
		probability: missed === -1 ? 0 : 1 - missed / OUTLOOK_SCENARIOS,
	};
}
