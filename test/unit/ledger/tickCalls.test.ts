import type { AxiosAdapter } from 'axios';
import { tickScale } from '../../../bench/tickScale';
import { createN8nApiClient } from '../../../clients/n8nApi/client';
import type { RunOutcome } from '../../../core/commands';
import { createDataTablesLedger } from '../../../ledger/dataTables';
import type { Ledger } from '../../../ledger/ledger';
import { startServers, type Servers } from '../../../sandbox/servers';
import { dataTablesInProcess } from '../../contract/inProcess';
import { newSpreadsheet, sheetsClient, sheetsLedger } from '../../contract/sheetsHarness';
import { type Staggered, staggeredTick } from './staggered';

interface Calls {
	readonly reads: number;
	readonly writes: number;
}

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

	/** Requests of one tick, by what they do. */
	async function callsOf(tick: Staggered): Promise<Calls & { readonly ended: number; readonly ledger: Ledger }> {
		const ledger = sheetsLedger(sheetsClient(servers, await newSpreadsheet(servers)));
		let [reads, writes] = [0, 0];
		const ended = await staggeredTick(ledger, tick, async (work) => {
			const before = servers.control.requests('sheets').length;
			const result = await work();
			for (const { path } of servers.control.requests('sheets').slice(before)) {
				if (path.includes(':batchUpdate')) writes += 1;
				else reads += 1;
			}
			return result;
		});
		return { reads, writes, ended, ledger };
	}

	const oneRound: Calls = { reads: 1, writes: 2 };
	const twoRounds: Calls = { reads: 2, writes: 3 };
	/** All within a moment. */
	const soon = (nth: number): number => 0.2 + (nth % 9) / 10;
	/** Some only long after the others. */
	const apart = (nth: number): number => (nth % 2 === 0 ? 0.3 : 8);

	it.each([
		['one goal, nine runs in one round', { goals: 1, workflows: 9, places: 9, seconds: soon }, oneRound],
		['one goal, nine runs in two rounds', { goals: 1, workflows: 9, places: 5, seconds: soon }, twoRounds],
		['thirty goals, 120 runs in one round', { goals: 30, workflows: 4, places: 120, seconds: soon }, oneRound],
		['thirty goals, 120 runs in two rounds', { goals: 30, workflows: 4, places: 60, seconds: soon }, twoRounds],
		['nine runs of which some end later', { goals: 1, workflows: 9, places: 9, seconds: apart }, { reads: 1, writes: 3 }],
	])('reads once before each round, and writes once before and after it: %s', async (_, tick, calls) => {
		expect(await callsOf(tick)).toMatchObject({ ...calls, ended: tick.goals * tick.workflows });
	});

	it('writes what else there is to note of runs along with them', async () => {
		const failed: RunOutcome = { kind: 'failed', error: 'no', retryable: true, rateLimited: false, executionId: null };
		const told = { actions: 1, conversions: null, revenue: null, cost: 1, metrics: { replies: 3 }, note: null };
		const ends = (nth: number): RunOutcome | undefined =>
			nth === 0 ? failed : nth === 1 ? { kind: 'succeeded', result: told, executionId: null } : undefined;
		const tick = { goals: 1, workflows: 9, places: 5, seconds: soon, ends, catalog: { firstUsedAt: null } };
		const { ledger, ...calls } = await callsOf(tick);
		expect(calls).toEqual({ reads: 2, writes: 3, ended: 9 });
		expect((await ledger.read('workflow_catalog')).every(({ firstUsedAt }) => firstUsedAt !== null)).toBe(true);
		expect(await ledger.read('workflow_health')).toMatchObject([{ workflowKey: 'w0', samples: [false] }]);
		expect(await ledger.read('performance_metrics')).toMatchObject([{ metric: 'replies', value: 3 }]);
	});

	it('says why steps are refused along with what starts, once', async () => {
		const tick = { goals: 1, workflows: 9, places: 9, seconds: soon, settings: { BUDGET_LIMIT_DAILY: '500' } };
		const { ledger, ...calls } = await callsOf(tick);
		// The table of reports is read before it is written.
		expect(calls).toEqual({ reads: 2, writes: 2, ended: 5 });
		expect((await ledger.read('run_log')).filter(({ error }) => error !== null)).toHaveLength(4);
		expect(await ledger.read('report_log')).toHaveLength(1);
	});
});

describe('a tick on data tables', () => {
	/** A ledger on n8n's API emulated in memory, and the calls it was asked. */
	const open = (): { readonly ledger: Ledger; readonly calls: { reads: number; writes: number } } => {
		const calls = { reads: 0, writes: 0 };
		const n8n = dataTablesInProcess();
		const adapter: AxiosAdapter = async (config) => {
			const isDry = config.data !== undefined && String(config.data).includes('"dryRun":true');
			if (isDry || config.method?.toLowerCase() === 'get') calls.reads += 1;
			else calls.writes += 1;
			return await n8n(config);
		};
		let ids = 0;
		const api = createN8nApiClient({ baseUrl: 'http://n8n.example', adapter, sleep: async () => undefined, random: () => 0 });
		return { ledger: createDataTablesLedger({ api, randomId: () => `id${ids++}` }), calls };
	};

	const measure = async (goals: number) => {
		const { ledger, calls } = open();
		return await tickScale(ledger, () => calls.reads + calls.writes, goals, { naive: 1, wholeRound: false });
	};

	it('takes as many calls for a thousand goals as for ten, and for a review of those whose turn it is', async () => {
		const [few, some, many] = [await measure(10), await measure(100), await measure(1_000)];
		expect(few.idleCalls).toBe(9);
		expect([many.idleCalls, many.workingCalls]).toEqual([few.idleCalls, few.workingCalls]);
		expect([many.firstReviewCalls, many.reviewCalls]).toEqual([some.firstReviewCalls, some.reviewCalls]);
		expect(many.firstReviewCalls).toBeLessThan(70);
	}, 120_000);

	it.each([
		['one goal, nine runs in one round', { goals: 1, workflows: 9, places: 9 }, { reads: 13, writes: 22 }],
		['one goal, nine runs in two rounds', { goals: 1, workflows: 9, places: 5 }, { reads: 17, writes: 25 }],
		['thirty goals, 120 runs in one round', { goals: 30, workflows: 4, places: 120 }, { reads: 13, writes: 133 }],
		['thirty goals, 120 runs in two rounds', { goals: 30, workflows: 4, places: 60 }, { reads: 17, writes: 137 }],
	])(
		'writes each run that ended by a call, each workflow that starts by one, and all else once a round: %s',
		async (_, tick, expected) => {
			const { ledger, calls } = open();
			const seconds = (nth: number): number => 0.2 + (nth % 9) / 10;
			const counted = await staggeredTick(ledger, { ...tick, seconds }, async (work) => {
				const before = { ...calls };
				const result = await work();
				[calls.reads, calls.writes] = [calls.reads - before.reads, calls.writes - before.writes];
				return result;
			});
			expect({ ...calls, ended: counted }).toEqual({ ...expected, ended: tick.goals * tick.workflows });
		},
	);
});
