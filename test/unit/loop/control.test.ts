import { advance } from '../../../core/loop';
import { stateWith } from '../learning/fixtures';
import { goal, run } from '../plan/fixtures';
import { day, START, succeeded, World } from './world';

const statusOf = async (world: World): Promise<string> => (await world.goal()).status;

describe('pause', () => {
	test('lets nothing new start until the goal is resumed, and then goes on where it was', async () => {
		const world = await World.running();
		await world.feed({ type: 'PauseRequested', reason: 'holiday' }, START);
		await world.feed({ type: 'Tick' }, START);
		expect(world.dispatched).toHaveLength(0);
		expect(await world.goal()).toMatchObject({ status: 'paused', closeReason: 'holiday' });

		await world.feed({ type: 'ResumeRequested' }, START);
		expect(await world.goal()).toMatchObject({ status: 'running', closeReason: null });
		await world.feed({ type: 'Tick' }, START);
		expect(world.dispatched.length).toBeGreaterThan(0);
	});

	test('resuming a goal that runs, or is closed, changes nothing', async () => {
		const world = await World.running();
		const before = await world.goal();
		await world.feed({ type: 'ResumeRequested' }, START);
		expect(await world.goal()).toEqual(before);
		await world.feed({ type: 'CancelRequested', reason: 'enough' }, START);
		await world.feed({ type: 'ResumeRequested' }, START);
		expect(await statusOf(world)).toBe('cancelled');
	});
});

test.each(['PauseRequested', 'CancelRequested'] as const)(
	'%s during a tick lets no further step of that tick start',
	async (type) => {
		const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = async (_run, step) => {
			if (world.dispatched.length === 1) await world.feed({ type, reason: 'holiday' }, START);
			// Nothing of the goal changes with it, so that nobody learns of the pause by writing the goal.
			return succeeded(step, 0);
		};
		await world.feed({ type: 'Tick' }, START);
		expect(world.dispatched).toHaveLength(1);
	},
);

describe('an approval', () => {
	test.each(['PauseRequested', 'StopRequested'] as const)('after %s starts nothing until the goal is resumed', async (type) => {
		const world = await World.open();
		await world.instruct();
		const decisionId = await world.answer('1', START);
		await world.feed({ type, reason: 'wait' }, START);
		await world.feed({ type: 'DecisionAnswered', decisionId }, START);
		await world.feed({ type: 'Tick' }, START);
		expect(await statusOf(world)).toBe('paused');
		expect(world.dispatched).toHaveLength(0);

		await world.feed({ type: 'ResumeRequested' }, START);
		expect(await statusOf(world)).toBe('running');
	});

	test('that never came is asked for again: resuming is no approval', async () => {
		const world = await World.open();
		await world.instruct();
		await world.feed({ type: 'Tick' }, day(1, 1));
		expect(await statusOf(world)).toBe('paused');

		const { requested } = await world.feed({ type: 'ResumeRequested' }, day(1, 2));
		expect(requested).toHaveLength(1);
		expect(await statusOf(world)).toBe('awaiting_decision');
		await world.feed({ type: 'Tick' }, day(1, 2));
		expect(world.dispatched).toHaveLength(0);

		const decisionId = await world.answer('1', day(1, 3));
		await world.feed({ type: 'DecisionAnswered', decisionId }, day(1, 3));
		expect(await statusOf(world)).toBe('running');
	});

	test('that never came is not made up for by a policy that would not ask any more', async () => {
		const world = await World.open();
		await world.instruct();
		await world.feed({ type: 'Tick' }, day(1, 1));
		const used = (await world.ledger.read('workflow_catalog')).map(({ workflowKey }) => {
			return { key: workflowKey, values: { firstUsedAt: START, flags: [] } };
		});
		await world.ledger.update('workflow_catalog', used);
		await world.ledger.update('settings', [{ key: 'MASS_SEND_LIMIT', values: { value: '1000000' } }]);
		const { requested } = await world.feed({ type: 'ResumeRequested' }, day(1, 2));
		expect(requested.map(({ kind }) => kind)).toEqual(['plan_approval']);
		expect(await statusOf(world)).toBe('awaiting_decision');
	});

	test('a refusal is carried out although the goal is held', async () => {
		const world = await World.open();
		await world.instruct();
		const [decision] = await world.ledger.read('decision_log', { status: 'pending' });
		const refusing = decision?.options.find(({ outcome }) => outcome === 'reject')?.key ?? '';
		const decisionId = await world.answer(refusing, START);
		await world.feed({ type: 'PauseRequested', reason: 'wait' }, START);
		await world.feed({ type: 'DecisionAnswered', decisionId }, START);
		expect(await statusOf(world)).toBe('cancelled');
	});
});

test('giving a goal up closes it before anything is stopped: what cannot be stopped must not keep it going', () => {
	const state = stateWith({ goal: goal({ status: 'running' }), runs: [run('a', { status: 'running' })] });
	const { commands } = advance(state, { type: 'CancelRequested', reason: 'enough' }, START, String);
	expect(commands.map(({ type }) => type)).toEqual(['SaveGoal', 'SendReport', 'StopRun']);
});

test('giving a goal up stops what runs, withdraws what is asked and reports', async () => {
	const world = await World.running({ MAX_CONCURRENT_RUNS: '1' });
	world.outcome = () => ({ kind: 'unknown', error: 'no answer' });
	await world.feed({ type: 'Tick' }, START);
	const { reports } = await world.feed({ type: 'CancelRequested', reason: 'enough' }, START);
	expect(world.stopped.length).toBeGreaterThan(0);
	expect(reports.map(({ kind }) => kind)).toEqual(['final']);
	expect(await world.goal()).toMatchObject({ status: 'cancelled', closeReason: 'enough', closedAt: START });
});
