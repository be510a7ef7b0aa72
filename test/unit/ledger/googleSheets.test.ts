import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { startServers, type Servers } from '../../../sandbox/servers';
import type { GoogleSheetsClient } from '../../../clients/googleSheets/client';
import { AutopilotError, isAutopilotError } from '../../../core/errors';
import { createGoogleSheetsLedger } from '../../../ledger/googleSheets';
import type { Ledger } from '../../../ledger/ledger';
import { takeTurn } from '../../../ledger/sheets/heads';
import { stripeOf } from '../../../ledger/sheets/stripes';
import { ledgerContract } from '../../contract/ledgerContract';
import { sampleGoal, sampleRun } from '../../contract/sampleRows';
import { sheetHand, type SheetHand } from '../../contract/sheetHand';
import { newSpreadsheet, sheetsClient, sheetsHarness, sheetsLedger } from '../../contract/sheetsHarness';

let servers: Servers;
beforeAll(async () => {
	servers = await startServers({ now: '2026-11-20T03:00:00.000Z' });
});
afterAll(async () => {
	const formulas = servers.control.sheets.formulas();
	await servers.stop();
	// Whatever the tests wrote, no cell of any spreadsheet became a formula. The summary's own are the same everywhere.
	expect(formulas.filter(({ cell }) => !cell.startsWith('summary!'))).toEqual([]);
});

ledgerContract('Google Sheets', async () => await sheetsHarness(servers));

