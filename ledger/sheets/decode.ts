import { type Cell, isEmpty } from '../columns';
import type { TableName, Tables, Where } from '../ledger';
import { decodeRow, encodeWhere, meets } from '../rows';
import { columnsOf } from '../schema';
import { cellAt, type Grid, placeIn, rowAt } from './grid';

/** What a column holds in few forms: each is decoded once, and all rows share it. */
const REPEATING: ReadonlySet<string> = new Set(['json', 'boolean']);
/** Columns of text of which most rows have the same. */
const SHARED_TEXT: ReadonlySet<string> = new Set(['goal_id', 'status', 'workflow_key', 'source', 'metric', 'unit']);

/** A column as it is decoded a hundred thousand times. */
interface Reader {
	readonly field: string;
	readonly column: number;
	readonly decode: (cell: Cell) => unknown;
}

const readersOf = (table: TableName, grid: Grid): readonly Reader[] =>
	columnsOf(table).map(({ field, name, kind, codec }): Reader => {
		const column = grid.columns.get(name) ?? -1;
		if (!REPEATING.has(kind) && !SHARED_TEXT.has(name)) return { field, column, decode: (cell) => codec.decode(cell) };
		const known = new Map<Cell, unknown>();
		const decode = (cell: Cell): unknown => {
			if (known.has(cell)) return known.get(cell);
			const value = codec.decode(cell);
			known.set(cell, value);
			return value;
		};
		return { field, column, decode };
	});

/**
 * The rows of a table that match, in the order in which they stand there. Rows that cannot match are not decoded: the table may
 * have a hundred thousand.
 * @throws AutopilotError LEDGER_CELL_INVALID naming the first cell that cannot be read
 */
export function decodeGrid<T extends TableName>(table: T, grid: Grid, where: Where<T> = {}): Tables[T][] {
	const condition = encodeWhere(table, where);
	const isAsked = Object.keys(condition).length > 0;
	// Text is compared as it stands there, and so is emptiness. Other cells may be written in several ways and are compared once decoded.
	const texts = columnsOf(table).filter(({ name, kind }) => kind === 'text' && name in condition);
	const empty = columnsOf(table).filter(({ name, kind }) => kind !== 'text' && condition[name] === null);
	const readers = readersOf(table, grid);
	const found: Tables[T][] = [];
	for (const row of grid.keys.values()) {
		if (texts.some(({ name }) => String(cellAt(grid, row, name) ?? '') !== String(condition[name] ?? ''))) continue;
		if (empty.some(({ name }) => !isEmpty(cellAt(grid, row, name) ?? null))) continue;
		// Every field of the table's type has a column with a codec of its type: `SCHEMA` is checked for exactly that.
		const value =
			(readRow(readers, grid.rows[row] ?? []) as Tables[T] | null) ?? decodeRow(table, rowAt(grid, row), placeIn(grid, row));
		if (!isAsked || meets(table, value, condition)) found.push(value);
	}
	return found;
}

/** @returns `null` when a cell cannot be read; which one is then said by whoever has the time */
function readRow(readers: readonly Reader[], cells: readonly Cell[]): Record<string, unknown> | null {
	const value: Record<string, unknown> = {};
	try {
		for (const { field, column, decode } of readers) value[field] = decode(cells[column] ?? null);
	} catch {
		return null;
	}
	return value;
}
