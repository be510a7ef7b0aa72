import { AutopilotError } from '../../../core/errors';
import { SpendingBook } from '../../../core/execution/spendingBook';
import { toObservation } from '../../../core/monitor/observation';
import { readSettings } from '../../../core/settings';
import type { Run } from '../../../core/types';
import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { stopLines } from '../../../nodes/AutoExecutor/stopLines';
import { sampleRun } from '../../contract/sampleRows';
import { day, START, World, succeeded } from './world';

describe('the brake', () => {
	test('pulled during a tick lets no further step of that tick start', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = async (_run, step) => {
			if (world.dispatched.length === 1) {
				await world.set('AUTO_EXECUTION_ENABLED', 'false');
				await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
			}
			return succeeded(step, step.estimatedCost);
		};
		await world.feed({ type: 'Tick' }, START);
		expect(world.dispatched).toHaveLength(1);
		expect(await world.goal()).toMatchObject({ status: 'paused' });
		expect((await world.goal()).spent).toBeGreaterThan(0);
	});

	test('pulled beside other runs loses neither what they did nor what they cost', async () => {
		const world = await World.running();
		let pulled: Promise<unknown> | null = null;
		world.outcome = async (_run, step) => {
			// The first to get here pulls the brake; all end after it.
			pulled ??= world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
			await pulled;
			return succeeded(step, step.estimatedCost);
		};
		await world.feed({ type: 'Tick' }, START);
		const runs = await world.ledger.read('run_log');
		expect(runs).toHaveLength(3);
		expect(runs.every(({ cost }) => cost !== null && cost > 0)).toBe(true);
		const goal = await world.goal();
		expect(goal).toMatchObject({ status: 'paused', spent: runs.reduce((sum, { cost }) => sum + (cost ?? 0), 0) });
	});

	test('leaves a run stopped, whatever the interrupted workflow says afterwards', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = async () => {
			await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
			return { kind: 'failed', error: 'cancelled', retryable: true, rateLimited: false, executionId: 'child' };
		};
		await world.feed({ type: 'Tick' }, START);
		expect((await world.ledger.read('run_log')).map(({ status }) => status)).toEqual(['stopped']);
	});

	test('also stops a run that went past its time and is still under way', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = () => ({ kind: 'unknown', error: 'ran longer than 30 min' });
		await world.feed({ type: 'Tick' }, START);
		const late = (await world.ledger.read('run_log')).filter(({ status }) => status === 'unknown').map(({ runId }) => runId);
		expect(late.length).toBeGreaterThan(0);
		await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
		expect(world.stopped.map(({ runId }) => runId).sort()).toEqual(late.sort());
	});
});

test('a brake that was pulled wins over an answer given before it: only Resume lets the goal run again', async () => {
	const world = await World.open();
	await world.instruct();
	const decisionId = await world.answer('1', START);
	await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
	await world.feed({ type: 'DecisionAnswered', decisionId }, day(0, 2));
	await world.feed({ type: 'Tick' }, day(0, 3));
	expect(await world.goal()).toMatchObject({ status: 'paused' });
	expect(world.dispatched).toEqual([]);
});

