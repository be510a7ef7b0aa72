import { z } from 'zod';
import { isAutopilotError } from '../../core/errors';
import type { CheckedRequest } from './checked';
import { readPages } from './pages';

/** n8n's types of data table columns. */
export type DataTableColumnType = 'string' | 'number' | 'boolean' | 'date';

export interface DataTableColumn {
	readonly name: string;
	readonly type: DataTableColumnType;
}

export interface DataTable {
	readonly id: string;
	readonly name: string;
	readonly projectId: string;
	readonly columns: readonly DataTableColumn[];
}

export type DataTableValue = string | number | boolean | null;

/** A row as n8n returns it: `id` counts up in the order of insertion. Date columns arrive as ISO text. */
export interface DataTableRow {
	readonly id: number;
	readonly [column: string]: DataTableValue;
}

export interface DataTableCondition {
	readonly columnName: string;
	readonly condition: 'eq' | 'neq' | 'gte';
	readonly value: DataTableValue;
}

export interface DataTableFilter {
	readonly type: 'and' | 'or';
	readonly filters: readonly DataTableCondition[];
}

export interface DataTablesApi {
	/** Tables whose name contains `name`, of every project the key may see, with their columns. */
	list(name: string): Promise<DataTable[]>;
	/** Makes a table in the personal project of the key's owner. API_REJECTED with status 409 when the name is taken. */
	create(name: string, columns: readonly DataTableColumn[]): Promise<DataTable>;
	/** API_REJECTED with status 409 when there is such a column. */
	addColumn(tableId: string, column: DataTableColumn): Promise<void>;
	/**
	 * Every matching row in the order of insertion, in one call, however many there are: n8n is asked what an update would change, and
	 * changes nothing. Where it refuses to say (its data tables are full) they are read in pages of 250.
	 * @param spare any column of the table, for an update has to name one
	 */
	rows(tableId: string, spare: string, filter?: DataTableFilter): Promise<DataTableRow[]>;
	/** Ids of the new rows, in the order given. */
	insertRows(tableId: string, rows: readonly Readonly<Record<string, DataTableValue>>[]): Promise<number[]>;
	/**
	 * One SQL update: filter and change happen together, so that a filter on the old values makes it a compare-and-set.
	 * Not repeated on a server error unless `idempotent`.
	 */
	updateRows(
		tableId: string,
		filter: DataTableFilter,
		values: Readonly<Record<string, DataTableValue>>,
		options: { readonly idempotent: boolean },
	): Promise<DataTableRow[]>;
	/** The same without giving the rows back, for changes that may be repeated. */
	setRows(tableId: string, filter: DataTableFilter, values: Readonly<Record<string, DataTableValue>>): Promise<void>;
	/** Updates the matching rows, or inserts one. */
	upsertRow(tableId: string, filter: DataTableFilter, values: Readonly<Record<string, DataTableValue>>): Promise<void>;
	deleteRows(tableId: string, filter: DataTableFilter): Promise<void>;
}

const column = z.object({ name: z.string(), type: z.enum(['string', 'number', 'boolean', 'date']) });
const table = z.object({ id: z.string(), name: z.string(), projectId: z.string(), columns: z.array(column) });
const isValue = (value: unknown): value is DataTableValue =>
	value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
const isRow = (value: unknown): value is DataTableRow =>
	typeof value === 'object' &&
	value !== null &&
	'id' in value &&
	typeof value.id === 'number' &&
	Object.values(value).every(isValue);

/** Checked by hand: a description of each cell takes n8n's rows ten times as long, and there are thousands of them. */
const row = z.custom<DataTableRow>(isRow, 'is no row of a data table');

/** What an update would do: each row as it is, and as it would be. Only the former is of interest. */
const found = z
	.array(row.refine(({ dryRunState }) => dryRunState === 'before' || dryRunState === 'after', 'is not from a dry run'))
	.transform((states) => states.flatMap(({ dryRunState, ...cells }) => (dryRunState === 'before' ? [cells] : [])));

const EVERY_ROW: DataTableFilter = { type: 'and', filters: [{ columnName: 'id', condition: 'gte', value: 0 }] };

/** Data tables in n8n's public API (`/api/v1/data-tables`). */
export function dataTablesApi(request: CheckedRequest): DataTablesApi {
	return {
		list: async (name) => await readPages(request, '/data-tables', { filter: JSON.stringify({ name }) }, table),
		create: async (name, columns) => await request({ method: 'POST', path: '/data-tables', body: { name, columns } }, table),
		addColumn: async (tableId, added) => {
			await request({ method: 'POST', path: `/data-tables/${tableId}/columns`, body: added }, column);
		},
		rows: async (tableId, spare, filter = EVERY_ROW) => {
			const path = `/data-tables/${tableId}/rows`;
			const body = { filter, data: { [spare]: null }, returnData: true, dryRun: true };
			const states = request({ method: 'PATCH', path: `${path}/update`, body, idempotent: true }, found);
			const rows = await states.catch((error: unknown) => {
				if (isAutopilotError(error) && error.details['status'] === 400) return null;
				throw error;
			});
			if (rows) return rows.toSorted((one, other) => one.id - other.id);
			return await readPages(request, path, { filter: JSON.stringify(filter) }, row);
		},
		insertRows: async (tableId, data) => {
			const path = `/data-tables/${tableId}/rows`;
			const inserted = await request(
				{ method: 'POST', path, body: { data, returnType: 'id' } },
				z.array(z.object({ id: z.number() })),
			);
			return inserted.map(({ id }) => id);
		},
		updateRows: async (tableId, filter, data, { idempotent }) => {
			const path = `/data-tables/${tableId}/rows/update`;
			return await request({ method: 'PATCH', path, body: { filter, data, returnData: true }, idempotent }, z.array(row));
		},
		setRows: async (tableId, filter, data) => {
			const path = `/data-tables/${tableId}/rows/update`;
			await request({ method: 'PATCH', path, body: { filter, data }, idempotent: true }, z.unknown());
		},
		upsertRow: async (tableId, filter, data) => {
			await request({ method: 'POST', path: `/data-tables/${tableId}/rows/upsert`, body: { filter, data } }, z.unknown());
		},
		deleteRows: async (tableId, filter) => {
			const query = { filter: JSON.stringify(filter) };
			await request({ method: 'DELETE', path: `/data-tables/${tableId}/rows/delete`, query, idempotent: true }, z.unknown());
		},
	};
}
