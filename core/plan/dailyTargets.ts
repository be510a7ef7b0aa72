import type { Day } from '../types';
import { weekdayOf } from './days';
import type { TargetShape } from './planInput';

/**
 * Spreads what is missing over the days; the parts add up to it. `front_loaded` gives the first day twice the weight of
 * the last, so that there is time to correct. `weekdays` holds a weight for Monday … Sunday, or `null` when too little is known.
 */
export function dailyTargets(
	missing: number,
	days: readonly Day[],
	shape: TargetShape,
	weekdays: readonly number[] | null,
): number[] {
	const weights = days.map((day, index) => {
		if (shape === 'front_loaded') return days.length > 1 ? 2 - index / (days.length - 1) : 1;
		return shape === 'auto' && weekdays ? (weekdays[weekdayOf(day)] ?? 1) : 1;
	});
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return total > 0 ? weights.map((weight) => (missing * weight) / total) : days.map(() => missing / days.length);
}
