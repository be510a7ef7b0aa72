import type { RunOutcome } from '../../../core/commands';
import { voteRecord } from '../../../core/decision/answerRecord';
import { spentBy } from '../../../core/execution/spending';
import { toObservation } from '../../../core/monitor/observation';
import { readSettings } from '../../../core/settings';
import type { Run, Step } from '../../../core/types';
import { day, START, succeeded, World } from './world';

const never = (): never => {
	throw new Error('there is no such option');
};
const KEYS = ['affiliate_cold_outreach', 'trial_onboarding', 'x_briefing_share'];
const failed = (values: Partial<Extract<RunOutcome, { kind: 'failed' }>> = {}): RunOutcome => ({
	kind: 'failed',
	error: 'boom',
	retryable: true,
	rateLimited: false,
	executionId: null,
	...values,
});
const revenue = (value: number, on: string) =>
	toObservation({ metric: 'revenue', day: on, value, unit: 'JPY', source: 'whop', goalId: '' }, `${on}T01:00:00.000Z`);

describe('a new goal', () => {
	test('waits for a person when the policy asks, and nothing runs until then', async () => {
		const world = await World.open();
		const { requested } = await world.instruct();
		expect(requested).toHaveLength(1);
		expect((await world.goal()).status).toBe('awaiting_decision');
		await world.feed({ type: 'Tick' }, day(0, 1));
		expect(world.dispatched).toEqual([]);
	});

	test('runs at once when every workflow is known and nothing is sent in masses', async () => {
		const world = await World.open({ MASS_SEND_LIMIT: '10000' });
		for (const key of KEYS) await world.ledger.update('workflow_catalog', [{ key, values: { firstUsedAt: START } }]);
		expect((await world.instruct()).requested).toEqual([]);
		const goal = await world.goal();
		expect(goal.status).toBe('running');
		expect(goal.budgetLimit).toBe(Math.ceil(goal.plan?.estimatedCost ?? 0));
		await world.feed({ type: 'Tick' }, START);
		expect(world.dispatched.map(({ workflowKey }) => workflowKey).sort()).toEqual(KEYS);
	});

	test('is refused while automatic execution is off', async () => {
		const world = await World.open({ AUTO_EXECUTION_ENABLED: 'false' });
		await world.instruct();
		expect((await world.goal()).status).toBe('cancelled');
	});

	test('given twice is asked about once', async () => {
		const world = await World.open();
		await world.instruct();
		await world.instruct();
		expect(await world.ledger.read('decision_log')).toHaveLength(1);
		expect(await world.ledger.read('goals_tracker')).toHaveLength(1);
	});
});

