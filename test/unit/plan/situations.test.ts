import { createPlan } from '../../../core/plan/createPlan';
import { planOptions } from '../../../core/plan/planOptions';
import { remainingCost, scalePlan } from '../../../core/plan/scalePlan';
import { stepsOf } from '../../../core/plan/steps';
import { withoutWorkflows } from '../../../core/plan/withoutWorkflows';
import { readSettings } from '../../../core/settings';
import type { BusinessState } from '../../../core/types';
import { CATALOG, entry, goal, NO_STATE, OUTREACH, planInput, run, SHARE, TRIAL } from './fixtures';

const keysOf = (plan: ReturnType<typeof createPlan>): string[] => plan.allocations.map(({ workflowKey }) => workflowKey);
const sum = (figures: readonly number[] = []): number => figures.reduce((total, figure) => total + figure, 0);

const capsOf = (plan: ReturnType<typeof createPlan>): Record<string, number> => ({
	...Object.fromEntries(CATALOG.map(({ workflowKey }) => [workflowKey, 0])),
	...Object.fromEntries(plan.allocations.map(({ workflowKey, actionsPerDay }) => [workflowKey, actionsPerDay[0] ?? 0])),
});

describe('what is planned', () => {
	it.each([
		['the owner rules it out', planInput({ exclude: ['affiliate_cold_outreach'] })],
		['it is disabled', planInput({ catalog: [TRIAL, { ...OUTREACH, enabled: false }, SHARE] })],
		['its cost is unknown', planInput({ catalog: [TRIAL, { ...OUTREACH, costPerAction: null }, SHARE] })],
		['it deletes customer data', planInput({ catalog: [TRIAL, { ...OUTREACH, flags: ['deletes_customer_data'] }, SHARE] })],
		['it works only after the deadline', planInput({ catalog: [TRIAL, { ...OUTREACH, lagDays: 7 }, SHARE] })],
		['its capacity is zero', planInput({ catalog: [TRIAL, { ...OUTREACH, capacityPerDay: 0 }, SHARE] })],
		['the owner allows none of it', planInput({ dailyCaps: { affiliate_cold_outreach: 0 } })],
		['it needs a workflow nobody has', planInput({ catalog: [TRIAL, { ...OUTREACH, dependsOn: ['missing'] }, SHARE] })],
		[
			'it needs a workflow that is disabled',
			planInput({ catalog: [TRIAL, { ...OUTREACH, dependsOn: ['off'] }, SHARE, entry('off', { enabled: false })] }),
		],
		['its figures are no numbers', planInput({ catalog: [TRIAL, { ...OUTREACH, conversionMean: NaN }, SHARE] })],
		['its capacity has no end', planInput({ catalog: [TRIAL, { ...OUTREACH, capacityPerDay: Infinity }, SHARE] })],
		['its cost is negative', planInput({ catalog: [TRIAL, { ...OUTREACH, costPerAction: -1 }, SHARE] })],
		['it needs itself', planInput({ catalog: [TRIAL, { ...OUTREACH, dependsOn: ['affiliate_cold_outreach'] }, SHARE] })],
	])('is everything but a workflow when %s', (_, input) => {
		expect(keysOf(createPlan(input))).toEqual(['trial_onboarding', 'x_briefing_share']);
	});

	it('respects the owner’s cap per day', () => {
		const plan = createPlan(planInput({ dailyCaps: { affiliate_cold_outreach: 30 } }));
		expect(plan.allocations[1]?.actionsPerDay).toEqual([30, 30, 30, 30, 30, 30, 30]);
	});

	it('includes a workflow the owner asked for, even where the plan would do without', () => {
		const easy = planInput({ goal: { targetValue: 98_000 } });
		expect(keysOf(createPlan(easy))).not.toContain('x_briefing_share');
		expect(keysOf(createPlan({ ...easy, namedWorkflows: ['x_briefing_share'] }))).toContain('x_briefing_share');
	});

	it('refuses a named workflow that is not in the catalog, by name', () => {
		expect(() => createPlan(planInput({ namedWorkflows: ['tiktok_ads'] }))).toThrow(
			expect.objectContaining({ code: 'WORKFLOW_UNKNOWN', message: expect.stringContaining('tiktok_ads') }),
		);
	});

	it('drops what was asked for where the budget does not allow one action a day', () => {
		const plan = createPlan(planInput({ goal: { budgetLimit: 700 }, namedWorkflows: ['trial_onboarding'] }));
		expect(keysOf(plan)).not.toContain('trial_onboarding');
		expect(plan.estimatedCost).toBeLessThanOrEqual(700);
	});

	it('puts prerequisites first', () => {
		const catalog = [{ ...TRIAL, dependsOn: ['x_briefing_share'] }, OUTREACH, SHARE];
		const keys = keysOf(createPlan(planInput({ catalog })));
		expect(keys.indexOf('x_briefing_share')).toBeLessThan(keys.indexOf('trial_onboarding'));
	});

	it('is nothing once the goal is reached', () => {
		const plan = createPlan(planInput({ progressValue: 2_000_000 }));
		expect(plan).toMatchObject({ allocations: [], estimatedCost: 0, forecast: { probability: 1 } });
		expect(sum(plan.dailyTargets)).toBe(0);
		expect(plan.explanation.join()).toContain('目標はすでに達成');
	});

	it('spreads what is still missing over what is left of the week', () => {
		const plan = createPlan(planInput({ now: '2026-11-23T01:00:00.000Z', progressValue: 800_000 }));
		expect(plan.days).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']);
		expect(plan.dailyTargets).toEqual([300_000, 300_000, 300_000, 300_000]);
	});

	it.each(['targetValue', 'progressValue'])('refuses a %s that is no number', (field) => {
		const input = field === 'targetValue' ? planInput({ goal: { targetValue: NaN } }) : planInput({ progressValue: NaN });
		expect(() => createPlan(input)).toThrow(
			expect.objectContaining({ code: 'PARAMETER_INVALID', message: expect.stringContaining(field) }),
		);
	});

	it('includes what a named workflow needs', () => {
		const catalog = [TRIAL, OUTREACH, { ...SHARE, dependsOn: ['trial_onboarding'] }];
		const state = { ...NO_STATE, revenue: ['17', '18', '19'].map((day) => ({ day: `2026-11-${day}`, amount: 100_000 })) };
		const plan = createPlan(planInput({ catalog, state, goal: { targetValue: 1 }, namedWorkflows: ['x_briefing_share'] }));
		expect(plan.allocations.map(({ workflowKey, actionsPerDay }) => [workflowKey, actionsPerDay[0]])).toEqual([
			['trial_onboarding', 1],
			['x_briefing_share', 1],
		]);
	});

	it('refuses a period that is over', () => {
		expect(() => createPlan(planInput({ now: '2026-11-26T15:00:00.000Z' }))).toThrow(
			expect.objectContaining({ code: 'PARAMETER_INVALID' }),
		);
	});

	it('takes nothing from the budget twice: what earlier runs of the goal cost is gone', () => {
		const spent = run('trial_onboarding', { goalId: 'goal-1', scheduledFor: '2026-11-20T00:00:00.000Z', cost: 30_000 });
		const input = planInput({ now: '2026-11-21T01:00:00.000Z', goal: { budgetLimit: 50_000 }, runs: [spent] });
		expect(createPlan(input).estimatedCost).toBeLessThanOrEqual(20_000);
	});

	it.each([
		['churn_rate', 0.05, 0.02],
		['conversion_rate', 0.1, 0.2],
	] as const)(
		'is nothing for a rate the catalog cannot move (%s), and the explanation says so',
		(metric, progressValue, targetValue) => {
			const plan = createPlan(planInput({ goal: { metric, targetValue, currency: null }, progressValue }));
			expect(plan.allocations).toEqual([]);
			expect(plan.explanation).toContain('この目標に使えるワークフローがないため、実行の予定はありません。');
		},
	);

	it('counts customers, not money, where the goal does', () => {
		const plan = createPlan(planInput({ goal: { metric: 'new_customers', targetValue: 10, currency: null } }));
		expect(plan.forecast.probability).toBeGreaterThanOrEqual(0.8);
		expect(plan.customersPerDay).toBeNull();
		expect(sum(plan.expectedPerDay)).toBeGreaterThan(10);
	});

	it('counts trials themselves where trials are the goal: exactly as many as asked for', () => {
		const plan = createPlan(planInput({ goal: { metric: 'trials', targetValue: 60, currency: null } }));
		// One day of lag leaves six days that count: ten a day are sixty.
		expect(plan.allocations.map(({ workflowKey, actionsPerDay }) => [workflowKey, actionsPerDay[0]])).toEqual([
			['trial_onboarding', 10],
		]);
		expect(plan.forecast.probability).toBe(1);
	});

	it('subtracts its own cost where profit is the goal', () => {
		const plan = createPlan(planInput({ goal: { metric: 'profit', targetValue: 500_000 } }));
		const same = createPlan(planInput({ goal: { targetValue: 5_000_000 }, dailyCaps: capsOf(plan) }));
		expect(plan.forecast.value).toBeCloseTo(sum(plan.expectedPerDay), 6);
		expect(plan.estimatedCost).toBeGreaterThan(0);
		expect(keysOf(same)).toEqual(keysOf(plan));
		expect(same.forecast.value - plan.forecast.value).toBeCloseTo(plan.estimatedCost, 6);
	});
});

