import type { Clock } from '../../core/ports';
import type { TableName } from '../ledger';
import type { Page } from './book';
import type { Grid } from './grid';

/** Tables read or written a short while ago, so that a write need not read them again. Where they changed, the write sees it. */
export interface Shelf {
	put(page: Page): void;
	/** Takes tables off the shelf; `null` unless all are there and fresh. What changes them puts them back. */
	take(tables: readonly TableName[]): Page | null;
	clear(): void;
	/** The queue of writers as it was read last. */
	queue(): Pick<Page, 'claims' | 'claimsTab'> | null;
}

/** Longer than that, and rows that people added meanwhile would be missed too easily. */
const FRESH_MS = 30_000;

export function createShelf(now: Clock): Shelf {
	const grids = new Map<TableName, Grid>();
	/** When each was read: writing a table again does not make it fresher. */
	const readAt = new WeakMap<Grid, number>();
	let queue: Pick<Page, 'claims' | 'claimsTab'> | null = null;
	return {
		put: (page) => {
			for (const [table, grid] of page.grids) {
				if (!readAt.has(grid)) readAt.set(grid, Date.parse(now()));
				grids.set(table, grid);
			}
			queue = { claims: page.claims, claimsTab: page.claimsTab };
		},
		take: (tables) => {
			const found = tables.map((table) => [table, grids.get(table)] as const);
			for (const table of tables) grids.delete(table);
			const oldest = Date.parse(now()) - FRESH_MS;
			const fresh = found.flatMap(([table, grid]): [TableName, Grid][] =>
				grid && (readAt.get(grid) ?? 0) >= oldest ? [[table, grid]] : [],
			);
			return queue && fresh.length === tables.length ? { ...queue, grids: new Map(fresh) } : null;
		},
		clear: () => {
			grids.clear();
			queue = null;
		},
		queue: () => queue,
	};
}
