import { tickScale } from '../../../bench/tickScale';
import { startServers, type Servers } from '../../../sandbox/servers';
import { newSpreadsheet, sheetsClient, sheetsLedger } from '../../contract/sheetsHarness';

describe('a tick on a spreadsheet', () => {
	let servers: Servers;
	beforeAll(async () => {
		servers = await startServers({ now: '2026-11-20T03:00:00.000Z' });
	});
	afterAll(async () => {
		await servers.stop();
	});

	it.each([1, 30])('of %i goals reads once, and writes twice where it starts and settles runs', async (goals) => {
		const ledger = sheetsLedger(sheetsClient(servers, await newSpreadsheet(servers)));
		const calls = (): number => servers.control.state().requests.sheets;
		const { idleCalls, workingCalls } = await tickScale(ledger, calls, goals, 1);
		expect([idleCalls, workingCalls]).toEqual([1, 3]);
	});
});
