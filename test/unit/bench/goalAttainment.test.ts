import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Business, arrivedWithin, driftOn } from '../../../bench/goalAttainment/business';
import { measureScenario } from '../../../bench/goalAttainment/measure';
import { answerOf } from '../../../bench/goalAttainment/owner';
import { playCore } from '../../../bench/goalAttainment/playCore';
import { playPolicy } from '../../../bench/goalAttainment/playPolicy';
import { BASELINES } from '../../../bench/goalAttainment/policies';
import { randomScenario } from '../../../bench/goalAttainment/randomScenario';
import { parseScenario, readScenario } from '../../../bench/goalAttainment/scenario';
import type { DecisionOption } from '../../../core/types';
import { decision, option } from '../decision/fixtures';

const SHIPPED = join(__dirname, '../../../bench/scenarios');

/** A week with one good and one poor workflow, which the owner takes for the opposite. */
const WEEK = {
	goal: { target: 400_000, days: 10, budget: 60_000 },
	workflows: [
		{ key: 'good', truth: { conversion: 0.2, value: 5_000, cost: 200, capacity: 40 }, prior: { conversion: 0.04 } },
		{ key: 'poor', truth: { conversion: 0.02, value: 5_000, cost: 200, capacity: 40 }, prior: { conversion: 0.15 } },
	],
};
const week = parseScenario(WEEK, 'week.json');

describe('a scenario', () => {
	it.each(readdirSync(SHIPPED))('%s is read', (file) => {
		expect(readScenario(join(SHIPPED, file)).workflows.length).toBeGreaterThan(0);
	});

	it('is named after its file where it has no name', () => expect(week.name).toBe('week'));

	it('may be written shorter', () => {
		const short = parseScenario(
			{
				target: 400_000,
				days: 10,
				budget: 60_000,
				priors: { good: 0.04, poor: { conversion: 0.15 } },
				workflows: {
					good: { conversion: 0.2, value: 5_000, cost: 200, capacity: 40 },
					poor: { conversion: 0.02, value: 5_000, cost: 200, capacity: 40 },
				},
			},
			'week.json',
		);
		expect(short).toEqual(week);
	});

	it.each([
		[{ ...WEEK, workflows: [{ ...WEEK.workflows[0], colour: 'red' }] }, 'workflows.0: unknown key "colour"'],
		[{ ...WEEK, goal: { ...WEEK.goal, target: -1 } }, 'goal.target: '],
		[{ ...WEEK, workflows: [WEEK.workflows[0], WEEK.workflows[0]] }, 'the key "good" stands twice'],
		[
			{ ...WEEK, workflows: [{ ...WEEK.workflows[0], truth: { ...WEEK.workflows[0]?.truth, lag: { avg: 2 } } }] },
			'unknown key "avg"',
		],
		[{ ...WEEK, workflows: [{ ...WEEK.workflows[0], truth: { conversion: 0.1 } }] }, 'workflows.0.truth.cost'],
	])('that is wrong says where: %#', (json, message) => {
		expect(() => parseScenario(json, 'x.json')).toThrow(message);
	});

	it('is made at random, the same for the same seed', () => {
		expect(randomScenario(7)).toEqual(randomScenario(7));
		expect(randomScenario(7)).not.toEqual(randomScenario(8));
	});
});

describe('the simulated business', () => {
	const [good] = week.workflows;
	if (!good) throw new Error('the scenario has no workflow');

	it('has the same luck whoever plays it, and more of it with more actions', () => {
		const brought = (actions: number): number => {
			const business = new Business(week, 3);
			business.run(good, 0, actions, 1);
			return business.dayOf(0).total;
		};
		expect(brought(40)).toBe(brought(40));
		expect(brought(40)).toBeGreaterThanOrEqual(brought(20));
	});

	it('does no more than its capacity, and is paid for no more', () => {
		expect(new Business(week, 1).run(good, 0, 1_000, 1)).toEqual({ cost: 40 * 200 });
	});

	it.each([
		[undefined, 5, 1],
		[{ perDay: 0.9 }, 2, 0.81],
		[
			[
				{ day: 1, factor: 1 },
				{ day: 11, factor: 2 },
			],
			5,
			1.5,
		],
	])('drifts by %j on day %p to %p', (drift, day, factor) => {
		expect(driftOn({ drift }, day)).toBeCloseTo(factor);
	});

	it.each([
		[2, 1, 0],
		[2, 2, 1],
		[{ weights: [1, 1, 2] }, 1, 0.5],
	])('of lag %j has brought after %p days a share of %p', (lag, days, share) => {
		expect(arrivedWithin({ lag }, days)).toBe(share);
	});
});

