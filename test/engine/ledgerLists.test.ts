import { generateKeyPairSync } from 'node:crypto';
import type { INodeParameters, INodeType } from 'n8n-workflow';
import { AutopilotApi } from '../../credentials/AutopilotApi.credentials';
import type { Ledger } from '../../ledger/ledger';
import { AutoExecutor } from '../../nodes/AutoExecutor/AutoExecutor.node';
import { DecisionHandler } from '../../nodes/DecisionHandler/DecisionHandler.node';
import { GoalParser } from '../../nodes/GoalParser/GoalParser.node';
import { PerformanceMonitor } from '../../nodes/PerformanceMonitor/PerformanceMonitor.node';
import { openSpreadsheet } from '../../sandbox/ledger';
import { type Servers, startServers } from '../../sandbox/servers';
import { sampleGoal } from '../contract/sampleRows';
import { autopilotCredential } from './credentials';
import { chain, Engine } from './harness';

const EMAIL = 'robot@project.iam.gserviceaccount.com';
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
	.privateKey.export({ type: 'pkcs8', format: 'pem' })
	.toString();
const NODES: readonly INodeType[] = [new AutoExecutor(), new DecisionHandler(), new GoalParser(), new PerformanceMonitor()];
const EXECUTOR = 'n8n-nodes-autopilot.autoExecutor';

let servers: Servers;
let engine: Engine;
let ledger: Ledger;
beforeAll(async () => {
	servers = await startServers({ now: '2026-11-20T00:30:00.000Z' });
	const { sheetsUrl: googleSheetsUrl, sheetsToken } = servers;
	engine = await Engine.start({
		nodes: NODES,
		credentials: {
			autopilotApi: autopilotCredential(googleSheetsUrl),
			googleSheetsOAuth2Api: { oauthTokenData: { access_token: sheetsToken } },
			googleApi: { email: EMAIL, privateKey },
		},
		credentialTypes: [new AutopilotApi()],
	});
	ledger = openSpreadsheet(servers);
	await ledger.setUp();
});
afterAll(async () => {
	await engine.stop();
	await servers.stop();
});

const onSheets = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'goal',
	operation: 'pauseGoal',
	ledger: 'googleSheets',
	authentication: 'oAuth2',
	spreadsheetId: { __rl: true, mode: 'url', value: `https://docs.google.com/spreadsheets/d/${servers.spreadsheetId}/edit#gid=0` },
	...more,
});

it.each(NODES.map((node) => [node.description.displayName, node] as const))(
	'%s answers every list its fields ask for, and no other',
	(_name, { description, methods }) => {
		const asked = new Set(JSON.stringify(description.properties).match(/(?<="searchListMethod":")\w+/g));
		expect(Object.keys(methods?.listSearch ?? {}).sort()).toEqual([...asked].sort());
	},
);

it.each(['oAuth2', 'serviceAccount'])('finds spreadsheets by name as %s', async (authentication) => {
	const list = async (filter?: string) =>
		(await engine.listSearch({ type: EXECUTOR, parameters: onSheets({ authentication }) }, 'searchSpreadsheets', filter)).results;
	const ours = { name: 'Autopilot ledger', value: servers.spreadsheetId, url: expect.stringContaining(servers.spreadsheetId) };
	expect(await list()).toContainEqual(ours);
	expect(await list('autopilot')).toEqual([ours]);
	expect(await list("nobody's")).toEqual([]);
});

it('says how to go on where the credential may not list files', async () => {
	servers.control.addFault({ service: 'sheets', path: '/drive/v3/files', status: 403 });
	const list = engine.listSearch({ type: EXECUTOR, parameters: onSheets() }, 'searchSpreadsheets');
	await expect(list).rejects.toThrow('Choose the spreadsheet by its URL or ID');
});

describe('goals', () => {
	beforeAll(async () => {
		await ledger.insert('goals_tracker', [
			sampleGoal('g_closed', { instruction: 'Raise sales', status: 'achieved', createdAt: '2026-11-19T16:00:00.000Z' }),
			sampleGoal('g_old', { instruction: '1週間で200万作りたい', status: 'running', createdAt: '2026-11-01T00:00:00.000Z' }),
			sampleGoal('g_new', {
				instruction: 'x'.repeat(200),
				status: 'awaiting_decision',
				createdAt: '2026-11-18T00:00:00.000Z',
			}),
		]);
	});
	const list = async (filter?: string) =>
		(await engine.listSearch({ type: EXECUTOR, parameters: onSheets() }, 'searchGoals', filter)).results;

	it('are listed with those at work first, by sentence, status and day', async () => {
		expect(await list()).toEqual([
			{ name: `${'x'.repeat(70)}… (awaiting decision, 2026-11-18)`, value: 'g_new' },
			{ name: '1週間で200万作りたい (running, 2026-11-01)', value: 'g_old' },
			{ name: 'Raise sales (achieved, 2026-11-20)', value: 'g_closed' },
		]);
		expect((await list('raise')).map(({ value }) => value)).toEqual(['g_closed']);
		expect((await list('g_old')).map(({ value }) => value)).toEqual(['g_old']);
	});

	const paused = async (goalId: INodeParameters[string], item = {}) =>
		await engine.run(
			chain(
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{ name: 'Pause', type: EXECUTOR, parameters: onSheets({ goalId }) },
			),
			[item],
		);

	it.each([
		['a bare text, as workflows saved it when the field was one', '={{ $json.goal }}'],
		['a locator', { __rl: true, mode: 'id', value: '={{ $json.goal }}' }],
	])('are chosen by %s', async (_what, goalId) => {
		const execution = await paused(goalId, { goal: 'g_old' });
		expect(execution.error).toBeNull();
		expect(execution.output('Pause').map(({ goal_id }) => goal_id)).toEqual(['g_old']);
	});

	it('are not all paused because an expression found none', async () => {
		const execution = await paused({ __rl: true, mode: 'id', value: '={{ $json.gaol }}' }, { goal: 'g_old' });
		expect(execution.error?.message).toContain('"Goal" has no value');
		expect(await ledger.read('goals_tracker', { goalId: 'g_new' })).toEqual([
			expect.objectContaining({ status: 'awaiting_decision' }),
		]);
	});
});
