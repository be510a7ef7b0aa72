import { createGoogleSheetsClient, type GoogleSheetsClient } from '../../../clients/googleSheets/client';
import { createQuota } from '../../../clients/googleSheets/quota';
import { createGoogleSheetsLedger } from '../../../ledger/googleSheets';
import type { Ledger } from '../../../ledger/ledger';
import { Book, type KnownJournal } from '../../../ledger/sheets/book';
import { SpreadsheetStore } from '../../../sandbox/sheets/store';
import { sheetsInProcess } from '../../contract/inProcess';
import { sampleRun } from '../../contract/sampleRows';

describe('reading a spreadsheet', () => {
	const store = new SpreadsheetStore('book', 'forbidden');
	const sleep = async (): Promise<void> => Promise.resolve();
	const client = () =>
		createGoogleSheetsClient({
			spreadsheetId: 'book',
			rootUrl: 'http://google.example/',
			adapter: sheetsInProcess(store),
			sleep,
			random: () => 0.5,
			clockMs: () => 0,
			quota: createQuota(() => 0, Number.MAX_SAFE_INTEGER),
		});
	let ids = 0;
	const open = (): Ledger =>
		createGoogleSheetsLedger({
			sheets: client(),
			now: () => '2026-11-20T03:00:00.000Z',
			randomId: (size) => String(++ids).padStart(size, 'x'),
			sleep,
		});
	const write = async (ledger: Ledger, times: number): Promise<void> => {
		for (let value = 0; value < times; value++) await ledger.update('run_log', [{ key: 'r1', values: { cost: value } }]);
	};

	it('knows the whole journal however many reads are under way when it turns out that much is new', async () => {
		const writer = open();
		await writer.setUp();
		await writer.insert('run_log', [sampleRun('r1')]);
		const book = new Book(client(), null);
		await book.read(['run_log']);
		await write(writer, 60);
		const pages = await Promise.all([book.read(['run_log']), book.read(['settings']), book.read([])]);
		const whole = await new Book(client(), null).read([]);
		// Two lines for each of them: more than a read takes at first.
		expect(whole.journal.length).toBeGreaterThan(60);
		expect(pages.map(({ journal }) => journal.map(({ nonce }) => nonce))).toEqual(
			pages.map(() => whole.journal.map(({ nonce }) => nonce)),
		);
		await write(writer, 5);
		expect((await book.read([])).journal).toHaveLength(whole.journal.length + 5);
	});

	it('reads of a journal that another execution has read only what is new', async () => {
		const writer = open();
		await writer.setUp();
		await write(writer, 60);
		const journal: KnownJournal = { batches: [] };
		const lines: number[] = [];
		const counting = (): GoogleSheetsClient => {
			const inner = client();
			return {
				...inner,
				read: async (areas) => {
					const tabs = await inner.read(areas);
					lines.push(tabs.at(-1)?.rows.length ?? 0);
					return tabs;
				},
			};
		};
		const first = await new Book(counting(), null, journal).read([]);
		await write(writer, 5);
		const second = await new Book(counting(), null, journal).read([]);
		expect(second.journal).toHaveLength(first.journal.length + 5);
		expect(lines[0]).toBeGreaterThan(100);
		expect(lines.slice(1)).toEqual([90]);
	});
});
