import fc from 'fast-check';
import { attributed, sharedOut } from '../../../core/learning/attribution';
import { unevennessOf, valueVariation } from '../../../core/learning/dispersion';
import { gatherEvidence } from '../../../core/learning/evidence';
import { fitLag } from '../../../core/learning/fitLag';
import { arrivedBy, arrivesOn, lagOf } from '../../../core/learning/lag';
import { learn } from '../../../core/learning/learn';
import { reliabilityOf, reliabilityOn } from '../../../core/learning/reliability';
import { exposureOf, windowBefore } from '../../../core/learning/series';
import { readSettings } from '../../../core/settings';
import type { LoopState } from '../../../core/commands';
import type { Observation, Run } from '../../../core/types';
import { seededRandom } from '../../../core/plan/random';
import { entry } from '../plan/fixtures';
import { CATALOG, dayAt, noonOf, ran, stateWith, tracked } from './fixtures';

const TEN_DAYS = windowBefore(dayAt(10), 10);
const gather = (values: Partial<LoopState>) => gatherEvidence(stateWith(values), TEN_DAYS, 'Asia/Tokyo', noonOf(10));
const rateOf = (values: Partial<LoopState>, key = 'good') => {
	const learned = learn(values.catalog ?? CATALOG, gather(values)).workflows.get(key);
	if (!learned) throw new Error(`nothing is known of ${key}`);
	return learned.posterior;
};
const tenDays = <T>(of: (index: number) => T): T[] => Array.from({ length: 10 }, (_, index) => of(index));

describe('the lag', () => {
	it('spreads conversions around its mean, and all of them arrive', () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 60, noNaN: true }), (mean) => {
				const lag = lagOf(mean);
				const shares = lag.cumulated.map((_, age) => arrivesOn(lag, age));
				expect(shares.every((share) => share >= -1e-12)).toBe(true);
				expect(arrivedBy(lag, lag.cumulated.length)).toBe(1);
				expect(arrivedBy(lag, -1)).toBe(0);
				expect(Math.abs(shares.reduce((sum, share, age) => sum + share * age, 0) - mean)).toBeLessThan(0.5);
			}),
		);
	});

	it('is no wait where the catalog names none', () => expect(lagOf(0).cumulated).toEqual([1]));
});

describe('the lag that fits', () => {
	const slow = entry('slow', { lagDays: 5, conversionMean: 0.1 });
	const fitted = (counts: readonly number[], first = 0) => {
		const runs = [0, 1, 2, 3, 4].map((index) => ran('slow', first + index, { actions: 100 }));
		const observations = counts.map((count, index) => tracked('conversions', 'slow', index, count));
		const series = gather({ catalog: [slow], runs, observations }).get('slow');
		return series && fitLag(slow, series);
	};

	it.each<[string, number[], number, number]>([
		['all wait as long', [0, 0, 0, 0, 0, 10, 10, 10, 10, 10], 0, 0.05],
		['nothing has come, which a broad lag would have let expect', new Array<number>(10).fill(0), 5, 0.05],
		['they scatter', [0, 0, 1, 4, 7, 9, 10, 8, 6, 3], 0, 0.3],
		['nothing is known yet', [], 0, 0.3],
	])('is told by the figures where %s', (_, counts, first, spread) => expect(fitted(counts, first)).toBe(lagOf(5, spread)));
});

