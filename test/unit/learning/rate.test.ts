import fc from 'fast-check';
import { learnRate, type Trial } from '../../../core/learning/rate';
import { trendDays } from '../../../core/learning/trend';

const PRIOR = { conversions: 2, actions: 40 };
const days = (rate: number, count: number, due = 100): Trial[] =>
	Array.from({ length: count }, () => ({ due, came: rate * due }));

describe('a trend', () => {
	it('goes on, but less and less', () => {
		expect(trendDays(0)).toBe(0);
		expect(trendDays(1)).toBeCloseTo(1);
		expect(trendDays(5)).toBeGreaterThan(4);
		expect(trendDays(300)).toBeLessThanOrEqual(10);
	});
});

describe('the rate that is learned', () => {
	it('is about the catalog’s before anything was seen', () => {
		const { mean, variance } = learnRate(PRIOR, [], 0.04);
		expect(mean).toBeCloseTo(0.05, 2);
		expect(Math.sqrt(variance)).toBeGreaterThan(0.02);
	});

	it.each([0.01, 0.05, 0.2])('comes to %p where that is what came for two weeks, whatever the catalog said', (rate) => {
		const { mean, variance } = learnRate(PRIOR, days(rate, 14), 0.04);
		expect(Math.abs(mean - rate) / rate).toBeLessThan(0.15);
		expect(Math.sqrt(variance)).toBeLessThan(0.4 * rate);
	});

	it('follows a rate that has changed: old evidence fades', () => {
		const { mean } = learnRate(PRIOR, [...days(0.1, 20), ...days(0.02, 8)], 0.04);
		expect(mean).toBeLessThan(0.035);
	});

	it.each([0.95, 1.05])('keeps up with a rate that multiplies by %p each day', (grows) => {
		const trend = Array.from({ length: 28 }, (_, day) => ({ due: 100, came: 100 * 0.2 * grows ** day }));
		const { mean } = learnRate(PRIOR, trend, 0.04);
		expect(Math.abs(mean / (0.2 * grows ** 27) - 1)).toBeLessThan(0.2);
	});

	it.each([
		[0.95, -1],
		[1, 0],
		[1.05, 1],
	])('tells where a rate is going that multiplies by %p each day', (grows, sign) => {
		const path = Array.from({ length: 28 }, (_, day) => ({ due: 100, came: 100 * 0.2 * grows ** day }));
		const { growth, doubt } = learnRate(PRIOR, path, 0.04).trend;
		expect(Math.abs(growth - sign * 0.03)).toBeLessThan(0.015);
		expect(doubt).toBeLessThan(learnRate(PRIOR, [], 0.04).trend.doubt);
	});

	it('doubts more what it has not seen for long', () => {
		const seen = days(0.05, 10);
		const [now, later] = [seen, [...seen, ...days(0, 20, 0)]].map((trials) => learnRate(PRIOR, trials, 0.04));
		expect(later?.variance).toBeGreaterThan(2 * (now?.variance ?? Infinity));
	});

	it('is surer where the days are even than where they are not', () => {
		const even = learnRate(PRIOR, days(0.05, 10), 0.005);
		const uneven = learnRate(PRIOR, days(0.05, 10), 1);
		expect(even.variance).toBeLessThan(uneven.variance);
	});

	it('does not take rare for never: however few actions the catalog rests on, two days without a sale do not outweigh it', () => {
		const { mean } = learnRate({ conversions: 0.1, actions: 5 }, days(0, 2, 50), 0.04);
		expect(mean).toBeGreaterThan(0.02 / 4);
		expect(mean).toBeLessThan(0.02 / 2);
	});

	it('learns nothing from days on which nothing was due', () => {
		expect(learnRate(PRIOR, days(0, 30, 0), 0.04).mean).toBeCloseTo(learnRate(PRIOR, [], 0.04).mean, 1);
	});

	it('is a positive number with a variance, whatever came', () => {
		const trial = fc.record({ due: fc.double({ min: 0, max: 1e4, noNaN: true }), came: fc.nat(1_000) });
		const prior = fc.record({
			conversions: fc.double({ min: 0, max: 100, noNaN: true }),
			actions: fc.integer({ min: 1, max: 1e4 }),
		});
		fc.assert(
			fc.property(
				prior,
				fc.array(trial, { maxLength: 60 }),
				fc.double({ min: 0.005, max: 1, noNaN: true }),
				(given, trials, cv) => {
					const { mean, variance } = learnRate(given, trials, cv);
					expect(mean).toBeGreaterThan(0);
					expect(Number.isFinite(mean) && Number.isFinite(variance) && variance >= 0).toBe(true);
				},
			),
		);
	});

	it('rises when one more conversion came', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 20 }), fc.nat(19), (came, place) => {
				const trials = came.map((count) => ({ due: 100, came: count }));
				const more = trials.map((trial, index) =>
					index === place % trials.length ? { ...trial, came: trial.came + 40 } : trial,
				);
				// Fading may blame a single great day on chance, so only the last day is sure to count.
				const last = trials.map((trial, index) => (index === trials.length - 1 ? { ...trial, came: trial.came + 40 } : trial));
				expect(learnRate(PRIOR, last, 0.04).mean).toBeGreaterThan(learnRate(PRIOR, trials, 0.04).mean);
				expect(learnRate(PRIOR, more, 0.04).mean).toBeGreaterThan(0);
			}),
		);
	});
});
