import { measureLearning } from '../../../core/monitor/learningIndicators';
import { sampleAdjustment } from '../../contract/sampleRows';

const at = (day: number, expectedEffect: number, measuredEffect: number | null) =>
	sampleAdjustment(`g1/2026-11-${20 + day}/w`, {
		adjustedAt: `2026-11-${20 + day}T00:00:00.000Z`,
		expectedEffect,
		measuredEffect,
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

	it('says how much nearer to the truth expectations have come, in whatever order the rows stand', () => {
		const rows = [at(3, 100, 100), at(0, 100, 20), at(2, 100, 90), at(1, 100, 20)];
		expect(measureLearning(rows).learningSpeed).toBeCloseTo(1 - 0.05 / 0.8);
		expect(measureLearning(rows.slice(0, 3)).learningSpeed).toBeNull();
	});
});
