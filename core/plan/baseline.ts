import type { Random } from '../ports';
import { gamma } from './distributions';
import type { Organic } from './organic';
import { expectedOf, type Pending } from './pipeline';
import { seededRandom } from './random';

/**
 * What will be there without any step of the plan, one figure per scenario: the progress, the organic part over the
 * remaining days (its mean is uncertain, its days scatter) and what earlier runs still bring.
 */
export function baseline(
	progress: number,
	organic: Organic,
	dayCount: number,
	pending: readonly Pending[],
	scenarios: number,
	seed: number,
): Float64Array {
	const random = seededRandom(seed, ':baseline');
	const meanError = organic.deviation / Math.sqrt(Math.max(organic.days, 1));
	const organicVariance = organic.deviation ** 2 * dayCount + (meanError * dayCount) ** 2;
	const late = pending.reduce((sum, item) => sum + expectedOf(item), 0);
	const lateVariance = pending.reduce((sum, item) => sum + pendingVariance(item), 0);
	return Float64Array.from(
		{ length: scenarios },
		() => progress + positive(organic.perDay * dayCount, organicVariance, random) + positive(late, lateVariance, random),
	);
}

/** A number of this mean and variance that is never negative (Gamma). */
function positive(mean: number, variance: number, random: Random): number {
	if (mean <= 0 || variance <= 0) return Math.max(0, mean);
	return gamma(mean ** 2 / variance, random) * (variance / mean);
}

/** A Poisson count at the believed rate, and the doubt about the rate itself. */
function pendingVariance({ belief, actions }: Pending): number {
	if (belief.contribution === 'actions') return 0;
	const size = belief.contribution === 'value' ? belief.valuePerConversion : 1;
	return actions * belief.expectedPerAction * size + (actions * belief.doubtPerAction) ** 2;
}