describe('whoever pulled the brake', () => {
	test('hears which runs were stopped, or that none was under way', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		const idle = await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
		expect(idle.reports[0]?.lines).toContain('途中で止めた実行：なし（実行中のものはありませんでした）');
		await world.feed({ type: 'ResumeRequested' }, START);
		world.outcome = () => ({ kind: 'unknown', error: 'ran longer than 30 min' });
		await world.feed({ type: 'Tick' }, START);
		const { reports, stopped } = await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
		expect(stopped).toHaveLength(1);
		const text = reports[0]?.lines.join('\n') ?? '';
		expect(text).toContain('途中で止めた実行：\n・');
		expect(text).toMatch(/・[\w ]+：\d+件（2026-11-20 09:30 開始）/);
	});

	test('is obeyed though an exchange rate is missing, and told so', async () => {
		const world = await World.running();
		const figure = { metric: 'revenue', day: '2026-11-20', value: 5, unit: 'EUR', source: 'whop', goalId: '' };
		await world.ledger.insert('performance_metrics', [toObservation(figure, START)]);
		for (const event of [
			{ type: 'StopRequested', reason: 'looks wrong' },
			{ type: 'CancelRequested', reason: 'enough' },
		] as const) {
			const { reports } = await world.feed(event, day(0, 1));
			expect(reports[0]?.lines.join('\n')).toContain('FX_EUR_JPY');
		}
		expect((await world.goal()).status).toBe('cancelled');
	});

	test('reads in the chat what was stopped and what was not', async () => {
		const world = await World.running();
		const snapshot = await loadSnapshot(world.ledger);
		const state = loopState(await world.goal(), snapshot);
		const run = (runId: string, workflowKey: string): Run =>
			sampleRun(runId, { workflowKey, status: 'running', startedAt: START });
		const result = { state, finished: [], unstopped: [], requested: [], reports: [], failure: null };
		const stopped = [run('a', 'trial_onboarding'), run('b', 'x_briefing_share')];
		expect(stopLines([{ ...result, stopped }], 'en')).toEqual([
			'すべて止めました。/resume までは何も始まりません。',
			'止めた目標（1件）：',
			'・「1週間で200万作りたい、ワークフロー回してくれ」',
			'途中で止めた実行（2件）：Trial Onboarding、X Briefing Share',
		]);
		const failure = { error: new AutopilotError('API_UNREACHABLE', 'n8n does not answer') };
		const half = stopLines([{ ...result, stopped: [], failure }], 'en').join('\n');
		expect(half).toContain('次の目標は止めきれず');
		expect(half).toContain('n8n does not answer');
		expect(half).toContain('まだ止まっていないものがあります');
		const unstopped = [{ run: run('c', 'affiliate_cold_outreach'), error: 'n8n answered 503' }];
		const stuck = stopLines([{ ...result, stopped, unstopped }], 'en').join('\n');
		expect(stuck).toContain('まだ止まっていないものがあります');
		expect(stuck).toMatch(/【実行が続いています】Affiliate Cold Outreach.*：n8n answered 503/);
		expect(stopLines([], 'en')).toEqual([
			'Everything is stopped. Nothing starts before /resume.',
			'No goal was active.',
			'Stopped while running: nothing was running',
		]);
	});
});
/** Three runs of one goal under way, of which nobody has told yet how they end. */
async function underWay(): Promise<World> {
	const world = await World.running();
	world.outcome = () => ({ kind: 'unknown', error: 'no answer' });
	await world.feed({ type: 'Tick' }, START);
	expect(await statuses(world)).toEqual(['unknown', 'unknown', 'unknown']);
	return world;
}

const statuses = async (world: World): Promise<string[]> =>
	(await world.ledger.read('run_log')).map(({ status }) => status).sort();

describe('a run that cannot be stopped', () => {
	async function oneStuck(): Promise<World> {
		const world = await underWay();
		world.stopping = ({ workflowKey }) => {
			if (workflowKey === 'trial_onboarding') throw new Error('n8n answered 503');
			return { kind: 'stopped' };
		};
		return world;
	}

	test('keeps none of the others going, and is named in what is told', async () => {
		const world = await oneStuck();
		const result = await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
		expect(await statuses(world)).toEqual(['stopped', 'stopped', 'unknown']);
		expect(result.stopped).toHaveLength(2);
		expect(result.unstopped).toMatchObject([{ run: { workflowKey: 'trial_onboarding' }, error: 'n8n answered 503' }]);
		expect(result.reports.map(({ kind }) => kind)).toEqual(['stop']);
		expect(result.reports[0]?.lines[0]).toContain('n8n answered 503');
	});

	test('is stopped by a later tick, which says so once', async () => {
		const world = await oneStuck();
		await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
		await world.set('AUTO_EXECUTION_ENABLED', 'false');
		expect((await world.feed({ type: 'Tick' }, day(0, 2))).reports).toEqual([]);
		expect(await statuses(world)).toEqual(['stopped', 'stopped', 'unknown']);
		world.stopping = () => ({ kind: 'stopped' });
		expect((await world.feed({ type: 'Tick' }, day(0, 3))).reports).toMatchObject([{ kind: 'notice' }]);
		expect(await statuses(world)).toEqual(['stopped', 'stopped', 'stopped']);
		expect((await world.feed({ type: 'Tick' }, day(0, 4))).reports).toEqual([]);
	});

	test('of a goal that was given up is told in a notice, and stopped by a later tick', async () => {
		const world = await oneStuck();
		const { reports } = await world.feed({ type: 'CancelRequested', reason: 'enough' }, day(0, 1));
		expect(reports.map(({ kind }) => kind)).toEqual(['final', 'notice']);
		world.stopping = () => ({ kind: 'stopped' });
		await world.feed({ type: 'Tick' }, day(0, 2));
		expect(await statuses(world)).toEqual(['stopped', 'stopped', 'stopped']);
	});

	test('may finish where the goal is only paused', async () => {
		const world = await underWay();
		await world.feed({ type: 'PauseRequested', reason: 'holiday' }, day(0, 1));
		await world.feed({ type: 'Tick' }, day(0, 2));
		expect(world.stopped).toEqual([]);
	});
});

