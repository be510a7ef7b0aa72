import { median } from 'simple-statistics';
import type { Adjustment, AdjustmentMeasurement } from '../types';

/** Document 003's indicators of optimization, from the adjustments of one goal. `null` where there is nothing to measure. */
export interface LearningIndicators {
	readonly adjustments: number;
	/** Of these, measured only by what had come when the goal ended, and not measurable even by then. */
	readonly partlyMeasured: number;
	readonly unmeasurable: number;
	/** What the adjustments brought that can be measured, in the goal's metric. */
	readonly effectOfAdjustments: number | null;
	/** Share of measured adjustments that brought something. */
	readonly improvingShare: number | null;
	/**
	 * How fast expectations come true: 1 − median error of the later half of the wholly measured adjustments ÷ that of the
	 * earlier half. 0: nothing learned; 1: the expectations have become exact; below 0: they got worse.
	 */
	readonly learningSpeed: number | null;
}

/** Adjustments that each half needs for its median to mean anything. */
const LEAST_HALF = 2;

/** Measures what adjusting brought, and how fast the loop learns what a change will bring. */
export function measureLearning(adjustments: readonly Adjustment[]): LearningIndicators {
	const measured = adjustments
		.flatMap(({ adjustedAt, expectedEffect, measuredEffect, measurement }) => {
			if (measuredEffect === null) return [];
			const isWhole = measurement !== 'partial';
			return [{ adjustedAt, isWhole, effect: measuredEffect, error: errorOf(expectedEffect, measuredEffect) }];
		})
		.sort((one, other) => (one.adjustedAt < other.adjustedAt ? -1 : one.adjustedAt > other.adjustedAt ? 1 : 0));
	const none = measured.length === 0;
	const count = (how: AdjustmentMeasurement): number => adjustments.filter(({ measurement }) => measurement === how).length;
	return {
		adjustments: adjustments.length,
		partlyMeasured: count('partial'),
		unmeasurable: count('impossible'),
		effectOfAdjustments: none ? null : measured.reduce((sum, { effect }) => sum + effect, 0),
		improvingShare: none ? null : measured.filter(({ effect }) => effect > 0).length / measured.length,
		learningSpeed: speedOf(measured.filter(({ isWhole }) => isWhole).map(({ error }) => error)),
	};
}

/** Relative to the larger of the two, so that it lies between 0 and 2. */
const errorOf = (expected: number, measured: number): number => {
	const size = Math.max(Math.abs(expected), Math.abs(measured));
	return size > 0 ? Math.abs(expected - measured) / size : 0;
};

function speedOf(errors: readonly number[]): number | null {
	const half = Math.floor(errors.length / 2);
	if (half < LEAST_HALF) return null;
	const [early, late] = [median(errors.slice(0, half)), median(errors.slice(-half))];
	return early > 0 ? 1 - late / early : 0;
}
