import { randomBytes } from 'node:crypto';
import type { AxiosAdapter } from 'axios';
import { createN8nApiClient } from '../../../clients/n8nApi/client';
import { createDataTablesLedger } from '../../../ledger/dataTables';
import type { Ledger } from '../../../ledger/ledger';
import { dataTablesInProcess } from '../../contract/inProcess';
import { type FaultCount, faultyAdapter } from '../../contract/faultyAdapter';
import { stress } from '../../contract/stress';

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

const randomId = (size: number): string => randomBytes(size).toString('hex').slice(0, size);
/** Waits are two hundred times as short: what is waited for takes no time here either. */
const SPEED = 200;
const sleep = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms / SPEED));

describe('eight writers, ten thousand operations, thirty calls in a hundred go wrong', () => {
	it('leaves n8n’s data tables as the model says', async () => {
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
});
