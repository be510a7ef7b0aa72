import { OUTREACH } from '../plan/fixtures';
import { World } from './world';

/** 23:30 on the 20th in Tokyo. */
const NIGHT = '2026-11-20T14:30:00.000Z';
const NINE = '2026-11-21T00:00:00.000Z';

async function approvedAtNight(settings: Record<string, string>): Promise<World> {
	const world = await World.open(settings);
	await world.instruct({}, NIGHT);
	const decisionId = await world.answer('1', NIGHT);
	await world.feed({ type: 'DecisionAnswered', decisionId }, NIGHT);
	await world.feed({ type: 'Tick' }, NIGHT);
	return world;
}

const keysOf = ({ dispatched }: World): string[] => dispatched.map(({ workflowKey }) => workflowKey);

test('a mass send that is approved at night waits for the morning, and what sends nothing does not', async () => {
	const world = await approvedAtNight({});
	expect(keysOf(world).length).toBeGreaterThan(0);
	expect(keysOf(world)).not.toContain(OUTREACH.workflowKey);
	await world.feed({ type: 'Tick' }, NINE);
	expect(keysOf(world).filter((key) => key === OUTREACH.workflowKey)).toHaveLength(1);
});

test.each<Record<string, string>>([{ MASS_SEND_IN_QUIET_HOURS: 'true' }, { QUIET_HOURS: '' }])(
	'goes out at once with %j',
	async (settings) => {
		expect(keysOf(await approvedAtNight(settings))).toContain(OUTREACH.workflowKey);
	},
);

test('waits within its day until the quiet hours are over', async () => {
	const world = await World.running({ QUIET_HOURS: '08:00-12:00' });
	await world.feed({ type: 'Tick' }, '2026-11-20T02:59:00.000Z');
	expect(keysOf(world)).not.toContain(OUTREACH.workflowKey);
	await world.feed({ type: 'Tick' }, '2026-11-20T03:00:00.000Z');
	expect(keysOf(world)).toContain(OUTREACH.workflowKey);
});
