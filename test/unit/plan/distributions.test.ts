import fc from 'fast-check';
import { beta, binomialQuantile, gamma, normal, poisson } from '../../../core/plan/distributions';
import { seededRandom } from '../../../core/plan/random';
import type { Random } from '../../../core/ports';

const COUNT = 20_000;

function moments(draw: (random: Random) => number): { mean: number; variance: number } {
	const random = seededRandom(3, 'moments');
	const values = Array.from({ length: COUNT }, () => draw(random));
	const mean = values.reduce((sum, value) => sum + value, 0) / COUNT;
	return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (COUNT - 1) };
}

describe('draws have the mean and variance of their distribution', () => {
	it.each<[string, (random: Random) => number, number, number]>([
		['normal', normal, 0, 1],
		['gamma, shape 6', (random) => gamma(6, random), 6, 6],
		['gamma, shape below 1', (random) => gamma(0.4, random), 0.4, 0.4],
		['beta(6, 34)', (random) => beta(6, 34, random), 0.15, (0.15 * 0.85) / 41],
		['beta(1, 99)', (random) => beta(1, 99, random), 0.01, (0.01 * 0.99) / 101],
		['poisson, small', (random) => poisson(2.5, random), 2.5, 2.5],
		['poisson, large', (random) => poisson(80, random), 80, 80],
		['poisson of nothing', (random) => poisson(0, random), 0, 0],
		['binomial, exact', (random) => binomialQuantile({ uniform: random(), normal: normal(random) }, 120, 0.15, 120), 18, 15.3],
		['binomial, cube root', (random) => binomialQuantile({ uniform: random(), normal: normal(random) }, 400, 0.3, 400), 120, 84],
	])('%s', (_, draw, mean, variance) => {
		const measured = moments(draw);
		const standardError = Math.sqrt(variance / COUNT);
		expect(Math.abs(measured.mean - mean)).toBeLessThanOrEqual(4 * standardError + 1e-9);
		expect(Math.abs(measured.variance - variance)).toBeLessThanOrEqual(0.08 * variance + 1e-9);
	});
});

it('is repeatable, and another name is another stream', () => {
	const take = (random: Random): number[] => [random(), random(), random()];
	expect(take(seededRandom(1, 'a'))).toEqual(take(seededRandom(1, 'a')));
	expect(take(seededRandom(1, 'a'))).not.toEqual(take(seededRandom(1, 'b')));
	expect(take(seededRandom(1, 'a'))).not.toEqual(take(seededRandom(2, 'a')));
});

describe('a binomial quantile', () => {
	const luck = fc.record({
		uniform: fc.double({ min: 0, max: 0.999999, noNaN: true }),
		normal: fc.double({ min: -5, max: 5, noNaN: true }),
	});
	const rate = fc.double({ min: 0, max: 1, noNaN: true });

	it('never falls with more trials at the same luck, and never passes them', () => {
		fc.assert(
			fc.property(
				luck,
				rate,
				fc.integer({ min: 0, max: 500 }),
				fc.integer({ min: 0, max: 500 }),
				(fortune, share, some, more) => {
					const most = some + more;
					const fewer = binomialQuantile(fortune, some, share, most);
					expect(binomialQuantile(fortune, most, share, most)).toBeGreaterThanOrEqual(fewer - 1e-9);
					expect(fewer).toBeLessThanOrEqual(some);
					expect(fewer).toBeGreaterThanOrEqual(0);
				},
			),
			{ numRuns: 500 },
		);
	});

	it.each([
		[0, 0.5, 0],
		[10, 0, 0],
		[10, 1, 10],
	])('of %d trials at %d is %d', (trials, share, expected) => {
		expect(binomialQuantile({ uniform: 0.7, normal: 0.5 }, trials, share, 10)).toBe(expected);
	});

	it('is the median where luck is in the middle', () => {
		expect(binomialQuantile({ uniform: 0.5, normal: 0 }, 10, 0.5, 10)).toBe(5);
	});
});
