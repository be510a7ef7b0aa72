import { DEFAULT_SETTINGS } from '../../core/settings';
import type { Setting } from '../../core/types';
import type { Cell } from '../../ledger/columns';
import type { Change, Conditions, Ledger, TableName, Tables, Where } from '../../ledger/ledger';
import {
	decodeRow,
	distinctKeys,
	encodeRow,
	encodeWhere,
	firstOfEachKey,
	keyOf,
	meets,
	missingColumn,
	missingTable,
} from '../../ledger/rows';
import { columnsOf, keyColumn, TABLE_NAMES } from '../../ledger/schema';
import { sizeOf, type Step } from '../../ledger/together';

/** The default settings of tests, which play fixed days. */
const REPLAYING: readonly Setting[] = DEFAULT_SETTINGS.map((setting) =>
	setting.key === 'ALLOW_REPLAY' ? { ...setting, value: 'true' } : setting,
);

/** What a memory ledger keeps: the rows of each table in the order they were written. A table that is missing is not set up. */
export type MemoryTables = Map<TableName, { readonly columns: Set<string>; readonly rows: Record<string, Cell>[] }>;

/**
 * A ledger in memory with the semantics of the real ones: rows pass through the same codecs, so what a backend would refuse is
 * refused here too. Several ledgers over the same `tables` are several processes over one database.
 * @param atOnce whether steps of several tables are written in one moment, as on a spreadsheet
 */
export function createMemoryLedger(
	tables: MemoryTables = new Map(),
	settings: readonly Setting[] = REPLAYING,
	atOnce = false,
): Ledger {
	const rowsOf = (table: TableName): Record<string, Cell>[] => {
		const found = tables.get(table);
		if (!found) throw missingTable(table);
		const lacking = columnsOf(table).find(({ name }) => !found.columns.has(name));
		if (lacking) throw missingColumn(table, lacking.name);
		return found.rows;
	};

	const rowOf = (table: TableName, key: string): Record<string, Cell> | undefined =>
		rowsOf(table).find((row) => row[keyColumn(table)] === key);

	const read = <T extends TableName>(table: T, where: Where<T> = {}): Tables[T][] => {
		const condition = encodeWhere(table, where);
		return firstOfEachKey(table, rowsOf(table))
			.map((row) => decodeRow(table, row))
			.filter((value) => meets(table, value, condition));
	};

	const insert = <T extends TableName>(table: T, values: readonly Tables[T][]): string[] => {
		const encoded = values.map((value) => [keyOf(table, value), encodeRow(table, keyOf(table, value), value)] as const);
		return encoded.flatMap(([key, row]) => {
			if (rowOf(table, key)) return [];
			rowsOf(table).push(row);
			return [key];
		});
	};

	const assign = (table: TableName, changes: readonly (readonly [key: string, cells: Record<string, Cell>])[]): void => {
		for (const [key, cells] of changes) Object.assign(rowOf(table, key) ?? {}, cells);
	};

	const transition = <T extends TableName>(table: T, { key, expected, values }: Change<T>): boolean => {
		const cells = encodeRow(table, key, values);
		const condition = encodeWhere(table, expected);
		const row = rowOf(table, key);
		const found = row !== undefined && meets(table, decodeRow(table, row), condition);
		if (found) assign(table, [[key, cells]]);
		return found;
	};

	const upsert = <T extends TableName>(table: T, values: readonly Tables[T][]): void => {
		const encoded = values.map((value) => [keyOf(table, value), encodeRow(table, keyOf(table, value), value)] as const);
		insert(table, values);
		assign(table, encoded);
	};

	const writeStep = <T extends TableName>(step: Step<T>): boolean[] => {
		const { table } = step;
		if ('changes' in step) return distinctKeys(table, step.changes).map((change) => transition(table, change));
		if ('upsert' in step) {
			upsert(table, step.upsert);
			return step.upsert.map(() => true);
		}
		const added = new Set(insert(table, step.insert));
		return step.insert.map((value) => added.has(keyOf(table, value)));
	};

	const writeAtOnce: Ledger['writeAtOnce'] = async (steps) => {
		const written = new Map<Step, boolean[]>();
		for (const step of steps) {
			const isHeld = (step.after ?? []).some((before) => written.get(before)?.includes(false));
			written.set(step, isHeld ? Array.from({ length: sizeOf(step) }, () => false) : writeStep(step));
		}
		return [...written.values()];
	};

	return {
		...(atOnce ? { writeAtOnce } : {}),
		kind: 'dataTables',
		setUp: async () => {
			const createdTables = TABLE_NAMES.filter((table) => !tables.has(table));
			for (const table of createdTables) {
				tables.set(table, { columns: new Set(columnsOf(table).map(({ name }) => name)), rows: [] });
			}
			const createdColumns = TABLE_NAMES.flatMap((table) => {
				const { columns, rows } = tables.get(table) ?? { columns: new Set(), rows: [] };
				const lacking = columnsOf(table).filter(({ name }) => !columns.has(name));
				for (const { name } of lacking) columns.add(name);
				for (const { name } of lacking) for (const row of rows) row[name] = null;
				return lacking.map(({ name }) => `${table}.${name}`);
			});
			return { createdTables, createdColumns, createdSettings: insert('settings', settings) };
		},
		read: async (table, where) => read(table, where),
		readAll: async <const N extends readonly TableName[]>(names: N, conditions: Conditions<N[number]> = {}) => {
			const readAny = (table: N[number]): Tables[N[number]][] => {
				const wanted = (conditions[table] ?? [{}]).map((where) => encodeWhere(table, where));
				return read(table).filter((value) => wanted.some((condition) => meets(table, value, condition)));
			};
			// One entry per name, each read with its own type.
			return Object.fromEntries(names.map((table: N[number]) => [table, readAny(table)])) as { [T in N[number]]: Tables[T][] };
		},
		insert: async (table, values) => insert(table, values),
		upsert: async (table, values) => upsert(table, values),
		update: async (table, patches) =>
			assign(
				table,
				patches.map(({ key, values }) => [key, encodeRow(table, key, values)] as const),
			),
		transition: async (table, key, expected, values) => transition(table, { key, expected, values }),
		transitionAll: async (table, changes) => {
			// All are checked before any is made, as everywhere.
			for (const { key, expected, values } of distinctKeys(table, changes)) {
				encodeWhere(table, expected);
				encodeRow(table, key, values);
			}
			return changes.map((change) => transition(table, change));
		},
	};
}