describe('an answer', () => {
	test('yes starts the plan, once; every step of the day runs once however often the clock ticks', async () => {
		const world = await World.open();
		await world.instruct();
		const decisionId = await world.answer('1', day(0, 1));
		await Promise.all([
			world.feed({ type: 'DecisionAnswered', decisionId }, day(0, 1)),
			world.feed({ type: 'DecisionAnswered', decisionId }, day(0, 1)),
		]);
		await Promise.all([world.feed({ type: 'Tick' }, day(0, 2)), world.feed({ type: 'Tick' }, day(0, 2))]);
		await world.feed({ type: 'Tick' }, day(0, 3));
		expect(world.dispatched.map(({ workflowKey }) => workflowKey).sort()).toEqual(KEYS);
		expect((await world.goal()).spent).toBe((await world.ledger.read('run_log')).reduce((sum, run) => sum + (run.cost ?? 0), 0));
	});

	test('no cancels the goal and says so', async () => {
		const world = await World.open();
		await world.instruct();
		const { options } = (await world.ledger.read('decision_log'))[0] ?? { options: [] };
		const decisionId = await world.answer(String(options.length), day(0, 1));
		const { reports } = await world.feed({ type: 'DecisionAnswered', decisionId }, day(0, 1));
		expect((await world.goal()).status).toBe('cancelled');
		expect(reports.map(({ kind }) => kind)).toEqual(['final']);
		await world.feed({ type: 'Tick' }, day(1));
		expect(world.dispatched).toEqual([]);
	});

	test('is found by the next tick when the worker that should carry it out is gone', async () => {
		const world = await World.open();
		await world.instruct();
		await world.answer('1', day(0, 1));
		await world.feed({ type: 'Tick' }, day(0, 2));
		expect((await world.goal()).status).toBe('running');
	});

	test('is carried out again when the worker died between marking it and saving the goal', async () => {
		const world = await World.open();
		await world.instruct();
		const decisionId = await world.answer('1', day(0, 1));
		await world.ledger.update('decision_log', [{ key: decisionId, values: { appliedAt: day(0, 1) } }]);
		await world.feed({ type: 'Tick' }, day(0, 2));
		expect((await world.goal()).status).toBe('running');
	});

	test('does not count for a plan that was edited after it was shown: the question is asked anew', async () => {
		const world = await World.open();
		await world.instruct();
		const { plan } = await world.goal();
		if (!plan) throw new Error('no plan');
		const allocations = plan.allocations.map((allocation) => ({
			...allocation,
			actionsPerDay: allocation.actionsPerDay.map((n) => n * 10),
		}));
		await world.ledger.update('goals_tracker', [{ key: 'g_1', values: { plan: { ...plan, allocations } } }]);
		const decisionId = await world.answer('1', day(0, 1));
		const { requested } = await world.feed({ type: 'DecisionAnswered', decisionId }, day(0, 1));
		expect(requested).toHaveLength(1);
		expect(requested[0]?.decisionId).not.toBe(decisionId);
		expect((await world.ledger.read('decision_log')).map(({ status }) => status)).toEqual(['superseded', 'pending']);
		await world.feed({ type: 'Tick' }, day(0, 2));
		expect(world.dispatched).toEqual([]);
	});

	test('does not count where a workflow of the plan was replaced by another one after it was asked', async () => {
		const world = await World.open();
		await world.instruct();
		await world.ledger.update('workflow_catalog', [{ key: 'affiliate_cold_outreach', values: { workflowId: 'another' } }]);
		const decisionId = await world.answer('1', day(0, 1));
		const { requested } = await world.feed({ type: 'DecisionAnswered', decisionId }, day(0, 1));
		expect(requested).toHaveLength(1);
		expect((await world.ledger.read('decision_log')).map(({ status }) => status)).toEqual(['superseded', 'pending']);
	});

	test('of several who agreed in time counts, though whoever wrote the last vote died before counting it', async () => {
		const world = await World.open({ QUORUM: '2', APPROVERS: 'telegram:1,telegram:2,telegram:1001' });
		const { requested } = await world.instruct();
		const [decision] = requested;
		if (!decision) throw new Error('nothing was asked');
		expect(decision).toMatchObject({ quorum: 2, requestedBy: 'telegram:1001' });
		const vote = (approver: string, receivedAt: string) =>
			voteRecord(
				decision.decisionId,
				{ approver, option: decision.options[0] ?? never(), value: null, reason: null },
				{ at: receivedAt, channel: 'telegram' },
			);
		await world.ledger.insert('answer_log', [vote('telegram:1', day(0, 1)), vote('telegram:2', day(0, 2))]);
		await world.feed({ type: 'Tick' }, day(2, 0));
		expect(await world.ledger.read('decision_log')).toMatchObject([
			{ status: 'approved', answer: '1', answeredBy: 'telegram:1, telegram:2', answeredAt: day(0, 2) },
		]);
		await world.feed({ type: 'Tick' }, day(2, 0));
		expect((await world.goal()).status).toBe('running');
	});

	test('that never came pauses the goal, loudly', async () => {
		const world = await World.open();
		await world.instruct();
		const { reports } = await world.feed({ type: 'Tick' }, day(1, 1));
		expect((await world.goal()).status).toBe('paused');
		expect((await world.ledger.read('decision_log')).map(({ status }) => status)).toEqual(['expired']);
		expect(reports[0]?.lines.join('\n')).toContain('何も実行していません');
		await world.feed({ type: 'Tick' }, day(1, 2));
		expect(world.dispatched).toEqual([]);
	});
});

