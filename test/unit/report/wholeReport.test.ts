import type { RunOutcome } from '../../../core/commands';
import { UNSAID_REASON } from '../../../core/execution/unsaidReason';
import { toObservation } from '../../../core/monitor/observation';
import { buildReport } from '../../../core/report/buildReport';
import { reportHtml } from '../../../core/report/html';
import type { Locale, Report } from '../../../core/types';
import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { day, START, succeeded, World } from '../loop/world';

const boom: RunOutcome = { kind: 'failed', error: 'boom', retryable: true, rateLimited: false, executionId: null };

/** The owner's first example on the evening of its fourth day: one step failed, one was held back by a ceiling. */
async function played(locale: Locale): Promise<World> {
	const world = await World.running();
	await world.ledger.update('goals_tracker', [{ key: 'g_1', values: { locale } }]);
	for (let at = 0; at < 4; at++) {
		if (at === 3) await world.set('BUDGET_LIMIT_DAILY', '11500');
		world.outcome = (_run, step) =>
			at === 3 && step.workflowKey === 'affiliate_cold_outreach' ? boom : succeeded(step, step.estimatedCost);
		await world.feed({ type: 'Tick' }, day(at));
		const figure = {
			metric: 'revenue',
			day: day(at).slice(0, 10),
			value: 190_000 + at * 31_415,
			unit: 'JPY',
			source: 'whop',
			goalId: '',
		};
		await world.ledger.upsert('performance_metrics', [toObservation(figure, day(at, 5))]);
		await world.feed({ type: 'MetricObserved' }, day(at, 6));
	}
	return world;
}

/** Nothing is changed in these. */
const shared = new Map<Locale, Promise<World>>();
const sharedWorld = async (locale: Locale): Promise<World> => {
	const world = shared.get(locale) ?? played(locale);
	shared.set(locale, world);
	return await world;
};

const reportOf = async (world: World, kind: Report['kind'], now = day(3, 13)): Promise<Report> =>
	buildReport(kind, loopState(await world.goal(), await loadSnapshot(world.ledger)), now);

test('a daily report in Japanese, as its owner reads it', async () => {
	const { title, lines } = await reportOf(await sharedWorld('ja'), 'daily');
	const next = lines.indexOf('11月24日（火）の予定：');
	// What was adjusted depends on what is learned; where it stands does not.
	const adjusted = lines.slice(lines.includes('自動で調整した内容：') ? lines.indexOf('自動で調整した内容：') : next, next);
	expect([title, ...lines]).toEqual([
		'日次レポート 11月23日（月）',
		'ご指示：「1週間で200万作りたい、ワークフロー回してくれ」',
		'状態：実行中',
		'',
		'売上：948,490円（目標 2,000,000円、達成率 47%）',
		'11月23日（月）の売上：284,245円',
		'昨日までの計画：857,143円（実績は計画の111%）',
		expect.stringMatching(/^見込み：[\d,]+円（90%の確率で [\d,]+円〜[\d,]+円）、達成確率 \d+%$/),
		expect.stringMatching(/^費用（累計）：[\d,]+円（予算 84,700円）$/),
		'推移（11/20〜11/23）：▆▆▇█',
		'',
		'実行したワークフロー：',
		...[...lines].filter((line) => /^・(?:Trial|Affiliate|X Brief).*(?:成功|失敗|見送り)/.test(line)),
		'',
		...adjusted,
		'11月24日（火）の予定：',
		...lines.slice(next + 1, -2),
		'',
		expect.stringContaining('最適化レベル：標準'),
	]);
	const runs = lines
		.slice(lines.indexOf('実行したワークフロー：') + 1)
		.slice(0, 3)
		.join('\n');
	expect(runs).toContain('回成功（計');
	expect(runs).toMatch(/Affiliate Cold Outreach：1回は失敗し再試行待ち（費用が未確定の分 [\d,]+円）/);
	expect(runs).toMatch(/見送り（.*11,500/);
});

test.each([
	['ja', 'daily'],
	['ja', 'weekly'],
	['ja', 'final'],
	['en', 'daily'],
	['en', 'weekly'],
	['en', 'final'],
] as const)('a report in %s (%s) has no empty part, its numbers can be read, and it names the level', async (locale, kind) => {
	const world = await sharedWorld(locale);
	const { lines, title } = await reportOf(world, kind);
	const text = lines.join('\n');
	expect(text).not.toMatch(/\n\n\n|^\n|\n$/);
	// A heading is followed by what it is about.
	expect(text).not.toMatch(/[：:]\n(?:\n|$)/);
	const figures = text.replaceAll(/\d{4}-\d{2}-\d{2}|telegram:\d+/g, '');
	expect(figures).not.toMatch(/\d{4,}/);
	expect(figures).not.toMatch(/undefined|null|NaN|Infinity|\[object/);
	expect(text).toMatch(locale === 'ja' ? /最適化レベル：標準/ : /Optimization level: balanced/);
	expect(text).toMatch(
		kind === 'final'
			? /今後の予定：|Next: /
			: /月24日（火）(?:からの7日間)?の予定：|Planned for (?:the seven days from )?Tue 24 Nov:/,
	);
	if (kind === 'weekly') expect(title).toMatch(/11月20日（金）〜11月23日（月）|Fri 20 Nov to Mon 23 Nov/);
	expect(reportHtml({ kind, goalId: 'g_1', locale, title, lines })).toContain('\n\n');
});

test('what is not wholly reached is not shown as 100 %, and the cost of a goal that counts people has its currency', async () => {
	const world = await played('ja');
	const now = day(3, 13);
	await world.ledger.update('goals_tracker', [{ key: 'g_1', values: { progressValue: 1_999_000, achievementRate: 0.9995 } }]);
	expect((await reportOf(world, 'final', now)).lines.join('\n')).toContain('達成率 99%');
	const state = loopState(await world.goal(), await loadSnapshot(world.ledger));
	const people = { ...state, goal: { ...state.goal, metric: 'new_customers' as const, currency: null, targetValue: 1_234 } };
	expect(buildReport('daily', people, now).lines.join('\n')).toMatch(/費用（累計）：[\d,]+円（予算 84,700円）/);
});

test('a step of a day gone by is not said to be tried again', async () => {
	const world = await sharedWorld('ja');
	const next = (await reportOf(world, 'weekly', day(4, 1))).lines.join('\n');
	expect(next).not.toContain('再試行待ち');
	expect(next).toMatch(/Affiliate Cold Outreach：3回成功、1回失敗/);
	expect((await reportOf(world, 'daily', START)).title).toBe('日次レポート 11月20日（金）');
});

test.each([
	['ja', UNSAID_REASON.stoppedInChat, '理由：チャットからの停止'],
	['ja', 'constructor', '理由：constructor'],
	['en', UNSAID_REASON.stoppedInChat, 'Reason: stopped in the chat'],
] as const)('a stop in %s says why, also where nobody said it: %s', async (locale, closeReason, line) => {
	const world = await sharedWorld(locale);
	const state = loopState(await world.goal(), await loadSnapshot(world.ledger));
	const { lines } = buildReport('stop', { ...state, goal: { ...state.goal, status: 'paused', closeReason } }, day(3, 13));
	expect(lines).toContain(line);
});
