import type { Cell } from '../columns';
import type { TableName, Tables, Where } from '../ledger';
import { decodeCells, encodeWhere, meets } from '../rows';
import { columnsOf } from '../schema';
import { cellAt, type Grid, placeIn } from './grid';

/** What a column holds in few forms: each is decoded once, and all rows share it. */
const REPEATING: ReadonlySet<string> = new Set(['json', 'boolean', 'instant']);
/** Columns of text of which most rows have the same. */
const SHARED_TEXT: ReadonlySet<string> = new Set(['goal_id', 'status', 'workflow_key', 'source', 'metric', 'unit']);

/**
 * The rows of a table that match, in the order in which they stand there. Rows that cannot match are not decoded: the table may
 * have a hundred thousand.
 */
export function decodeGrid<T extends TableName>(table: T, grid: Grid, where: Where<T> = {}): Tables[T][] {
	const condition = encodeWhere(table, where);
	const columns = columnsOf(table);
	// Text is compared as it stands there. Other cells may be written in several ways and are compared once decoded.
	const texts = columns.filter(({ name, kind }) => kind === 'text' && name in condition);
	const index = new Map(columns.map(({ name }) => [name, grid.columns.get(name) ?? -1]));
	const known = new Map(
		columns
			.filter(({ name, kind }) => REPEATING.has(kind) || SHARED_TEXT.has(name))
			.map(({ name }) => [name, new Map<Cell, unknown>()]),
	);
	const found: Tables[T][] = [];
	for (const row of grid.keys.values()) {
		if (texts.some(({ name }) => String(cellAt(grid, row, name) ?? '') !== String(condition[name] ?? ''))) continue;
		const cells = grid.rows[row] ?? [];
		const cellOf = ({ name }: { readonly name: string }): Cell => cells[index.get(name) ?? -1] ?? null;
		const value = decodeCells(table, cellOf, placeIn(grid, row), known);
		if (meets(table, value, condition)) found.push(value);
	}
	return found;
}