describe('runs', () => {
	test('a retryable failure is tried again by later ticks, MAX_RETRIES times', async () => {
		const world = await World.running({ MAX_RETRIES: '2' });
		world.outcome = () => failed();
		for (let hour = 0; hour < 6; hour++) await world.feed({ type: 'Tick' }, day(0, hour));
		expect(world.dispatched.filter(({ workflowKey }) => workflowKey === 'trial_onboarding')).toHaveLength(3);
		expect(new Set((await world.ledger.read('run_log')).map(({ status }) => status))).toEqual(new Set(['failed']));
	});

	test('a rate limit halts the goal and asks', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = () => failed({ rateLimited: true });
		const { requested } = await world.feed({ type: 'Tick' }, START);
		expect(requested.map(({ kind }) => kind)).toEqual(['rate_limited']);
		expect(world.dispatched).toHaveLength(1);
		expect((await world.goal()).status).toBe('awaiting_decision');
	});

	test('a rate limit is asked about with what each answer would cost, how likely it leaves the goal, and when it is reached', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = (_run, step) =>
			step.workflowKey === 'trial_onboarding' ? failed({ rateLimited: true, cost: 0 }) : succeeded(step, step.estimatedCost);
		const { requested } = await world.feed({ type: 'Tick' }, START);
		const { plan, probability } = await world.goal();
		const [skip, leaveOut, pause] = requested[0]?.options ?? [];
		const paid = spentBy(await world.ledger.read('run_log'), { currency: 'JPY' }, readSettings([]));
		const ofTrial =
			(plan?.allocations.find(({ workflowKey }) => workflowKey === 'trial_onboarding')?.actionsPerDay[0] ?? 0) * 500;
		expect(ofTrial).toBeGreaterThan(0);
		const spend = [skip, leaveOut, pause].map((option) => option?.spend?.amount ?? NaN);
		expect(spend).toEqual([(plan?.estimatedCost ?? 0) - ofTrial, (plan?.estimatedCost ?? 0) - 7 * ofTrial, paid]);
		const chances = [skip, leaveOut, pause].map((option) => option?.probability ?? NaN);
		const present = probability ?? plan?.forecast.probability ?? 0;
		expect(chances).toEqual(chances.toSorted((one, other) => other - one));
		expect(chances[0]).toBeGreaterThan(0);
		expect(chances[0]).toBeLessThanOrEqual(present);
		expect(chances[2]).toBeLessThan(0.01);
		expect([skip?.finishAt === null, pause?.finishAt]).toEqual([false, null]);

		const decisionId = await world.answer('2', day(0, 1));
		await world.feed({ type: 'DecisionAnswered', decisionId }, day(0, 1));
		const after = await world.goal();
		expect(after.status).toBe('running');
		expect(after.plan?.allocations.map(({ workflowKey }) => workflowKey)).not.toContain('trial_onboarding');
		expect(after.plan?.room?.most.map(({ workflowKey }) => workflowKey) ?? []).not.toContain('trial_onboarding');
	});

	test('one that was under way when n8n died is reconciled, not repeated', async () => {
		const world = await World.running();
		let release = (): void => undefined;
		world.outcome = async () =>
			new Promise<RunOutcome>((resolve) => {
				release = () => resolve(failed());
			});
		void world.feed({ type: 'Tick' }, START);
		while (world.dispatched.length === 0) await Promise.resolve();
		const { runId } = world.dispatched[0] ?? { runId: '' };

		world.reconciled = () => ({
			kind: 'succeeded',
			executionId: 'found',
			result: { actions: 20, conversions: null, revenue: null, cost: 700, metrics: {}, note: null },
		});
		await world.feed({ type: 'Tick' }, day(0, 1));
		const [run] = await world.ledger.read('run_log', { runId });
		expect(run).toMatchObject({ status: 'succeeded', cost: 700, attempts: 1, executionId: 'found' });
		expect(world.dispatched.filter((dispatched) => dispatched.runId === runId)).toHaveLength(1);
		release();
	});

	test('an overspend of 15 % halts the loop; the chosen one of three options is applied before anything else runs', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = (_run, step): RunOutcome => ({
			kind: 'succeeded',
			executionId: 'child',
			result: {
				actions: step.actions,
				conversions: null,
				revenue: null,
				cost: step.estimatedCost * 1.15,
				metrics: {},
				note: null,
			},
		});
		const { requested } = await world.feed({ type: 'Tick' }, START);
		expect(requested.map(({ kind }) => kind)).toEqual(['budget_overrun']);
		expect(requested[0]?.options).toHaveLength(3);
		expect(requested[0]?.question).toContain('15%');
		const before = world.dispatched.length;
		await world.feed({ type: 'Tick' }, day(0, 22));
		expect(world.dispatched).toHaveLength(before);

		const planned = (await world.goal()).plan?.allocations[0]?.actionsPerDay.slice(2) ?? [];
		const decisionId = await world.answer('2', day(0, 23));
		await world.feed({ type: 'DecisionAnswered', decisionId }, day(0, 23));
		const goal = await world.goal();
		expect(goal).toMatchObject({ status: 'running', planVersion: 2 });
		// A change that a person chose is on record like one of the loop's own.
		const log = await world.ledger.read('adjustment_log');
		expect(log.length).toBeGreaterThan(0);
		for (const { adjustmentId, authority, reason, before, after, planVersion, propensity } of log) {
			expect({ authority, reason, planVersion, propensity }).toEqual({
				authority: 'decision',
				reason: 'budget',
				planVersion: 2,
				propensity: 1,
			});
			expect(after).toBeLessThan(before);
			expect(adjustmentId).toContain(decisionId);
		}
		const now = goal.plan?.allocations[0]?.actionsPerDay.slice(2) ?? [];
		expect(now.reduce((a, b) => a + b, 0)).toBeLessThan(planned.reduce((a, b) => a + b, 0));
		await world.feed({ type: 'Tick' }, day(1));
		expect(world.dispatched.slice(before).every((run) => run.planVersion === 2)).toBe(true);
		expect(world.dispatched.length).toBeGreaterThan(before);
	});

	describe('keeping on in spite of an overspend', () => {
		const dearer =
			(factor: number) =>
			(_run: Run, step: Step): RunOutcome =>
				succeeded(step, step.estimatedCost * factor);

		/** From the first overspend on: the loop runs for days, and whatever it asks is answered. */
		async function keptOn(world: World, keep = (): void => undefined): Promise<World> {
			world.outcome = dearer(1.15);
			await world.feed({ type: 'Tick' }, START);
			const decisionId = await world.answer('3', day(0, 1));
			await world.feed({ type: 'DecisionAnswered', decisionId }, day(0, 1));
			keep();
			for (let at = 1; at < 6; at++) {
				await world.feed({ type: 'MetricObserved' }, day(at, -1));
				await world.feed({ type: 'Tick' }, day(at));
			}
			return world;
		}

		test.each([
			['with room to adapt', {}],
			['without', { LEARNING_ROOM: '0' }],
		])('is not asked about again, however often the plan changes meanwhile: %s', async (_name, settings) => {
			const world = await keptOn(await World.running(settings));
			expect(await world.ledger.read('decision_log', { kind: 'budget_overrun' })).toHaveLength(1);
		});

		test('is what the loop then does: no review takes the money back', async () => {
			const world = await World.running();
			const planned = (await world.goal()).plan?.estimatedCost ?? 0;
			await keptOn(world);
			expect((await world.goal()).spent).toBeGreaterThan(planned);
		});

		test('is asked about once more when the forecast passes by far what was agreed to', async () => {
			const world = await World.running();
			await keptOn(world, () => (world.outcome = dearer(2)));
			const asked = await world.ledger.read('decision_log', { kind: 'budget_overrun' });
			expect(asked).toHaveLength(2);
			expect(asked.at(-1)?.evidence.join()).toContain('以前に了承いただいた');
		});
	});

	test('a goal that is held is asked nothing when its last runs end over budget', async () => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = async (_run, step) => {
			await world.feed({ type: 'PauseRequested', reason: 'wait' }, START);
			return succeeded(step, step.estimatedCost * 1.5);
		};
		const { requested } = await world.feed({ type: 'Tick' }, START);
		expect(requested).toEqual([]);
		expect((await world.goal()).status).toBe('paused');
		const resumed = await world.feed({ type: 'ResumeRequested' }, day(0, 1));
		expect(resumed.requested.map(({ kind }) => kind)).toEqual(['budget_overrun']);
	});

	test('stopping everything pauses the goal and stops what is under way', async () => {
		const world = await World.running();
		await world.feed({ type: 'Tick' }, START);
		const [run] = await world.ledger.read('run_log');
		await world.ledger.update('run_log', [{ key: run?.runId ?? '', values: { status: 'running' } }]);
		const { reports } = await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, day(0, 1));
		expect(world.stopped.map(({ runId }) => runId)).toEqual([run?.runId]);
		expect(reports[0]?.lines.join('\n')).toContain('looks wrong');
		const before = world.dispatched.length;
		await world.feed({ type: 'Tick' }, day(1));
		expect(world.dispatched).toHaveLength(before);
	});
});