test('the brake reaches what a goal has under way that another worker changes in the same moment', async () => {
	const world = await underWay();
	const { ledger } = world;
	const read = ledger.transitionAll.bind(ledger);
	let times = 0;
	// Just before the goal is written, somebody else writes it.
	Object.assign(ledger, {
		transitionAll: async (...args: Parameters<typeof read>) => {
			if (args[0] === 'goals_tracker' && times++ === 0) {
				await ledger.update('goals_tracker', [{ key: 'g_1', values: { status: 'awaiting_decision' } }]);
			}
			return read(...args);
		},
	});
	const { stopped, reports } = await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
	expect(stopped).toHaveLength(3);
	expect(reports.map(({ kind }) => kind)).toEqual(['stop']);
	expect(await world.goal()).toMatchObject({ status: 'paused', closeReason: 'looks wrong' });
});

test('the brake stops what closed goals have under way', async () => {
	const world = await underWay();
	await world.ledger.update('goals_tracker', [{ key: 'g_1', values: { status: 'achieved', closedAt: START } }]);
	expect((await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1))).stopped).toHaveLength(3);
	expect(await statuses(world)).toEqual(['stopped', 'stopped', 'stopped']);
	expect(await world.goal()).toMatchObject({ status: 'achieved' });
});

describe('a run of which no execution is found', () => {
	test('is looked for again after a while: what began meanwhile is stopped', async () => {
		const world = await underWay();
		let begun = false;
		world.stopping = () => (begun ? { kind: 'stopped' } : { kind: 'absent', neverBegan: true });
		world.begins = async () => {
			begun = true;
			await world.ledger.update(
				'run_log',
				(await world.ledger.read('run_log')).map(({ runId }) => ({ key: runId, values: { executionId: '77' } })),
			);
		};
		const { stopped } = await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
		expect(world.stopped.slice(3).map(({ executionId }) => executionId)).toEqual(['77', '77', '77']);
		expect(stopped).toHaveLength(3);
	});

	test('and what finished meanwhile is recorded as it finished', async () => {
		const world = await underWay();
		world.stopping = () => ({
			kind: 'ended',
			outcome: {
				kind: 'succeeded',
				executionId: '77',
				result: { actions: 3, conversions: null, revenue: null, cost: 40, metrics: {}, note: null },
			},
		});
		const { stopped, finished } = await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
		expect([stopped.length, finished.length]).toEqual([0, 3]);
		expect(await statuses(world)).toEqual(['succeeded', 'succeeded', 'succeeded']);
		expect(await world.goal()).toMatchObject({ status: 'paused', spent: 120 });
	});

	test('is not marked while somebody receives its call', async () => {
		const world = await underWay();
		let looks = 0;
		world.stopping = async ({ runId }) => {
			if (++looks > 3) await world.ledger.update('run_log', [{ key: runId, values: { executionId: '78' } }]);
			return { kind: 'absent', neverBegan: true };
		};
		const { stopped, unstopped } = await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
		expect([stopped.length, unstopped.length]).toEqual([0, 3]);
	});
});

test('a run whose stopped execution was recorded by its starter first, to be tried again, counts as stopped', async () => {
	const world = await underWay();
	world.stopping = async ({ runId }) => {
		await world.ledger.update('run_log', [{ key: runId, values: { status: 'scheduled', nextAttemptAt: day(0, 2) } }]);
		return { kind: 'stopped' };
	};
	await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
	expect(await statuses(world)).toEqual(['stopped', 'stopped', 'stopped']);
});

