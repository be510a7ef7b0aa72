import fc from 'fast-check';
import type { RunOutcome } from '../../../core/commands';
import type { CatalogEntry, Run } from '../../../core/types';
import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { feedAll, type TurnResult } from '../../../nodes/shared/loopShell';
import { OUTREACH, SHARE, TRIAL } from '../plan/fixtures';
import { day, START, succeeded, World } from './world';

const KNOWN = [TRIAL, OUTREACH, SHARE].map((entry): CatalogEntry => ({ ...entry, firstUsedAt: START }));
const NO_LIMIT = { MASS_SEND_LIMIT: '100000', MAX_CONCURRENT_RUNS: '20' };

/** One tick of all goals, on one machine. */
async function tickAll(world: World, now: string): Promise<TurnResult[]> {
	const snapshot = await loadSnapshot(world.ledger);
	return await feedAll(
		snapshot.goals.map((goal) => loopState(goal, snapshot)),
		{ type: 'Tick' },
		world.ports(now, snapshot),
	);
}

/** Two goals with the same plan, each made as if it were alone in the shop. */
async function twins(settings: Record<string, string> = NO_LIMIT): Promise<World> {
	const world = await World.open(settings, KNOWN);
	await world.instruct({ goalId: 'g_1' });
	const [goal] = await world.ledger.read('goals_tracker');
	if (!goal) throw new Error('there is no goal');
	await world.ledger.insert('goals_tracker', [{ ...goal, goalId: 'g_2' }]);
	return world;
}

const actionsOf = (runs: readonly Run[], key: string): number[] =>
	runs.filter(({ workflowKey }) => workflowKey === key).map(({ params }) => Number(params['actions']));

