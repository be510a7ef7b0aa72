import type { GoogleSheetsClient } from '../../../clients/googleSheets/client';
import { startServers, type Servers } from '../../../sandbox/servers';
import { columnsOf } from '../../../ledger/schema';
import type { Ledger } from '../../../ledger/ledger';
import { sampleRun } from '../../contract/sampleRows';
import { sheetHand, type SheetHand } from '../../contract/sheetHand';
import { newSpreadsheet, sheetsClient, sheetsLedger } from '../../contract/sheetsHarness';

let servers: Servers;
beforeAll(async () => {
	servers = await startServers({ now: '2026-11-20T03:00:00.000Z' });
});
afterAll(async () => {
	await servers.stop();
});

type Act = (hand: SheetHand, sheetId: number) => Promise<void>;
const rows = (startIndex: number, endIndex: number, sheetId: number) => ({ sheetId, dimension: 'ROWS', startIndex, endIndex });

/** What an owner can do to a tab between two calls of the ledger. `lost`: keys that are gone afterwards. */
const MOVES: [what: string, act: Act, lost?: readonly string[]][] = [
	[
		'sorts upside down',
		async (hand, sheetId) => {
			const range = { sheetId, startRowIndex: 1 };
			await hand.change({ sortRange: { range, sortSpecs: [{ dimensionIndex: 0, sortOrder: 'DESCENDING' }] } });
		},
	],
	['inserts rows at the top', async (hand, sheetId) => hand.change({ insertDimension: { range: rows(1, 3, sheetId) } })],
	[
		'drags the first row down',
		async (hand, sheetId) => hand.change({ moveDimension: { source: rows(1, 2, sheetId), destinationIndex: 4 } }),
	],
	['deletes the first row', async (hand, sheetId) => hand.change({ deleteDimension: { range: rows(1, 2, sheetId) } }), ['r1']],
	[
		'deletes the last rows',
		async (hand, sheetId) => hand.change({ deleteDimension: { range: rows(4, 100, sheetId) } }),
		['r4', 'r5', 'r6'],
	],
	[
		'inserts a column of his own',
		async (hand, sheetId) => {
			await hand.change({ insertDimension: { range: { sheetId, dimension: 'COLUMNS', startIndex: 0, endIndex: 1 } } });
			await hand.type('run_log', 1, 0, 'memo');
		},
	],
	[
		'inserts a column without a title',
		async (hand, sheetId) =>
			hand.change({ insertDimension: { range: { sheetId, dimension: 'COLUMNS', startIndex: 3, endIndex: 4 } } }),
	],
	[
		'moves columns',
		async (hand, sheetId) =>
			hand.change({
				moveDimension: { source: { sheetId, dimension: 'COLUMNS', startIndex: 0, endIndex: 9 }, destinationIndex: 14 },
			}),
	],
	[
		'renames the tab',
		async (hand, sheetId) =>
			hand.change({ updateSheetProperties: { properties: { sheetId, title: "Läufe '26" }, fields: 'title' } }),
	],
	[
		'filters rows away',
		async (hand, sheetId) => {
			const filterSpecs = [{ columnIndex: 0, filterCriteria: { hiddenValues: ['r2', 'r4'] } }];
			await hand.change({ setBasicFilter: { filter: { range: { sheetId, startRowIndex: 0 }, filterSpecs } } });
		},
	],
	[
		'hides rows',
		async (hand, sheetId) =>
			hand.change({
				updateDimensionProperties: { range: rows(1, 4, sheetId), properties: { hiddenByUser: true }, fields: 'hiddenByUser' },
			}),
	],
	[
		'adds a note below',
		async (hand) => hand.append('run_log', [...columnsOf('run_log').map(() => ''), 'ask Mr. Sato about this']),
	],
	['leaves a blank row in the middle', async (hand, sheetId) => hand.change({ insertDimension: { range: rows(3, 4, sheetId) } })],
];

/** Done twice, what takes a row away takes two. */
const REPEATED = MOVES.filter(([, , lost]) => lost === undefined);