describe('evidence', () => {
	it('counts what a run told after its lag was over, and not what it could not know', () => {
		const catalog = [entry('good', { lagDays: 2 })];
		const early = ran('good', 0, { conversions: 0, actions: 500 });
		const late = ran('good', 1, { conversions: 5, revenue: 5_000, finishedAt: noonOf(3) });
		const series = gather({ catalog, runs: [early, late], evidence: [early, late] }).get('good');
		expect(series).toMatchObject({ teller: 'runs', paidActions: 510 });
		expect(series && exposureOf(series, lagOf(2)).reduce((sum, count) => sum + count, 0)).toBe(10);
	});

	it('believes conversions that somebody tracked before those a run told itself', () => {
		const runs = tenDays((index) => ran('good', index, { conversions: 9 }));
		const observations = tenDays((index) => tracked('conversions', 'good', index, 1));
		expect(rateOf({ runs }).conversionRate).toBeGreaterThan(0.6);
		expect(rateOf({ runs, observations }).conversionRate).toBeLessThan(0.15);
	});

	it('takes no day before tracking began for a day without conversions', () => {
		const runs = tenDays((index) => ran('good', index, { actions: 200 }));
		const from = (first: number) => tenDays((index) => tracked('conversions', 'good', index, 20)).slice(first);
		const [whole, half] = [rateOf({ runs, observations: from(0) }), rateOf({ runs, observations: from(5) })];
		expect(half.observedActions).toBeCloseTo(whole.observedActions / 2);
		expect(half.conversionRate).toBeCloseTo(0.1, 2);
	});

	it('is taken from the runs of every goal', () => {
		const others = tenDays(
			(index): Run => ({ ...ran('good', index, { conversions: 5 }), runId: `other/${dayAt(index)}/good`, goalId: 'other' }),
		);
		expect(rateOf({ runs: [], evidence: others }).conversionRate).toBeGreaterThan(0.35);
	});

	it('converts tracked revenue, and names the rate that is missing', () => {
		const runs = tenDays((index) => ran('good', index, { actions: 100 }));
		const observations = tenDays((index) => [
			tracked('conversions', 'good', index, 10),
			tracked('revenue', 'good', index, 100, 'USD'),
		]).flat();
		const settings = readSettings([{ key: 'FX_USD_JPY', value: '150', note: '' }]);
		expect(rateOf({ runs, observations, settings }).valuePerConversion).toBeCloseTo(1_500, -2);
		expect(() => rateOf({ runs, observations })).toThrow(expect.objectContaining({ code: 'CURRENCY_RATE_MISSING' }));
	});

	it('counts conversions by the catalog’s value where only revenue is tracked', () => {
		const runs = tenDays((index) => ran('good', index, { actions: 100 }));
		const observations = tenDays((index) => tracked('revenue', 'good', index, 20_000));
		expect(rateOf({ runs, observations }).conversionRate).toBeCloseTo(0.2, 1);
	});

	it('believes one of two sources of the same day', () => {
		const runs = tenDays((index) => ran('good', index, { actions: 100 }));
		const shop = tenDays((index) => tracked('conversions', 'good', index, 10));
		const whop = shop.map((row): Observation => ({ ...row, metricId: `whop/${row.metricId}`, source: 'whop', value: 10 }));
		expect(rateOf({ runs, observations: [...shop, ...whop] })).toEqual(rateOf({ runs, observations: shop }));
	});
});

describe('the cost of an action', () => {
	it('is what was paid, as soon as anything was', () => {
		expect(rateOf({ runs: [] }).costPerAction).toBe(100);
		expect(rateOf({ runs: [ran('good', 1, { cost: 3_000 })] }).costPerAction).toBe(300);
	});
});

describe('the value of a conversion', () => {
	const valued = (values: readonly number[]) => {
		const runs = values.map((_, index) => ran('good', index, { actions: 100 }));
		const observations = values.flatMap((value, index) => [
			tracked('conversions', 'good', index, 1),
			tracked('revenue', 'good', index, value, 'JPY'),
		]);
		return rateOf({ runs, observations }).valuePerConversion / rateOf({ runs: [] }).valuePerConversion;
	};

	it('comes from the sales where they are alike', () => {
		expect(valued(new Array<number>(10).fill(2_000))).toBeGreaterThan(1.7);
	});

	it('is not moved as far by a single great sale, because what differs so much tells little', () => {
		expect(valued([500, 500, 500, 500, 18_000, 0, 0, 0, 0, 0])).toBeLessThan(1.4);
	});
});

describe('where nobody tells which workflow brought what', () => {
	it('shares out what a day brought beyond the shop’s own level, and no more than that', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(50_000), { minLength: 10, maxLength: 10 }), fc.nat(10_000), (perDay, organic) => {
				const runs = tenDays((index) => [ran('good', index), ran('poor', index)]).flat();
				const evidence = attributed(CATALOG, gather({ runs }), { metric: 'revenue', perDay, organic });
				const shared = [...evidence.values()].flatMap(({ revenue }) => [...revenue]).reduce((sum, amount) => sum + amount, 0);
				const beyond = perDay.reduce((sum, amount) => sum + Math.max(0, amount - organic), 0);
				expect(shared).toBeCloseTo(beyond, 3);
			}),
		);
	});

	it('learns that all of them do better than believed', () => {
		const runs = tenDays((index) => [ran('good', index), ran('poor', index)]).flat();
		const evidence = attributed(CATALOG, gather({ runs }), { metric: 'revenue', perDay: tenDays(() => 10_000), organic: 0 });
		expect(learn(CATALOG, evidence).workflows.get('poor')?.posterior.conversionRate).toBeGreaterThan(0.3);
	});
});