describe('Google Sheets ledger', () => {
	const rows = (table: string): unknown[][] => servers.control.sheets.rows(spreadsheetId, table) ?? [];
	let spreadsheetId: string;
	let ledger: Ledger;
	let hand: SheetHand;
	beforeEach(async () => {
		spreadsheetId = await newSpreadsheet(servers);
		hand = sheetHand(servers, spreadsheetId);
		ledger = sheetsLedger(sheetsClient(servers, spreadsheetId));
		await ledger.setUp();
	});

	it('makes tabs with a bold, frozen header and a hidden journal, and leaves the owner’s own tab alone', async () => {
		const fields =
			'sheets(properties(title,hidden,gridProperties.frozenRowCount),data.rowData.values.userEnteredFormat.textFormat.bold)';
		const url = `${servers.sheetsUrl}/v4/spreadsheets/${spreadsheetId}?ranges=run_log!A1:C2&fields=${encodeURIComponent(fields)}`;
		const response = await fetch(url, { headers: { Authorization: `Bearer ${servers.sheetsToken}` } });
		const text = await response.text();
		expect(text).toContain('"bold":true');
		expect(await hand.titles()).toEqual([
			'summary',
			'Sheet1',
			'goals_tracker',
			'decision_log',
			'answer_log',
			'performance_metrics',
			'workflow_catalog',
			'run_log',
			'adjustment_log',
			'report_log',
			'settings',
			'workflow_health',
			'run_admission',
			'archive',
			'_journal',
		]);
		expect(rows('settings')[0]).toEqual(['key', 'value', 'note']);
	});

	it('names the cell that cannot be read as the spreadsheet does', async () => {
		await ledger.insert('goals_tracker', [sampleGoal('g1')]);
		await hand.type('goals_tracker', 2, 5, 'lots');
		await expect(ledger.read('goals_tracker')).rejects.toMatchObject({
			message: 'goals_tracker, row "g1", column target_value (goals_tracker!F2): must be a number, not "lots"',
		});
	});

	it('names a spreadsheet that is not there or not shared', async () => {
		const missing = sheetsLedger(sheetsClient(servers, 'nowhere'));
		await expect(missing.read('settings')).rejects.toMatchObject({
			code: 'SHEET_NOT_SHARED',
			message: expect.stringContaining('spreadsheet nowhere does not exist, or is not shared with') as string,
			remedy: expect.stringContaining('Share the spreadsheet') as string,
		});
		await expect(missing.setUp()).rejects.toMatchObject({ code: 'SHEET_NOT_SHARED' });
		const stranger = sheetsLedger(sheetsClient({ ...servers, sheetsToken: 'wrong' }, spreadsheetId));
		await expect(stranger.read('settings')).rejects.toMatchObject({ code: 'LEDGER_DENIED' });
	});

	it.each<[string, (client: GoogleSheetsClient) => Partial<GoogleSheetsClient>, string]>([
		[
			'accepts two notes with one id',
			(client) => ({
				change: async (requests, options) =>
					client.change(
						requests.map(({ createDeveloperMetadata: made, ...other }) => {
							if (!made) return other;
							const { metadataId: _, ...rest } = made.developerMetadata ?? {};
							return { createDeveloperMetadata: { developerMetadata: rest } };
						}),
						options,
					),
			}),
			'accepted a second note with the same id',
		],
		[
			'carries out half of what it refuses',
			(client) => ({
				change: async (requests, options) => {
					for (const request of requests) await client.change([request], options);
					return new Map();
				},
			}),
			'carried out part of a batch that it refused',
		],
		[
			'leaves hidden rows out of copies',
			(client) => ({
				tabs: async () => {
					servers.control.sheets.leaveOutHiddenRows(client.spreadsheetId);
					return await client.tabs();
				},
			}),
			'leaves out hidden rows when it copies',
		],
	])('sets nothing up where Google %s: nothing that it does would be safe', async (_what, deviation, message) => {
		const id = await newSpreadsheet(servers);
		const client = sheetsClient(servers, id);
		const unsafe = sheetsLedger({ ...client, ...deviation(client) });
		for (const _attempt of [1, 2]) {
			await expect(unsafe.setUp()).rejects.toMatchObject({
				code: 'SHEETS_UNSAFE',
				retryable: false,
				message: expect.stringContaining(message) as string,
				remedy: expect.stringContaining('Data Tables') as string,
			});
		}
		expect(await sheetHand(servers, id).titles()).toEqual(['Sheet1']);
		await expect(unsafe.insert('run_log', [sampleRun('r1')])).rejects.toMatchObject({ code: 'LEDGER_NOT_SET_UP' });
	});

	it('leaves no tab of its own tests behind, that of one which was interrupted neither', async () => {
		const scratch = (sheetId: number, title: string, metadataValue: string): sheets_v4.Schema$Request[] => [
			{ addSheet: { properties: { sheetId, title } } },
			{
				createDeveloperMetadata: {
					developerMetadata: { metadataKey: 'autopilot.scratch', metadataValue, visibility: 'DOCUMENT', location: { sheetId } },
				},
			},
		];
		const [long, now] = [new Date(Date.now() - 3_600_000), new Date()].map((date) => date.toISOString());
		await hand.change(...scratch(11, 'left behind', long ?? ''), ...scratch(12, 'under way', now ?? ''));
		const before = await hand.titles();
		await ledger.setUp();
		expect(await hand.titles()).toEqual(before.filter((title) => title !== 'left behind'));
	});

	it('takes no other row for one that a copy left out', async () => {
		const keys = ['a', 'b', 'c', 'd', 'e'];
		await ledger.insert(
			'run_log',
			keys.map((key) => sampleRun(key)),
		);
		servers.control.sheets.leaveOutHiddenRows(spreadsheetId);
		const filterSpecs = [{ columnIndex: 0, filterCriteria: { hiddenValues: ['c'] } }];
		await hand.change({ setBasicFilter: { filter: { range: { sheetId: await hand.sheetId('run_log') }, filterSpecs } } });
		const changes = keys.map((key) => ({ key, expected: { status: 'scheduled' }, values: { status: 'running' } }) as const);
		expect(await ledger.transitionAll('run_log', changes)).toEqual([true, true, false, true, true]);
		const left = (await sheetsLedger(sheetsClient(servers, spreadsheetId)).read('run_log')).map(({ runId, status }) => [
			runId,
			status,
		]);
		expect(left).toEqual(keys.map((key) => [key, 'running']));
	});

	it('notes new rows with long keys in several cells', async () => {
		const added = Array.from({ length: 250 }, (_, index) => sampleRun(`${'w'.repeat(1_000)}${index}`));
		expect(await ledger.insert('run_log', added)).toHaveLength(250);
		expect(await ledger.read('run_log')).toHaveLength(250);
	});

	it.each([
		['SHEET_PROTECTED', 'You are trying to edit a protected cell or object. Please contact the spreadsheet owner', 1],
		['SHEET_FULL', 'This action would increase the number of cells in the workbook above the limit of 10000000 cells.', 1],
		['LEDGER_DENIED', 'Some reason that nobody knows', 3],
	])('says %s when Google does, instead of trying for long', async (code, message, tries) => {
		const client = sheetsClient(servers, spreadsheetId);
		let changes = 0;
		const refused = sheetsLedger({
			...client,
			change: async () => {
				changes++;
				return await Promise.reject(new AutopilotError('API_REJECTED', message, { service: 'Google Sheets', status: 400 }));
			},
		});
		await expect(refused.insert('run_log', [sampleRun('r1')])).rejects.toMatchObject({
			code,
			message: expect.stringContaining(message) as string,
		});
		expect(changes).toBe(tries);
		expect(await ledger.read('run_log')).toEqual([]);
	});

	it('takes another id for a note whose id is taken by chance, whatever Google says of it', async () => {
		await ledger.insert('run_log', [sampleRun('r1')]);
		const head = rows('_journal')[1]?.[0];
		const stripe = stripeOf('run_log', 'r1');
		const taken = { stripe, sheetId: await hand.sheetId('run_log'), head: String(head), salt: 0 };
		await hand.change(takeTurn(taken, new Date().toISOString()));
		const client = sheetsClient(servers, spreadsheetId);
		const other = sheetsLedger({
			...client,
			change: async (...call) =>
				await client.change(...call).catch((error: unknown) => {
					if (!isAutopilotError(error)) throw error;
					throw new AutopilotError(error.code, 'Duplicate', error.details);
				}),
		});
		expect(await other.transition('run_log', 'r1', { status: 'scheduled' }, { status: 'running' })).toBe(true);
	});

	it('says which columns are in the way when there are too many to keep aside', async () => {
		await ledger.insert('run_log', [sampleRun('r1')]);
		const columns = { sheetId: await hand.sheetId('run_log'), dimension: 'COLUMNS' };
		await hand.change({ insertDimension: { range: { ...columns, startIndex: 0, endIndex: 70 } } });
		await ledger.update('run_log', [{ key: 'r1', values: { cost: 7 } }]);
		expect(await ledger.read('run_log')).toEqual([sampleRun('r1', { cost: 7 })]);
		await hand.change({ insertDimension: { range: { ...columns, startIndex: 0, endIndex: 30 } } });
		await ledger.read('run_log');
		await expect(ledger.update('run_log', [{ key: 'r1', values: { cost: 8 } }])).rejects.toMatchObject({
			code: 'SHEET_FULL',
			message: expect.stringContaining('The tab run_log has more than 98 columns') as string,
		});
		expect(await ledger.read('run_log')).toEqual([sampleRun('r1', { cost: 7 })]);
	});

	it('names the tab that somebody deleted', async () => {
		await hand.change({ deleteSheet: { sheetId: await hand.sheetId('run_log') } });
		await expect(ledger.readAll(['settings', 'run_log'])).rejects.toMatchObject({
			code: 'LEDGER_NOT_SET_UP',
			message: 'The table run_log does not exist yet',
		});
		expect((await ledger.setUp()).createdTables).toEqual(['run_log']);
		expect(await ledger.read('run_log')).toEqual([]);
	});

	it('loads everything with one call, and transitions one row or hundreds with three', async () => {
		await ledger.insert('run_log', [sampleRun('r1')]);
		servers.control.sheets.setQuota({ readsPerMinute: 1, writesPerMinute: 0 });
		await ledger.readAll(['goals_tracker', 'decision_log', 'performance_metrics', 'workflow_catalog', 'run_log', 'settings']);
		servers.control.sheets.setQuota({ readsPerMinute: 1, writesPerMinute: 2 });
		expect(await ledger.transition('run_log', 'r1', { status: 'scheduled' }, { status: 'running' })).toBe(true);
		servers.control.sheets.setQuota({ readsPerMinute: null, writesPerMinute: null });
		const keys = Array.from({ length: 300 }, (_, index) => `batch${index}`);
		await ledger.insert(
			'run_log',
			keys.map((key) => sampleRun(key)),
		);
		servers.control.sheets.setQuota({ readsPerMinute: 1, writesPerMinute: 2 });
		const changes = keys.map((key) => ({ key, expected: { status: 'scheduled' }, values: { status: 'running' } }) as const);
		expect(await ledger.transitionAll('run_log', changes)).toEqual(keys.map(() => true));
		servers.control.sheets.setQuota({ readsPerMinute: null, writesPerMinute: null });
	});

	it('says that Google’s quota is spent, and that trying later helps', async () => {
		servers.control.sheets.setQuota({ readsPerMinute: 0, writesPerMinute: 0 });
		const hurried = sheetsLedger(sheetsClient(servers, spreadsheetId, { maxRetries: 0 }));
		await expect(hurried.read('settings')).rejects.toMatchObject({
			code: 'LEDGER_UNREACHABLE',
			retryable: true,
			message: expect.stringContaining('Quota exceeded') as string,
		});
		servers.control.sheets.setQuota({ readsPerMinute: null, writesPerMinute: null });
	});

	it('gives up writing after a minute and a quarter when reads get through and changes do not', async () => {
		const client = sheetsClient(servers, spreadsheetId);
		let clock = Date.parse('2026-11-20T03:00:00.000Z');
		let changes = 0;
		const stuck = createGoogleSheetsLedger({
			sheets: {
				...client,
				// As long as a call may hang before it is given up.
				change: async () => {
					changes += 1;
					clock += 30_000;
					return Promise.reject(new AutopilotError('API_UNREACHABLE', 'Google Sheets does not answer'));
				},
			},
			now: () => new Date(clock).toISOString(),
			randomId: (size) => `${changes}`.padStart(size, 'x'),
			sleep: async () => Promise.resolve(),
		});
		await expect(stuck.insert('run_log', [sampleRun('late')])).rejects.toMatchObject({ code: 'LEDGER_UNREACHABLE' });
		expect(changes).toBe(3);
		expect(await ledger.read('run_log')).toEqual([]);
	});

	it('finds rows whose columns and rows somebody moved', async () => {
		await ledger.insert('run_log', [sampleRun('r1'), sampleRun('r2', { cost: 7 }), sampleRun('r3')]);
		const sheetId = await hand.sheetId('run_log');
		await hand.change(
			{ moveDimension: { source: { sheetId, dimension: 'COLUMNS', startIndex: 0, endIndex: 3 }, destinationIndex: 7 } },
			{ sortRange: { range: { sheetId, startRowIndex: 1 }, sortSpecs: [{ dimensionIndex: 4, sortOrder: 'DESCENDING' }] } },
		);
		expect(await ledger.read('run_log')).toEqual([sampleRun('r3'), sampleRun('r2', { cost: 7 }), sampleRun('r1')]);
		await ledger.update('run_log', [{ key: 'r1', values: { cost: 1 } }]);
		expect(await ledger.transition('run_log', 'r3', { status: 'scheduled' }, { status: 'running' })).toBe(true);
		expect(await ledger.read('run_log')).toEqual([
			sampleRun('r3', { status: 'running' }),
			sampleRun('r2', { cost: 7 }),
			sampleRun('r1', { cost: 1 }),
		]);
	});

	it('adds a row once, whoever of many comes first', async () => {
		const writers = [1, 2, 3, 4].map(() => sheetsLedger(sheetsClient(servers, spreadsheetId)));
		const results = await Promise.all(
			writers.map(async (writer, index) => await writer.insert('run_log', [sampleRun('r1', { attempts: index })])),
		);
		expect(results.filter((added) => added.length > 0)).toHaveLength(1);
		const keys = rows('run_log').map(([key]) => key);
		expect(keys.filter((key) => key === 'r1')).toHaveLength(1);
	});
});
