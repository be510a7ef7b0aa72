import { bulkhead } from 'cockatiel';
import type {
	DataTable,
	DataTableColumnType,
	DataTableCondition,
	DataTableFilter,
	DataTableRow,
} from '../clients/n8nApi/dataTables';
import type { N8nApiClient } from '../clients/n8nApi/client';
import { AutopilotError, isAutopilotError } from '../core/errors';
import { DEFAULT_SETTINGS } from '../core/settings';
import type { RandomId } from '../core/ports';
import type { ColumnKind } from './columns';
import { chunk, chunkBySize } from './chunk';
import { type CellChange, changeMarked, MARK_COLUMN } from './dataTablesBatch';
import { all, anyOf, equals, filterRounds } from './dataTablesFilters';
import { asLedgerError } from './errors';
import type { Conditions, Ledger, TableName, Tables, Where } from './ledger';
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
	type Row,
} from './rows';
import { columnsOf, keyColumn, TABLE_NAMES } from './schema';

/** What the tables are called in n8n: `autopilot_goals_tracker` … The prefix keeps them together and off the owner's own tables. */
const PREFIX = 'autopilot_';

/** The name under which n8n shows a table. */
export const dataTableName = (table: TableName): string => `${PREFIX}${table}`;

/**
 * Instants are text, not n8n dates: n8n's filters compare a date with the database's own text form, which differs between SQLite
 * and Postgres, while ISO text in UTC is equal and ordered everywhere.
 */
const COLUMN_TYPES: Readonly<Record<ColumnKind, DataTableColumnType>> = {
	text: 'string',
	instant: 'string',
	json: 'string',
	number: 'number',
	boolean: 'boolean',
};

/** Calls to n8n at the same time. Its SQLite writes one after the other anyway. */
const CONCURRENT_CALLS = 6;
/** n8n takes bodies of 16 MB, and writes the rows of one call in one transaction. */
const ROWS_PER_CALL = 500;
const CHARACTERS_PER_CALL = 2_000_000;
/** What is to be deleted is named in the URL. */
const KEYS_PER_URL = 100;
/** Up to so many rows are cheaper one by one than found first and then written together. */
const FEW_ROWS = 2;

/** What is known of the tables of one n8n. Their ids do not change, so that ledgers that follow one another need not ask again. */
export interface KnownTables {
	/** Never a promise: one of an execution that was stopped would be waited for by all that follow. */
	found: ReadonlyMap<string, DataTable> | null;
}

export interface DataTablesLedgerOptions {
	readonly api: N8nApiClient;
	readonly randomId: RandomId;
	/** Shared with other ledgers that see the same tables. */
	readonly tables?: KnownTables;
}

/**
 * The ledger in n8n's own data tables, through its public API.
 *
 * There is no unique index, so a key may be written twice in a race: the row with the lowest id is the one that counts, its writer
 * is told it added the key, and later writers remove theirs again. With SQLite, which writes one transaction at a time, this is
 * exact; with Postgres a transaction that stalls between drawing its id and committing may let two writers believe they added the
 * key. What must happen once therefore hangs on `transition`, a single SQL update over every row of the key, which is exact on both.
 */
