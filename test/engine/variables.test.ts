import { generateKeyPairSync } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { AutopilotApi } from '../../credentials/AutopilotApi.credentials';
import { GoalParser } from '../../nodes/GoalParser/GoalParser.node';
import { startServers, type Servers } from '../../sandbox/servers';
import { newSpreadsheet, sheetsClient, sheetsLedger } from '../contract/sheetsHarness';
import { autopilotCredential } from './credentials';
import { chain, Engine, type Execution } from './harness';

const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
	.privateKey.export({ type: 'pkcs8', format: 'pem' })
	.toString();

let servers: Servers;
let spreadsheetId: string;
beforeAll(async () => {
	servers = await startServers({ now: '2026-11-20T00:30:00.000Z' });
	spreadsheetId = await newSpreadsheet(servers);
	await sheetsLedger(sheetsClient(servers, spreadsheetId)).setUp();
});
afterAll(async () => {
	await servers.stop();
});

/** Reads a sentence in an n8n that has these variables. */
async function parse(variables: IDataObject): Promise<Execution> {
	const engine = await Engine.start({
		nodes: [new GoalParser()],
		variables,
		credentials: {
			autopilotApi: autopilotCredential(servers.sheetsUrl),
			googleApi: { email: 'robot@project.iam.gserviceaccount.com', privateKey: PRIVATE_KEY },
		},
		credentialTypes: [new AutopilotApi()],
	});
	const parameters = {
		operation: 'parseOnly',
		instruction: '1 million in sales in 2 weeks',
		ledger: 'googleSheets',
		authentication: 'serviceAccount',
		currentTime: '2026-11-20T01:30:00.000Z',
		spreadsheetId: { __rl: true, mode: 'id', value: spreadsheetId },
	};
	const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
	try {
		return await engine.run(chain(start, { name: 'Parse', type: 'n8n-nodes-autopilot.goalParser', parameters }));
	} finally {
		await engine.stop();
	}
}

it('takes a setting from n8n’s variable of that name, where there is one', async () => {
	// Evening in Los Angeles, the next morning in Tokyo.
	const today = async (variables: IDataObject): Promise<unknown> => (await parse(variables)).output('Parse')[0]?.['today'];
	expect(await today({ TIME_ZONE: 'America/Los_Angeles', AUTOPILOT_TIME_ZONE: ' ' })).toBe('2026-11-20');
	expect(await today({ AUTOPILOT_TIME_ZONE: 'America/Los_Angeles' })).toBe('2026-11-19');
});
