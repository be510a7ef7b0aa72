import { readRest } from '../../../core/adjust/rest';
import { catalogsWord } from '../../../core/learning/posterior';
import { toObservation } from '../../../core/monitor/observation';
import { createPlan } from '../../../core/plan/createPlan';
import { addDays } from '../../../core/plan/days';
import { PlannedActions } from '../../../core/plan/plannedActions';
import { pastLessons } from '../../../core/plan/pastLessons';
import type { Observation, Run } from '../../../core/types';
import { entry, goal, NO_STATE, NOW, planInput, run, SETTINGS, TRIAL } from './fixtures';

const TODAY = '2026-11-20';
const MAIL = entry('mail', { conversionMean: 0.1, conversionStrength: 20, costPerAction: 100 });
const ago = (days: number): string => addDays(TODAY, -days);
/** A run of an earlier goal, with what it told on its day. */
const ran = (days: number, values: Partial<Run> = {}): Run =>
	run('mail', {
		runId: `goal-0/${ago(days)}/mail`,
		scheduledFor: `${ago(days)}T00:00:00.000Z`,
		finishedAt: `${ago(days)}T00:01:00.000Z`,
		actions: 20,
		cost: 2_000,
		...values,
	});
const daily = (first: number, last: number, values: Partial<Run> = {}): Run[] =>
	Array.from({ length: first - last + 1 }, (_, index) => ran(first - index, values));
const tracked = (days: number, value: number): Observation =>
	toObservation(
		{ metric: 'conversions', day: ago(days), value, unit: 'count', source: 'crm', goalId: 'goal-0', workflow: 'mail' },
		NOW,
	);
const learned = (values: Parameters<typeof planInput>[0]) => {
	const posterior = pastLessons(planInput({ catalog: [MAIL], ...values })).get('mail');
	if (!posterior) throw new Error('nothing is known');
	return posterior;
};

describe('what is believed of a workflow before a goal has a plan', () => {
	it('is the catalog’s word while nobody has seen it bring anything', () => {
		const [posterior] = [pastLessons(planInput({ catalog: [TRIAL] })).get(TRIAL.workflowKey)];
		expect(posterior).toMatchObject({ alpha: 6, beta: 34, valuePerConversion: 98_000, costPerAction: 500, valueShape: 24 });
		expect(posterior).toEqual(catalogsWord(TRIAL));
		expect(catalogsWord(entry('w', { conversionMean: 7 })).conversionRate).toBe(1);
		expect(catalogsWord(entry('w', { conversionMean: -1 })).conversionRate).toBe(0);
	});

	it('takes what was paid for the price, also where the catalog knows none', () => {
		expect(learned({ runs: [ran(3, { cost: 2_400 })] })).toMatchObject({ costPerAction: 120, observedActions: 0 });
		const unknown = { ...MAIL, costPerAction: null };
		expect(learned({ catalog: [unknown], runs: [ran(3)] }).costPerAction).toBe(100);
	});

	it.each<[string, Partial<Run>[], Observation[]]>([
		['runs told themselves', [{ conversions: 6, revenue: 7_200 }], []],
		['was tracked', [{}], Array.from({ length: 14 }, (_, index) => tracked(index + 1, 6))],
	])(
		'is what the re-plan of a running goal believes from the same evidence, where it %s',
		(_what, [values = {}], observations) => {
			const runs = daily(14, 1, values);
			const input = planInput({ catalog: [MAIL], runs, observations });
			const plan = createPlan(input);
			const running = goal({ ...input.goal, plan, status: 'running' });
			const rest = readRest(
				{
					goal: running,
					runs: [],
					evidence: runs,
					decisions: [],
					catalog: [MAIL],
					observations,
					adjustments: [],
					health: [],
					settings: SETTINGS,
					planned: new PlannedActions([]),
				},
				running,
				plan,
				NOW,
			);
			const posterior = learned({ runs, observations });
			expect(posterior).toEqual(rest.lessons.workflows.get('mail')?.posterior);
			expect(posterior.conversionRate).toBeGreaterThan(0.25);
			expect(plan.allocations[0]?.conversionRate).toBe(posterior.conversionRate);
		},
	);

	it('follows a workflow that has changed: old evidence fades', () => {
		const [was, is] = [daily(50, 21, { conversions: 6 }), daily(20, 1, { conversions: 1 })];
		const { conversionRate } = learned({ runs: [...was, ...is] });
		expect(conversionRate).toBeLessThan(0.08);
		expect(learned({ runs: was }).conversionRate).toBeGreaterThan(0.25);
	});

	describe('where nobody tells what it brought', () => {
		const shop = (from: number, brought: number) =>
			Array.from({ length: from }, (_, index) => ({ day: ago(index + 1), amount: 10_000 + (index < 10 ? brought : 0) }));

		it('is what came beyond the shop’s own level, told by days without any workflow', () => {
			const state = { ...NO_STATE, revenue: shop(30, 8_000) };
			// 20 actions a day brought eight sales of 1,000.
			const { conversionRate, observedActions } = learned({ runs: daily(10, 1), state });
			expect(observedActions).toBe(200);
			expect(conversionRate).toBeGreaterThan(0.3);
			expect(conversionRate).toBeLessThan(0.42);
		});

		it('is the catalog’s word where too few such days tell of the shop', () => {
			const state = { ...NO_STATE, revenue: shop(16, 8_000) };
			expect(learned({ runs: daily(10, 1), state })).toMatchObject({ conversionRate: 0.1, observedActions: 0 });
		});
	});

	it.each([
		['that failed', { conversions: 5, status: 'failed' }],
		['without actions', { conversions: 5, actions: 0 }],
		['whose report came before its lag was over', { conversions: 0, finishedAt: null }],
	] as const)('learns no conversion from a run %s', (_what, values) => {
		expect(learned({ runs: [ran(5, values)] })).toMatchObject({ conversionRate: 0.1, observedActions: 0 });
	});
});
