import fc from 'fast-check';
import type { LoopEvent, RunOutcome } from '../../../core/commands';
import { toObservation } from '../../../core/monitor/observation';
import type { Decision } from '../../../core/types';
import { SHARE, TRIAL } from '../plan/fixtures';
import { day, START, succeeded, World } from './world';

const limited = (): RunOutcome => ({
	kind: 'failed',
	error: '429 Too Many Requests',
	retryable: true,
	rateLimited: true,
	executionId: null,
});

const questions = async (world: World): Promise<Decision[]> => await world.ledger.read('decision_log');
const statusesOf = async (world: World): Promise<string[]> => (await questions(world)).map(({ status }) => status);

/** Records an answer to one question, and feeds it to the loop. */
async function reply(world: World, { decisionId, options }: Decision, key: string, now: string) {
	const outcome = options.find((option) => option.key === key)?.outcome;
	const values = { answer: key, answeredBy: 'telegram:1001', answeredAt: now } as const;
	const status = outcome === 'approve' ? 'approved' : 'rejected';
	await world.ledger.transition('decision_log', decisionId, { status: 'pending' }, { status, ...values });
	return await world.feed({ type: 'DecisionAnswered', decisionId }, now);
}

/** A running goal of which two workflows were limited in one tick. */
async function twoLimits(): Promise<World> {
	const world = await World.running();
	world.outcome = (run, step) => (run.workflowKey === SHARE.workflowKey ? succeeded(step, step.estimatedCost) : limited());
	await world.feed({ type: 'Tick' }, day(0, 1));
	return world;
}

describe('workflows that are limited in the same tick', () => {
	it('are asked about together', async () => {
		const world = await twoLimits();
		const open = (await questions(world)).filter(({ status }) => status === 'pending');
		expect(open.map(({ question }) => question)).toEqual([
			'「Affiliate Cold Outreach」「Trial Onboarding」が外部サービスの利用上限（レートリミット）で止まりました。どうしますか？',
		]);
		expect(open[0]?.options.map(({ label }) => label)).toEqual([
			'今日はこのまま飛ばし、明日から続ける',
			'「Affiliate Cold Outreach」「Trial Onboarding」を外して続ける',
			'この目標を一時停止する',
		]);
		await reply(world, open[0] ?? fail(), '2', day(0, 2));
		world.outcome = (_run, step) => succeeded(step, step.estimatedCost);
		const before = world.dispatched.length;
		await world.feed({ type: 'Tick' }, day(1, 1));
		expect(world.dispatched.slice(before).map(({ workflowKey }) => workflowKey)).toEqual([SHARE.workflowKey]);
	});
});

describe('a question that waits while its goal is held', () => {
	it.each(['PauseRequested', 'StopRequested'] as const)('is not asked a second time after %s', async (type) => {
		const world = await World.open();
		await world.instruct();
		await world.feed({ type, reason: 'wait' }, day(0, 1));
		const { requested } = await world.feed({ type: 'ResumeRequested' }, day(0, 2));
		expect(requested).toEqual([]);
		expect(await statusesOf(world)).toEqual(['pending']);
		expect((await world.goal()).status).toBe('awaiting_decision');

		const [question] = await questions(world);
		await reply(world, question ?? fail(), '1', day(0, 3));
		await world.feed({ type: 'Tick' }, day(0, 4));
		expect((await world.goal()).status).toBe('running');
		expect(world.dispatched.length).toBeGreaterThan(0);
	});
});

describe('an approval of a plan whose workflow was edited', () => {
	it('is asked for anew, also where the question had expired before and Resume asked it again', async () => {
		const world = await World.open();
		await world.instruct();
		const [first] = await questions(world);
		const late = day(1, 3);
		await world.feed({ type: 'DecisionExpired', decisionId: first?.decisionId ?? '' }, late);
		await world.ledger.update('decision_log', [{ key: first?.decisionId ?? '', values: { status: 'expired' } }]);
		const [second] = (await world.feed({ type: 'ResumeRequested' }, late)).requested;
		await world.ledger.update('workflow_catalog', [{ key: SHARE.workflowKey, values: { workflowId: 'another' } }]);
		const { requested } = await reply(world, second ?? fail(), '1', late);
		expect(requested).toHaveLength(1);
		expect(await statusesOf(world)).toEqual(['expired', 'superseded', 'pending']);
		expect((await world.goal()).status).toBe('awaiting_decision');
	});
});

