import { AutopilotError } from '../../../core/errors';
import { toObservation } from '../../../core/monitor/observation';
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
		const run = (runId: string, workflowKey: string): Run => sampleRun(runId, { workflowKey, status: 'running' });
		const result = { state, finished: [], requested: [], reports: [], failure: null };
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
		expect(stopLines([], 'en')).toEqual([
			'Everything is stopped. Nothing starts before /resume.',
			'No goal was active.',
			'Stopped while running: nothing was running',
		]);
	});
});
