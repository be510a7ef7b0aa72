import { chooseMix } from '../../../core/plan/chooseMix';
import { createPlan } from '../../../core/plan/createPlan';
import { greedyMix } from '../../../core/plan/greedyMix';
import type { MixProblem } from '../../../core/plan/mixProblem';
import { seededRandom } from '../../../core/plan/random';
import type { PlanInput } from '../../../core/plan/planInput';
import { readSituation } from '../../../core/plan/situation';
import { entry, planInput } from './fixtures';

const CATALOGS = 200;

/** A small catalog, a target somewhere within or beyond its reach, with or without a budget and prerequisites. */
function randomInput(seed: number): PlanInput {
	const random = seededRandom(seed, 'optimum');
	const between = (low: number, high: number): number => low + random() * (high - low);
	const size = 1 + Math.floor(random() * 4);
	const catalog = Array.from({ length: size }, (_, index) =>
		entry(`w${index}`, {
			capacityPerDay: 1 + Math.floor(random() * 5),
			costPerAction: Math.round(between(0, 500)),
			conversionMean: between(0.02, 0.6),
			conversionStrength: between(2, 200),
			valuePerConversion: between(500, 5000),
			lagDays: Math.floor(random() * 3),
			dependsOn: index > 0 && random() < 0.2 ? ['w0'] : [],
		}),
	);
	const reach = catalog.reduce((sum, one) => sum + one.capacityPerDay * 7 * one.conversionMean * one.valuePerConversion, 0);
	return planInput({
		catalog,
		seed,
		goal: { targetValue: reach * between(0.1, 1.1), budgetLimit: random() < 0.5 ? Math.round(between(0, 10_000)) : null },
	});
}

interface Tried {
	readonly actions: readonly number[];
	readonly costPerDay: number;
	readonly probability: number;
}

/** Every mix there is, one after the other, with the share of scenarios in which it reaches the target. */
function allMixes({ candidates, simulation, target }: MixProblem): Tried[] {
	const tried: Tried[] = [];
	const levels = candidates.map(() => new Float64Array(simulation.scenarios));
	const visit = (actions: readonly number[], costPerDay: number, totals: Float64Array): void => {
		const candidate = candidates[actions.length];
		const level = levels[actions.length];
		if (!candidate || !level) {
			tried.push({
				actions,
				costPerDay,
				probability: totals.reduce((n, total) => n + (total >= target ? 1 : 0), 0) / totals.length,
			});
			return;
		}
		for (let count = 0; count <= candidate.capacity; count++) {
			const brought = simulation.bring(candidate, count);
			for (let index = 0; index < level.length; index++) level[index] = (totals[index] ?? 0) + (brought[index] ?? 0);
			visit([...actions, count], costPerDay + count * candidate.costPerAction, level);
		}
	};
	visit([], 0, simulation.base);
	return tried;
}

/** The definition, word for word: the cheapest that is probable enough, else the most probable. */
function bruteForce(problem: MixProblem): { cheapest: Tried | null; likeliest: Tried } {
	const keys = problem.candidates.map((candidate) => candidate.entry.workflowKey);
	const feasible = allMixes(problem).filter(
		({ actions, costPerDay }) =>
			costPerDay <= problem.dailyBudget &&
			problem.candidates.every(
				(candidate, index) =>
					actions[index] === 0 || candidate.entry.dependsOn.every((key) => (actions[keys.indexOf(key)] ?? 0) > 0),
			),
	);
	const byCost = feasible.filter(({ probability }) => probability >= 0.8).sort((one, other) => one.costPerDay - other.costPerDay);
	const likeliest = feasible.sort((one, other) => other.probability - one.probability)[0];
	if (!likeliest) throw new Error('not even the empty mix is feasible');
	return { cheapest: byCost[0] ?? null, likeliest };
}

describe(`the planner against brute force on ${CATALOGS} random catalogs`, () => {
	const cases = Array.from({ length: CATALOGS }, (_, seed) => {
		const input = randomInput(seed);
		const { problem } = readSituation(input);
		return { input, problem, truth: bruteForce(problem), mix: chooseMix(problem) };
	});
	const reachable = cases.filter(({ truth }) => truth.cheapest !== null);

	it('covers goals within and beyond reach', () => {
		expect(reachable.length).toBeGreaterThan(50);
		expect(cases.length - reachable.length).toBeGreaterThan(50);
	});

	it('costs exactly as much as the cheapest mix that is probable enough', () => {
		for (const { truth, mix } of reachable) {
			expect(mix.costPerDay).toBeCloseTo(truth.cheapest?.costPerDay ?? NaN, 6);
			expect(mix.probability).toBeGreaterThanOrEqual(0.8);
		}
	});

	it('is exactly as probable as the most probable mix where none is probable enough', () => {
		for (const { truth, mix } of cases) {
			if (truth.cheapest === null) expect(mix.probability).toBe(truth.likeliest.probability);
		}
	});

	it('is what the plan then says', () => {
		for (const { input, mix, problem } of cases.slice(0, 30)) {
			const plan = createPlan(input);
			expect(plan.estimatedCost).toBeCloseTo(mix.costPerDay * problem.dayCount, 6);
			expect(plan.forecast.probability).toBe(mix.probability);
		}
	});

	it('comes with the knapsack order of large catalogs within one action a day of the cheapest mix', () => {
		const unlimited = reachable.filter(({ problem }) => problem.dailyBudget === Infinity);
		for (const { truth, problem } of unlimited) {
			const mix = greedyMix(problem);
			expect(mix.probability).toBeGreaterThanOrEqual(0.8);
			const dearest = Math.max(...problem.candidates.map(({ costPerAction }) => costPerAction));
			expect(mix.costPerDay - (truth.cheapest?.costPerDay ?? NaN)).toBeLessThanOrEqual(dearest);
		}
		const equal = unlimited.filter(
			({ truth, problem }) => greedyMix(problem).costPerDay <= (truth.cheapest?.costPerDay ?? 0) + 1e-6,
		);
		expect(equal.length / unlimited.length).toBeGreaterThan(0.8);
	});
});