describe('two questions of a goal', () => {
	/** A limit and a dear run in one tick: one question of each kind. */
	async function both(): Promise<{ world: World; limit: Decision; overrun: Decision }> {
		const world = await World.running();
		world.outcome = (run, step) =>
			run.workflowKey === SHARE.workflowKey ? succeeded(step, step.estimatedCost * 200) : limited();
		await world.feed({ type: 'Tick' }, day(0, 1));
		const open = (await questions(world)).filter(({ status }) => status === 'pending');
		const of = (kind: string): Decision => open.find((decision) => decision.kind === kind) ?? fail();
		return { world, limit: of('rate_limited'), overrun: of('budget_overrun') };
	}

	it('stay both where one answer changes nothing that the other rests on', async () => {
		const { world, limit, overrun } = await both();
		await reply(world, limit, '1', day(0, 2));
		expect((await world.goal()).status).toBe('awaiting_decision');
		expect((await questions(world)).filter(({ status }) => status === 'pending')).toMatchObject([
			{ decisionId: overrun.decisionId },
		]);
	});

	it('do not make each other void: what rests on a plan that an answer has changed is asked anew', async () => {
		const { world, limit, overrun } = await both();
		const { requested } = await reply(world, overrun, '1', day(0, 2));
		expect(requested.map(({ kind }) => kind)).toEqual(['rate_limited']);
		expect((await questions(world)).find(({ decisionId }) => decisionId === limit.decisionId)?.status).toBe('superseded');
		await reply(world, requested[0] ?? fail(), '1', day(0, 3));
		expect((await world.goal()).status).toBe('running');
	});

	it('are withdrawn together where one answer pauses the goal, and the other answer in the same moment changes nothing', async () => {
		const { world, limit, overrun } = await both();
		const pause = limit.options.find(({ effect }) => effect.type === 'pause')?.key ?? fail();
		await world.ledger.transition(
			'decision_log',
			overrun.decisionId,
			{ status: 'pending' },
			{ status: 'approved', answer: '3', answeredBy: 'telegram:1001', answeredAt: day(0, 2) },
		);
		await reply(world, limit, pause, day(0, 2));
		for (const hours of [3, 24, 30]) await world.feed({ type: 'Tick' }, day(0, hours));
		expect(await world.goal()).toMatchObject({ status: 'paused', closeReason: 'この目標を一時停止する' });
		expect((await questions(world)).filter(({ status }) => status === 'pending')).toEqual([]);
	});

	it('expire together', async () => {
		const { world, limit } = await both();
		await world.feed({ type: 'DecisionExpired', decisionId: limit.decisionId }, day(2));
		expect((await world.goal()).status).toBe('paused');
		expect((await questions(world)).filter(({ status }) => status === 'pending')).toEqual([]);
	});
});

test('whoever says stop need not have seen exactly what would run now', async () => {
	const world = await twoLimits();
	await world.ledger.update('workflow_catalog', [{ key: TRIAL.workflowKey, values: { workflowId: 'another' } }]);
	const [open] = (await questions(world)).filter(({ status }) => status === 'pending');
	const { requested } = await reply(world, open ?? fail(), '3', day(0, 2));
	expect(requested).toEqual([]);
	expect((await world.goal()).status).toBe('paused');
});

test('an approval that somebody wrote into the record without saying which option is asked for anew', async () => {
	const world = await World.open();
	const { requested } = await world.instruct();
	await world.ledger.update('decision_log', [{ key: requested[0]?.decisionId ?? '', values: { status: 'approved' } }]);
	const again = await world.feed({ type: 'Tick' }, day(0, 1));
	expect(again.requested.map(({ kind }) => kind)).toEqual(['plan_approval']);
	expect(await statusesOf(world)).toEqual(['superseded', 'pending']);
	expect(world.dispatched).toEqual([]);
});

