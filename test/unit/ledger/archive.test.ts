import type { GoogleSheetsClient } from '../../../clients/googleSheets/client';
import type { Ledger } from '../../../ledger/ledger';
import { archiveOld } from '../../../ledger/sheets/archive';
import { Book } from '../../../ledger/sheets/book';
import type { Run } from '../../../core/types';
import { startServers, type Servers } from '../../../sandbox/servers';
import { sampleAnswer, sampleDecision, sampleGoal, sampleRun } from '../../contract/sampleRows';
import { sheetHand, type SheetHand } from '../../contract/sheetHand';
import { newSpreadsheet, sheetsClient, sheetsLedger } from '../../contract/sheetsHarness';

const NOW = '2026-11-20T03:00:00.000Z';
const LONG_AGO = '2025-01-10T03:00:00.000Z';

describe('a spreadsheet that has grown large', () => {
	let servers: Servers;
	let spreadsheetId: string;
	let ledger: Ledger;
	let hand: SheetHand;
	beforeAll(async () => {
		servers = await startServers({ now: NOW });
	});
	afterAll(async () => {
		await servers.stop();
	});
	beforeEach(async () => {
		spreadsheetId = await newSpreadsheet(servers);
		hand = sheetHand(servers, spreadsheetId);
		ledger = sheetsLedger(sheetsClient(servers, spreadsheetId));
		await ledger.setUp();
		await ledger.insert('goals_tracker', [sampleGoal('done', { status: 'achieved' }), sampleGoal('on', { status: 'running' })]);
		const old = { status: 'stopped', scheduledFor: LONG_AGO } as const;
		await ledger.insert('run_log', [
			sampleRun('old1', { ...old, goalId: 'done', error: '=1+1' }),
			sampleRun('needed', { ...old, goalId: 'on' }),
			sampleRun('old2', { ...old, goalId: 'gone', status: 'failed', params: { actions: 3 } }),
			sampleRun('open', { ...old, goalId: 'done', status: 'unknown' }),
			sampleRun('recent', { status: 'succeeded', goalId: 'done', scheduledFor: '2026-11-01T00:00:00.000Z' }),
		]);
	});

	let ids = 0;
	const tidy = async (sheets: GoogleSheetsClient = sheetsClient(servers, spreadsheetId)): Promise<number> => {
		const ports = {
			now: () => NOW,
			randomId: (size: number) => `${++ids}`.padStart(size, 'x'),
			sleep: async () => Promise.resolve(),
		};
		return await archiveOld(new Book(sheets, null), ports, await sheets.tabs());
	};
	/** Empty rows count as well. */
	const grow = async (): Promise<void> =>
		await hand.change({ appendDimension: { sheetId: await hand.sheetId('run_log'), dimension: 'ROWS', length: 340_000 } });
	const keys = async (): Promise<string[]> => (await ledger.read('run_log')).map(({ runId }) => runId);

	it('keeps its rows as long as it is far from Google’s limit', async () => {
		expect(await tidy()).toBe(0);
		expect(await keys()).toHaveLength(5);
	});

	it('moves old rows of closed goals into its archive, and nothing that may still be needed', async () => {
		await grow();
		expect(await tidy()).toBe(2);
		expect(await keys()).toEqual(['needed', 'open', 'recent']);
		expect((await hand.rows('run_log')).map(([key]) => key)).toEqual(['run_id', 'needed', 'open', 'recent']);
		const archived = await ledger.read('archive', { goalId: 'gone' });
		expect(archived).toEqual([
			{
				archiveId: 'run_log:old2',
				tableName: 'run_log',
				goalId: 'gone',
				archivedAt: NOW,
				cells: expect.objectContaining({ run_id: 'old2', status: 'failed', params: '{"actions":3}', attempts: 0 }) as object,
			},
		]);
		expect((await ledger.read('archive')).map(({ cells }) => cells['error'])).toEqual(['=1+1', undefined]);
		expect(await tidy()).toBe(0);
	});

	it('moves a row of which another version was moved before: the newer one is kept', async () => {
		await grow();
		await tidy();
		await ledger.insert('run_log', [sampleRun('old2', { status: 'failed', goalId: 'gone', scheduledFor: LONG_AGO, cost: 7 })]);
		expect(await tidy()).toBe(1);
		expect(await keys()).toEqual(['needed', 'open', 'recent']);
		const archived = await ledger.read('archive', { goalId: 'gone' });
		expect(archived.map(({ archiveId, cells }) => [archiveId, cells['cost']])).toEqual([['run_log:old2', 7]]);
	});

	it('keeps the answers to a question that is open, however old, and lets no answer go before its question', async () => {
		await grow();
		const asked = { askedAt: LONG_AGO, goalId: 'done' } as const;
		await ledger.insert('decision_log', [
			sampleDecision('pending', { ...asked, goalId: '', status: 'pending' }),
			sampleDecision('settled', { ...asked, status: 'approved' }),
			sampleDecision('active', { ...asked, goalId: 'on', status: 'approved' }),
			sampleDecision('recent', { ...asked, askedAt: NOW, status: 'approved' }),
		]);
		await ledger.insert(
			'answer_log',
			['pending', 'settled', 'active', 'recent', 'gone'].map((id) =>
				sampleAnswer(`to ${id}`, { decisionId: id, receivedAt: LONG_AGO }),
			),
		);
		while ((await tidy()) > 0);
		expect((await ledger.read('decision_log')).map(({ decisionId }) => decisionId)).toEqual(['pending', 'active', 'recent']);
		expect((await ledger.read('answer_log')).map(({ answerId }) => answerId)).toEqual(['to pending', 'to active', 'to recent']);
	});

	it('keeps the last two hundred runs of each workflow that succeeded: what was learned of it is not forgotten', async () => {
		await grow();
		const at = (index: number): string => new Date(Date.parse(LONG_AGO) + index * 1_000).toISOString();
		const past = (name: string, count: number, fields: Partial<Run>): Run[] =>
			Array.from({ length: count }, (_, index) =>
				sampleRun(`${name}${index}`, { goalId: 'gone', workflowKey: name, scheduledFor: at(index), ...fields }),
			);
		await ledger.insert('run_log', [
			...past('often', 230, { status: 'succeeded' }),
			...past('seldom', 3, { status: 'succeeded' }),
			...past('never', 4, { status: 'failed' }),
		]);
		expect(await tidy()).toBe(2 + 30 + 4);
		const left = (await keys()).filter((key) => /^(often|seldom|never)/.test(key));
		expect(left).toEqual([...Array.from({ length: 200 }, (_, index) => `often${index + 30}`), 'seldom0', 'seldom1', 'seldom2']);
	});

	it.each([
		['before rows are emptied', 1],
		['before empty rows are taken out', 2],
	])('loses no row when somebody sorts right %s', async (_when, moment) => {
		await grow();
		const client = sheetsClient(servers, spreadsheetId);
		const range = { sheetId: await hand.sheetId('run_log'), startRowIndex: 1, endRowIndex: 20 };
		let changes = 0;
		await tidy({
			...client,
			change: async (...call) => {
				if (++changes === moment) {
					await hand.change({ sortRange: { range, sortSpecs: [{ dimensionIndex: 0, sortOrder: 'DESCENDING' }] } });
				}
				return await client.change(...call);
			},
		});
		expect((await keys()).toSorted()).toEqual(['needed', 'open', 'recent']);
		expect((await ledger.read('archive')).map(({ archiveId }) => archiveId).toSorted()).toEqual(['run_log:old1', 'run_log:old2']);
	});

	it('loses no row when somebody sorts right before empty rows are taken out and whoever takes them out dies in that moment', async () => {
		await grow();
		const client = sheetsClient(servers, spreadsheetId);
		const rows = await hand.rows('run_log');
		await hand.change({ appendDimension: { sheetId: await hand.sheetId('run_log'), dimension: 'COLUMNS', length: 1 } });
		await hand.type('run_log', rows.findIndex(([key]) => key === 'needed') + 1, rows[0]?.length ?? 0, 'ask Mr. Sato');
		const range = { sheetId: await hand.sheetId('run_log'), startRowIndex: 1, endRowIndex: 20 };
		let changes = 0;
		const dying: GoogleSheetsClient = {
			...client,
			read: async (areas) => {
				if (changes > 1) throw new Error('the power is out');
				return await client.read(areas);
			},
			change: async (...call) => {
				if (++changes === 2) {
					await hand.change({ sortRange: { range, sortSpecs: [{ dimensionIndex: 0, sortOrder: 'DESCENDING' }] } });
				}
				if (changes > 2) throw new Error('the power is out');
				return await client.change(...call);
			},
		};
		await expect(tidy(dying)).rejects.toThrow('the power is out');
		// Two rows are gone from the tab, and nobody who reads can tell.
		const left = (await hand.rows('run_log')).map(([key]) => key).filter((key) => key !== undefined && key !== '');
		expect(left.length).toBeLessThan(1 + 3);
		expect((await keys()).toSorted()).toEqual(['needed', 'open', 'recent']);
		// The next one who writes into them puts them back, with what their owner wrote beside them.
		const other = sheetsLedger(sheetsClient(servers, spreadsheetId));
		for (const key of ['needed', 'open', 'recent']) {
			expect(await other.transition('run_log', key, { goalId: key === 'needed' ? 'on' : 'done' }, { cost: 7 })).toBe(true);
		}
		expect((await hand.rows('run_log')).map(([key]) => key).toSorted()).toEqual(['needed', 'open', 'recent', 'run_id']);
		expect((await hand.rows('run_log')).find(([key]) => key === 'needed')).toContain('ask Mr. Sato');
		expect((await ledger.read('run_log')).map(({ cost }) => cost)).toEqual([7, 7, 7]);
	});

	it('keeps what its owner wrote beside a row that was moved', async () => {
		await grow();
		await hand.change({ appendDimension: { sheetId: await hand.sheetId('run_log'), dimension: 'COLUMNS', length: 1 } });
		const rows = await hand.rows('run_log');
		const row = rows.findIndex(([key]) => key === 'old1') + 1;
		await hand.type('run_log', row, rows[0]?.length ?? 0, 'ask Mr. Sato');
		expect(await tidy()).toBe(2);
		expect((await hand.rows('run_log')).flat()).toContain('ask Mr. Sato');
		expect(await keys()).toEqual(['needed', 'open', 'recent']);
	});
});
