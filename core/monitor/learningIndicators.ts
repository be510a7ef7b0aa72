import { median } from 'simple-statistics';
import type { Adjustment, AdjustmentMeasurement, AdjustmentReason } from '../types';

/** The indicators of optimization, from the adjustments of one goal. `null` where there is nothing to measure. */
export interface LearningIndicators {
	readonly adjustments: number;
	/** Of these, measured only by what had come when the goal ended, and not measurable even by then. */
	readonly partlyMeasured: number;
	readonly unmeasurable: number;
	/**
	 * What the adjustments brought that can be measured, in the goal's metric. The changes of one version of the plan count together, once
	 * all of them are measured: what one workflow gives up another gets. Where they saved money that the goal did not need or that was
	 * not there, what was given up for it is no loss.
	 */
	readonly effectOfAdjustments: number | null;
	/** Share of measured changes of the plan that brought something; those that only saved money are left out. */
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
	const changes = measuredChanges(adjustments);
	const meant = changes.filter(({ effect, isSaving }) => effect > 0 || !isSaving);
	const count = (how: AdjustmentMeasurement): number => adjustments.filter(({ measurement }) => measurement === how).length;
	return {
		adjustments: adjustments.length,
		partlyMeasured: count('partial'),
		unmeasurable: count('impossible'),
		effectOfAdjustments: changes.length === 0 ? null : changes.reduce((sum, { effect }) => sum + effect, 0),
		improvingShare: meant.length === 0 ? null : meant.filter(({ effect }) => effect > 0).length / meant.length,
		learningSpeed: speedOf(measured.filter(({ isWhole }) => isWhole).map(({ error }) => error)),
	};
}

/** Reasons to do less for the money's sake. */
const SAVING: ReadonlySet<AdjustmentReason> = new Set<AdjustmentReason>(['ahead', 'budget']);

/** What each version of the plan has changed, where nothing of it waits to be measured. */
function measuredChanges(adjustments: readonly Adjustment[]): { readonly effect: number; readonly isSaving: boolean }[] {
	return [...Map.groupBy(adjustments, ({ planVersion }) => planVersion).values()].flatMap((made) => {
		const effects = made.flatMap(({ measuredEffect }) => measuredEffect ?? []);
		if (effects.length === 0 || made.some(({ measuredEffect, measurement }) => measuredEffect === null && measurement === null))
			return [];
		const effect = effects.reduce((sum, each) => sum + each, 0);
		const isSaving = made.some(({ reason }) => SAVING.has(reason));
		return [{ effect: isSaving ? Math.max(0, effect) : effect, isSaving }];
	});
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
