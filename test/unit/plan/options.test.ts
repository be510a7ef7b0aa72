import { createPlan } from '../../../core/plan/createPlan';
import { overrunOptions } from '../../../core/plan/overrunOptions';
import { planOptions } from '../../../core/plan/planOptions';
import { scalePlan } from '../../../core/plan/scalePlan';
import { CATALOG, goal, NOW, OUTREACH, planInput, SETTINGS, SHARE, TRIAL } from './fixtures';

const plan = createPlan(planInput());

describe('the answers to "may this plan run?"', () => {
	const options = planOptions({ goal: goal({ plan }), catalog: CATALOG, settings: SETTINGS, now: NOW });

	it('are: as planned, without the mass send, not at all', () => {
		expect(options.map(({ key, label, outcome, effect }) => [key, label, outcome, effect.type])).toEqual([
			['1', '計画どおり実行する', 'approve', 'start_plan'],
			['2', '大量送信（Affiliate Cold Outreach）を除いて実行する', 'approve', 'replace_plan'],
			['3', '実行しない', 'reject', 'cancel'],
		]);
	});

	it('say what each costs', () => {
		expect(options.map(({ spend }) => spend)).toEqual([
			{ amount: 84_700, currency: 'JPY' },
			{ amount: 74_200, currency: 'JPY' },
			{ amount: 0, currency: 'JPY' },
		]);
	});

	it('say how likely each is: less for doing less', () => {
		const [planned, smaller, nothing] = options.map(({ probability }) => probability ?? NaN);
		expect(planned).toBe(plan.forecast.probability);
		expect(smaller).toBeLessThan(planned ?? NaN);
		expect(smaller).toBeGreaterThan(0.1);
		expect(nothing).toBe(0);
	});

	it('say when each would get there: later for doing less, never for doing nothing', () => {
		const [planned, smaller, nothing] = options.map(({ finishAt }) => finishAt);
		expect(planned).toBe('2026-11-26T15:00:00.000Z');
		expect((smaller ?? '') > (planned ?? '')).toBe(true);
		expect(nothing).toBeNull();
	});

	it('carry exactly the plan that would run instead', () => {
		const effect = options[1]?.effect;
		if (effect?.type !== 'replace_plan') throw new Error('the second option replaces the plan');
		expect(effect.plan.version).toBe(2);
		expect(effect.plan.allocations.map(({ workflowKey }) => workflowKey)).toEqual(['trial_onboarding', 'x_briefing_share']);
		expect(effect.plan.forecast.probability).toBe(options[1]?.probability);
		expect(effect.plan.explanation).toEqual([
			'目標：11/20〜11/26の7日間で売上2,000,000円（ご指示より）。',
			'必要なペースは1日あたり285,714円です（2,000,000円÷7日）。',
			'Trial Onboarding：1日20件 × 7日 ＝ 140件、成約率15%（計画の見込み）で1日3人、計21人。費用70,000円。',
			'X Briefing Share：1日3件 × 7日 ＝ 21件、成約率5%（計画の見込み）で1日0.2人、計1.1人。費用4,200円。',
			'費用は合計74,200円の見積もりです。',
			expect.stringMatching(
				/^期間末の見込みは1,852,200円（90%の確率で[\d,]+円〜[\d,]+円）、達成の確率は\d+%です（4,000通りの試算）。$/,
			),
		]);
	});

	it('offer half the size where there is no mass send', () => {
		const quiet = createPlan(planInput({ catalog: [TRIAL, SHARE], goal: { locale: 'en' } }));
		const offered = planOptions({ goal: goal({ plan: quiet, locale: 'en' }), catalog: CATALOG, settings: SETTINGS, now: NOW });
		expect(offered.map(({ label }) => label)).toEqual(['Run as planned', 'Run 50% smaller', 'Do not run']);
		expect(offered[1]?.spend?.amount).toBe(7 * (10 * 500 + 1 * 200));
	});

	it('leave the middle out where it would run nothing', () => {
		const only = createPlan(planInput({ catalog: [OUTREACH] }));
		const offered = planOptions({ goal: goal({ plan: only }), catalog: CATALOG, settings: SETTINGS, now: NOW });
		expect(offered.map(({ key, effect }) => [key, effect.type])).toEqual([
			['1', 'start_plan'],
			['2', 'cancel'],
		]);
	});

	it('are none without a plan', () => {
		expect(planOptions({ goal: goal(), catalog: CATALOG, settings: SETTINGS, now: NOW })).toEqual([]);
	});
});

