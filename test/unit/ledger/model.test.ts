import fc from 'fast-check';
import { startServers, type Servers } from '../../../sandbox/servers';
import type { Run } from '../../../core/types';
import type { Ledger } from '../../../ledger/ledger';
import { sampleRun } from '../../contract/sampleRows';
import { newSpreadsheet, sheetsClient, sheetsLedger } from '../../contract/sheetsHarness';
import { createMemoryLedger } from '../../helpers/memoryLedger';

/** What may happen to a ledger, one thing after the other. */
type Operation =
	| { readonly name: 'insert' | 'upsert'; readonly rows: readonly Run[] }
	| { readonly name: 'update'; readonly key: string; readonly values: Partial<Run> }
	| { readonly name: 'transition'; readonly key: string; readonly expected: Partial<Run>; readonly values: Partial<Run> }
	| {
			readonly name: 'transitionAll';
			readonly keys: readonly string[];
			readonly expected: Partial<Run>;
			readonly values: Partial<Run>;
	  };

const key = fc.constantFrom('r1', 'r2', 'r3');
const values: fc.Arbitrary<Partial<Run>> = fc.record(
	{
		status: fc.constantFrom('scheduled', 'running', 'failed'),
		attempts: fc.nat(3),
		error: fc.option(fc.constantFrom('=1+1', '', '日本語🎉', "'"), { nil: null }),
		cost: fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { nil: null }),
		params: fc.dictionary(fc.constantFrom('a', 'b'), fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
	},
	{ requiredKeys: [] },
);
const expected = values.map(({ params: _params, ...scalars }) => scalars);
const row = fc.tuple(key, values).map(([runId, fields]) => sampleRun(runId, fields));
const operation: fc.Arbitrary<Operation> = fc.oneof(
	fc.record({ name: fc.constantFrom('insert', 'upsert'), rows: fc.array(row, { maxLength: 3 }) }),
	fc.record({ name: fc.constant('update'), key, values }),
	fc.record({ name: fc.constant('transition'), key, expected, values }),
	fc.record({ name: fc.constant('transitionAll'), keys: fc.uniqueArray(key), expected, values }),
);

async function carryOut(ledger: Ledger, step: Operation): Promise<unknown> {
	switch (step.name) {
		case 'insert':
			return await ledger.insert('run_log', step.rows);
		case 'upsert':
			return await ledger.upsert('run_log', step.rows);
		case 'update':
			return await ledger.update('run_log', [{ key: step.key, values: step.values }]);
		case 'transition':
			return await ledger.transition('run_log', step.key, step.expected, step.values);
		case 'transitionAll':
			return await ledger.transitionAll(
				'run_log',
				step.keys.map((runId) => ({ key: runId, expected: step.expected, values: step.values })),
			);
	}
}

describe('a ledger in a spreadsheet', () => {
	let servers: Servers;
	beforeAll(async () => {
		servers = await startServers({ now: '2026-11-20T03:00:00.000Z' });
	});
	afterAll(async () => {
		await servers.stop();
	});

	it('does the same as one in memory, whatever is done to it', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(operation, { maxLength: 8 }), async (steps) => {
				const memory = createMemoryLedger();
				const sheets = sheetsLedger(sheetsClient(servers, await newSpreadsheet(servers)));
				await Promise.all([memory.setUp(), sheets.setUp()]);
				for (const step of steps) expect(await carryOut(sheets, step)).toEqual(await carryOut(memory, step));
				expect(await sheets.read('run_log')).toEqual(await memory.read('run_log'));
			}),
			{ numRuns: 25 },
		);
	}, 60_000);
});
