import type { AxiosAdapter } from 'axios';
import { createGoogleSheetsClient } from '../../../clients/googleSheets/client';
import { createQuota } from '../../../clients/googleSheets/quota';
import { createN8nApiClient } from '../../../clients/n8nApi/client';
import { createDataTablesLedger } from '../../../ledger/dataTables';
import { createGoogleSheetsLedger } from '../../../ledger/googleSheets';
import type { Ledger } from '../../../ledger/ledger';
import { tabId } from '../../../ledger/sheets/tabs';
import { batchUpdate } from '../../../sandbox/sheets/batchUpdate';
import { SpreadsheetStore } from '../../../sandbox/sheets/store';
import { dataTablesInProcess, sheetsInProcess } from '../../contract/inProcess';
import { type FaultCount, faultyAdapter } from '../../contract/faultyAdapter';
import { counterKey, stress } from '../../contract/stress';

const WRITERS = 8;
const OPERATIONS = 10_000;
const FAULTS = 0.3;

/** A repeatable source of numbers (mulberry32). */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/**
 * Time that goes on only while somebody waits for it, half a second with each turn of the event loop: leases and waits take no
 * time here, and with the same seed the same things meet.
 */
function virtualTime(): { now: () => string; nowMs: () => number; sleep: (ms: number) => Promise<void> } {
	let present = Date.parse('2026-11-20T03:00:00.000Z');
	let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
	const turn = (): void => {
		present += 500;
		const due = sleepers.filter(({ at }) => at <= present);
		sleepers = sleepers.filter(({ at }) => at > present);
		for (const { wake } of due) wake();
		if (sleepers.length > 0) setImmediate(turn);
	};
	const sleep = async (ms: number): Promise<void> => {
		if (sleepers.length === 0) setImmediate(turn);
		await new Promise<void>((wake) => sleepers.push({ at: present + ms, wake }));
	};
	// A library that waits for no time between two tries waits for the machine's clock, and how busy it is would tell who comes first.
	jest.spyOn(globalThis, 'setTimeout').mockImplementation(((wake: () => void, ms = 0) => {
		void sleep(ms).then(wake);
	}) as typeof setTimeout);
	return { now: () => new Date(present).toISOString(), nowMs: () => present, sleep };
}

const randomIds =
	(random: () => number) =>
	(size: number): string =>
		Array.from({ length: size }, () => Math.floor(random() * 32).toString(32)).join('');

/** Somebody who works in the tab while it is written. */
interface Owner {
	/** Every now and then rows, columns or the title are others, or something is typed. */
	readonly between: (operation: number) => void;
	/** What he typed into the column `error`, by key. */
	readonly typed: ReadonlyMap<string, string>;
	/** What stands in his own column beside a key and belongs to another, or is gone. */
	readonly strayed: () => string[];
}

const MEMO = 'memo';
/** He does something each so many operations, and once in a while works without a pause. */
const isAtWork = (operation: number): boolean => operation % (operation % 5_000 < 4_700 ? 40 : 5) === 0;