describe('a goal that is resumed', () => {
	it.each([
		['one of its workflows is disabled by now', { enabled: false }],
		['a workflow deletes customer data by now', { flags: ['deletes_customer_data'] as const }],
	])('goes on without what is denied, and says so, where %s', async (_, values) => {
		const world = await World.running();
		await world.ledger.update('workflow_catalog', [{ key: SHARE.workflowKey, values }]);
		await world.feed({ type: 'PauseRequested', reason: 'holiday' }, day(0, 0.5));
		const { reports } = await world.feed({ type: 'ResumeRequested' }, day(0, 1));
		expect((await world.goal()).status).toBe('running');
		expect(reports.map(({ title }) => title)).toEqual(['一部を除いて再開しました']);
		expect(reports[0]?.lines.join('\n')).toContain('X Briefing Share');
		await world.feed({ type: 'Tick' }, day(0, 1));
		expect(world.dispatched.map(({ workflowKey }) => workflowKey).toSorted()).not.toContain(SHARE.workflowKey);
		expect(world.dispatched.length).toBeGreaterThan(0);
	});

	it('stays held while automatic execution is off', async () => {
		const world = await World.running();
		await world.feed({ type: 'PauseRequested', reason: 'holiday' }, day(0, 0.5));
		await world.set('AUTO_EXECUTION_ENABLED', 'false');
		await world.feed({ type: 'ResumeRequested' }, day(0, 1));
		expect((await world.goal()).status).toBe('paused');
	});
});

describe('a plan that costs nothing', () => {
	it.each([
		['the owner named a budget of 0', 0],
		['nobody named a budget', null],
	])('is asked about in amounts when it costs something, where %s', async (_, budgetLimit) => {
		const world = await World.open({}, [{ ...TRIAL, costPerAction: 0 }]);
		await world.instruct({ budgetLimit });
		const decisionId = await world.answer('1', START);
		await world.feed({ type: 'DecisionAnswered', decisionId }, START);
		expect(await world.goal()).toMatchObject({ status: 'running', budgetLimit });
		world.outcome = (_run, step) => succeeded(step, 5);
		const { requested } = await world.feed({ type: 'Tick' }, day(0, 1));
		expect(requested.map(({ question }) => question)).toEqual([
			expect.stringMatching(/^費用をかけない予定の目標で、.+円の費用がかかる見込みです/),
		]);
		expect(requested[0]?.options.map(({ label }) => label)).toEqual([
			expect.stringMatching(/^予算を.+円に引き上げる$/),
			'残りの実行を止める',
		]);
		await reply(world, requested[0] ?? fail(), '1', day(0, 2));
		await world.feed({ type: 'Tick' }, day(1, 1));
		expect(world.dispatched).toHaveLength(2);
	});
});

describe('the end of the period', () => {
	const END = '2026-11-26T15:00:00.000Z';
	const at = (minutes: number): string => new Date(Date.parse(END) + minutes * 60_000).toISOString();
	const revenue = (value: number, now: string) =>
		toObservation({ metric: 'revenue', day: '2026-11-26', value, unit: 'JPY', source: 'whop', goalId: '' }, now);

	it('waits for the figures of the last hours: they may reach the goal', async () => {
		const world = await World.running();
		await world.ledger.upsert('performance_metrics', [revenue(1_950_000, at(-60))]);
		await world.feed({ type: 'MetricObserved' }, at(1));
		expect(await world.goal()).toMatchObject({ status: 'running', achievementRate: 0.975 });
		await world.ledger.upsert('performance_metrics', [revenue(2_048_000, at(5))]);
		await world.feed({ type: 'MetricObserved' }, at(5));
		expect((await world.goal()).status).toBe('achieved');
	});

	it.each([
		['as soon as they say that it was not reached', 5, 5],
		['after some hours without any', -60, 180],
	])('closes the goal as missed %s', async (_, observed, minutes) => {
		const world = await World.running();
		await world.ledger.upsert('performance_metrics', [revenue(1_950_000, at(observed))]);
		await world.feed({ type: 'MetricObserved' }, at(minutes - 1));
		expect((await world.goal()).status).toBe('running');
		await world.feed({ type: 'MetricObserved' }, at(minutes));
		expect((await world.goal()).status).toBe('missed');
	});
});

