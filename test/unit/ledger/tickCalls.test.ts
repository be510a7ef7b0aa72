import type { AxiosAdapter } from 'axios';
import { tickScale } from '../../../bench/tickScale';
import { createN8nApiClient } from '../../../clients/n8nApi/client';
import { createDataTablesLedger } from '../../../ledger/dataTables';
import { startServers, type Servers } from '../../../sandbox/servers';
import { dataTablesInProcess } from '../../contract/inProcess';
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
		const { idleCalls, workingCalls } = await tickScale(ledger, calls, goals, { naive: 1, wholeRound: false });
		expect([idleCalls, workingCalls]).toEqual([1, 3]);
	});
});

describe('a tick on data tables', () => {
	/** What the calls of ticks and reviews of so many goals come to, n8n's API emulated in memory. */
	const measure = async (goals: number) => {
		let calls = 0;
		const n8n = dataTablesInProcess();
		const adapter: AxiosAdapter = async (config) => {
			calls += 1;
			return await n8n(config);
		};
		let ids = 0;
		const api = createN8nApiClient({ baseUrl: 'http://n8n.example', adapter, sleep: async () => undefined, random: () => 0 });
		const ledger = createDataTablesLedger({ api, randomId: () => `id${ids++}` });
		return await tickScale(ledger, () => calls, goals, { naive: 1, wholeRound: false });
	};

	it('takes as many calls for a thousand goals as for ten, and for a review of those whose turn it is', async () => {
		const [few, some, many] = [await measure(10), await measure(100), await measure(1_000)];
		expect(few.idleCalls).toBe(9);
		expect([many.idleCalls, many.workingCalls]).toEqual([few.idleCalls, few.workingCalls]);
		expect([many.firstReviewCalls, many.reviewCalls]).toEqual([some.firstReviewCalls, some.reviewCalls]);
		expect(many.firstReviewCalls).toBeLessThan(70);
	}, 120_000);
});
