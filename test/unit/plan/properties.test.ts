import fc from 'fast-check';
import { createPlan } from '../../../core/plan/createPlan';
import { isSmall } from '../../../core/plan/exactMix';
import { readSituation } from '../../../core/plan/situation';
import { whatIf } from '../../../core/plan/whatIf';
import type { PlanInput } from '../../../core/plan/planInput';
import { readSettings } from '../../../core/settings';
import { entry, planInput } from './fixtures';

const RUNS = { numRuns: 20 };

const workflow = fc.record({
	capacityPerDay: fc.integer({ min: 0, max: 60 }),
	costPerAction: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1000 }), fc.constant(null)),
	conversionMean: fc.double({ min: 0, max: 1, noNaN: true }),
	conversionStrength: fc.integer({ min: 0, max: 300 }),
	valuePerConversion: fc.integer({ min: 0, max: 50_000 }),
	lagDays: fc.integer({ min: 0, max: 9 }),
	enabled: fc.boolean(),
	needsFirst: fc.boolean(),
});

/** Catalogs of all kinds: empty, small enough to be searched, large; free and dear, useless and disabled. */
const inputs: fc.Arbitrary<PlanInput> = fc
	.record({
		workflows: fc.array(workflow, { maxLength: 6 }),
		targetValue: fc.integer({ min: 1, max: 3_000_000 }),
		progressValue: fc.integer({ min: 0, max: 100_000 }),
		budgetLimit: fc.option(fc.integer({ min: 0, max: 200_000 })),
		seed: fc.integer(),
		metric: fc.constantFrom('revenue', 'profit', 'new_customers'),
	})
	.map(({ workflows, targetValue, progressValue, budgetLimit, seed, metric }) =>
		planInput({
			catalog: workflows.map(({ needsFirst, ...values }, index) =>
				entry(`w${index}`, { ...values, dependsOn: needsFirst && index > 0 ? ['w0'] : [] }),
			),
			goal: {
				targetValue: metric === 'new_customers' ? Math.ceil(targetValue / 10_000) : targetValue,
				budgetLimit,
				metric,
				currency: metric === 'new_customers' ? null : 'JPY',
			},
			progressValue: metric === 'new_customers' ? 0 : progressValue,
			seed,
		}),
	);

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);