describe.each([
	['between looking and writing', [1], MOVES],
	['then, and again while it puts things right', [1, 2], REPEATED],
	['right before the answer is lost', [1], MOVES],
] as const)('an owner who works in the tab %s', (when, moments: readonly number[], moves: typeof MOVES) => {
	let spreadsheetId: string;
	let hand: SheetHand;
	let watcher: Ledger;
	beforeEach(async () => {
		spreadsheetId = await newSpreadsheet(servers);
		hand = sheetHand(servers, spreadsheetId);
		watcher = sheetsLedger(sheetsClient(servers, spreadsheetId));
		await watcher.setUp();
		await watcher.insert(
			'run_log',
			[1, 2, 3, 4, 5].map((n) => sampleRun(`r${n}`, { attempts: n, cost: n * 10, error: `e${n}` })),
		);
	});

	/** A ledger that has read the table, and an owner who acts right before its next changes. */
	const disturbed = async (act: Act): Promise<Ledger> => {
		const client = sheetsClient(servers, spreadsheetId);
		const sheetId = await hand.sheetId('run_log');
		let changes = 0;
		const sheets: GoogleSheetsClient = {
			...client,
			change: async (...call) => {
				if (moments.includes(changes + 1)) {
					await act(hand, sheetId);
					if (when === 'right before the answer is lost') {
						servers.control.addFault({ service: 'sheets', loseResponse: true, method: 'POST', path: ':batchUpdate' });
					}
				}
				changes++;
				return await client.change(...call);
			},
		};
		const ledger = sheetsLedger(sheets);
		await ledger.read('run_log');
		return ledger;
	};

	const all = async () => new Map((await watcher.read('run_log')).map((run) => [run.runId, run]));

	it.each(moves)('%s: a transition, a new row and what else stands there come out right', async (_what, act, lost = []) => {
		const ledger = await disturbed(act);
		const won = await ledger.transition(
			'run_log',
			'r4',
			{ status: 'scheduled' },
			{ status: 'running', attempts: 9, error: null },
		);
		expect(won).toBe(!lost.includes('r4'));
		const expected = new Map(
			[1, 2, 3, 4, 5].map((n) => [`r${n}`, sampleRun(`r${n}`, { attempts: n, cost: n * 10, error: `e${n}` })]),
		);
		expected.set('r4', sampleRun('r4', { attempts: 9, cost: 40, status: 'running' }));
		for (const key of lost) expected.delete(key);
		expect(await all()).toEqual(expected);
	});

	it.each(moves)('%s: a row is added once', async (_what, act, lost = []) => {
		const ledger = await disturbed(act);
		expect(await ledger.insert('run_log', [sampleRun('r6'), sampleRun('r2')])).toEqual(['r6']);
		const expected = [...['r1', 'r2', 'r3', 'r4', 'r5'].filter((key) => !lost.includes(key)), 'r6'];
		expect([...(await all()).keys()].toSorted()).toEqual(expected);
		expect((await all()).get('r6')).toEqual(sampleRun('r6'));
		const raw = (await hand.rows((await hand.titles()).find((title) => /run_log|Läufe/.test(title)) ?? '')).flat();
		expect(raw.filter((cell) => cell === 'r6')).toHaveLength(1);
	});

	it.each(moves)('%s: an update hits its row', async (_what, act, lost = []) => {
		const ledger = await disturbed(act);
		await ledger.update('run_log', [
			{ key: 'r5', values: { cost: 7 } },
			{ key: 'r2', values: { cost: 8 } },
		]);
		const costs = [...(await all()).values()].map(({ runId, cost }) => `${runId} ${cost}`).toSorted();
		expect(costs).toEqual(['r1 10', 'r2 8', 'r3 30', 'r4 40', 'r5 7'].filter((line) => !lost.includes(line.slice(0, 2))));
	});

	/** Types into a cell, wherever row and column stand. */
	const typing =
		(key: string, column: string, value: string | number): Act =>
		async (hand) => {
			const lines = await hand.rows('run_log');
			const at = (name: string): number => lines[0]?.indexOf(name) ?? -1;
			await hand.type('run_log', lines.findIndex((cells) => cells[at('run_id')] === key) + 1, at(column), value);
		};

	it('types into the cell that a transition goes by: he is heard, and nothing else is written', async () => {
		const ledger = await disturbed(typing('r4', 'status', 'stopped'));
		expect(await ledger.transition('run_log', 'r4', { status: 'scheduled' }, { status: 'running', attempts: 9 })).toBe(false);
		expect((await all()).get('r4')).toEqual(sampleRun('r4', { attempts: 4, cost: 40, error: 'e4', status: 'stopped' }));
	});

	it('types into other cells, of the row and of others: both stay', async () => {
		const ledger = await disturbed(async (hand, sheetId) => {
			await typing('r4', 'cost', 77)(hand, sheetId);
			await typing('r2', 'status', 'stopped')(hand, sheetId);
		});
		expect(await ledger.transition('run_log', 'r4', { status: 'scheduled' }, { status: 'running', attempts: 9 })).toBe(true);
		expect((await all()).get('r4')).toEqual(sampleRun('r4', { attempts: 9, cost: 77, error: 'e4', status: 'running' }));
		expect((await all()).get('r2')?.status).toBe('stopped');
	});

	it('types and sorts: what he typed stays in its row', async () => {
		const ledger = await disturbed(async (hand, sheetId) => {
			await typing('r4', 'error', 'ask Mr. Sato')(hand, sheetId);
			const range = { sheetId, startRowIndex: 1 };
			await hand.change({ sortRange: { range, sortSpecs: [{ dimensionIndex: 0, sortOrder: 'DESCENDING' }] } });
		});
		await ledger.update('run_log', [{ key: 'r4', values: { cost: 7 } }]);
		expect([...(await all()).values()].map(({ runId, cost, error }) => [runId, cost, error]).toSorted()).toEqual([
			['r1', 10, 'e1'],
			['r2', 20, 'e2'],
			['r3', 30, 'e3'],
			['r4', 7, 'ask Mr. Sato'],
			['r5', 50, 'e5'],
		]);
	});
});