describe('money in several currencies', () => {
	const settings = readSettings([{ key: 'FX_USD_JPY', value: '150', note: '' }]);

	it('plans a goal in dollars with a catalog in yen', () => {
		const plan = createPlan(planInput({ settings, goal: { currency: 'USD', targetValue: 2_000_000 / 150, locale: 'en' } }));
		expect(plan.estimatedCost).toBeCloseTo(84_700 / 150, 6);
		expect(plan.explanation.join('\n')).toContain('That takes $1,905 a day');
	});

	it('names the rate that is missing instead of guessing one', () => {
		expect(() => createPlan(planInput({ goal: { currency: 'EUR' } }))).toThrow(
			expect.objectContaining({ code: 'CURRENCY_RATE_MISSING', message: expect.stringContaining('FX_') }),
		);
	});

	it('converts the shop’s figures', () => {
		const state: BusinessState = { ...NO_STATE, currency: 'USD', arpu: 500, revenue: [{ day: '2026-11-19', amount: 100 }] };
		const plan = createPlan(planInput({ settings, state }));
		expect(plan.valuePerCustomer).toEqual({ value: 75_000, source: 'input' });
		expect(plan.expectedPerDay?.[0]).toBeCloseTo(15_000, 6);
	});
});

describe('the shop’s own figures', () => {
	const day = (index: number): string => new Date(Date.UTC(2026, 9, 23 + index)).toISOString().slice(0, 10);
	/** Four weeks before 20 November; weekends bring three times as much. */
	const revenue = Array.from({ length: 28 }, (_, index) => ({
		day: day(index),
		amount: [0, 6].includes(new Date(`${day(index)}T00:00:00Z`).getUTCDay()) ? 90_000 : 30_000,
	}));

	it('weigh the days when three weeks are known', () => {
		const plan = createPlan(planInput({ state: { ...NO_STATE, revenue } }));
		const [friday, saturday, sunday, monday] = plan.dailyTargets;
		expect(saturday).toBeGreaterThan((friday ?? 0) * 1.5);
		expect(sunday).toBeCloseTo(saturday ?? NaN, 6);
		expect(monday).toBeCloseTo(friday ?? NaN, 6);
		expect(sum(plan.dailyTargets)).toBeCloseTo(2_000_000, 6);
		expect(plan.explanation[1]).toContain('平均で1日あたり285,714円');
	});

	it('do not with less', () => {
		const plan = createPlan(planInput({ state: { ...NO_STATE, revenue: revenue.slice(-20) } }));
		expect(new Set(plan.dailyTargets.map(Math.round))).toEqual(new Set([285_714]));
	});

	it('give way to an even or front-loaded spread where that is asked for', () => {
		const state = { ...NO_STATE, revenue };
		expect(new Set(createPlan(planInput({ state, shape: 'even' })).dailyTargets.map(Math.round))).toEqual(new Set([285_714]));
		const [first, , , , , , last] = createPlan(planInput({ state, shape: 'front_loaded' })).dailyTargets;
		expect(first).toBeCloseTo((last ?? NaN) * 2, 6);
	});

	it('are not counted twice: what earlier runs brought is taken off', () => {
		const flat = revenue.map((row) => ({ ...row, amount: 100_000 }));
		const runs = flat.map((row) =>
			run('trial_onboarding', { runId: `g/${row.day}/trial_onboarding`, scheduledFor: `${row.day}T00:00:00.000Z`, actions: 4 }),
		);
		const plain = createPlan(planInput({ state: { ...NO_STATE, revenue: flat } }));
		const cleaned = createPlan(planInput({ state: { ...NO_STATE, revenue: flat }, runs }));
		// 27 of the 28 days hold the sales of the day before: 4 × 15 % × 98,000.
		expect((plain.expectedPerDay?.[0] ?? 0) - (cleaned.expectedPerDay?.[0] ?? 0)).toBeCloseTo((58_800 * 27) / 28 - 58_800, 3);
	});

	it('count as progress where the period began before: last month’s 1,600,000 yen, 20 % more this month', () => {
		const november = Array.from({ length: 20 }, (_, index) => ({
			day: `2026-11-${String(index + 1).padStart(2, '0')}`,
			amount: 60_000,
		}));
		const month = { periodStart: '2026-10-31T15:00:00.000Z', periodEnd: '2026-11-30T15:00:00.000Z', targetValue: 1_920_000 };
		const input = planInput({ goal: month, state: { ...NO_STATE, source: 'whop', revenue: november } });
		const plan = createPlan(input);
		expect(plan.days).toHaveLength(11);
		expect(sum(plan.dailyTargets)).toBeCloseTo(1_920_000 - 20 * 60_000, 6);
		expect(plan.explanation).toContain('現在1,200,000円なので、残りは720,000円です。');
		expect(sum(createPlan({ ...input, progressValue: 1_500_000 }).dailyTargets)).toBeCloseTo(420_000, 6);

		const [, smaller, nothing] = planOptions({
			goal: goal({ ...month, plan }),
			catalog: CATALOG,
			settings: input.settings,
			now: input.now,
		});
		expect(nothing?.probability).toBeGreaterThan(0.1);
		expect(smaller?.probability).toBeGreaterThanOrEqual(nothing?.probability ?? NaN);
	});

	it('say what a customer is worth before the catalog does', () => {
		expect(createPlan(planInput()).valuePerCustomer).toEqual({ value: 98_000, source: 'catalog' });
		const plan = createPlan(planInput({ state: { ...NO_STATE, source: 'whop', arpu: 50_000 } }));
		expect(plan.valuePerCustomer).toEqual({ value: 50_000, source: 'whop' });
		expect(plan.customersPerDay).toBeCloseTo(2_000_000 / 7 / 50_000, 9);
	});
});

