import fc from 'fast-check';
import type { GoogleSheetsClient, SheetCell } from '../../../clients/googleSheets/client';
import { AutopilotError } from '../../../core/errors';
import { CLAIMS_HEADER, holderOf, writeExclusively } from '../../../ledger/sheets/claims';

const at = (minutes: number, nonce = '') => ({
	nonce,
	claimedAt: new Date(Date.UTC(2026, 10, 20) + minutes * 60_000).toISOString(),
});

describe('who holds a row', () => {
	it.each<[string, readonly number[], number | undefined]>([
		['nobody without a claim', [], undefined],
		['the only claim', [0], 0],
		['the first of several', [0, 1, 9], 0],
		['still the first at the end of its lease', [0, 10], 0],
		['a claim made after the lease of the first', [0, 11], 1],
		['the first claim after the lease, not a later one', [0, 5, 11, 12], 2],
		['a claim after the lease of the one that took over', [0, 11, 22], 2],
	])('%s', (_who, minutes, holder) => {
		const claims = minutes.map((minute) => at(minute));
		expect(holderOf(claims)).toBe(holder === undefined ? undefined : claims[holder]);
	});

	it('does not change by claims that come within its lease', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(10), { minLength: 1 }), fc.nat(10), (minutes, later) => {
				const claims = minutes.map((minute) => at(minute));
				expect(holderOf([...claims, at(later)])).toBe(holderOf(claims));
			}),
		);
	});
});

/** Two tabs in memory; `before` runs ahead of each read. */
function spreadsheet(claims: SheetCell[][], options: { before?: () => void; appendFails?: 'lost' | 'arrived' } = {}) {
	const row: SheetCell[] = ['scheduled'];
	const tab = [[...CLAIMS_HEADER] as SheetCell[], ...claims];
	const sheets: GoogleSheetsClient = {
		spreadsheetId: 's',
		tabs: async () => [],
		read: async () => {
			options.before?.();
			return new Map([
				['_claims', tab.map((cells) => [...cells])],
				['t', [[...row]]],
			]);
		},
		append: async (_tab, rows) => {
			if (options.appendFails !== 'lost') tab.push(...rows.map((cells) => [...cells]));
			if (options.appendFails) throw new AutopilotError('API_UNREACHABLE', 'no answer');
			return tab.length;
		},
		write: async (cells) => {
			for (const cell of cells) {
				if (cell.tab === 't') row[cell.column] = cell.value;
				else (tab[cell.row - 1] ?? [])[cell.column] = cell.value;
			}
		},
		change: async () => undefined,
	};
	const waits: number[] = [];
	const ports = {
		sheets,
		now: () => at(3).claimedAt,
		randomId: () => 'mine',
		sleep: async (ms: number) => {
			waits.push(ms);
		},
	};
	const write = async (): Promise<boolean> =>
		await writeExclusively(ports, 't', 'k', ([cells]) =>
			cells?.[0] === 'scheduled' ? [{ tab: 't', row: 1, column: 0, value: 'running' }] : null,
		);
	return { write, row, tab, waits };
}

const OTHERS = (minute: number, released: SheetCell = ''): SheetCell[] => ['t:k', 'other', at(minute).claimedAt, released];

describe('writing exclusively', () => {
	it('writes and releases its claim when nobody else claimed', async () => {
		const { write, row, tab } = spreadsheet([['t:else', 'x', at(0).claimedAt, '']]);
		expect(await write()).toBe(true);
		expect(row).toEqual(['running']);
		expect(tab.at(-1)).toEqual(['t:k', 'mine', at(3).claimedAt, true]);
	});

	it('passes over released claims', async () => {
		const { write, row } = spreadsheet([OTHERS(0, true)]);
		expect(await write()).toBe(true);
		expect(row).toEqual(['running']);
	});

	it('waits for the holder and sees what it wrote', async () => {
		let reads = 0;
		const others = OTHERS(2);
		const store = spreadsheet([others], {
			before: () => {
				if (++reads === 3) {
					others[3] = true;
					store.row[0] = 'running';
				}
			},
		});
		expect(await store.write()).toBe(false);
		expect(store.waits).toEqual([400, 400]);
		expect(store.tab.at(-1)?.[3]).toBe(true);
	});

	it('gets its turn when the holder leaves the row as it was', async () => {
		let reads = 0;
		const others = OTHERS(2);
		const store = spreadsheet([others], {
			before: () => {
				if (++reads === 2) others[3] = true;
			},
		});
		expect(await store.write()).toBe(true);
		expect(store.row).toEqual(['running']);
	});

	it('takes over from a writer that died', async () => {
		const { write, row } = spreadsheet([OTHERS(-8)]);
		expect(await write()).toBe(true);
		expect(row).toEqual(['running']);
	});

	it('gives up on a row that stays held, leaving nothing behind', async () => {
		const { write, row, tab, waits } = spreadsheet([OTHERS(2)]);
		await expect(write()).rejects.toMatchObject({ code: 'LEDGER_CONFLICT', retryable: true, details: { table: 't', row: 'k' } });
		expect(row).toEqual(['scheduled']);
		expect(tab.at(-1)?.[3]).toBe(true);
		expect(waits.length).toBeLessThan(30);
	});

	it('finds its claim when only the answer to the append was lost, and fails when the append was', async () => {
		const arrived = spreadsheet([], { appendFails: 'arrived' });
		expect(await arrived.write()).toBe(true);
		const lost = spreadsheet([], { appendFails: 'lost' });
		await expect(lost.write()).rejects.toMatchObject({ code: 'API_UNREACHABLE' });
		expect(lost.row).toEqual(['scheduled']);
	});
});
