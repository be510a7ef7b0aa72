import fc from 'fast-check';
import { buildReport } from '../../../core/report/buildReport';
import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { day, succeeded, World } from './world';

/** A week's goal whose first step is refused by its service, at an hour of its first day, for some minutes. */
async function limited(hours: number, minutes: number): Promise<World> {
	const world = await World.running({ MAX_RETRIES: '3' });
	world.outcome = (_run, step) => {
		if (step.workflowKey !== 'trial_onboarding') return succeeded(step, step.estimatedCost);
		return { kind: 'failed', error: '429', retryable: true, rateLimited: true, retryAfter: minutes * 60, executionId: null };
	};
	await world.feed({ type: 'Tick' }, day(0, hours));
	world.outcome = (_run, step) => succeeded(step, step.estimatedCost);
	return world;
}

const refused = async (world: World) => (await world.ledger.read('run_log')).find(({ error }) => error?.includes('429'));

// START is 09:30 in the goal's zone, so midnight comes 14.5 hours later.
test('what was to be tried again has failed once its day is over, and the report says so', async () => {
	const world = await limited(13, 179);
	expect(await refused(world)).toMatchObject({ status: 'scheduled', attempts: 1 });
	await world.feed({ type: 'Tick' }, day(0, 14));
	expect(await refused(world)).toMatchObject({ status: 'scheduled' });
	await world.feed({ type: 'Tick' }, day(0, 15));
	expect(await refused(world)).toMatchObject({
		status: 'failed',
		nextAttemptAt: null,
		error: expect.stringContaining('ended before'),
	});
	const state = loopState(await world.goal(), await loadSnapshot(world.ledger));
	expect(buildReport('final', state, day(0, 15)).lines.join('\n')).toContain('1回失敗');
});

test('what was to be tried again has failed once its goal is closed', async () => {
	const world = await limited(1, 60);
	await world.feed({ type: 'CancelRequested', reason: 'enough' }, day(0, 1));
	expect(await refused(world)).toMatchObject({ status: 'failed', error: expect.stringContaining('closed before') });
});

test('however late in the day and however long the wait: no run of a day gone by waits for ever, and none is tried on a later day', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 1, max: 180 }), async (hours, minutes) => {
			const world = await limited(hours, minutes);
			for (let hour = hours; hour <= 20; hour++) await world.feed({ type: 'Tick' }, day(0, hour));
			const runs = await world.ledger.read('run_log');
			expect(runs.filter(({ status, attempts }) => status === 'scheduled' && attempts > 0)).toEqual([]);
			const [run] = runs.filter(
				({ workflowKey, scheduledFor }) => workflowKey === 'trial_onboarding' && scheduledFor < day(0, 14),
			);
			expect(run?.status).toBe(run?.attempts === 2 ? 'succeeded' : 'failed');
			expect(run?.startedAt !== null && String(run?.startedAt) < day(0, 14.5)).toBe(true);
		}),
		{ numRuns: 20 },
	);
});
