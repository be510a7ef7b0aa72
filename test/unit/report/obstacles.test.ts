import { goalLines } from '../../../core/chat/goalList';
import type { RunOutcome } from '../../../core/commands';
import { obstaclesOf } from '../../../core/execution/obstacles';
import { buildReport } from '../../../core/report/buildReport';
import type { Locale } from '../../../core/types';
import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { routeAll } from '../../../nodes/AutoExecutor/routeAll';
import { day, START, World } from '../loop/world';

const failed = (values: Partial<Extract<RunOutcome, { kind: 'failed' }>>): RunOutcome => ({
	kind: 'failed',
	error: 'the key was refused (HTTP 401)',
	retryable: true,
	rateLimited: false,
	executionId: 'child',
	...values,
});

/** A goal one of whose workflows needs a person, and another has been tried a second time. */
async function troubled(locale: Locale = 'en'): Promise<World> {
	const world = await World.running();
	await world.ledger.update('goals_tracker', [{ key: 'g_1', values: { locale } }]);
	world.outcome = (run) =>
		run.workflowKey === 'trial_onboarding'
			? failed({ retryable: false, needsPerson: true })
			: failed({ error: 'busy (HTTP 503)' });
	await world.feed({ type: 'Tick' }, START);
	await world.feed({ type: 'Tick' }, day(0, 1));
	return world;
}

const stateOf = async (world: World) => loopState(await world.goal(), await loadSnapshot(world.ledger));

test('says which workflows are left alone, until when and why, and how many retries the day has seen', async () => {
	const world = await troubled();
	const retries = (await world.ledger.read('run_log')).reduce((sum, { attempts }) => sum + attempts - 1, 0);
	expect(retries).toBeGreaterThan(0);
	const found = obstaclesOf(await stateOf(world), day(0, 1));
	expect(found).toMatchObject({ retriesToday: retries, retryBudget: 20 });
	expect(found.resting).toContainEqual({
		workflowKey: 'trial_onboarding',
		name: 'Trial Onboarding',
		until: '2026-11-20T00:45:00.000Z',
		lastError: 'the key was refused (HTTP 401)',
	});
	// The next day begins with a full budget; what is left alone stays so until a run has worked.
	expect(obstaclesOf(await stateOf(world), day(1))).toMatchObject({ retriesToday: 0, resting: found.resting });
});

test.each([
	['en', 'Left alone: "Trial Onboarding", tried once from 2026-11-20 09:45 on', 'Retries today: 2 of at most 20'],
	['ja', '休止中：「Trial Onboarding」（2026-11-20 09:45 以降に一度試します）', '本日の再試行：2回（上限20回）'],
] as const)('the report and /status tell it in the language "%s"', async (locale, resting, retries) => {
	const state = await stateOf(await troubled(locale));
	const { lines } = buildReport('daily', state, START);
	// A time that is over is no news: the next run tries it.
	expect(buildReport('daily', state, day(0, 1)).lines.join('\n')).toMatch(/tried once with its next run|次の実行で一度試します/);
	expect(lines.join('\n')).toContain(resting);
	expect(lines).toContain(retries);
	const status = goalLines([state], true, START).join('\n');
	expect(status).toContain('Trial Onboarding');
	expect(status).toContain('20');
	expect(goalLines([state], false, day(0, 1))).toHaveLength(1);
});

test('a goal that is closed, and one without trouble, say nothing of it', async () => {
	const calm = await stateOf(await World.running());
	expect(buildReport('daily', calm, START).lines.join('\n')).not.toMatch(/休止|再試行/);
	const state = await stateOf(await troubled('ja'));
	const closed = { ...state, goal: { ...state.goal, closedAt: day(0, 2) } };
	expect(buildReport('final', closed, day(0, 2)).lines.join('\n')).not.toMatch(/休止|再試行/);
});

test('the item of a goal carries it, also when the breaker opened in the same turn', async () => {
	const world = await World.running();
	world.outcome = () => failed({ retryable: false, needsPerson: true });
	const result = await world.feed({ type: 'Tick' }, START);
	const [item] = routeAll({ continueOnFail: () => false }, [{ ...result, failure: null }], START);
	expect(item?.json).toMatchObject({ retries_today: 0, retry_budget: 20 });
	expect(item?.json['resting_workflows']).toContainEqual(expect.objectContaining({ workflow_key: 'trial_onboarding' }));
});