function owner(store: SpreadsheetStore, random: () => number): Owner {
	const sheetId = tabId('run_log');
	const typed = new Map<string, string>();
	const memos = new Set<string>();
	const act = (...requests: object[]): void => store.put(batchUpdate(store.require('book'), requests).workbook);
	const range = (dimension: string, startIndex: number, endIndex: number) => ({ sheetId, dimension, startIndex, endIndex });
	const lines = (): string[][] =>
		(store.require('book').sheets.find((sheet) => sheet.sheetId === sheetId)?.rows ?? []).map((cells) =>
			Array.from(cells, (cell) => String(cell?.value ?? '')),
		);
	/** Types beside a key, if he finds it. */
	const type = (key: string, column: string, stringValue: string): boolean => {
		const rows = lines();
		const keyIndex = rows[0]?.indexOf('run_id') ?? -1;
		const rowIndex = rows.findIndex((cells) => cells[keyIndex] === key);
		const columnIndex = rows[0]?.indexOf(column) ?? -1;
		if (rowIndex < 1 || columnIndex < 0) return false;
		const values = [{ userEnteredValue: { stringValue } }];
		act({ updateCells: { start: { sheetId, rowIndex, columnIndex }, rows: [{ values }], fields: 'userEnteredValue' } });
		return true;
	};
	const anyRow = (): number => 1 + Math.floor(random() * 40);
	const insertBlank = (): void => {
		const row = anyRow();
		act({ insertDimension: { range: range('ROWS', row, row + 2) } });
	};
	/** Rows in which he sees nothing. */
	const deleteBlank = (): void => {
		const rows = lines();
		const row = rows.findIndex((cells, index) => index > 0 && cells.every((cell) => cell === ''));
		if (row > 0) act({ deleteDimension: { range: range('ROWS', row, row + 1) } });
	};
	const filter = (): void => {
		const columnIndex = lines()[0]?.indexOf('run_id') ?? 0;
		const filterSpecs = [{ columnIndex, filterCriteria: { hiddenValues: [anyKey(), anyKey()] } }];
		act({ setBasicFilter: { filter: { range: { sheetId }, filterSpecs } } });
	};
	const hide = (): void => {
		const row = anyRow();
		const properties = { hiddenByUser: random() < 0.7 };
		act({ updateDimensionProperties: { range: range('ROWS', row, row + 3), properties, fields: 'hiddenByUser' } });
	};
	const anyKey = (): string => counterKey(Math.floor(random() * 24));
	const typeError = (): void => {
		const [key, text] = [anyKey(), `typed ${random()}`];
		if (type(key, 'error', text)) typed.set(key, text);
	};
	const typeMemo = (): void => {
		const key = anyKey();
		if (type(key, MEMO, `${MEMO} of ${key}`)) memos.add(key);
	};
	const acts = [
		() => act({ sortRange: { range: { sheetId, startRowIndex: 1 }, sortSpecs: [{ dimensionIndex: Math.floor(random() * 6) }] } }),
		insertBlank,
		deleteBlank,
		filter,
		hide,
		() => act({ moveDimension: { source: range('ROWS', 1, 4), destinationIndex: 20 } }),
		() => act({ moveDimension: { source: range('COLUMNS', 3, 5), destinationIndex: 9 } }),
		() => act({ updateSheetProperties: { properties: { sheetId, title: `runs ${random()}` }, fields: 'title' } }),
		typeError,
		typeMemo,
	];
	return {
		typed,
		between: (operation) => {
			if (operation === 20) {
				act({ insertDimension: { range: range('COLUMNS', 2, 3) } });
				const start = { sheetId, rowIndex: 0, columnIndex: 2 };
				const values = [{ userEnteredValue: { stringValue: MEMO } }];
				act({ updateCells: { start, rows: [{ values }], fields: 'userEnteredValue' } });
			}
			if (isAtWork(operation)) acts[Math.floor(random() * acts.length)]?.();
		},
		strayed: () => {
			const rows = lines();
			const [keyIndex, memoIndex] = [rows[0]?.indexOf('run_id') ?? -1, rows[0]?.indexOf(MEMO) ?? -1];
			const found = rows.slice(1).map((cells) => ({ key: cells[keyIndex] ?? '', memo: cells[memoIndex] ?? '' }));
			const gone = [...memos].filter((key) => !found.some(({ memo }) => memo === `${MEMO} of ${key}`));
			const wrong = found.filter(({ key, memo }) => memo !== '' && memo !== `${MEMO} of ${key}`);
			return [...gone, ...wrong.map(({ key, memo }) => `${key}: ${memo}`)];
		},
	};
}

afterEach(() => {
	jest.restoreAllMocks();
});

describe('eight writers, and thirty calls in a hundred go wrong', () => {
	it('leaves n8n’s data tables as the model says, after ten thousand', async () => {
		const random = seeded(1);
		const { sleep } = virtualTime();
		const randomId = randomIds(random);
		const count: FaultCount = { calls: 0, faults: 0 };
		const inner = dataTablesInProcess();
		const open = (adapter: AxiosAdapter): Ledger =>
			createDataTablesLedger({
				api: createN8nApiClient({ baseUrl: 'http://n8n.example', adapter, sleep, random, maxRetries: 8, maxWaitMs: 600_000 }),
				randomId,
			});
		await open(inner).setUp();
		const writers = Array.from({ length: WRITERS }, () => open(faultyAdapter(inner, FAULTS, random, count)));
		await stress({ writers, operations: OPERATIONS, random });
		expect(count.faults / count.calls).toBeGreaterThan(0.28);
	}, 900_000);

	it('leaves a spreadsheet as the model says, after ten thousand, while its owner sorts, filters, hides, inserts and types', async () => {
		const random = seeded(2);
		const { now, nowMs, sleep } = virtualTime();
		const randomId = randomIds(random);
		const count: FaultCount = { calls: 0, faults: 0 };
		const store = new SpreadsheetStore('book', 'forbidden');
		const inner = sheetsInProcess(store);
		const open = (adapter: AxiosAdapter): Ledger =>
			createGoogleSheetsLedger({
				sheets: createGoogleSheetsClient({
					spreadsheetId: 'book',
					rootUrl: 'http://google.example/',
					adapter,
					sleep,
					random,
					clockMs: nowMs,
					quota: createQuota(nowMs, Number.MAX_SAFE_INTEGER),
					maxWaitMs: 600_000,
				}),
				now,
				randomId,
				sleep,
			});
		await open(inner).setUp();
		const writers = Array.from({ length: WRITERS }, () =>
			open(faultyAdapter(inner, FAULTS, random, count, async () => await sleep(1_000 + 6_000 * random()))),
		);
		const { between, typed, strayed } = owner(store, random);
		const watcher = open(inner);
		const unreadable: unknown[] = [];
		const look = (operation: number): void => {
			between(operation);
			if (isAtWork(operation)) void watcher.read('run_log').catch((error: unknown) => unreadable.push(error));
		};
		await stress({ writers, operations: OPERATIONS, random, between: look, typed });
		expect(unreadable).toEqual([]);
		expect(typed.size).toBeGreaterThan(10);
		// Whoever writes next puts right what the last ones may have left.
		await sleep(120_000);
		expect(await open(inner).transition('run_log', counterKey(0), { attempts: -1 }, { attempts: -1 })).toBe(false);
		expect(strayed()).toEqual([]);
		expect(count.faults / count.calls).toBeGreaterThan(0.28);
	}, 900_000);
});
