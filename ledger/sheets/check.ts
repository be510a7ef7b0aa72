import type { SheetCell, UpdatedRows } from '../../clients/googleSheets/client';
import { keyColumn } from '../schema';
import { type Aimed, keptAside, shownRow } from './batch';
import type { Page } from './book';
import { type Claim, readClaims } from './claims';
import { type Grid, sameHeader } from './grid';
import type { Stray } from './undo';

const keyIn = (grid: Grid, cells: readonly SheetCell[]): string =>
	String(cells[grid.columns.get(keyColumn(grid.table)) ?? -1] ?? '');

const headerKept = (grid: Grid, shown: UpdatedRows): boolean => sameHeader(shownRow(shown, grid, 0), grid.rows[0] ?? []);

/** Whether a write hit the row and the columns it was aimed at, by what the batch itself showed. */
export function hit({ grid, write, row, isNew }: Aimed, shown: UpdatedRows): boolean {
	// A new row may stand elsewhere than expected; its columns are what matters.
	return headerKept(grid, shown) && (isNew || keyIn(grid, shownRow(shown, grid, row)) === write.key);
}

/**
 * Looks, with the answer to a claim, whether the tables are still as they were read, and brings the claimed rows up to date.
 * @returns the queue; `null` when rows or columns were moved, or somebody may have added a row that we think is not there
 */
export function check(aimed: readonly Aimed[], shown: UpdatedRows, claimsId: number, nonce: string): readonly Claim[] | null {
	const rows = [...(shown.get(claimsId) ?? [])].toSorted(([a], [b]) => a - b).map(([, cells]) => cells);
	const claims = readClaims(rows);
	const others = new Set(claims.filter((claim) => claim.nonce !== nonce).map((claim) => `${claim.name}\n${claim.nonce}`));
	const added = ({ write, grid }: Aimed): boolean => {
		const prefix = `${write.table}:${write.key}\n`;
		return [...others].some((other) => other.startsWith(prefix) && !grid.settled.has(other.slice(prefix.length)));
	};
	if (!aimed.every((one) => hit(one, shown)) || aimed.some((one) => one.isNew && added(one))) return null;
	for (const { grid, row, isNew } of aimed) if (!isNew) grid.rows[row] = shownRow(shown, grid, row);
	return claims;
}

/**
 * The same after the answer to a batch was lost, by reading the tables again: a write missed where its row has not got the cells
 * under their names, and a row has them in their places that had not before.
 * @param kept the rows in which the batch kept aside what it overwrote
 */
export function checkLater(
	aimed: readonly Aimed[],
	after: Page,
	kept: readonly (readonly SheetCell[])[],
	nonce: string,
): Map<Aimed, Stray> {
	const aside = new Map(kept.entries());
	const strays = aimed.flatMap((one): [Aimed, Stray][] => {
		const { grid, write, cells } = one;
		const now = after.grids.get(write.table);
		const own = now?.rows[now.keys.get(write.key) ?? -1];
		const has = (line: readonly SheetCell[] | undefined): boolean =>
			[...cells].every(([column, value]) => (line?.[column] ?? '') === (value ?? ''));
		const hasByName = Object.entries(write.cells).every(
			([name, value]) => (own?.[now?.columns.get(name) ?? -1] ?? '') === (value ?? ''),
		);
		if (!now || hasByName) return [];
		const before = (line: readonly SheetCell[]) => grid.rows[grid.keys.get(keyIn(now, line)) ?? -1];
		const found = now.rows.find((line, index) => index > 0 && has(line) && !has(before(line)));
		// It was written, and somebody has changed or deleted it since.
		if (!found) return [];
		const was = one.isNew ? null : (keptAside(aimed, one, aside, nonce) ?? new Map((before(found) ?? []).entries()));
		const both = [...cells].map(([column, written]) => [column, { written, was: was?.get(column) ?? null }] as const);
		return [[one, { table: write.table, header: now.rows[0] ?? [], found, cells: new Map(both) }]];
	});
	return new Map(strays);
}
