import type { INodeParameters } from 'n8n-workflow';
import { AutopilotApi } from '../../credentials/AutopilotApi.credentials';
import { AutoExecutor } from '../../nodes/AutoExecutor/AutoExecutor.node';
import { openSpreadsheet } from '../../sandbox/ledger';
import { type Servers, startServers } from '../../sandbox/servers';
import { autopilotCredential } from './credentials';
import { chain, Engine, type Execution } from './harness';

let servers: Servers;
let engine: Engine;
beforeAll(async () => {
	servers = await startServers({ now: '2026-11-20T00:30:00.000Z' });
	const { sheetsUrl: googleSheetsUrl, sheetsToken } = servers;
	engine = await Engine.start({
		nodes: [new AutoExecutor()],
		credentials: {
			autopilotApi: autopilotCredential(googleSheetsUrl),
			googleSheetsOAuth2Api: { oauthTokenData: { access_token: sheetsToken } },
		},
		credentialTypes: [new AutopilotApi()],
	});
});
afterAll(async () => {
	await engine.stop();
	await servers.stop();
});

/** Sets up a ledger on Google Sheets. */
const setUp = async (parameters: INodeParameters): Promise<Execution> =>
	engine.run(
		chain(
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{
				name: 'Set Up',
				type: 'n8n-nodes-autopilot.autoExecutor',
				parameters: { resource: 'ledger', operation: 'setUp', ledger: 'googleSheets', authentication: 'oAuth2', ...parameters },
			},
		),
	);

/** How many spreadsheets Google was asked to make. */
const madeSoFar = (): number =>
	servers.control.requests('sheets').filter(({ method, path }) => method === 'POST' && path === '/v4/spreadsheets').length;

const chosen = (value: string): INodeParameters => ({ spreadsheetId: { __rl: true, mode: 'id', value } });

it('makes a spreadsheet where none is chosen, and a ledger in it', async () => {
	const before = madeSoFar();
	const execution = await setUp({ newSpreadsheet: true, spreadsheetTitle: '自動運転の台帳' });
	expect(execution.error).toBeNull();
	const [made] = execution.output('Set Up');
	const spreadsheetId = String(made?.['spreadsheet_id']);
	expect(spreadsheetId).not.toBe(servers.spreadsheetId);
	expect(made).toMatchObject({ url: expect.stringContaining(spreadsheetId), warnings: [] });
	expect(madeSoFar()).toBe(before + 1);
	expect(made?.['created_tables']).toContain('goals_tracker');
	const headers = { Authorization: `Bearer ${servers.sheetsToken}` };
	const response = await fetch(`${servers.sheetsUrl}/v4/spreadsheets/${spreadsheetId}?fields=properties.title`, { headers });
	expect(await response.json()).toEqual({ properties: { title: '自動運転の台帳' } });

	// What was made is a ledger like any other: chosen from now on, there is nothing left to make.
	await openSpreadsheet({ ...servers, spreadsheetId }).upsert('settings', [{ key: 'APPROVERS', value: 'telegram:1', note: '' }]);
	const again = await setUp(chosen(spreadsheetId));
	expect(again.output('Set Up')).toEqual([{ created_tables: [], created_columns: [], created_settings: [], warnings: [] }]);
});

it('makes none where one is chosen', async () => {
	const before = madeSoFar();
	const execution = await setUp(chosen(servers.spreadsheetId));
	expect(execution.error).toBeNull();
	expect(execution.output('Set Up')[0]).not.toHaveProperty('spreadsheet_id');
	expect(madeSoFar()).toBe(before);
});
