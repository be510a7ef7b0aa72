import { startServers, type Servers } from '../../../sandbox/servers';
import type { Ledger } from '../../../ledger/ledger';
import { ledgerContract } from '../../contract/ledgerContract';
import { sampleGoal, sampleRun } from '../../contract/sampleRows';
import { newSpreadsheet, sheetsClient, sheetsHarness, sheetsLedger } from '../../contract/sheetsHarness';

let servers: Servers;
beforeAll(async () => {
	servers = await startServers({ now: '2026-11-20T03:00:00.000Z' });
});
afterAll(async () => {
	const formulas = servers.control.sheets.formulas();
	await servers.stop();
	// Whatever the tests wrote, no cell of any spreadsheet became a formula.
	expect(formulas).toEqual([]);
});

ledgerContract('Google Sheets', async () => await sheetsHarness(servers));

describe('Google Sheets ledger', () => {
	const rows = (table: string): unknown[][] => servers.control.sheets.rows(spreadsheetId, table) ?? [];
	let spreadsheetId: string;
	let ledger: Ledger;
	beforeEach(async () => {
		spreadsheetId = await newSpreadsheet(servers);
		ledger = sheetsLedger(sheetsClient(servers, spreadsheetId));
		await ledger.setUp();
	});

	it('makes tabs with a bold, frozen header and a hidden one for claims, and leaves the owner’s own tab alone', async () => {
		const fields =
			'sheets(properties(title,hidden,gridProperties.frozenRowCount),data.rowData.values.userEnteredFormat.textFormat.bold)';
		const url = `${servers.sheetsUrl}/v4/spreadsheets/${spreadsheetId}?ranges=run_log!A1:C2&fields=${encodeURIComponent(fields)}`;
		const response = await fetch(url, { headers: { Authorization: `Bearer ${servers.sheetsToken}` } });
		const text = await response.text();
		expect(text).toContain('"bold":true');
		const tabs = await sheetsClient(servers, spreadsheetId).tabs();
		expect(tabs.map(({ title }) => title)).toEqual([
			'Sheet1',
			'goals_tracker',
			'decision_log',
			'answer_log',
			'performance_metrics',
			'workflow_catalog',
			'run_log',
			'adjustment_log',
			'settings',
			'workflow_health',
			'run_admission',
			'_claims',
		]);
		expect(rows('settings')[0]).toEqual(['key', 'value', 'note']);
	});

	it('names the cell that cannot be read as the spreadsheet does', async () => {
		await ledger.insert('goals_tracker', [sampleGoal('g1')]);
		await sheetsClient(servers, spreadsheetId).write([{ tab: 'goals_tracker', row: 2, column: 5, value: 'lots' }]);
		await expect(ledger.read('goals_tracker')).rejects.toMatchObject({
			message: 'goals_tracker, row "g1", column target_value (goals_tracker!F2): must be a number, not "lots"',
		});
	});

	it('names a spreadsheet that is not there or not shared', async () => {
		const missing = sheetsLedger(sheetsClient(servers, 'nowhere'));
		await expect(missing.read('settings')).rejects.toMatchObject({
			code: 'LEDGER_DENIED',
			message: expect.stringContaining('spreadsheet nowhere') as string,
		});
		await expect(missing.setUp()).rejects.toMatchObject({ code: 'LEDGER_DENIED' });
		const stranger = sheetsLedger(sheetsClient({ ...servers, sheetsToken: 'wrong' }, spreadsheetId));
		await expect(stranger.read('settings')).rejects.toMatchObject({ code: 'LEDGER_DENIED' });
	});

	it('names the tab that somebody deleted', async () => {
		const client = sheetsClient(servers, spreadsheetId);
		const sheetId = (await client.tabs()).find(({ title }) => title === 'run_log')?.sheetId;
		await client.change([{ deleteSheet: { sheetId } }]);
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

	it('finds rows whose columns and rows somebody moved', async () => {
		await ledger.insert('run_log', [sampleRun('r1'), sampleRun('r2', { cost: 7 }), sampleRun('r3')]);
		const client = sheetsClient(servers, spreadsheetId);
		const values = (await client.read(['run_log'])).get('run_log') ?? [];
		const [header = [], ...body] = values;
		const width = header.length;
		const moved = [header, ...body.toReversed()].map((cells) =>
			Array.from({ length: width }, (_, column) => cells[width - 1 - column] ?? null),
		);
		await client.write(
			moved.flatMap((cells, row) => cells.map((value, column) => ({ tab: 'run_log', row: row + 1, column, value }))),
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

	it('blanks the row of a writer that lost a key', async () => {
		const writers = [1, 2, 3, 4].map(() => sheetsLedger(sheetsClient(servers, spreadsheetId)));
		const results = await Promise.all(
			writers.map(async (writer, index) => await writer.insert('run_log', [sampleRun('r1', { attempts: index })])),
		);
		expect(results.filter((added) => added.length > 0)).toHaveLength(1);
		const keys = rows('run_log').map(([key]) => key);
		expect(keys.filter((key) => key === 'r1')).toHaveLength(1);
	});
});
