import { randomBytes } from 'node:crypto';
import type { AxiosAdapter } from 'axios';
import { createGoogleSheetsClient } from '../../../clients/googleSheets/client';
import { createN8nApiClient } from '../../../clients/n8nApi/client';
import { createDataTablesLedger } from '../../../ledger/dataTables';
import { createGoogleSheetsLedger } from '../../../ledger/googleSheets';
import type { Ledger } from '../../../ledger/ledger';
import { SpreadsheetStore } from '../../../sandbox/sheets/store';
import { dataTablesInProcess, sheetsInProcess } from '../../contract/inProcess';
import { type FaultCount, faultyAdapter } from '../../contract/faultyAdapter';
import { stress } from '../../contract/stress';

const WRITERS = 8;
const OPERATIONS = 10_000;
/** Fewer: each is several calls through the client library, 15 ms of computing. */
const OPERATIONS_ON_SHEETS = 600;
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

const randomId = (size: number): string => randomBytes(size).toString('hex').slice(0, size);
/** Time goes two hundred times as fast, leases and waits alike: what is waited for takes no time here either. */
const SPEED = 200;
const sleep = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms / SPEED));
const STARTED = Date.now();
const now = (): string => new Date(STARTED + (Date.now() - STARTED) * SPEED).toISOString();

describe('eight writers, and thirty calls in a hundred go wrong', () => {
	it('leaves n8n’s data tables as the model says, after ten thousand', async () => {
		const random = seeded(1);
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
	}, 400_000);

	it('leaves a spreadsheet as the model says, after six hundred', async () => {
		const random = seeded(2);
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
					clockMs: Date.now,
					callsPerMinute: Number.MAX_SAFE_INTEGER,
					maxWaitMs: 600_000,
				}),
				now,
				randomId,
				sleep,
			});
		await open(inner).setUp();
		const writers = Array.from({ length: WRITERS }, () => open(faultyAdapter(inner, FAULTS, random, count)));
		await stress({ writers, operations: OPERATIONS_ON_SHEETS, random });
		expect(count.faults / count.calls).toBeGreaterThan(0.28);
	}, 400_000);
});