describe('the capacity of a workflow', () => {
	it('holds for all goals together: the rest of the day is given out, and then nothing more', async () => {
		const world = await twins();
		await world.ledger.update('workflow_catalog', [{ key: OUTREACH.workflowKey, values: { capacityPerDay: 70 } }]);
		const results = await tickAll(world, day(0, 1));
		expect(actionsOf(world.dispatched, OUTREACH.workflowKey)).toEqual([50, 20]);
		expect(actionsOf(world.dispatched, TRIAL.workflowKey)).toEqual([20]);

		const rows = await world.ledger.read('run_log', { goalId: 'g_2' });
		expect(rows.find(({ workflowKey }) => workflowKey === OUTREACH.workflowKey)).toMatchObject({
			status: 'succeeded',
			params: { actions: 20 },
		});
		expect(rows.find(({ workflowKey }) => workflowKey === TRIAL.workflowKey)).toMatchObject({
			status: 'scheduled',
			attempts: 0,
			error: expect.stringContaining('1日の上限20件に達しています'),
		});
		const said = results.flatMap(({ reports }) => reports).map(({ title }) => title);
		expect(said).toEqual(expect.arrayContaining(['本日見送った実行', '件数を減らして実行しています']));
	});

	it('gives a step that found nothing left all of it when there is more', async () => {
		const world = await twins();
		await tickAll(world, day(0, 1));
		expect(actionsOf(world.dispatched, TRIAL.workflowKey)).toEqual([20]);
		await world.ledger.update('workflow_catalog', [{ key: TRIAL.workflowKey, values: { capacityPerDay: 40 } }]);
		await tickAll(world, day(0, 2));
		expect(actionsOf(world.dispatched, TRIAL.workflowKey)).toEqual([20, 20]);
		const rows = (await world.ledger.read('run_log')).filter(({ workflowKey }) => workflowKey === TRIAL.workflowKey);
		expect(rows.map(({ params }) => params['actions'])).toEqual([20, 20]);
	});

	it('is told of once a day and is free again the next day', async () => {
		const world = await twins();
		await tickAll(world, day(0, 1));
		const again = await tickAll(world, day(0, 2));
		expect(again.flatMap(({ reports }) => reports)).toEqual([]);
		const before = world.dispatched.length;
		await tickAll(world, day(1, 1));
		expect(world.dispatched.length).toBeGreaterThan(before);
	});

	it('never lets more through in a day, however many goals there are and however their runs end', async () => {
		const endings = ['succeeded', 'few', 'failed', 'refused', 'unknown', 'never'] as const;
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom(...endings), { minLength: 1, maxLength: 12 }),
				fc.integer({ min: 0, max: 120 }),
				fc.integer({ min: 1, max: 6 }),
				async (fates, capacityPerDay, places) => {
					const world = await twins({ ...NO_LIMIT, MAX_CONCURRENT_RUNS: String(places) });
					const catalog = KNOWN.map(({ workflowKey }) => ({ key: workflowKey, values: { capacityPerDay } }));
					await world.ledger.update('workflow_catalog', catalog);
					let count = 0;
					const done = new Map<string, number>();
					world.outcome = (run, step): RunOutcome => {
						const fate = fates[count++ % fates.length];
						const name = `${step.day}/${run.workflowKey}`;
						if (fate !== 'never') {
							const before = done.get(`${name}/${run.goalId}`) ?? 0;
							done.set(`${name}/${run.goalId}`, Math.max(before, fate === 'few' ? 1 : step.actions));
						}
						const ended = succeeded(step, step.estimatedCost);
						switch (fate) {
							case 'few':
								return { ...ended, ...(ended.kind === 'succeeded' && { result: { ...ended.result, actions: 1 } }) };
							case 'failed':
								return { kind: 'failed', error: 'later', retryable: true, rateLimited: false, executionId: null };
							case 'refused':
								return { kind: 'failed', error: 'no', retryable: false, rateLimited: false, executionId: null };
							case 'never':
								return { kind: 'failed', error: 'off', retryable: true, rateLimited: false, executionId: null, notStarted: true };
							case 'unknown':
								return { kind: 'unknown', error: 'lost' };
							default:
								return ended;
						}
					};
					for (const hours of [1, 2, 4, 8, 25, 26, 30]) await tickAll(world, day(0, hours));
					const sums = new Map<string, number>();
					for (const [name, actions] of done) {
						const key = name.slice(0, name.lastIndexOf('/'));
						sums.set(key, (sums.get(key) ?? 0) + actions);
					}
					expect(Math.max(0, ...sums.values())).toBeLessThanOrEqual(capacityPerDay);
				},
			),
			{
				numRuns: 25,
				// A try that failed may have done its part, though the one after it tells of little.
				examples: [[['succeeded', 'failed', 'succeeded', 'succeeded', 'few', 'succeeded'], 4, 1]],
			},
		);
	});

	it('is left free for what other goals plan when a goal is planned', async () => {
		const world = await World.open(NO_LIMIT, KNOWN);
		const first = await world.instruct({ goalId: 'g_1' });
		const second = await world.instruct({ goalId: 'g_2' });
		const planned = (result: TurnResult | typeof first, key: string): number =>
			result.state.goal.plan?.allocations.find(({ workflowKey }) => workflowKey === key)?.actionsPerDay[0] ?? 0;
		for (const { workflowKey, capacityPerDay } of KNOWN) {
			expect(planned(first, workflowKey) + planned(second, workflowKey)).toBeLessThanOrEqual(capacityPerDay);
		}
	});
});

describe('MASS_SEND_LIMIT', () => {
	it('holds for the plans of all goals together', async () => {
		const world = await World.open({}, [{ ...OUTREACH, firstUsedAt: START, capacityPerDay: 28, lagDays: 0 }]);
		const cap = { [OUTREACH.workflowKey]: 14 };
		expect((await world.instruct({ goalId: 'g_1' }, START, cap)).state.goal.status).toBe('running');
		const { state, requested } = await world.instruct({ goalId: 'g_2' }, START, cap);
		expect(state.goal.status).toBe('awaiting_decision');
		expect(requested[0]?.evidence.join('\n')).toContain('ほかの目標と合わせて196件');
	});
});
