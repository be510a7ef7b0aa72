import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../core/errors';
import { DEFAULT_SETTINGS } from '../../core/settings';
import type * as probe from '../../nodes/DecisionHandler/setUpProbe';
import { createFaultyLedger, type FaultyLedger } from './faultyLedger';
import { DecisionEngine } from './decisionEngine';
import { chain } from './harness';

let ledger: FaultyLedger;
const workflows = { found: [] as IDataObject[] };
const api = { workflows: { list: async () => workflows.found } };
jest.mock('../../nodes/shared/ledger', () => ({
	openLedger: async (context: IExecuteFunctions) => ({ ledger, api, credential: await context.getCredentials('autopilotApi') }),
}));

/** Answers to links, which the engine's own server does not know: those of n8n where nothing is in the way. */
const links = { waiting: 404, page: 200, forged: 403, opened: [] as string[] };
jest.mock('../../nodes/DecisionHandler/setUpProbe', () => {
	const actual = jest.requireActual<typeof probe>('../../nodes/DecisionHandler/setUpProbe');
	const open: typeof actual.open = async (_context, url) => {
		const { pathname } = new URL(url);
		links.opened.push(url);
		const status = pathname.includes('/webhook-waiting/') ? links.waiting : links.opened.length === 2 ? links.page : links.forged;
		return { status, date: new Date().toUTCString(), body: `{"message":"The execution ${pathname} does not exist."}` };
	};
	return { ...actual, open };
});

const BOB = 100_000_002;
const STRANGER = 424_242;

describe('Check Set-Up', () => {
	let office: DecisionEngine;

	beforeAll(async () => {
		office = await DecisionEngine.start(new Date().toISOString());
	});
	afterAll(async () => {
		await office.stop();
	});
	beforeEach(async () => {
		ledger = await createFaultyLedger();
		await office.forget();
		links.opened.length = 0;
		Object.assign(links, { waiting: 404, page: 200, forged: 403 });
		workflows.found = [
			{
				name: 'Autopilot 03',
				active: true,
				isArchived: false,
				nodeTypes: ['n8n-nodes-base.telegramTrigger', 'n8n-nodes-autopilot.decisionHandler'],
			},
		];
	});

	const approvers = async (value: string): Promise<void> => {
		await ledger.upsert('settings', [
			...DEFAULT_SETTINGS.filter(({ key }) => key !== 'APPROVERS'),
			{ key: 'APPROVERS', value, note: '' },
		]);
	};
	/** What was found, by check. */
	const check = async ({ engine } = office): Promise<Map<unknown, IDataObject>> => {
		const workflow = chain(
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{
				name: 'Check',
				type: 'n8n-nodes-autopilot.decisionHandler',
				parameters: { operation: 'checkSetUp', fromEmail: 'autopilot@example.com' },
			},
		);
		const execution = await engine.run(workflow);
		expect(execution.error).toBeNull();
		return new Map(execution.output('Check').map((found) => [found.check, found]));
	};

	it('sends a test question over every channel, follows a signed link, and decides nothing', async () => {
		await approvers(`telegram:${BOB}, email:owner@example.com`);
		const found = await check();
		const failing = [...found.values()].filter(({ ok }) => !ok).map(({ check: name }) => name);
		// The engine stands on loopback, and the emulated bot has no webhook: both are said.
		expect(failing).toEqual(['Public URL', 'Telegram webhook']);
		expect(office.bot.texts(BOB).at(-1)).toContain('TEST: does this question reach you?');
		expect(office.smtp.received.at(-1)).toContain('TEST');
		const [decision] = await ledger.read('decision_log');
		expect(decision).toMatchObject({ status: 'pending', kind: 'custom', goalId: '' });
		expect(links.opened[1]).toContain(`scope=${decision?.decisionId}`);
		expect(links.opened[2]).not.toBe(links.opened[1]);
		expect(found.get('Opening a link')).toMatchObject({ ok: true });
		expect(found.get('Telegram webhook')).toMatchObject({ message: expect.stringContaining('no webhook') });
	});

	it('names the person who never started the bot, and the mail server that refuses', async () => {
		office.smtp.down = true;
		await approvers(`telegram:${STRANGER}, email:owner@example.com`);
		const found = await check();
		expect(found.get(`Question to telegram:${STRANGER}`)).toMatchObject({
			ok: false,
			remedy: expect.stringContaining('press Start'),
		});
		expect(found.get('Question to email:owner@example.com')).toMatchObject({
			ok: false,
			remedy: expect.stringContaining('SMTP'),
		});
	});

	it.each([
		['the proxy strips the path', { waiting: 200, page: 200, forged: 200 }, /strips the path/, /strips the path/],
		['the proxy changes the query', { page: 403 }, /reach this n8n/, /changes its query/],
		['workflow 03 serves no page', { page: 404, forged: 404 }, /reach this n8n/, /No decisions page/],
	])('says that %s', async (_, statuses, waiting, signed) => {
		await approvers(`telegram:${BOB}`);
		Object.assign(links, statuses);
		const found = await check();
		expect(found.get('Link to a waiting execution')?.message).toMatch(waiting);
		expect(found.get('Signed link')).toMatchObject({ ok: false, message: expect.stringMatching(signed) });
		expect(found.get('Opening a link')).toMatchObject({ ok: false, result: 'undecided' });
	});

	it('asks nobody without approvers or without a secret, and says so', async () => {
		await approvers('');
		const missing = await check();
		expect(missing.get('Approvers')).toMatchObject({ ok: false, result: 'failed' });
		expect(missing.get('Test question')).toMatchObject({ ok: false, result: 'undecided' });
		await approvers(`telegram:${BOB}`);
		const unsafe = await DecisionEngine.start(new Date().toISOString(), { signingSecret: 'short' });
		const found = await check(unsafe);
		await unsafe.stop();
		expect(found.get('Signing secret')).toMatchObject({ ok: false, message: expect.stringContaining('only 5') });
		expect(await ledger.read('decision_log')).toEqual([]);
	});

	it('goes on where the ledger cannot be read, or workflow 03 is not published', async () => {
		await approvers(`telegram:${BOB}`);
		workflows.found = workflows.found.map((workflow) => ({ ...workflow, active: false }));
		const found = await check();
		expect(found.get('Workflow that takes the answers')).toMatchObject({ ok: false, remedy: 'Publish it.' });
		ledger.failing = new AutopilotError('LEDGER_UNREACHABLE', 'The ledger is down');
		expect((await check()).get('Ledger')).toMatchObject({ ok: false });
	});
});
