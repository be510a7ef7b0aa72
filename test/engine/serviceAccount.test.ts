import { generateKeyPairSync } from 'node:crypto';
import { AutopilotApi } from '../../credentials/AutopilotApi.credentials';
import { AutoExecutor } from '../../nodes/AutoExecutor/AutoExecutor.node';
import { type Servers, startServers } from '../../sandbox/servers';
import { autopilotCredential } from './credentials';
import { chain, Engine, type Execution } from './harness';

const EMAIL = 'robot@project.iam.gserviceaccount.com';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

let servers: Servers;
beforeAll(async () => {
	servers = await startServers({ now: '2026-11-20T00:30:00.000Z' });
});
afterAll(async () => {
	await servers.stop();
});

/** Sets up a ledger on Google Sheets as a service account, whose credential is as owners have it for n8n's own Google nodes. */
async function setUp(key: string, spreadsheetId = servers.spreadsheetId): Promise<Execution> {
	const engine = await Engine.start({
		nodes: [new AutoExecutor()],
		credentials: {
			autopilotApi: autopilotCredential(servers.sheetsUrl),
			googleApi: { email: ` ${EMAIL} `, privateKey: key, inpersonate: false, httpNode: false },
		},
		credentialTypes: [new AutopilotApi()],
	});
	try {
		return await engine.run(
			chain(
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Set Up',
					type: 'n8n-nodes-autopilot.autoExecutor',
					parameters: {
						resource: 'ledger',
						operation: 'setUp',
						ledger: 'googleSheets',
						authentication: 'serviceAccount',
						spreadsheetId: { __rl: true, mode: 'id', value: spreadsheetId },
					},
				},
			),
		);
	} finally {
		await engine.stop();
	}
}

const signIns = (): number => servers.control.requests('sheets').filter(({ path }) => path === '/token').length;

it('signs in once for all calls, with the key as it stands in the JSON file', async () => {
	const execution = await setUp(PEM.replaceAll('\n', '\\n'));
	expect(execution.error).toBeNull();
	expect(execution.output('Set Up')[0]?.['created_tables']).toContain('goals_tracker');
	expect(signIns()).toBe(1);
});

it.each([
	['in one line, with spaces for line breaks', PEM.replaceAll('\n', ' ')],
	['in one line', PEM.replaceAll('\n', '')],
	['in quotes', JSON.stringify(PEM)],
])('reads a key that was pasted %s', async (_, key) => {
	expect((await setUp(key)).error).toBeNull();
});

it('signs in again when a token is no longer accepted', async () => {
	await setUp(PEM);
	const before = signIns();
	await setUp(PEM);
	expect(signIns()).toBe(before);
	servers.control.sheets.expireTokens();
	expect((await setUp(PEM)).error).toBeNull();
	expect(signIns()).toBe(before + 1);
});

it('names the account where the spreadsheet is not shared, and where its key is none', async () => {
	const stranger = await setUp(PEM, 'nowhere');
	expect(stranger.error?.message).toContain(`is not shared with ${EMAIL} as an editor`);
	const unreadable = await setUp('not a key');
	expect(unreadable.error?.message).toContain(`The service account ${EMAIL} cannot sign in: its private key cannot be read`);
	expect(JSON.stringify(unreadable.error)).not.toContain('not a key');
});
