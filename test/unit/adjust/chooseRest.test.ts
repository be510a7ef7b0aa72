import fc from 'fast-check';
import { chooseRest } from '../../../core/adjust/chooseRest';
import type { Limits } from '../../../core/adjust/limits';
import { readRest, type Rest } from '../../../core/adjust/rest';
import { trialsWorth } from '../../../core/adjust/trialValue';
import { tryOut } from '../../../core/adjust/tryOut';
import { createPlan } from '../../../core/plan/createPlan';
import { readSettings } from '../../../core/settings';
import type { CatalogEntry, Goal, Run } from '../../../core/types';
import { dayAt, noonOf, ran, stateWith, tracked } from '../learning/fixtures';
import { entry, goal, NO_STATE, planInput } from '../plan/fixtures';

const SETTINGS = readSettings([]);

/** The rest of a goal of `length` days on its day `day`, with as many days of evidence as the function gives. */
function restOf(
	catalog: readonly CatalogEntry[],
	{
		day = 3,
		length = 10,
		target = 500_000,
		budget = 100_000,
		runs = [] as readonly Run[],
		seen = [] as readonly (readonly [string, number, number])[],
	} = {},
): Rest {
	const values: Partial<Goal> = { targetValue: target, budgetLimit: budget, periodEnd: `${dayAt(length - 1)}T15:00:00.000Z` };
	// What is planned already does not matter to the choice; an empty plan is quickly made.
	const plan = createPlan(planInput({ catalog: [], goal: values, state: NO_STATE, now: noonOf(0) }));
	const running = goal({ ...values, plan, status: 'running' });
	const observations = seen.map(([key, index, count]) => tracked('conversions', key, index, count));
	return readRest(stateWith({ goal: running, catalog, runs, evidence: runs, observations }), running, plan, noonOf(day));
}

const limits = (most: readonly number[], values: Partial<Limits> = {}): Limits => ({
	most,
	money: 50_000,
	moneyPerDay: Infinity,
	...values,
});
const total = (actions: readonly number[] = []): number => actions.reduce((sum, count) => sum + count, 0);

