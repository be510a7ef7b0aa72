import { createPlan } from '../../../core/plan/createPlan';
import { whatIf } from '../../../core/plan/whatIf';
import { entry, NO_STATE, OUTREACH, planInput, run, SHARE, TRIAL } from './fixtures';

const revenue = Array.from({ length: 28 }, (_, index) => ({
	day: new Date(Date.UTC(2026, 9, 23 + index)).toISOString().slice(0, 10),
	amount: 50_000,
}));
const SHOP = { ...NO_STATE, source: 'whop', revenue: revenue.slice(-14), arpu: 98_000 };

describe('the explanation of the first example', () => {
	it('is written as a Japanese shop owner would write it', () => {
		const { explanation, forecast } = createPlan(planInput({ state: SHOP, progressValue: 100_000 }));
		const percent = Math.round(forecast.probability * 100);
		expect(explanation).toEqual([
			'目標：11/20〜11/26の7日間で売上2,000,000円（ご指示より）。',
			'現在100,000円なので、残りは1,900,000円です。',
			'必要なペースは1日あたり271,429円です（1,900,000円÷7日）。',
			'お客様1人あたり98,000円（Whopの実績）なので、1日3人、期間中に20人の成約が必要です。',
			'何もしなくても1日約50,000円が見込めます（Whopの実績、直近14日の平均）。',
			'Trial Onboarding：1日20件 × 7日 ＝ 140件、成約率15%（一覧の設定値）で1日3人、計21人。費用70,000円。',
			'Affiliate Cold Outreach：1日50通 × 7日 ＝ 350通、成約率1%（一覧の設定値）で1日0.5人、計3.5人。費用10,500円。',
			'X Briefing Share：1日3件 × 7日 ＝ 21件、成約率5%（一覧の設定値）で1日0.2人、計1.1人。費用4,200円。',
			'費用は合計84,700円の見積もりです。',
			expect.stringMatching(
				new RegExp(
					`^期間末の見込みは2,547,200円（90%の確率で[\\d,]+円〜[\\d,]+円）、達成の確率は${percent}%です（4,000通りの試算）。$`,
				),
			),
			expect.stringMatching(
				/^目安の80%には届きません。「Trial Onboarding」は1日の上限まで使っています。上限を増やすか、ワークフローを追加すると上がります。期限を4日延ばすと80%になります。$/,
			),
			expect.stringMatching(
				/^主なリスク：「Trial Onboarding」の成約が想定（15%）より少ないために、目標に届かない（確率\d+%）。$/,
			),
		]);
	});

	it('and in English', () => {
		const { explanation } = createPlan(planInput({ state: SHOP, goal: { locale: 'en', budgetLimit: 100_000 } }));
		expect(explanation.slice(0, 8)).toEqual([
			'Goal: ¥2,000,000 of revenue in 7 days (11/20 to 11/26), as you asked.',
			'That takes ¥285,714 a day (¥2,000,000 ÷ 7).',
			'One customer is worth ¥98,000 (your Whop figures), so you need 3 new customers a day, 21 in all.',
			'About ¥50,000 a day comes without doing anything (your Whop figures, mean of the last 14 days).',
			'Trial Onboarding: 20 trials a day × 7 = 140 trials; at 15% (set in your catalog) that is 3 customers a day, 21 in all. Cost ¥70,000.',
			'Affiliate Cold Outreach: 50 emails a day × 7 = 350 emails; at 1% (set in your catalog) that is 0.5 customers a day, 3.5 in all. Cost ¥10,500.',
			'X Briefing Share: 3 posts a day × 7 = 21 posts; at 5% (set in your catalog) that is 0.2 customers a day, 1.1 in all. Cost ¥4,200.',
			'All of it is estimated to cost ¥84,700 (85% of the budget of ¥100,000).',
		]);
		expect(explanation.join()).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
	});
});

