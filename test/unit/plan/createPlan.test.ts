import { createPlan } from '../../../core/plan/createPlan';
import { stepsOf } from '../../../core/plan/steps';
import { CATALOG, NO_STATE, planInput } from './fixtures';

describe('the owner’s example: 2,000,000 yen in one week', () => {
	const plan = createPlan(planInput());
	const of = (key: string) => plan.allocations.find(({ workflowKey }) => workflowKey === key);
	const sum = (figures: readonly number[] = []) => figures.reduce((total, figure) => total + figure, 0);

	it('spreads the target over seven days, 285,714 yen each', () => {
		expect(plan.days).toEqual(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']);
		expect(plan.dailyTargets.map((amount) => Math.round(amount))).toEqual(Array.from({ length: 7 }, () => 285_714));
		expect(sum(plan.dailyTargets)).toBeCloseTo(2_000_000, 6);
		expect(plan.explanation).toContainEqual('必要なペースは1日あたり285,714円です（2,000,000円÷7日）。');
	});

	it('chooses all three workflows', () => {
		expect(plan.allocations.map(({ workflowKey }) => workflowKey)).toEqual(CATALOG.map(({ workflowKey }) => workflowKey));
	});

	it('sends 50 cold e-mails a day, 350 in all', () => {
		expect(of('affiliate_cold_outreach')?.actionsPerDay).toEqual([50, 50, 50, 50, 50, 50, 50]);
		expect(sum(of('affiliate_cold_outreach')?.actionsPerDay)).toBe(350);
	});

	it('starts 20 trials a day, 140 in all: at 15 % that is 3 customers a day and 21 a week, not 21 a day', () => {
		const trials = of('trial_onboarding');
		expect(sum(trials?.actionsPerDay)).toBe(140);
		expect((trials?.actionsPerDay[0] ?? 0) * (trials?.conversionRate ?? 0)).toBeCloseTo(3, 9);
		expect(sum(trials?.actionsPerDay) * (trials?.conversionRate ?? 0)).toBeCloseTo(21, 9);
		expect(plan.explanation.join()).toContain('1日20件 × 7日 ＝ 140件、成約率15%（一覧の設定値）で1日3人、計21人');
	});

	it('estimates the cost from the catalog: 140 × 500 + 350 × 30 + 21 × 200', () => {
		expect(plan.estimatedCost).toBe(84_700);
	});

	it('has a step for each workflow and day, due at nine in Tokyo', () => {
		const steps = stepsOf({ goalId: 'goal-1', plan, timeZone: 'Asia/Tokyo' });
		expect(steps).toHaveLength(21);
		expect(steps[0]).toMatchObject({
			stepKey: 'goal-1/2026-11-20/trial_onboarding',
			scheduledFor: '2026-11-20T00:00:00.000Z',
			actions: 20,
			estimatedCost: 10_000,
		});
	});

	it('counts what comes without doing anything', () => {
		const revenue = plan.days.map((_, index) => ({ day: `2026-11-${String(13 + index)}`, amount: 100_000 }));
		const richer = createPlan(planInput({ state: { ...NO_STATE, source: 'whop', revenue } }));
		expect(richer.forecast.value - plan.forecast.value).toBeCloseTo(700_000, 6);
		expect(richer.forecast.probability).toBeGreaterThan(plan.forecast.probability);
	});
});