test('a place that took long to get starts nothing once the brake is pulled', async () => {
	const world = await World.running();
	const { ledger } = world;
	const transitionAll = ledger.transitionAll.bind(ledger);
	let clock = 0;
	let pulled = false;
	const afterClaim = async (): Promise<void> => {
		if (pulled) return;
		pulled = true;
		clock += 10_000;
		world.stopping = () => ({ kind: 'absent', neverBegan: false });
		await world.set('AUTO_EXECUTION_ENABLED', 'false');
		await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
	};
	world.elapsed = () => clock;
	Object.assign(ledger, {
		transitionAll: async (...args: Parameters<typeof transitionAll>) => {
			const done = await transitionAll(...args);
			if (args[0] === 'run_admission') await afterClaim();
			return done;
		},
	});
	await world.feed({ type: 'Tick' }, START);
	expect(pulled).toBe(true);
	expect(world.dispatched).toEqual([]);
	expect(await statuses(world)).toEqual(['stopped', 'stopped', 'stopped']);
});

describe('the money of a run that is stopped before an execution of it was found', () => {
	/** The brake, pulled when three runs have a place and money set aside, before any of them has begun. */
	async function stopped(neverBegan: boolean) {
		const world = await World.running();
		world.stopping = () => ({ kind: 'absent', neverBegan });
		const pulls: ReturnType<World['feed']>[] = [];
		world.outcome = async () => {
			if (pulls.length === 0) pulls.push(world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START));
			await Promise.all(pulls);
			return { kind: 'failed', error: 'cut off', retryable: true, rateLimited: false, notStarted: true, executionId: null };
		};
		await world.feed({ type: 'Tick' }, START);
		const [said] = await Promise.all(pulls);
		return { world, runs: said?.stopped ?? [], text: said?.reports[0]?.lines.join('\n') ?? '' };
	}
	const bookedIn = async ({ ledger }: World): Promise<number> => {
		const runs = await ledger.read('run_log');
		return new SpendingBook(runs, [], readSettings([]), day(0, 1)).ofGoal('g_1');
	};

	test('is free again where none began for certain, and whoever pulled the brake hears that', async () => {
		const { world, runs, text } = await stopped(true);
		expect(await statuses(world)).toEqual(['stopped', 'stopped', 'stopped']);
		expect(await world.ledger.read('run_log')).toMatchObject([{ reserved: null }, { reserved: null }, { reserved: null }]);
		expect(await bookedIn(world)).toBe(0);
		expect(runs).toHaveLength(3);
		expect(text).toContain('開始前のため費用はかかっていません');
		const state = loopState(await world.goal(), await loadSnapshot(world.ledger));
		const result = { state, finished: [], unstopped: [], requested: [], reports: [], failure: null };
		const lines = stopLines([{ ...result, stopped: runs }], 'en').join('\n');
		expect(lines).toContain('途中で止めた実行：なし');
		expect(lines).toContain('開始前に止めた実行（費用なし、3件）');
	});

	test('stays booked where nobody knows, and counts as spent', async () => {
		const { world } = await stopped(false);
		const runs = await world.ledger.read('run_log');
		expect(runs.every(({ reserved, startedAt }) => (reserved ?? 0) > 0 && startedAt !== null)).toBe(true);
		expect(await bookedIn(world)).toBe(runs.reduce((sum, { reserved }) => sum + (reserved ?? 0), 0));
		expect((await world.goal()).spent).toBe(await bookedIn(world));
	});

	test('is booked again when one has begun after all, and says so by how it ends', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.stopping = () => ({ kind: 'absent', neverBegan: true });
		world.outcome = async () => {
			await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
			return { kind: 'failed', error: 'crashed half-way', retryable: true, rateLimited: false, executionId: '9' };
		};
		await world.feed({ type: 'Tick' }, START);
		expect(await statuses(world)).toEqual(['stopped']);
		expect(await bookedIn(world)).toBeGreaterThan(0);
		expect(await world.ledger.read('run_log')).toMatchObject([{ startedAt: START }]);
	});

	test('of earlier tries stays booked when a later one was just to be tried again', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = () => ({ kind: 'unknown', error: 'no answer' });
		await world.feed({ type: 'Tick' }, START);
		const [run] = await world.ledger.read('run_log', { status: 'unknown' });
		// Its first try cost nobody knows what, its second told: both stand in its row when the brake comes to it.
		const failed = { status: 'scheduled', cost: 200, reserved: null, uncertain: 600 } as const;
		world.stopping = async ({ runId }) => {
			if (runId === run?.runId) await world.ledger.update('run_log', [{ key: runId, values: failed }]);
			return { kind: 'stopped' };
		};
		await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
		const [left] = (await world.ledger.read('run_log')).filter(({ runId }) => runId === run?.runId);
		expect(left).toMatchObject({ status: 'stopped', cost: 800 });
	});
});
