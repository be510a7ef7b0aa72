import { mad, median } from 'simple-statistics';
import { exposureOf } from '../learning/series';
import type { Arm } from './arm';
import type { Rest } from './rest';

/** A day of a workflow that is far from what its other days let expect. */
export interface Anomaly {
	readonly arm: Arm;
	/** Robust standard deviations from the usual; below it where negative. */
	readonly sigma: number;
	readonly came: number;
	readonly expected: number;
}

/** Days that are needed to know what is usual. */
const LEAST_DAYS = 5;
/** Expected conversions below this scatter too much to call anything unusual. */
const LEAST_EXPECTED = 3;
/** The median absolute deviation of a normal distribution, as a share of its standard deviation. */
const NORMAL_MAD = 0.6745;

/**
 * Yesterday's result furthest from the usual, where it is at least so many standard deviations off. Each day is measured by
 * what it was expected to bring; centre and scale are median and median absolute deviation, which the odd days
 * themselves do not move (a bare mean ± 3σ on such data alarms worse than never alarming).
 */
export function findAnomaly({ arms, lessons }: Rest, sigma: number): Anomaly | null {
	let worst: Anomaly | null = null;
	for (const arm of arms) {
		const { series, lag, posterior } = arm.learned;
		if (series.teller === 'nobody') continue;
		const due = exposureOf(series, lag);
		const scores: number[] = [];
		due.forEach((count, day) => {
			if (count < 1) return;
			const expected = count * posterior.conversionRate;
			scores.push(((series.conversions[day] ?? 0) - expected) / Math.sqrt(expected + lessons.unevenness * expected ** 2 + 1e-9));
		});
		const last = due.length - 1;
		const expected = (due[last] ?? 0) * posterior.conversionRate;
		const score = scores.pop();
		if (score === undefined || expected < LEAST_EXPECTED || scores.length < LEAST_DAYS) continue;
		const own = (score - median(scores)) / Math.max(1, mad(scores) / NORMAL_MAD);
		if (Math.abs(own) >= sigma && Math.abs(own) > Math.abs(worst?.sigma ?? 0)) {
			worst = { arm, sigma: own, came: series.conversions[last] ?? 0, expected };
		}
	}
	return worst;
}
