import { normal } from './distributions';
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
	const random = seededRandom(seed, ':organic');
	const meanError = organic.deviation / Math.sqrt(Math.max(organic.days, 1));
	const late = pending.reduce((sum, item) => sum + expectedOf(item), 0);
	const lateDeviation = Math.sqrt(pending.reduce((sum, item) => sum + pendingVariance(item), 0));
	const base = new Float64Array(scenarios);
	for (let index = 0; index < scenarios; index++) {
		const mean = organic.perDay + meanError * normal(random);
		const scattered = mean * dayCount + organic.deviation * Math.sqrt(dayCount) * normal(random);
		base[index] = progress + Math.max(0, scattered) + Math.max(0, late + lateDeviation * normal(random));
	}
	return base;
}

/** Of conversions that are only expected: a Poisson count at the believed rate, and the doubt about the rate itself. */
function pendingVariance({ candidate, actions, conversions }: Pending): number {
	if (candidate.contribution === 'actions' || conversions !== null) return 0;
	const size = candidate.contribution === 'value' ? candidate.valuePerConversion : 1;
	return actions * candidate.expectedPerAction * size + (actions * candidate.doubtPerAction) ** 2;
}
