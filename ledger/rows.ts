import { AutopilotError } from '../core/errors';
import type { Cell } from './columns';
import type { TableName, Tables, Where } from './ledger';
import { type ColumnInfo, columnsOf, keyColumn, SCHEMA } from './schema';

/** A row as a backend stores it: cells by column name. Columns that are not ours may be among them. */
export type Row = Readonly<Record<string, Cell>>;

/** The key of a domain object, e.g. a goal's `goalId`. */
export function keyOf<T extends TableName>(table: T, value: Tables[T]): string {
	// The key field of every table is a text column; the schema's type cannot say so for a table that is only known as T.
	return String(value[SCHEMA[table].key as keyof Tables[T]]);
}

function cellError(table: TableName, key: string, column: string, error: unknown, place = ''): AutopilotError {
	const problem = error instanceof Error ? error.message : 'cannot be read';
	const where = `${table}, row "${key}", column ${column}${place && ` (${place})`}`;
	return new AutopilotError('LEDGER_CELL_INVALID', `${where}: ${problem}`, {
		table,
		row: key,
		column,
	});
}

function encodeCell(table: TableName, key: string, { name, codec }: ColumnInfo, value: unknown): Cell {
	try {
		return codec.encode(value);
	} catch (error) {
		throw cellError(table, key, name, error);
	}
}

/**
 * The cells of the given fields; fields that are missing stay missing.
 * @throws AutopilotError LEDGER_CELL_INVALID for a value that could not be read back, e.g. one that is too long for a cell.
 */
export function encodeRow<T extends TableName>(table: T, key: string, fields: Partial<Tables[T]>): Record<string, Cell> {
	const values = new Map<string, unknown>(Object.entries(fields));
	const cells = columnsOf(table)
		.filter(({ field }) => values.get(field) !== undefined)
		.map((column): [string, Cell] => [column.name, encodeCell(table, key, column, values.get(column.field))]);
	return Object.fromEntries(cells);
}

/**
 * The domain object of a row.
 * @param placeOf where a column's cell stands in the backend, for messages, e.g. `goals_tracker!C5`.
 * @throws AutopilotError LEDGER_CELL_INVALID naming table, row and column; LEDGER_NOT_SET_UP when a column is missing.
 */
export function decodeRow<T extends TableName>(table: T, row: Row, placeOf: (column: string) => string = () => ''): Tables[T] {
	const value: Record<string, unknown> = {};
	for (const { field, name, codec } of columnsOf(table)) {
		const cell = row[name];
		if (cell === undefined) throw missingColumn(table, name);
		try {
			value[field] = codec.decode(cell);
		} catch (error) {
			throw cellError(table, String(row[keyColumn(table)] ?? ''), name, error, placeOf(name));
		}
	}
	// Every field of the table's type has a column with a codec of its type: `SCHEMA` is checked for exactly that.
	return value as unknown as Tables[T];
}

/** The error for a column that `setUp` would make. */
export const missingColumn = (table: string, column: string): AutopilotError =>
	new AutopilotError('LEDGER_NOT_SET_UP', `The table ${table} has no column ${column}`, { table, column });

/** The error for a table that `setUp` would make. */
export const missingTable = (table: string): AutopilotError =>
	new AutopilotError('LEDGER_NOT_SET_UP', `The table ${table} does not exist yet`, { table });

/**
 * A condition as cells by column name.
 * @throws AutopilotError PARAMETER_INVALID when it asks for a JSON column: two texts can mean the same JSON.
 */
export function encodeWhere<T extends TableName>(table: T, where: Where<T>): Record<string, Cell> {
	const asked = columnsOf(table).find(({ field, kind }) => kind === 'json' && field in where);
	if (asked) throw new AutopilotError('PARAMETER_INVALID', `${table} cannot be searched by ${asked.name}: it holds JSON`);
	return encodeRow(table, 'condition', where);
}

/** Tells whether a domain object meets an encoded condition. */
export function meets<T extends TableName>(table: T, value: Tables[T], condition: Readonly<Record<string, Cell>>): boolean {
	const cells = new Map<string, unknown>(Object.entries(value));
	return columnsOf(table).every(
		({ field, name, codec }) => !(name in condition) || codec.encode(cells.get(field)) === condition[name],
	);
}

/** Tells whether all of our cells are empty, as in a row that somebody added by hand and has not filled in yet. */
const isBlank = (table: TableName, row: Row): boolean =>
	columnsOf(table).every(({ name }) => row[name] === undefined || row[name] === null || row[name] === '');

/**
 * Changes of which each is for another row.
 * @throws AutopilotError PARAMETER_INVALID naming a key that stands there twice: which of the two came first would be chance.
 */
export function distinctKeys<C extends { readonly key: string }>(table: TableName, changes: readonly C[]): readonly C[] {
	const keys = new Set<string>();
	for (const { key } of changes) {
		if (keys.has(key)) throw new AutopilotError('PARAMETER_INVALID', `${table}, row "${key}" stands twice in one batch`);
		keys.add(key);
	}
	return changes;
}

/** Rows that count: without blank ones, and only the first of each key. */
export function firstOfEachKey<R extends Row>(table: TableName, rows: readonly R[]): R[] {
	const firsts = new Map<Cell, R>();
	for (const row of rows) {
		const key = row[keyColumn(table)] ?? null;
		if (!isBlank(table, row) && !firsts.has(key)) firsts.set(key, row);
	}
	return [...firsts.values()];
}
