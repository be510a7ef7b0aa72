import { buildReport } from '../../../core/report/buildReport';
import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { START, World, day } from '../loop/world';

test.each([
	[
		'weekly',
		'en',
		/Running: 3 runs succeeded \(100 ?% of those that ended, \d+ s on average\)/,
		/Deciding: 1 question, answered after less than a minute \(median\)/,
	],
	[
		'final',
		'ja',
		/実行効率：成功3回（成功率100 ?%、平均\d+秒）/,
		/意思決定：ご確認1回、回答まで1分未満（中央値）、自動実行率75 ?%/,
	],
] as const)('a %s report says in the language "%s" how well the goal runs by itself', async (kind, locale, running, deciding) => {
	const world = await World.running();
	await world.ledger.update('goals_tracker', [{ key: 'g_1', values: { locale } }]);
	await world.feed({ type: 'Tick' }, START);
	const finishedAt = day(0, 0.01);
	const runs = await world.ledger.read('run_log');
	await world.ledger.update(
		'run_log',
		runs.map(({ runId }) => ({ key: runId, values: { finishedAt } })),
	);
	const state = loopState(await world.goal(), await loadSnapshot(world.ledger));
	const lines = buildReport(kind, state, day(0, 2)).lines.join('\n');
	expect(lines).toMatch(running);
	expect(lines).toMatch(deciding);
	expect(buildReport('daily', state, day(0, 2)).lines.join('\n')).not.toMatch(/Deciding|意思決定/);
});