describe('a course', () => {
	it('is the same for the same seed', () => {
		const { reviewMs: _first, ...first } = playCore(week, 5);
		const { reviewMs: _second, ...second } = playCore(week, 5);
		expect(second).toEqual(first);
	});

	it('never passes the budget, asks little, and finds the better workflow', () => {
		const { core, baselines, lead, overspent, medianQuestions, medianAdjustments } = measureScenario(week, 2);
		expect(overspent).toBe(0);
		expect(core.spend).toBeLessThanOrEqual(60_000);
		expect(medianQuestions).toBeLessThanOrEqual(2);
		expect(medianAdjustments).toBeGreaterThan(0);
		expect(core.attainment).toBeGreaterThan(baselines['greedy_priors']?.attainment ?? 1);
		const { oracle: _, ...rivals } = baselines;
		const best = Math.max(...Object.values(rivals).map(({ attainment }) => attainment));
		expect(lead.mean).toBeCloseTo(core.attainment - best);
		expect(lead.error).toBeGreaterThan(0);
		expect(core.attainment).toBeLessThanOrEqual((baselines['oracle']?.attainment ?? 0) * 1.05);
	});

	it('keeps to its budget also where everything is dearer than the catalog says', () => {
		const workflows = WEEK.workflows.map((workflow) => ({ ...workflow, prior: { ...workflow.prior, cost: 120 } }));
		expect(measureScenario(parseScenario({ ...WEEK, workflows }, 'dear.json'), 2).overspent).toBe(0);
	});

	it('is not held against the core where nothing can be done better than a baseline does', () => {
		const only = { ...WEEK, goal: { target: 4_000_000, days: 10, budget: 80_000 }, workflows: WEEK.workflows.slice(0, 1) };
		const { core, baselines, isBest, lead } = measureScenario(parseScenario(only, 'only.json'), 2);
		expect(baselines['greedy_priors']?.attainment).toBe(baselines['oracle']?.attainment);
		expect(core.attainment).toBeLessThan(0.99);
		expect(lead.mean).toBeLessThanOrEqual(0);
		expect(isBest).toBe(true);
	});

	it('of the oracle spends the money on what is better', () => {
		const { achieved, spent } = playPolicy(week, 1, BASELINES.oracle);
		expect(spent).toBeLessThanOrEqual(60_000);
		expect(achieved).toBeGreaterThan(playPolicy(week, 1, BASELINES.greedy_priors).achieved);
	});
});

describe('a policy that sees no difference', () => {
	const twins = (costs: readonly [number, number], conversions: readonly [number, number]) =>
		parseScenario(
			{
				...WEEK,
				workflows: WEEK.workflows.map((workflow, index) => ({
					...workflow,
					truth: { ...workflow.truth, cost: costs[index] },
					prior: { conversion: conversions[index] },
				})),
			},
			'twins.json',
		);
	const morning = (scenario: typeof week) => ({ scenario, seed: 1, day: 0, left: 60_000, ceiling: Infinity, seen: new Map() });

	it.each<[string, readonly [number, number], readonly [number, number], readonly [number, number]]>([
		['of the same price', [200, 200], [0.1, 0.1], [15, 15]],
		['of different prices, worth as much for the money', [200, 100], [0.2, 0.1], [15, 30]],
		['that cost nothing', [0, 0], [0.1, 0.1], [40, 40]],
	])('shares its money evenly between workflows %s', (_, costs, conversions, expected) => {
		const actions = BASELINES.greedy_priors(morning(twins(costs, conversions)));
		expect(['good', 'poor'].map((key) => actions.get(key))).toEqual(expected);
	});

	it('prefers where there is one', () => {
		const actions = BASELINES.greedy_priors(morning(twins([200, 200], [0.1, 0.1001])));
		expect(['good', 'poor'].map((key) => actions.get(key))).toEqual([0, 30]);
	});
});

describe('the owner', () => {
	const offer = (key: string, values: Partial<DecisionOption>): DecisionOption => option(key, `Option ${key}`, 'approve', values);
	const yen = (amount: number) => ({ amount, currency: 'JPY' });
	const asked = (options: readonly DecisionOption[]) => decision({ kind: 'budget_overrun', options, recommended: '1' });

	it('takes what is recommended', () => {
		const options = [offer('1', { spend: yen(90), effect: { type: 'continue' } }), offer('2', { spend: yen(10) })];
		expect(answerOf(decision({ kind: 'far_behind', options, recommended: '1' }), 100)?.key).toBe('1');
	});

	it('never raises the budget, nor keeps on beyond it', () => {
		const options = [
			offer('1', { spend: yen(130), effect: { type: 'set_budget', budgetLimit: 130 } }),
			offer('2', { spend: yen(100), effect: { type: 'scale_plan', factor: 0.7 } }),
			offer('3', { spend: yen(130), effect: { type: 'continue' } }),
		];
		expect(answerOf(asked(options), 100)?.key).toBe('2');
	});
});
