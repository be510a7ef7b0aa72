import type { DataTableFilter } from '../clients/n8nApi/dataTables';
import type { RandomId } from '../core/ports';
import { chunk } from './chunk';
import { equals, KEYS_PER_CALL } from './dataTablesFilters';
import type { Row } from './rows';

/** The column in which a batch marks the rows it is about. Of no use to people; every other writer leaves it alone. */
export const MARK_COLUMN = 'claim';

/** Marking and changing are two calls, so up to two rows are cheaper one by one. */
const LEAST_TO_MARK = 3;
const MARK_LENGTH = 20;

/** One compare-and-set as cells by column name. */
export interface CellChange {
	readonly key: string;
	readonly condition: Row;
	readonly cells: Row;
}

/** What a batch needs of one data table. */
export interface BatchTable {
	readonly keyColumn: string;
	/** Sets cells of all rows that match. Calling it again does the same. */
	set(filter: DataTableFilter, cells: Row): Promise<void>;
	/** Sets cells of all rows that match, in one SQL update. @returns their keys as they are now. */
	change(filter: DataTableFilter, cells: Row): Promise<string[]>;
	/** One compare-and-set. */
	transition(change: CellChange): Promise<boolean>;
	readonly randomId: RandomId;
}

/**
 * Many compare-and-sets on a data table. n8n's filters are flat, "all of" or "any of", so "any of these keys, and still pending" is
 * two calls: the first marks the rows with a text that nobody else uses, the second changes the rows that have the mark and what
 * was expected. The second is a single SQL update and decides; a mark that somebody else overwrote in between only makes it lose.
 * @returns the keys that were changed.
 */
export async function changeMarked(table: BatchTable, changes: readonly CellChange[]): Promise<Set<string>> {
	const alike = Map.groupBy(changes, ({ condition, cells }) =>
		JSON.stringify([Object.entries(condition), Object.entries(cells)]),
	);
	const parts = [...alike.values()].flatMap((group) =>
		group.length < LEAST_TO_MARK ? group.map((change) => [change]) : chunk(group, KEYS_PER_CALL),
	);
	const won = await Promise.all(parts.map(async (part) => await changePart(table, part)));
	return new Set(won.flat());
}

/** Changes that expect and set the same. */
async function changePart(table: BatchTable, part: readonly CellChange[]): Promise<string[]> {
	const [first] = part;
	if (!first) return [];
	if (part.length === 1) return (await table.transition(first)) ? [first.key] : [];

	const mark = table.randomId(MARK_LENGTH);
	const keys = part.map(({ key }) => equals(table.keyColumn, key));
	await table.set({ type: 'or', filters: keys }, { [MARK_COLUMN]: mark });
	const marked = equals(MARK_COLUMN, mark);
	const expected = Object.entries(first.condition).map(([name, cell]) => equals(name, cell));
	const change = async (): Promise<string[]> =>
		await table.change({ type: 'and', filters: [marked, ...expected] }, { ...first.cells, [MARK_COLUMN]: null });

	const won = await change();
	const nulls = Object.keys(first.condition).filter((name) => first.condition[name] === null);
	if (won.length === part.length || nulls.length === 0) return won;
	// Cells that somebody emptied by hand hold empty text, which n8n's filter for "no value" does not match: make them null.
	for (const name of nulls) await table.set({ type: 'and', filters: [marked, equals(name, '')] }, { [name]: null });
	return [...won, ...(await change())];
}