describe('lag', () => {
	it('lets actions of the last days count for nothing within the period', () => {
		const [first, second, third] = createPlan(planInput()).expectedPerDay ?? [];
		expect(first).toBe(0);
		expect(second).toBeCloseTo(20 * 0.15 * 98_000 + 3 * 0.05 * 98_000, 3);
		expect(third).toBeCloseTo((second ?? NaN) + 50 * 0.01 * 98_000, 3);
	});

	it('brings in what ran before, even of a workflow that is too late by now', () => {
		const yesterday = run('trial_onboarding', { goalId: 'goal-1', scheduledFor: '2026-11-25T00:00:00.000Z', actions: 20 });
		const plan = createPlan(planInput({ now: '2026-11-26T01:00:00.000Z', runs: [yesterday] }));
		expect(plan.days).toEqual(['2026-11-26']);
		expect(plan.allocations).toEqual([]);
		expect(plan.expectedPerDay?.[0]).toBeCloseTo(20 * 0.15 * 98_000, 3);
	});
});

describe('a plan that is changed', () => {
	const plan = createPlan(planInput());

	it('scales from a day on, rounded down, and says what is left to pay', () => {
		const scaled = scalePlan(plan, 0.9, '2026-11-23');
		expect(scaled.version).toBe(2);
		expect(scaled.allocations.map(({ actionsPerDay }) => actionsPerDay)).toEqual([
			[20, 20, 20, 18, 18, 18, 18],
			[50, 50, 50, 45, 45, 45, 45],
			[3, 3, 3, 2, 2, 2, 2],
		]);
		expect(remainingCost(plan, '2026-11-23')).toBe(4 * 12_100);
		expect(remainingCost(scaled, '2026-11-23')).toBe(4 * (9000 + 1350 + 400));
		expect(scaled.estimatedCost).toBe(3 * 12_100 + 4 * 10_750);
		expect(sum(scaled.expectedPerDay)).toBeLessThan(sum(plan.expectedPerDay));
	});

	it('has no step left when it is scaled to nothing', () => {
		const stopped = scalePlan(plan, 0, '2026-11-20');
		expect(stepsOf({ goalId: 'goal-1', plan: stopped, timeZone: 'Asia/Tokyo' })).toEqual([]);
		expect(remainingCost(stopped, '2026-11-20')).toBe(0);
	});

	it('loses a workflow together with what needs it', () => {
		const chained = createPlan(planInput({ catalog: [TRIAL, OUTREACH, { ...SHARE, dependsOn: ['affiliate_cold_outreach'] }] }));
		const without = withoutWorkflows(chained, new Set(['affiliate_cold_outreach']));
		expect(keysOf(without)).toEqual(['trial_onboarding']);
		expect(without.estimatedCost).toBe(70_000);
		expect(sum(without.expectedPerDay)).toBeCloseTo(6 * 20 * 0.15 * 98_000, 3);
	});

	it('lists the steps of one day only where one is asked for', () => {
		const steps = stepsOf({ goalId: 'goal-1', plan, timeZone: 'Asia/Tokyo' }, '2026-11-22');
		expect(steps.map(({ stepKey }) => stepKey)).toEqual(CATALOG.map(({ workflowKey }) => `goal-1/2026-11-22/${workflowKey}`));
		expect(stepsOf({ goalId: 'goal-1', plan, timeZone: 'Asia/Tokyo' }, '2026-12-24')).toEqual([]);
		expect(stepsOf({ goalId: 'goal-1', plan: null, timeZone: 'Asia/Tokyo' })).toEqual([]);
	});

	it('is small enough for one cell of a spreadsheet, 90 days and twelve workflows long', () => {
		const catalog = Array.from({ length: 12 }, (_, index) => ({ ...TRIAL, workflowKey: `workflow_number_${index}` }));
		const long = createPlan(planInput({ catalog, goal: { periodEnd: '2027-02-17T15:00:00.000Z', targetValue: 400_000_000 } }));
		expect(long.days).toHaveLength(90);
		expect(long.allocations).toHaveLength(12);
		expect(JSON.stringify(long).length).toBeLessThan(50_000);
	});
});
