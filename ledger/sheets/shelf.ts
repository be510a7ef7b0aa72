import type { Clock } from '../../core/ports';
import type { TableName } from '../ledger';
import type { Page } from './book';
import type { Grid } from './grid';

export type Latest = Pick<Page, 'journal' | 'journalTab'>;

/** Tables read or written a short while ago, so that a write need not read them again. Where they changed, the write sees it. */
export interface Shelf {
	put(page: Page): void;
	/** Takes tables off the shelf; `null` unless all are there and fresh. What changes them puts them back. */
	take(tables: readonly TableName[]): Page | null;
	/** Those of the tables that `take` would not give in a moment. */
	missing(tables: readonly TableName[]): readonly TableName[];
	clear(): void;
	/** The journal as it was read last. */
	latest(): Latest | null;
}

/** Longer than that, and rows that people added meanwhile would be missed too easily. */
const FRESH_MS = 30_000;
/** As long as it may take to decide what is written. */
const MOMENT_MS = 5_000;

export function createShelf(now: Clock): Shelf {
	const grids = new Map<TableName, Grid>();
	/** When each was read: writing a table again does not make it fresher. */
	const readAt = new WeakMap<Grid, number>();
	let latest: Latest | null = null;
	return {
		put: (page) => {
			for (const [table, grid] of page.grids) {
				if (!readAt.has(grid)) readAt.set(grid, Date.parse(now()));
				grids.set(table, grid);
			}
			latest = { journal: page.journal, journalTab: page.journalTab };
		},
		take: (tables) => {
			const found = tables.map((table) => [table, grids.get(table)] as const);
			for (const table of tables) grids.delete(table);
			const oldest = Date.parse(now()) - FRESH_MS;
			const fresh = found.flatMap(([table, grid]): [TableName, Grid][] =>
				grid && (readAt.get(grid) ?? 0) >= oldest ? [[table, grid]] : [],
			);
			return latest && fresh.length === tables.length ? { ...latest, grids: new Map(fresh) } : null;
		},
		missing: (tables) => {
			const oldest = Date.parse(now()) + MOMENT_MS - FRESH_MS;
			return tables.filter((table) => {
				const grid = grids.get(table);
				return !grid || (readAt.get(grid) ?? 0) < oldest;
			});
		},
		clear: () => {
			grids.clear();
			latest = null;
		},
		latest: () => latest,
	};
}