describe('AUTO_EXECUTION_ENABLED=false by hand', () => {
	async function switchedOff(): Promise<World> {
		const world = await World.running();
		await world.feed({ type: 'Tick' }, day(0, 1));
		const [first] = await world.ledger.read('run_log');
		const values = { status: 'running', finishedAt: null, cost: null } as const;
		await world.ledger.update('run_log', [{ key: first?.runId ?? '', values }]);
		await world.set('AUTO_EXECUTION_ENABLED', 'false');
		return world;
	}

	it('stops what is under way, and says so once', async () => {
		const world = await switchedOff();
		const { reports } = await world.feed({ type: 'Tick' }, day(0, 2));
		expect(world.stopped).toHaveLength(1);
		expect(reports.map(({ title }) => title)).toEqual(['自動実行の停止中です']);
		expect(reports[0]?.lines.join('\n')).toContain('途中の実行を止めました');
		expect((await world.feed({ type: 'Tick' }, day(0, 3))).reports).toEqual([]);
		await world.set('AUTO_EXECUTION_ENABLED', 'true');
		const before = world.dispatched.length;
		await world.feed({ type: 'Tick' }, day(1, 1));
		expect(world.dispatched.length).toBeGreaterThan(before);
	});

	it('says once what cannot be stopped, and goes on trying', async () => {
		const world = await switchedOff();
		world.stopping = () => {
			throw new Error('n8n is not reachable');
		};
		const { reports } = await world.feed({ type: 'Tick' }, day(0, 2));
		expect(reports[0]?.lines[0]).toContain('停止できませんでした（n8n is not reachable）');
		expect((await world.feed({ type: 'Tick' }, day(0, 2.1))).reports).toEqual([]);
		expect(world.stopped).toHaveLength(2);
	});
});

test('a goal never has two questions of one kind, and is never stuck without one, whatever happens', async () => {
	const events = [
		'tick',
		'review',
		'pause',
		'resume',
		'stop',
		'off',
		'on',
		'answer1',
		'answer2',
		'answer3',
		'expire',
		'edit',
		'hand',
	] as const;
	const endings = ['succeeded', 'limited', 'dear', 'failed'] as const;
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.constantFrom(...events), { minLength: 5, maxLength: 30 }),
			fc.array(fc.constantFrom(...endings), { minLength: 1, maxLength: 8 }),
			async (happenings, fates) => {
				const world = await World.open();
				await world.instruct();
				let [hour, count] = [0, 0];
				world.outcome = (_run, step): RunOutcome => {
					const fate = fates[count++ % fates.length];
					if (fate === 'limited') return limited();
					if (fate === 'failed') return { kind: 'failed', error: 'no', retryable: false, rateLimited: false, executionId: null };
					return succeeded(step, step.estimatedCost * (fate === 'dear' ? 50 : 1));
				};
				const feed = async (event: LoopEvent): Promise<unknown> => await world.feed(event, day(0, hour));
				for (const happening of happenings) {
					hour += 3;
					const [open] = (await questions(world)).filter(({ status }) => status === 'pending');
					if (happening === 'tick') await feed({ type: 'Tick' });
					else if (happening === 'review') await feed({ type: 'MetricObserved' });
					else if (happening === 'pause') await feed({ type: 'PauseRequested', reason: 'wait' });
					else if (happening === 'stop') await feed({ type: 'StopRequested', reason: 'wait' });
					else if (happening === 'resume') await feed({ type: 'ResumeRequested' });
					else if (happening === 'off' || happening === 'on')
						await world.set('AUTO_EXECUTION_ENABLED', String(happening === 'on'));
					else if (happening === 'edit')
						await world.ledger.update('workflow_catalog', [{ key: TRIAL.workflowKey, values: { workflowId: `w${hour}` } }]);
					else if (open && happening === 'expire') await feed({ type: 'DecisionExpired', decisionId: open.decisionId });
					else if (open && happening === 'hand')
						await world.ledger.update('decision_log', [{ key: open.decisionId, values: { status: 'approved' } }]);
					else if (open && happening.startsWith('answer')) {
						const key = happening.slice(-1);
						if (open.options.some((option) => option.key === key)) await reply(world, open, key, day(0, hour));
					}
					const pending = (await questions(world)).filter(({ status }) => status === 'pending');
					expect(new Set(pending.map(({ kind }) => kind)).size).toBe(pending.length);
					const { status } = await world.goal();
					if (status !== 'paused' && status !== 'cancelled' && happening !== 'hand') {
						await feed({ type: 'Tick' });
						const after = await world.goal();
						const waits = (await questions(world)).some(({ status: of }) => of === 'pending' || of === 'approved');
						if (after.status === 'awaiting_decision') expect(waits).toBe(true);
					}
				}
			},
		),
		{ numRuns: 30 },
	);
});

function fail(): never {
	throw new Error('the question is not there');
}