describe('the mix for the rest of a goal', () => {
	const catalog = [entry('good', { capacityPerDay: 50 }), entry('poor', { capacityPerDay: 50 })];
	const days = [0, 1, 2];
	const runs = days.flatMap((index) => [ran('good', index, { actions: 50 }), ran('poor', index, { actions: 50 })]);
	const seen = days.flatMap((index): [string, number, number][] => [
		['good', index, 10],
		['poor', index, 1],
	]);

	it('goes to what has brought more', () => {
		const { actions, propensity } = chooseRest(restOf(catalog, { runs, seen }), limits([50, 50], { money: 20_000 }), SETTINGS);
		expect(total(actions[0])).toBeGreaterThan(8 * total(actions[1]));
		expect(propensity[0]).toBeGreaterThan(0.9);
	});

	it('saves money where the target is near: the last days are left free first', () => {
		const rest = restOf(catalog, { runs, seen, target: 12_000 });
		const [good = [], poor = []] = chooseRest(rest, limits([50, 50]), SETTINGS).actions;
		expect(good[0]).toBe(50);
		expect(good.at(-1)).toBe(0);
		expect(total(poor)).toBeLessThan(10);
	});

	it.each([
		['first while it is getting worse', -0.04],
		['last while it is getting better', 0.04],
	])('spends on a workflow %s', (_, growth) => {
		const rest = restOf(catalog, { runs, seen, length: 20, target: 5_000_000 });
		const arms = rest.arms.map((arm) => ({ ...arm, learned: { ...arm.learned, trend: { growth, doubt: 0 } } }));
		const [good = []] = chooseRest({ ...rest, arms }, limits([50, 0], { money: 25_000 }), SETTINGS).actions;
		const half = good.length / 2;
		const later = total(good.slice(Math.ceil(half))) - total(good.slice(0, Math.floor(half)));
		expect(Math.sign(later)).toBe(Math.sign(growth));
		expect(Math.abs(later)).toBeGreaterThan(50);
	});

	it('does nothing any more when the target is reached', () => {
		const rest: Rest = { ...restOf(catalog, { runs, seen, target: 12_000 }), progress: 12_000 };
		expect(
			chooseRest(rest, limits([50, 50]), SETTINGS)
				.actions.flat()
				.every((count) => count === 0),
		).toBe(true);
	});

	it('does not run what comes too late', () => {
		const late = [entry('good', { lagDays: 0 }), entry('late', { lagDays: 30, conversionMean: 0.9 })];
		const { actions } = chooseRest(restOf(late), limits([10, 10]), SETTINGS);
		expect(total(actions[1])).toBe(0);
	});

	describe('trials', () => {
		const unknown = entry('unknown', { capacityPerDay: 50, conversionMean: 0.1, conversionStrength: 1 });
		/** What they are worth while the good one runs at its capacity. */
		const worth = (last: CatalogEntry, day = 3) => {
			const rest = restOf([...catalog, last], { runs, seen, day, length: 20, target: 5_000_000 });
			const planned = [50, 0, 0].map((count) => rest.days.map(() => count));
			return trialsWorth(rest, limits([50, 50, 50]), planned, 2);
		};

		it('are worth their cost where a workflow may be better than what runs', () =>
			expect(worth(unknown)).toBeGreaterThanOrEqual(5));

		it.each<[string, CatalogEntry]>([
			['is surely worse', entry('poorer', { capacityPerDay: 50, conversionMean: 0.0001, conversionStrength: 5_000 })],
			['costs so much that it can hardly be better', { ...unknown, costPerAction: 9_000 }],
			['tells what it does too late to use it', { ...unknown, lagDays: 18 }],
		])('are worth nothing where a workflow %s', (_, last) => expect(worth(last)).toBe(0));

		it('are worth more where what runs is getting worse', () => {
			const rest = restOf([...catalog, unknown], { runs, seen, length: 20, target: 5_000_000 });
			const planned = [50, 0, 0].map((count) => rest.days.map(() => count));
			const going = (growth: number): number => {
				const arms = rest.arms.map((arm) => ({ ...arm, learned: { ...arm.learned, trend: { growth, doubt: 0 } } }));
				return trialsWorth({ ...rest, arms }, limits([50, 50, 50]), planned, 2);
			};
			expect(going(-0.05)).toBeGreaterThan(going(0.05));
		});

		it('are worth nothing on the last day', () => expect(worth(unknown, 19)).toBe(0));

		it('take no more than their share of the money', () => {
			const rest = restOf([...catalog, unknown], { runs, seen, length: 20, target: 5_000_000 });
			const planned = [50, 0, 0].map((count) => rest.days.map(() => count));
			const tried = (explorationShare: number) =>
				tryOut(rest, limits([50, 50, 50], { money: 85_000 }), { explorationShare }, planned)[2]?.[0] ?? 0;
			expect(tried(0)).toBe(0);
			expect(tried(0.05)).toBeCloseTo(2.5);
			expect(tried(1)).toBe(worth(unknown));
		});
	});

	it('brings along what a workflow depends on, and leaves out what has lost it', () => {
		const chain = [
			entry('list', { conversionMean: 0.0001, conversionStrength: 10_000 }),
			entry('mail', { dependsOn: ['list'], conversionMean: 0.5 }),
		];
		const [list = [], mail = []] = chooseRest(restOf(chain), limits([10, 10]), SETTINGS).actions;
		expect(total(mail)).toBeGreaterThan(0);
		expect(mail.every((count, day) => count === 0 || (list[day] ?? 0) > 0)).toBe(true);
		const [, alone] = chooseRest(restOf(chain), limits([0, 10]), SETTINGS).actions;
		expect(total(alone)).toBe(0);
	});

	it('is the same for the same goal on the same day', () => {
		const choose = () => chooseRest(restOf(catalog, { runs, seen }), limits([50, 50]), SETTINGS);
		expect(choose()).toEqual(choose());
	});

	it('never passes the money, a ceiling of a day or a limit of a workflow, and does whole actions', () => {
		const workflow = fc.record({
			capacityPerDay: fc.integer({ min: 0, max: 80 }),
			costPerAction: fc.option(fc.integer({ min: 0, max: 900 }), { nil: null }),
			conversionMean: fc.double({ min: 0, max: 1, noNaN: true }),
			valuePerConversion: fc.integer({ min: 0, max: 50_000 }),
			lagDays: fc.nat(12),
		});
		fc.assert(
			fc.property(
				fc.array(workflow, { minLength: 1, maxLength: 5 }),
				fc.nat(200_000),
				fc.nat(30_000),
				fc.integer({ min: 0, max: 9 }),
				(workflows, money, moneyPerDay, day) => {
					const entries = workflows.map((values, index) => entry(`w${index}`, values));
					const rest = restOf(entries, { day, target: 5_000_000 });
					const most = entries.map(({ capacityPerDay, costPerAction }) => (costPerAction === null ? 0 : capacityPerDay));
					const { actions, propensity } = chooseRest(rest, { most, money, moneyPerDay }, SETTINGS);
					const costOn = (at: number): number =>
						entries.reduce((sum, { costPerAction }, place) => sum + (actions[place]?.[at] ?? 0) * (costPerAction ?? 0), 0);
					const costs = rest.days.map((_, at) => costOn(at));
					expect(total(costs)).toBeLessThanOrEqual(money * (1 + 1e-9));
					expect(Math.max(...costs)).toBeLessThanOrEqual(moneyPerDay * (1 + 1e-9));
					actions.forEach((own, place) =>
						own.forEach((count) => expect(Number.isInteger(count) && count >= 0 && count <= (most[place] ?? 0)).toBe(true)),
					);
					expect(propensity.every((share) => share >= 0 && share <= 1 + 1e-9)).toBe(true);
				},
			),
			{ numRuns: 40 },
		);
	});
});