describe('figures', () => {
	test('reaching the target closes the goal with a final report that says how far', async () => {
		const world = await World.open();
		await world.instruct();
		const decisionId = await world.answer('1', START);
		await world.feed({ type: 'DecisionAnswered', decisionId }, START);
		await world.feed({ type: 'Tick' }, START);
		await world.ledger.upsert('performance_metrics', [revenue(900_000, '2026-11-20')]);
		await world.feed({ type: 'MetricObserved' }, day(0, 10));
		expect(await world.goal()).toMatchObject({ status: 'running', progressValue: 900_000, achievementRate: 0.45 });

		await world.ledger.upsert('performance_metrics', [revenue(1_190_000, '2026-11-21')]);
		const { reports } = await world.feed({ type: 'MetricObserved' }, day(1, 10));
		expect((await world.goal()).status).toBe('achieved');
		const text = reports[0]?.lines.join('\n') ?? '';
		expect(text).toContain('2,090,000円');
		expect(text).toContain('目標 2,000,000円');
		expect(text).toContain('telegram:1001');
		await world.feed({ type: 'Tick' }, day(2));
		expect((await world.goal()).status).toBe('achieved');
	});

	test('the end of the period closes a goal that was not reached', async () => {
		const world = await World.open();
		await world.instruct();
		await world.ledger.upsert('performance_metrics', [revenue(100_000, '2026-11-20')]);
		await world.feed({ type: 'MetricObserved' }, '2026-11-26T18:05:00.000Z');
		expect(await world.goal()).toMatchObject({ status: 'missed', achievementRate: 0.05 });
		expect((await world.ledger.read('decision_log')).map(({ status }) => status)).toEqual(['cancelled']);
	});

	test('a rate that is good enough for now is not reached before the period is over', async () => {
		const world = await World.open();
		await world.instruct({ metric: 'churn_rate', targetValue: 0.05, currency: null });
		const churn = toObservation(
			{ metric: 'churn_rate', day: '2026-11-20', value: 0.03, unit: 'fraction', source: 'whop', goalId: '' },
			START,
		);
		await world.ledger.upsert('performance_metrics', [churn]);
		await world.feed({ type: 'MetricObserved' }, day(0, 1));
		expect(await world.goal()).toMatchObject({ progressValue: 0.03, closedAt: null });
		// Its last figure may still come.
		await world.feed({ type: 'MetricObserved' }, '2026-11-26T15:05:00.000Z');
		expect((await world.goal()).closedAt).toBeNull();
		await world.feed({ type: 'MetricObserved' }, '2026-11-26T18:05:00.000Z');
		expect((await world.goal()).status).toBe('achieved');
	});

	test('costs are paid in the setting CURRENCY and counted in the goal’s', () => {
		const settings = readSettings([
			{ key: 'CURRENCY', value: 'JPY', note: '' },
			{ key: 'FX_USD_JPY', value: '150', note: '' },
		]);
		const run = { cost: 3000 } as Run;
		expect(spentBy([run, run], { currency: 'USD' }, settings)).toBe(40);
		expect(spentBy([run], { currency: null }, settings)).toBe(3000);
		expect(() => spentBy([run], { currency: 'EUR' }, settings)).toThrow('FX_JPY_EUR');
	});
});