describe('every plan', () => {
	it('has daily targets that add up to what is missing', () => {
		fc.assert(
			fc.property(inputs, fc.constantFrom('auto', 'even', 'front_loaded'), (input, shape) => {
				const plan = createPlan({ ...input, shape });
				const missing = Math.max(0, input.goal.targetValue - input.progressValue);
				expect(sum(plan.dailyTargets)).toBeCloseTo(missing, 3);
				expect(Math.min(...plan.dailyTargets)).toBeGreaterThanOrEqual(0);
			}),
			RUNS,
		);
	});

	it('stays within capacities, the owner’s caps and the prerequisites', () => {
		fc.assert(
			fc.property(inputs, fc.integer({ min: 0, max: 5 }), (input, cap) => {
				const plan = createPlan({ ...input, dailyCaps: { w1: cap } });
				const planned = new Set(plan.allocations.map(({ workflowKey }) => workflowKey));
				for (const { workflowKey, actionsPerDay, dependsOn } of plan.allocations) {
					const capacity = input.catalog.find((one) => one.workflowKey === workflowKey)?.capacityPerDay ?? 0;
					for (const actions of actionsPerDay) {
						expect(Number.isInteger(actions)).toBe(true);
						expect(actions).toBeGreaterThan(0);
						expect(actions).toBeLessThanOrEqual(workflowKey === 'w1' ? Math.min(cap, capacity) : capacity);
					}
					for (const key of dependsOn) expect(planned).toContain(key);
				}
			}),
			RUNS,
		);
	});

	it('stays within the budget and every ceiling', () => {
		const ceilings = fc.record({
			daily: fc.integer({ min: 0, max: 20_000 }),
			weekly: fc.integer({ min: 0, max: 100_000 }),
			monthly: fc.integer({ min: 0, max: 200_000 }),
		});
		fc.assert(
			fc.property(inputs, ceilings, (input, { daily, weekly, monthly }) => {
				const settings = readSettings([
					{ key: 'BUDGET_LIMIT_DAILY', value: String(daily), note: '' },
					{ key: 'BUDGET_LIMIT_WEEKLY', value: String(weekly), note: '' },
					{ key: 'BUDGET_LIMIT_MONTHLY', value: String(monthly), note: '' },
				]);
				const plan = createPlan({ ...input, settings });
				const perDay = plan.days.map((_, index) =>
					sum(plan.allocations.map(({ actionsPerDay, costPerAction }) => (actionsPerDay[index] ?? 0) * costPerAction)),
				);
				const rounding = 1e-3;
				expect(sum(perDay)).toBeCloseTo(plan.estimatedCost, 3);
				expect(Math.max(...perDay)).toBeLessThanOrEqual(daily + rounding);
				// The seven days are Friday to Thursday: three days of one week, four of the next, all in November.
				expect(Math.max(sum(perDay.slice(0, 3)), sum(perDay.slice(3)))).toBeLessThanOrEqual(weekly + rounding);
				expect(sum(perDay)).toBeLessThanOrEqual(Math.min(monthly, input.goal.budgetLimit ?? Infinity) + rounding);
			}),
			RUNS,
		);
	});

	it('is the same for the same input, and plain JSON', () => {
		fc.assert(
			fc.property(inputs, (input) => {
				const plan = createPlan(input);
				expect(createPlan(input)).toEqual(plan);
				expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
			}),
			RUNS,
		);
	});

	it('has an explanation of one to twelve lines and a forecast in order', () => {
		fc.assert(
			fc.property(inputs, (input) => {
				for (const locale of ['ja', 'en'] as const) {
					const { explanation, forecast } = createPlan({ ...input, goal: { ...input.goal, locale } });
					expect(explanation.length).toBeGreaterThan(0);
					expect(explanation.length).toBeLessThanOrEqual(12);
					expect(explanation.join()).not.toMatch(/undefined|null|NaN|Infinity/);
					expect(forecast.low).toBeLessThanOrEqual(forecast.value);
					expect(forecast.high).toBeGreaterThanOrEqual(forecast.value);
					expect(forecast.probability).toBeGreaterThanOrEqual(0);
					expect(forecast.probability).toBeLessThanOrEqual(1);
				}
			}),
			RUNS,
		);
	});
});

describe('what if', () => {
	it('there were more budget: the probability is never lower', () => {
		fc.assert(
			fc.property(
				inputs.filter(({ goal }) => goal.metric !== 'profit'),
				fc.integer({ min: 0, max: 100_000 }),
				fc.integer({ min: 0, max: 100_000 }),
				(input, budgetLimit, more) => {
					const plan = whatIf(input, { budgetLimit });
					const richer = whatIf(input, { budgetLimit: budgetLimit + more });
					const unlimited = whatIf(input, { budgetLimit: null });
					expect(richer.forecast.probability).toBeGreaterThanOrEqual(plan.forecast.probability);
					expect(unlimited.forecast.probability).toBeGreaterThanOrEqual(richer.forecast.probability);
				},
			),
			{ numRuns: 25 },
		);
	});

	it('a workflow were left out: it is, and a plan that falls short without it was no worse with it', () => {
		const searched = inputs.filter((input) => input.goal.metric === 'revenue' && isSmall(readSituation(input).problem));
		fc.assert(
			fc.property(searched, (input) => {
				const without = whatIf(input, { exclude: ['w0'] });
				expect(without.allocations.map(({ workflowKey }) => workflowKey)).not.toContain('w0');
				if (without.forecast.probability < 0.8) {
					expect(without.forecast.probability).toBeLessThanOrEqual(createPlan(input).forecast.probability);
				}
			}),
			RUNS,
		);
	});

	it('the deadline were later: more days, and the plan itself stays as it was', () => {
		const input = planInput();
		const before = JSON.stringify(input);
		const longer = whatIf(input, { periodEnd: '2026-12-03T15:00:00.000Z' });
		expect(longer.days).toHaveLength(14);
		expect(longer.forecast.probability).toBeGreaterThan(createPlan(input).forecast.probability);
		expect(JSON.stringify(input)).toBe(before);
	});
});
