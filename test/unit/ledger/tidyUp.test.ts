import type { AxiosAdapter } from 'axios';
import { createGoogleSheetsClient } from '../../../clients/googleSheets/client';
import { createQuota } from '../../../clients/googleSheets/quota';
import { createGoogleSheetsLedger } from '../../../ledger/googleSheets';
import type { Ledger } from '../../../ledger/ledger';
import { tabId } from '../../../ledger/sheets/tabs';
import { batchUpdate } from '../../../sandbox/sheets/batchUpdate';
import type { Sheet } from '../../../sandbox/sheets/sheet';
import { SpreadsheetStore } from '../../../sandbox/sheets/store';
import { sheetsInProcess } from '../../contract/inProcess';
import { sampleGoal, sampleObservation, sampleRun } from '../../contract/sampleRows';

/** Enough for more lines than the journal keeps: a line for the table and one for each row. */
const WRITES = 20;
const ROWS = 100;

describe('the journal of a spreadsheet', () => {
	let store: SpreadsheetStore;
	let now: number;
	let ids: number;
	const open = (adapter: AxiosAdapter = sheetsInProcess(store)): Ledger =>
		createGoogleSheetsLedger({
			sheets: createGoogleSheetsClient({
				spreadsheetId: 'book',
				rootUrl: 'http://google.example/',
				adapter,
				sleep: async () => Promise.resolve(),
				random: () => 0.5,
				clockMs: () => now,
				quota: createQuota(() => now, Number.MAX_SAFE_INTEGER),
			}),
			now: () => new Date(now).toISOString(),
			randomId: (size) => String(++ids).padStart(size, 'x'),
			sleep: async () => Promise.resolve(),
		});
	const keys = Array.from({ length: ROWS }, (_, index) => `r${index}`);
	const lines = (): string[][] =>
		(store.require('book').sheets.find(({ title }) => title === '_journal')?.rows ?? [])
			.slice(1)
			.map((cells) => Array.from(cells, (cell) => String(cell?.value ?? '')))
			.filter(([nonce = '']) => nonce !== '');
	const notes = (): number => store.require('book').metadata.filter(({ metadataKey }) => /^c[0-9a-z]$/.test(metadataKey)).length;
	const writeMuch = async (ledger: Ledger): Promise<void> => {
		for (let value = 1; value <= WRITES; value++) {
			await ledger.update(
				'run_log',
				keys.map((key) => ({ key, values: { cost: value } })),
			);
		}
	};

	beforeEach(async () => {
		store = new SpreadsheetStore('book', 'forbidden');
		now = Date.parse('2026-11-20T03:00:00.000Z');
		ids = 0;
		const ledger = open();
		await ledger.setUp();
		await ledger.insert(
			'run_log',
			keys.map((key) => sampleRun(key)),
		);
	});

	it('keeps its lines while somebody may still need them', async () => {
		const ledger = open();
		await writeMuch(ledger);
		now += 5 * 60_000;
		await ledger.update('run_log', [{ key: 'r1', values: { cost: 0 } }]);
		expect(lines().length).toBeGreaterThan(WRITES * ROWS);
	});

	it('loses old lines and the notes that go with them, and still knows who wrote last', async () => {
		const ledger = open();
		await writeMuch(ledger);
		const before = { lines: lines().length, notes: notes() };
		now += 20 * 60_000;
		const slow = open();
		await slow.read('run_log');
		await ledger.update('run_log', [{ key: 'r1', values: { attempts: 1 } }]);
		expect(lines().length).toBeLessThan(before.lines - 400);
		expect(lines().filter(([, what = '']) => what.includes('"kind":"cut"'))).toHaveLength(1);
		expect(notes()).toBeLessThan(before.notes / 2);
		// It read before, and a row that both want was written by the other since.
		expect(await ledger.transition('run_log', 'r7', { status: 'scheduled' }, { status: 'running', executionId: 'a' })).toBe(true);
		expect(await slow.transition('run_log', 'r7', { status: 'scheduled' }, { status: 'running', executionId: 'b' })).toBe(false);
		expect(await slow.transition('run_log', 'r8', { status: 'scheduled' }, { status: 'running', executionId: 'b' })).toBe(true);
		const runs = new Map((await open().read('run_log')).map((run) => [run.runId, run]));
		expect(runs.size).toBe(ROWS);
		expect([runs.get('r7')?.executionId, runs.get('r8')?.executionId, runs.get('r1')?.attempts]).toEqual(['a', 'b', 1]);
		expect([...runs.values()].every(({ cost }) => cost === WRITES)).toBe(true);
	});

	it('never fills up with notes of turns, however many rows each batch has', async () => {
		const ledger = open();
		// Two lines of the journal each, and a note for every lock: the notes are many long before the lines are.
		for (let batch = 0; batch < 100; batch++) {
			now += 5 * 60_000;
			const metrics = keys.map((key) => sampleObservation(`${batch}/${key}`));
			expect(await ledger.insert('performance_metrics', metrics)).toHaveLength(ROWS);
		}
		expect(lines().length).toBeLessThan(1_600);
		expect(notes()).toBeLessThan(3_500);
		const slow = open();
		await slow.read('performance_metrics');
		now += 20 * 60_000;
		expect(await ledger.transition('run_log', 'r7', { status: 'scheduled' }, { status: 'running' })).toBe(true);
		expect(await slow.transition('run_log', 'r7', { status: 'scheduled' }, { status: 'running' })).toBe(false);
		expect(await open().read('performance_metrics')).toHaveLength(100 * ROWS);
	}, 60_000);

	it('is tidied up after a write, which has taken place whatever is in the way of that', async () => {
		await writeMuch(open());
		const sheets = (): Sheet[] => store.require('book').sheets;
		const type = (title: string, column: string, stringValue: string): void => {
			const { sheetId, rows } = sheets().find((sheet) => sheet.title === title) ?? { sheetId: 0, rows: [] };
			const columnIndex = rows[0]?.findIndex((cell) => cell?.value === column) ?? -1;
			const start = { sheetId, rowIndex: 1, columnIndex };
			const cells = [{ values: [{ userEnteredValue: { stringValue } }] }];
			store.put(batchUpdate(store.require('book'), [{ updateCells: { start, rows: cells, fields: '*' } }]).workbook);
		};
		// Large enough for its archive, and a goal that nobody can read is in its way.
		const grown = { sheetId: tabId('run_log'), dimension: 'ROWS', length: 400_000 };
		store.put(batchUpdate(store.require('book'), [{ appendDimension: grown }]).workbook);
		await open().insert('goals_tracker', [sampleGoal('g1')]);
		type('goals_tracker', 'target_value', 'lots');
		now += 20 * 60_000;
		const before = lines().length;
		expect(await open().transition('run_log', 'r7', { status: 'scheduled' }, { status: 'running' })).toBe(true);
		expect(lines().length).toBeLessThan(before - 400);
		await expect(open().read('goals_tracker')).rejects.toMatchObject({ code: 'LEDGER_CELL_INVALID' });
		// And when Google refuses whatever comes after the write.
		await writeMuch(open());
		now += 20 * 60_000;
		let hasWritten = false;
		const denied = open(async (config) => {
			if (hasWritten) return { status: 403, statusText: '', headers: {}, data: '{}', config };
			hasWritten = /:batchUpdate/.test(config.url ?? '');
			return await sheetsInProcess(store)(config);
		});
		expect(await denied.transition('run_log', 'r8', { status: 'scheduled' }, { status: 'running' })).toBe(true);
		expect((await open().read('run_log', { runId: 'r8' }))[0]?.status).toBe('running');
	});

	it('is tidied up by one of several who see that it is time', async () => {
		await writeMuch(open());
		now += 20 * 60_000;
		const ledgers = [open(), open(), open()];
		await Promise.all(
			ledgers.map(async (ledger, index) => ledger.update('run_log', [{ key: `r${index}`, values: { attempts: 2 } }])),
		);
		expect(lines().filter(([, what = '']) => what.includes('"kind":"cut"'))).toHaveLength(1);
		const runs = await open().read('run_log');
		expect(runs.filter(({ attempts }) => attempts === 2).map(({ runId }) => runId)).toEqual(['r0', 'r1', 'r2']);
		expect(runs).toHaveLength(ROWS);
	});
});
