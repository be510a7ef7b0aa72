import { until } from '../../sandbox/n8n/publicApi';
import { at, Harness } from './harness';

const WEEK = '1週間で200万作りたい、ワークフロー回してくれ';

describe('n8n killed and started again', () => {
	let harness: Harness;
	beforeAll(async () => {
		harness = await Harness.start({ now: at(0, '09:00') });
	});
	afterAll(async () => {
		await harness.stop();
	});

	it('in the middle of a wait: the answer still counts, once', async () => {
		const goalId = await harness.createGoal(WEEK, at(0, '10:00'));
		const { decision, messageId } = await harness.question(goalId);
		await until(
			'the execution to wait',
			30_000,
			async () => (await harness.autopilot.api.executions({ status: 'waiting' })).length > 0,
		);

		await harness.n8n.kill();
		await harness.n8n.restart();
		expect((await harness.decision(decision.decisionId)).status).toBe('pending');

		harness.tap(messageId, 0);
		expect((await harness.applied(decision.decisionId)).status).toBe('approved');
		expect((await harness.goal(goalId)).status).toBe('running');
		const sent = harness.said().filter((text) => text.includes(decision.question));
		expect(sent).toHaveLength(1);
	});

	it('while somebody taps: Telegram delivers the tap again afterwards', async () => {
		await harness.fresh({ now: at(14, '10:00'), firstUse: true });
		const goalId = await harness.createGoal(WEEK, at(14, '10:00'));
		const { decision, messageId } = await harness.question(goalId);
		await harness.n8n.kill();
		harness.tap(messageId, 0);
		await harness.n8n.restart();
		// Killed before it came to wait, the execution that asked is gone; then the next tick carries the answer out.
		await until('the answer to be carried out', 60_000, async () => {
			await harness.tick(at(14, '10:05'));
			return (await harness.decision(decision.decisionId)).appliedAt !== null;
		});
		expect((await harness.decision(decision.decisionId)).status).toBe('approved');
		expect((await harness.goal(goalId)).status).toBe('running');
	});

	it.each([
		['before the service has done the work', { delay: 6_000, drop: true }, 28],
		['after the service has done the work, which nobody told n8n', { loseResponse: true }, 42],
	] as const)('in the middle of a run, %s: every run is done once', async (_, fault, day) => {
		await harness.fresh({ now: at(day, '08:00') });
		const goalId = await harness.createGoal(WEEK, at(day, '08:00'));
		if ((await harness.goal(goalId)).status === 'awaiting_decision') await harness.answer(goalId, 0);
		const { control } = harness.servers;
		const done = (): number => [...control.counters().keys()].filter((runId) => runId.includes(goalId)).length;
		control.addFault({ service: 'business', path: '/actions/trial_onboarding', ...fault });
		const ticking = harness.tick(at(day, '10:00')).catch((error: unknown) => error);
		await until('the service to be at work, or to have done it', 30_000, async () =>
			'loseResponse' in fault
				? control.counters().has(`${goalId}/${dayOf(day)}/trial_onboarding`)
				: control.faults().length === 0,
		);
		await harness.n8n.kill();
		await ticking;
		await harness.n8n.restart();

		// The loop's own schedule would tick every five minutes; here each tick is asked for. A failed run waits before it is tried again.
		let minutes = 10;
		const runs = await until('every run of the day to end', 180_000, async () => {
			minutes = Math.min(minutes + 5, 13 * 60);
			await harness.tick(at(day, `${10 + Math.floor(minutes / 60)}:${minutes % 60}`));
			const all = await harness.runs(goalId);
			return all.length >= 2 && all.every(({ status }) => status === 'succeeded') && all;
		});
		const counted = control.counters();
		for (const run of runs)
			expect({ id: run.runId, actions: counted.get(run.runId) }).toEqual({ id: run.runId, actions: run.actions });
		expect(new Set(runs.map(({ runId }) => runId)).size).toBe(runs.length);
		expect(done()).toBe(runs.length);
		expect((await harness.goal(goalId)).spent).toBe(runs.reduce((sum, { cost }) => sum + (cost ?? 0), 0));
	});
});

/** The calendar day in Japan of a virtual day. */
const dayOf = (day: number): string => at(day, '12:00').slice(0, 10);