describe('a sum that is shared out', () => {
	it.each([
		[
			'as expected',
			4,
			[
				[3, 1],
				[1, 1],
			],
			[3, 1],
		],
		[
			'what is missing falls to what was known least',
			4,
			[
				[3, 0],
				[3, 4],
			],
			[3, 1],
		],
		[
			'what came beyond it too',
			10,
			[
				[3, 1],
				[3, 3],
			],
			[4, 6],
		],
		[
			'nobody brings less than nothing',
			2,
			[
				[3, 0],
				[1, 4],
			],
			[2, 0],
		],
		[
			'where all is known alike, by what was expected',
			8,
			[
				[3, 0],
				[1, 0],
			],
			[6, 2],
		],
		[
			'nothing came',
			0,
			[
				[3, 1],
				[1, 1],
			],
			[0, 0],
		],
		[
			'nothing was expected',
			5,
			[
				[0, 0],
				[0, 0],
			],
			[0, 0],
		],
	])('%s', (_, amount, parts, shares) => {
		const given = parts.map(([mean = 0, variance = 0]) => ({ mean, variance }));
		sharedOut(amount, given).forEach((share, place) => expect(share).toBeCloseTo(shares[place] ?? NaN));
	});

	it('blames what is missing on the workflow that was known least', () => {
		const twins = [entry('known', { conversionStrength: 800 }), entry('guessed', { conversionStrength: 10 })];
		const runs = tenDays((index) => [ran('known', index), ran('guessed', index)]).flat();
		const told = { metric: 'revenue', perDay: tenDays(() => 1_200), organic: 0 } as const;
		const evidence = attributed(twins, gather({ runs, catalog: twins }), told);
		const [known, guessed] = ['known', 'guessed'].map((key) => evidence.get(key)?.revenue[0] ?? NaN);
		expect((known ?? 0) + (guessed ?? 0)).toBeCloseTo(1_200);
		expect(guessed).toBeLessThan(0.8 * (known ?? 0));
	});
});

describe('how uneven days are', () => {
	/** Days of a business with this variation, by seed. */
	const played = (variation: number, seed: number) => {
		const random = seededRandom(seed, 'days');
		const due = Array.from({ length: 60 }, () => 400);
		// A factor of 1 ± variation, and 40 conversions expected: chance adds about 6.
		return {
			due,
			came: due.map(() =>
				Math.round(40 * (1 + variation * (random() < 0.5 ? 1 : -1)) + 6.3 * (random() + random() + random() - 1.5) * 2),
			),
		};
	};

	it('is told apart from chance', () => {
		expect(unevennessOf([played(0, 1)])).toBeLessThan(0.03);
		expect(Math.sqrt(unevennessOf([played(0.5, 2)]))).toBeCloseTo(0.5, 1);
	});

	it('is not read into a drift', () => {
		const due = Array.from({ length: 60 }, () => 400);
		expect(unevennessOf([{ due, came: due.map((_, day) => Math.round(60 - day * 0.8)) }])).toBeLessThan(0.04);
	});

	it('is told of single values by days with many of them', () => {
		expect(valueVariation([])).toBe(0.25);
		expect(valueVariation(tenDays(() => ({ conversions: 10, revenue: 10_000 })))).toBeLessThan(0.05);
		expect(valueVariation(tenDays((index) => ({ conversions: 1, revenue: index === 0 ? 50_000 : 500 })))).toBeGreaterThan(2);
	});
});

describe('whether runs succeed', () => {
	const days = (pattern: string) => ({
		tried: Uint8Array.from(pattern, (sign) => Number(sign !== '.')),
		succeeded: Uint8Array.from(pattern, (sign) => Number(sign === '+')),
	});

	it.each([
		['', 1, 1],
		['++++++++', 1, 1],
		['++++----', 0.36, 0.66],
		['----++++', 0.97, 0.66],
	])('after %p is %p today and %p in the long run', (pattern, now, later) => {
		const reliability = reliabilityOf(days(pattern));
		expect(reliability.now).toBeCloseTo(now, 1);
		expect(reliability.later).toBeCloseTo(later, 1);
	});

	it('goes from what it is today to what it is in the long run', () => {
		const reliability = reliabilityOf(days('++++++----'));
		expect(reliabilityOn(reliability, 0)).toBe(reliability.now);
		expect(reliabilityOn(reliability, 30)).toBeCloseTo(reliability.later, 3);
	});
});
