import { DEFAULT_SETTINGS } from '../../core/settings';
import type { Cell } from '../../ledger/columns';
import type { Ledger, TableName, Tables, Where } from '../../ledger/ledger';
import { decodeRow, encodeRow, encodeWhere, keyOf, meets, missingTable, type Row } from '../../ledger/rows';
import { columnsOf, TABLE_NAMES } from '../../ledger/schema';

/** The tables of a memory ledger: rows of cells by key, in the order they were written. `null`: not set up. */
export type MemoryTables = Map<TableName, Map<string, Record<string, Cell>>>;

/**
 * A ledger in memory with the semantics of the real ones: rows pass through the same codecs, so what a backend would refuse is
 * refused here too. Several ledgers over the same `tables` are several processes over one database.
 */
export function createMemoryLedger(tables: MemoryTables = new Map()): Ledger {
	const rowsOf = (table: TableName): Map<string, Record<string, Cell>> => {
		const rows = tables.get(table);
		if (!rows) throw missingTable(table);
		return rows;
	};

	const read = <T extends TableName>(table: T, where: Where<T> = {}): Tables[T][] => {
		const condition = encodeWhere(table, where);
		return [...rowsOf(table).values()].map((row) => decodeRow(table, row)).filter((value) => meets(table, value, condition));
	};

	const insert = <T extends TableName>(table: T, values: readonly Tables[T][]): string[] => {
		const rows = rowsOf(table);
		const fresh = values.map((value) => [keyOf(table, value), value] as const).filter(([key]) => !rows.has(key));
		const encoded = new Map(fresh.toReversed().map(([key, value]) => [key, encodeRow(table, key, value)]));
		const added = [...new Set(fresh.map(([key]) => key))];
		for (const key of added) rows.set(key, encoded.get(key) ?? {});
		return added;
	};

	const assign = (table: TableName, key: string, cells: Row): void => {
		const row = rowsOf(table).get(key);
		if (row) Object.assign(row, cells);
	};

	return {
		kind: 'dataTables',
		setUp: async () => {
			const createdTables = TABLE_NAMES.filter((table) => !tables.has(table));
			for (const table of createdTables) tables.set(table, new Map());
			const createdColumns: string[] = [];
			for (const table of TABLE_NAMES) {
				for (const { name } of columnsOf(table)) {
					const lacking = [...rowsOf(table).values()].filter((row) => !(name in row));
					for (const row of lacking) row[name] = null;
					if (lacking.length > 0) createdColumns.push(`${table}.${name}`);
				}
			}
			return { createdTables, createdColumns, createdSettings: insert('settings', DEFAULT_SETTINGS) };
		},
		read: async (table, where) => read(table, where),
		readAll: async <const N extends readonly TableName[]>(names: N) =>
			// One entry per name, each read with its own type.
			Object.fromEntries(names.map((table) => [table, read(table)])) as { [T in N[number]]: Tables[T][] },
		insert: async (table, values) => insert(table, values),
		upsert: async (table, values) => {
			for (const value of values) {
				const key = keyOf(table, value);
				if (insert(table, [value]).length === 0) assign(table, key, encodeRow(table, key, value));
			}
		},
		update: async (table, patches) => {
			const encoded = patches.map(({ key, values }) => [key, encodeRow(table, key, values)] as const);
			for (const [key, cells] of encoded) assign(table, key, cells);
		},
		transition: async (table, key, expected, values) => {
			const cells = encodeRow(table, key, values);
			const found = read(table, expected).some((value) => keyOf(table, value) === key);
			if (found) assign(table, key, cells);
			return found;
		},
	};
}