export function createDataTablesLedger({ api, randomId, tables = { found: null } }: DataTablesLedgerOptions): Ledger {
	const { dataTables } = api;
	const lanes = bulkhead(CONCURRENT_CALLS, Number.MAX_SAFE_INTEGER);
	/** Whether this ledger has looked for the tables itself: what another one found may be out of date. */
	let looked = false;

	/** One call to n8n, side by side with a few others. */
	const call = async <B>(send: () => Promise<B>): Promise<B> => {
		try {
			return await lanes.execute(send);
		} catch (error) {
			tables.found = null;
			throw asLedgerError(error);
		}
	};

	const list = async (): Promise<ReadonlyMap<string, DataTable>> => {
		looked = true;
		return (tables.found = await call(async () => byName(await dataTables.list(PREFIX))));
	};
	/** The look that is under way: calls of this ledger side by side share it. */
	let looking: ReturnType<typeof list> | null = null;
	const lookOnce = async (): ReturnType<typeof list> => {
		looking ??= list().finally(() => (looking = null));
		return await looking;
	};

	/** The id of a table that has every column it needs. What is found is kept; what is missing is looked for again next time. */
	const locate = async (table: TableName): Promise<string> => {
		const found = (tables.found ?? (await lookOnce())).get(dataTableName(table));
		const lacking = found && wantedColumns(table).find(({ name }) => !hasColumn(found, name));
		if (found && !lacking) return found.id;
		tables.found = null;
		if (!looked) return await locate(table);
		throw lacking ? missingColumn(dataTableName(table), lacking.name) : missingTable(dataTableName(table));
	};

	/** A call about one table. Where its id is out of date n8n knows no such table and has done nothing, so it is looked for anew. */
	const onTable = async <B>(table: TableName, send: (id: string) => Promise<B>): Promise<B> => {
		const id = await locate(table);
		const remembered = !looked;
		try {
			return await call(async () => await send(id));
		} catch (error) {
			if (!remembered || !isAutopilotError(error) || error.code !== 'LEDGER_NOT_SET_UP') throw asLedgerError(error);
		}
		const found = await locate(table);
		return await call(async () => await send(found));
	};

	const rows = async (table: TableName, filter?: DataTableFilter): Promise<DataTableRow[]> =>
		await onTable(table, async (id) => await dataTables.rows(id, MARK_COLUMN, filter));

	const rowsOf = async (table: TableName, filters: readonly (DataTableFilter | undefined)[]): Promise<DataTableRow[]> =>
		(await Promise.all(filters.map(async (filter) => await rows(table, filter)))).flat();

	const rowsWithKeys = async (table: TableName, keys: readonly string[]): Promise<DataTableRow[]> =>
		await rowsOf(table, anyOf(keyColumn(table), keys));

	const change = async (
		table: TableName,
		conditions: readonly DataTableCondition[],
		cells: Row,
		idempotent: boolean,
	): Promise<boolean> => {
		const changed = await onTable(table, async (id) => await dataTables.updateRows(id, all(conditions), cells, { idempotent }));
		return changed.length > 0;
	};

	/** Rows that meet one of the conditions. A cell that somebody emptied by hand is looked for before one that has no value. */
	const readAny = async <T extends TableName>(table: T, wheres: readonly Where<T>[]): Promise<Tables[T][]> => {
		const conditions = wheres.map((where) => encodeWhere(table, where));
		const found: DataTableRow[] = [];
		for (const filters of filterRounds(table, conditions)) found.push(...(await rowsOf(table, filters)));
		return firstOfEachKey(
			table,
			found.toSorted((one, other) => one.id - other.id),
		)
			.map((row) => decodeRow(table, row))
			.filter((value) => conditions.some((condition) => meets(table, value, condition)));
	};

	const insert = async <T extends TableName>(table: T, values: readonly Tables[T][]): Promise<string[]> => {
		const wanted = new Map(values.toReversed().map((value) => [keyOf(table, value), value]));
		const encoded = new Map([...wanted].map(([key, value]) => [key, encodeRow(table, key, value)]));
		const keys = [...new Set(values.map((value) => keyOf(table, value)))];
		const present = new Set((await rowsWithKeys(table, keys)).map((row) => row[keyColumn(table)]));
		const fresh = keys.filter((key) => !present.has(key));
		if (fresh.length === 0) return [];

		const written = new Map<string, number>();
		const rowsToAdd = fresh.map((key) => [key, encoded.get(key) ?? {}] as const);
		for (const part of chunkBySize(rowsToAdd, ROWS_PER_CALL, CHARACTERS_PER_CALL)) {
			const ids = await onTable(table, async (id) => {
				return await dataTables.insertRows(
					id,
					part.map(([, cells]) => cells),
				);
			});
			part.forEach(([key], index) => written.set(key, ids[index] ?? Number.POSITIVE_INFINITY));
		}

		const first = new Map(firstOfEachKey(table, await rowsWithKeys(table, fresh)).map((row) => [row[keyColumn(table)], row.id]));
		const lost = fresh.filter((key) => first.get(key) !== written.get(key));
		for (const part of chunk(lost, KEYS_PER_URL)) {
			const late: DataTableFilter = { type: 'or', filters: part.map((key) => equals('id', written.get(key) ?? null)) };
			await onTable(table, async (id) => await dataTables.deleteRows(id, late));
		}
		return fresh.filter((key) => !lost.includes(key));
	};

	/** Sets cells of rows: one call for all rows that get the same. */
	const setAlike = async (table: TableName, changes: readonly (readonly [key: string, cells: Row])[]): Promise<void> => {
		const alike = Map.groupBy(changes, ([, cells]) => JSON.stringify(cells));
		const calls = [...alike.values()].flatMap((group) => {
			const keys = group.map(([key]) => key);
			return anyOf(keyColumn(table), keys).map((filter) => [filter, group[0]?.[1] ?? {}] as const);
		});
		await Promise.all(
			calls.map(async ([filter, cells]) => await onTable(table, async (id) => await dataTables.setRows(id, filter, cells))),
		);
	};

	/** Cells that somebody emptied by hand hold empty text, which n8n's filter for "no value" does not match: make them null. */
	const emptyToNull = async (table: TableName, key: string, names: readonly string[]): Promise<boolean> => {
		const sameKey = equals(keyColumn(table), key);
		const mended = await Promise.all(
			names.map(async (name) => await change(table, [sameKey, equals(name, '')], { [name]: null }, true)),
		);
		return mended.includes(true);
	};

	const transitionRow = async (table: TableName, { key, condition, cells: changed }: CellChange): Promise<boolean> => {
		const conditions = [equals(keyColumn(table), key), ...Object.entries(condition).map(([name, cell]) => equals(name, cell))];
		// n8n refuses a change without values, and a transition may be only a check.
		const cells = { [keyColumn(table)]: key, ...changed };
		if (await change(table, conditions, cells, false)) return true;
		const nulls = Object.keys(condition).filter((name) => condition[name] === null);
		return nulls.length > 0 && (await emptyToNull(table, key, nulls)) && (await change(table, conditions, cells, false));
	};

	const transitionAll: Ledger['transitionAll'] = async (table, changes) => {
		const encoded = distinctKeys(table, changes).map(({ key, expected, values }): CellChange => {
			return { key, condition: encodeWhere(table, expected), cells: encodeRow(table, key, values) };
		});
		if (encoded.length === 0) return [];
		const key = keyColumn(table);
		const changed = await changeMarked(
			{
				keyColumn: key,
				set: async (filter, cells) => await onTable(table, async (id) => await dataTables.setRows(id, filter, cells)),
				change: async (filter, cells) => {
					const found = await onTable(table, async (id) => await dataTables.updateRows(id, filter, cells, { idempotent: false }));
					return found.map((row) => String(row[key]));
				},
				transition: async (change) => await transitionRow(table, change),
				randomId,
			},
			encoded,
		);
		return changes.map((change) => changed.has(change.key));
	};

	const setUp: Ledger['setUp'] = async () => {
		tables.found = null;
		const there = await list();
		const createdTables = TABLE_NAMES.map(dataTableName).filter((name) => !there.has(name));
		const createdColumns: string[] = [];
		for (const table of TABLE_NAMES) {
			const columns = wantedColumns(table).map(({ name, kind }) => ({ name, type: COLUMN_TYPES[kind] }));
			const name = dataTableName(table);
			const found = there.get(name);
			if (!found) {
				await unlessMade(dataTables.create(name, columns), async () => (await list()).has(name));
				continue;
			}
			for (const column of columns.filter((wanted) => !hasColumn(found, wanted.name))) {
				await unlessMade(dataTables.addColumn(found.id, column), async () => hasColumn((await list()).get(name), column.name));
				createdColumns.push(`${name}.${column.name}`);
			}
		}
		tables.found = null;
		return { createdTables, createdColumns, createdSettings: await insert('settings', DEFAULT_SETTINGS) };
	};

	return {
		kind: 'dataTables',
		setUp,
		read: async (table, where = {}) => await readAny(table, [where]),
		readAll: async <const N extends readonly TableName[]>(tables: N, conditions: Conditions<N[number]> = {}) => {
			const entry = async (table: N[number]) => [table, await readAny(table, conditions[table] ?? [{}])] as const;
			const first = await Promise.all(tables.slice(0, 1).map(entry));
			const contents = [...first, ...(await Promise.all(tables.slice(1).map(entry)))];
			// One entry per table, each read with its own type.
			return Object.fromEntries(contents) as { [T in N[number]]: Tables[T][] };
		},
		insert,
		upsert: async (table, values) => {
			const last = new Map(values.map((value) => [keyOf(table, value), value]));
			const added = last.size > FEW_ROWS ? new Set(await insert(table, [...last.values()])) : null;
			const encoded = [...last].map(([key, value]) => [key, encodeRow(table, key, value)] as const);
			if (added) {
				const changed = encoded.filter(([key]) => !added.has(key));
				await setAlike(table, changed);
				return;
			}
			await Promise.all(
				encoded.map(async ([key, cells]) => {
					const row = all([equals(keyColumn(table), key)]);
					await onTable(table, async (id) => await dataTables.upsertRow(id, row, cells));
				}),
			);
		},
		update: async (table, patches) => {
			const encoded = patches.map(({ key, values }) => [key, encodeRow(table, key, values)] as const);
			await setAlike(
				table,
				encoded.filter(([, cells]) => Object.keys(cells).length > 0),
			);
		},
		transition: async (table, key, expected, values) =>
			await transitionRow(table, { key, condition: encodeWhere(table, expected), cells: encodeRow(table, key, values) }),
		transitionAll,
	};
}

