import { createPlan } from '../../../core/plan/createPlan';
import { binomialQuantile, beta, gamma, normal } from '../../../core/plan/distributions';
import { evaluateMix } from '../../../core/plan/mixProblem';
import { seededRandom } from '../../../core/plan/random';
import { readSituation } from '../../../core/plan/situation';
import { CATALOG, entry, planInput } from './fixtures';

/** A catalog the knapsack order has to deal with, and a target that needs about half of it. */
const large = planInput({
	catalog: Array.from({ length: 40 }, (_, index) =>
		entry(`w${index}`, {
			capacityPerDay: 20,
			costPerAction: 100 + 17 * ((index * 7) % 40),
			conversionMean: 0.02 + 0.004 * (index % 20),
			conversionStrength: 10 + 5 * index,
			valuePerConversion: 3000 + 100 * index,
		}),
	),
	goal: { targetValue: 900_000 },
});

describe('the probability of a plan', () => {
	it('holds on scenarios that did not choose it', () => {
		const chosen = createPlan(large);
		expect(chosen.forecast.probability).toBeGreaterThanOrEqual(0.8);
		for (const seed of [2, 3, 4]) {
			const { problem } = readSituation({ ...large, seed });
			const actions = problem.candidates.map(
				({ entry: { workflowKey } }) => chosen.allocations.find((one) => one.workflowKey === workflowKey)?.actionsPerDay[0] ?? 0,
			);
			expect(evaluateMix(problem, actions).probability).toBeGreaterThan(0.77);
		}
	});

	it('is what a day-by-day simulation of the first example gives, written independently', () => {
		const plan = createPlan(planInput());
		const random = seededRandom(99, 'day by day');
		const rounds = 4000;
		let reached = 0;
		for (let round = 0; round < rounds; round++) {
			let revenue = 0;
			for (const { conversionMean, conversionStrength, capacityPerDay, lagDays, valuePerConversion } of CATALOG) {
				const sales = Math.max(1, conversionMean * conversionStrength);
				const rate = beta(conversionMean * conversionStrength, (1 - conversionMean) * conversionStrength, random);
				const value = (gamma(4 * sales, random) / (4 * sales)) * valuePerConversion;
				for (let day = 0; day + lagDays < 7; day++) {
					for (let action = 0; action < capacityPerDay; action++) if (random() < rate) revenue += value;
				}
			}
			if (revenue >= 2_000_000) reached++;
		}
		expect(Math.abs(plan.forecast.probability - reached / rounds)).toBeLessThan(0.03);
	});

	it('comes from the same binomial whichever way it is computed', () => {
		const random = seededRandom(5, 'switch');
		const sum = { exact: 0, rounded: 0 };
		for (let round = 0; round < 4000; round++) {
			const luck = { uniform: random(), normal: normal(random) };
			sum.exact += binomialQuantile(luck, 290, 0.1, 290);
			sum.rounded += binomialQuantile(luck, 290, 0.1, 310);
		}
		expect(Math.abs(sum.exact - sum.rounded) / 4000).toBeLessThan(0.3);
	});
});