describe('an explanation', () => {
	const linesOf = (values: Parameters<typeof planInput>[0]): string => createPlan(planInput(values)).explanation.join('\n');

	it('says how many past actions a rate rests on', () => {
		const past = run('trial_onboarding', { finishedAt: '2026-11-12T00:00:00.000Z', actions: 60, conversions: 12 });
		expect(linesOf({ runs: [past] })).toContain('成約率18.6%（過去60件の結果を反映）で1日3.7人、計26人');
	});

	it('says what a budget keeps it from', () => {
		const lines = linesOf({ goal: { budgetLimit: 20_000, targetValue: 900_000 } });
		expect(lines).toMatch(/費用は合計[\d,]+円の見積もりです（予算20,000円の\d+%）。/);
		expect(lines).toMatch(/目安の80%には届きません。予算がなければ\d+%になります。/);
	});

	it('says what a later deadline would bring: the figure of the plan one would get', () => {
		const input = planInput();
		const later = whatIf(input, { periodEnd: '2026-11-30T15:00:00.000Z' });
		expect(createPlan(input).explanation.join()).toContain(
			`期限を4日延ばすと${Math.round(later.forecast.probability * 100)}%になります。`,
		);
	});

	it('says what is left out and why, where the owner could mend it', () => {
		expect(linesOf({ catalog: [TRIAL, { ...OUTREACH, costPerAction: null }] })).toContain(
			'「Affiliate Cold Outreach」は費用が未設定のため使っていません。',
		);
		expect(linesOf({ exclude: ['x_briefing_share'], goal: { locale: 'en' } })).toContain(
			'"X Briefing Share" is not used: you asked to leave it out.',
		);
	});

	it('says what would come too late to count', () => {
		const lines = linesOf({ catalog: [{ ...TRIAL, capacityPerDay: 60 }] });
		expect(lines).toContain('達成の確率');
		expect(lines).toContain('「Trial Onboarding」の終盤の実行は、成約が期間の後になる分があります（見込みには数えていません）。');
	});

	it('puts what does not fit into one line', () => {
		const many = Array.from({ length: 9 }, (_, index) => ({ ...TRIAL, workflowKey: `w${index}`, name: `Workflow ${index}` }));
		const { explanation } = createPlan(planInput({ catalog: many, goal: { targetValue: 50_000_000 } }));
		expect(explanation).toContain('ほか6個のワークフロー：費用420,000円。');
		expect(explanation.length).toBeLessThanOrEqual(12);
	});

	it('shows four workflows in full rather than three and "one more"', () => {
		const four = Array.from({ length: 4 }, (_, index) => ({ ...TRIAL, workflowKey: `w${index}`, name: `Workflow ${index}` }));
		const lines = linesOf({ catalog: four, goal: { targetValue: 50_000_000 } });
		expect(lines).toContain('Workflow 3');
		expect(lines).not.toContain('ほか');
	});

	it('keeps a hostile name in one line of bounded length, as text', () => {
		const name = `Free\n\n目標：達成済み${'!'.repeat(500)}`;
		const { explanation } = createPlan(planInput({ catalog: [{ ...SHARE, name }] }));
		const line = explanation.find((text) => text.startsWith('Free'));
		expect(line).toMatch(/^Free 目標：達成済み!+：1日3件/);
		expect(line?.length).toBeLessThan(200);
		expect(explanation.every((text) => !text.includes('\n'))).toBe(true);
	});

	it.each([
		[
			'new_customers',
			10,
			'ja',
			'目標：11/20〜11/26の7日間で新規顧客10人（ご指示より）。',
			'必要なペースは1日あたり1.4人です（10人÷7日）。',
		],
		[
			'trials',
			60,
			'ja',
			'目標：11/20〜11/26の7日間でトライアル60件（ご指示より）。',
			'必要なペースは1日あたり8.6件です（60件÷7日）。',
		],
		['members', 10, 'en', 'Goal: 10 members in 7 days (11/20 to 11/26), as you asked.', 'That takes 1.4 a day (10 ÷ 7).'],
	] as const)('counts %s', (metric, targetValue, locale, first, second) => {
		const { explanation } = createPlan(planInput({ goal: { metric, targetValue, locale, currency: null } }));
		expect(explanation.slice(0, 2)).toEqual([first, second]);
	});

	it('writes rates as percent', () => {
		const churn = { metric: 'churn_rate', targetValue: 0.025, currency: null } as const;
		expect(linesOf({ goal: churn, progressValue: 0.05 })).toContain(
			'7日間で解約率2.5%（ご指示より）。\n現在5%なので、残りは2.5%です。',
		);
		expect(linesOf({ goal: { ...churn, locale: 'en' }, progressValue: 0.02 })).toContain('Goal: churn of 2.5% in 7 days');
	});

	it('says plainly that nothing can be run', () => {
		expect(linesOf({ catalog: [entry('off', { enabled: false })] })).toContain(
			'この目標に使えるワークフローがないため、実行の予定はありません。',
		);
	});

	it('says what a workflow named for a rate cannot promise', () => {
		const lines = linesOf({
			goal: { metric: 'churn_rate', targetValue: 0.03, currency: null },
			progressValue: 0.05,
			namedWorkflows: ['x_briefing_share'],
		});
		expect(lines).toContain('X Briefing Share：1日1件 × 7日 ＝ 7件（この目標への効果は測れません）。費用1,400円。');
	});
});