/** The columns of the schema, and the one in which a batch marks rows. */
const wantedColumns = (table: TableName): readonly { readonly name: string; readonly kind: ColumnKind }[] => [
	...columnsOf(table),
	{ name: MARK_COLUMN, kind: 'text' },
];

function byName(tables: readonly DataTable[]): ReadonlyMap<string, DataTable> {
	const found = new Map<string, DataTable>();
	for (const table of tables) {
		const other = found.get(table.name);
		if (other) {
			throw new AutopilotError(
				'LEDGER_DENIED',
				`The API key sees two data tables called ${table.name}, in the projects ${other.projectId} and ${table.projectId}: use the key of a user who sees one`,
				{ table: table.name },
			);
		}
		found.set(table.name, table);
	}
	return found;
}

const hasColumn = (table: DataTable | undefined, name: string): boolean =>
	table?.columns.some((column) => column.name === name) ?? false;

/**
 * Another `setUp` at the same time may have made the same table or column: then it is there, which is what was wanted. n8n says
 * 409 to the later one, or 500 when both came at the very same moment.
 */
async function unlessMade(creation: Promise<unknown>, isThere: () => Promise<boolean>): Promise<void> {
	try {
		await creation;
	} catch (error) {
		if (!(await isThere())) throw asLedgerError(error);
	}
}