describe('the answers to a foreseen overspend', () => {
	const NOON = '2026-11-22T03:00:00.000Z';
	const running = goal({
		plan,
		budgetLimit: 84_700,
		spent: 20_000,
		progressValue: 500_000,
		probability: 0.5,
		forecastFinishAt: NOON,
	});
	const at = (forecastSpend: number, values: Partial<typeof running> = {}) =>
		overrunOptions({ goal: { ...running, ...values }, forecastSpend, settings: SETTINGS, now: NOON });

	it('are the three of the document at 15 %: raise the budget by 15 %, shrink, keep as is', () => {
		const options = at(84_700 * 1.15);
		expect(options.map(({ key, label, outcome }) => [key, label, outcome])).toEqual([
			['1', '予算上限を引き上げる（+15%、97,405円まで）', 'approve'],
			['2', '実行を縮小する（-17%）', 'approve'],
			['3', '現状維持（リスクあり：予算を15%超える見込み）', 'approve'],
		]);
		expect(options.map(({ effect }) => effect)).toEqual([
			{ type: 'set_budget', budgetLimit: 97_405 },
			{ type: 'scale_plan', factor: 0.83 },
			{ type: 'continue' },
		]);
	});

	it('shrink by 10 % at least, as in the document', () => {
		const options = at(84_700 * 1.15, { spent: 0, budgetLimit: 84_700 * 1.12 });
		expect(options[1]).toMatchObject({ label: '実行を縮小する（-10%）', effect: { type: 'scale_plan', factor: 0.9 } });
	});

	it('shrink by as much as the budget needs, so that it holds', () => {
		for (const share of [1.11, 1.15, 1.3, 2]) {
			const [, shrink] = at(84_700 * share);
			expect(shrink?.spend?.amount).toBeLessThanOrEqual(84_700);
		}
	});

	it('stop the rest where the budget is already gone', () => {
		expect(at(120_000, { spent: 90_000 })[1]).toMatchObject({
			label: '残りの実行を止める',
			effect: { type: 'scale_plan', factor: 0 },
		});
	});

	it('each have their spend, probability and finish date; doing less is never more likely', () => {
		const [raise, shrink, keep] = at(84_700 * 1.15);
		expect(raise).toMatchObject({ spend: { amount: 97_405, currency: 'JPY' }, probability: 0.5, finishAt: NOON });
		expect(keep).toMatchObject({ spend: { amount: 97_405, currency: 'JPY' }, probability: 0.5, finishAt: NOON });
		expect(shrink?.spend?.amount).toBeCloseTo(20_000 + 77_405 * 0.83, 6);
		expect(shrink?.probability).toBeLessThanOrEqual(0.5);
	});

	it('shrink what the applied effect shrinks', () => {
		const scaled = scalePlan(plan, 0.83, '2026-11-22');
		expect(scaled.allocations[0]?.actionsPerDay).toEqual([20, 20, 16, 16, 16, 16, 16]);
	});

	it('are none without a budget', () => {
		expect(at(100_000, { budgetLimit: null })).toEqual([]);
		expect(at(100_000, { plan: null })).toEqual([]);
	});

	it('speak English', () => {
		expect(at(84_700 * 1.15, { locale: 'en' }).map(({ label }) => label)).toEqual([
			'Raise the budget limit (+15%, to ¥97,405)',
			'Shrink the execution (-17%)',
			'Keep as is (risk: 15% over budget)',
		]);
	});
});
