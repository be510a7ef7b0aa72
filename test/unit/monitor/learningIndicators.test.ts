import { measureLearning } from '../../../core/monitor/learningIndicators';
import type { Adjustment } from '../../../core/types';
import { sampleAdjustment } from '../../contract/sampleRows';

const at = (day: number, expectedEffect: number, measuredEffect: number | null, values: Partial<Adjustment> = {}) =>
	sampleAdjustment(`g1/2026-11-${20 + day}/w`, {
		planVersion: 2 + day,
		reason: 'learned',
		measurement: measuredEffect === null ? null : 'whole',
		adjustedAt: `2026-11-${20 + day}T00:00:00.000Z`,
		expectedEffect,
		measuredEffect,
		...values,
	});

describe('what adjusting has brought', () => {
	it('is unknown before anything was measured', () => {
		expect(measureLearning([at(0, 100, null)])).toEqual({
			adjustments: 1,
			partlyMeasured: 0,
			unmeasurable: 0,
			effectOfAdjustments: null,
			improvingShare: null,
			learningSpeed: null,
		});
	});

	it('is the sum of the measured effects, and the share that brought something', () => {
		expect(measureLearning([at(0, 100, 40), at(1, 100, -10), at(2, 100, 30), at(3, 100, null)])).toMatchObject({
			adjustments: 4,
			effectOfAdjustments: 60,
			improvingShare: 2 / 3,
		});
	});

	it('counts what one change of the plan takes from one workflow for another together, once all of it is measured', () => {
		const shift = [at(0, 0, -20), at(0, 0, 90)];
		expect(measureLearning(shift)).toMatchObject({ effectOfAdjustments: 70, improvingShare: 1 });
		expect(measureLearning([...shift, at(0, 0, null)])).toMatchObject({ effectOfAdjustments: null, improvingShare: null });
	});

	it.each(['ahead', 'budget'] as const)('does not count what was given up to save money as a loss: %s', (reason) => {
		const saved = at(0, -50, -50, { reason });
		expect(measureLearning([saved])).toMatchObject({ effectOfAdjustments: 0, improvingShare: null });
		expect(measureLearning([saved, at(1, 10, 10), at(2, 10, -5)])).toMatchObject({ effectOfAdjustments: 5, improvingShare: 0.5 });
	});

	it('says how much nearer to the truth expectations have come, in whatever order the rows stand', () => {
		const rows = [at(3, 100, 100), at(0, 100, 20), at(2, 100, 90), at(1, 100, 20)];
		expect(measureLearning(rows).learningSpeed).toBeCloseTo(1 - 0.05 / 0.8);
		expect(measureLearning(rows.slice(0, 3)).learningSpeed).toBeNull();
	});
});
