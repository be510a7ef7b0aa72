import { gatheringTime } from '../../../nodes/shared/gatheringTime';
import { createMemoryLedger } from '../../helpers/memoryLedger';
import { START, succeeded, World } from './world';

test.each([
	[[500], 4_000],
	[[20_000, 1_000], 10_000],
	[[600_000], 30_000],
])('after runs of %j ms a tick waits %i ms for others', (took, milliseconds) => {
	expect(gatheringTime(took)).toBe(milliseconds);
});

describe.each([
	['one table after the other', false],
	['all at once', true],
])('a tick on a ledger that writes %s', (_, atOnce) => {
	async function open(settings: Record<string, string>): Promise<World> {
		const world = await World.running(settings);
		return Object.assign(world, { ledger: createMemoryLedger(world.tables, [], atOnce) });
	}

	/** Its first run has ended, and it waits for the others, when this happens. */
	function whileItWaits(world: World, happens: () => Promise<void>): void {
		world.wait = async () => {
			world.wait = async () => undefined;
			await happens();
		};
		world.outcome = async (_run, step) => {
			if (world.dispatched.length === 2) await new Promise((resolve) => setTimeout(resolve, 200));
			return succeeded(step, step.estimatedCost);
		};
	}

	test.each(['StopRequested', 'PauseRequested', 'CancelRequested'] as const)(
		'starts nothing more when it hears %s while it waits for ends',
		async (type) => {
			const world = await open({ MAX_CONCURRENT_RUNS: '2' });
			world.stopping = () => ({ kind: 'absent', neverBegan: false });
			whileItWaits(world, async () => void (await world.feed({ type, reason: 'looks wrong' }, START)));
			await world.feed({ type: 'Tick' }, START);
			expect(world.dispatched).toHaveLength(2);
			expect((await world.goal()).status).toBe(type === 'CancelRequested' ? 'cancelled' : 'paused');
			expect((await world.goal()).spent).toBeGreaterThan(0);
		},
	);

	test('starts nothing more when the owner holds the goal by hand while it waits, and gives the places back', async () => {
		const world = await open({ MAX_CONCURRENT_RUNS: '2' });
		whileItWaits(world, async () => world.ledger.update('goals_tracker', [{ key: 'g_1', values: { status: 'paused' } }]));
		await world.feed({ type: 'Tick' }, START);
		expect(world.dispatched).toHaveLength(2);
		const statuses = (await world.ledger.read('run_log')).map(({ status }) => status).sort();
		expect(statuses.filter((status) => status !== 'scheduled')).toEqual(['succeeded', 'succeeded']);
		expect((await world.goal()).status).toBe('paused');
	});

	test('starts nothing more when the brake is set by hand while it waits', async () => {
		const world = await open({ MAX_CONCURRENT_RUNS: '2' });
		whileItWaits(world, async () => world.set('AUTO_EXECUTION_ENABLED', 'false'));
		await world.feed({ type: 'Tick' }, START);
		expect(world.dispatched).toHaveLength(2);
		expect((await world.ledger.read('run_log')).filter(({ status }) => status === 'succeeded')).toHaveLength(2);
	});

	test('records all others when a cell of one of them cannot be written', async () => {
		const world = await open({ MAX_CONCURRENT_RUNS: '3' });
		world.outcome = (run, step) => {
			const outcome = succeeded(step, step.estimatedCost);
			if (run.workflowKey !== 'trial_onboarding' || outcome.kind !== 'succeeded') return outcome;
			return { ...outcome, result: { ...outcome.result, conversions: Number.NaN } };
		};
		await expect(world.feed({ type: 'Tick' }, START)).rejects.toMatchObject({ code: 'LEDGER_CELL_INVALID' });
		const statuses = (await world.ledger.read('run_log')).map(({ status }) => status).sort();
		expect(statuses).toEqual(['running', 'succeeded', 'succeeded']);
	});

	test('counts no illness of a workflow whose run somebody stopped', async () => {
		const world = await open({ MAX_CONCURRENT_RUNS: '1' });
		world.outcome = async () => {
			await world.feed({ type: 'StopRequested', reason: 'looks wrong' }, START);
			return { kind: 'failed', error: 'cancelled', retryable: true, rateLimited: false, executionId: 'child' };
		};
		await world.feed({ type: 'Tick' }, START);
		expect((await world.ledger.read('run_log')).map(({ status }) => status)).toEqual(['stopped']);
		expect(await world.ledger.read('workflow_health')).toEqual([]);
	});
});
