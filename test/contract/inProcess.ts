import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios';
import { SheetsError } from '../../sandbox/sheets/errors';
import { applyFields } from '../../sandbox/sheets/fields';
import { OPERATIONS } from '../../sandbox/sheets/operations';
import { readRoute } from '../../sandbox/sheets/route';
import type { SpreadsheetStore } from '../../sandbox/sheets/store';
import type { DataTableFilter, DataTableRow, DataTableValue } from '../../clients/n8nApi/dataTables';

const bodyOf = ({ data }: InternalAxiosRequestConfig): Record<string, unknown> =>
	typeof data === 'string' && data !== '' ? (JSON.parse(data) as Record<string, unknown>) : {};

/** The emulated Sheets API without a socket in between: the same operations, at once. */
export function sheetsInProcess(store: SpreadsheetStore): AxiosAdapter {
	return async (config) => {
		const answer = (status: number, data: unknown) => ({
			status,
			statusText: '',
			headers: {},
			data: JSON.stringify(data),
			config,
		});
		const url = new URL(`${config.baseURL}${config.url}`);
		const route = readRoute((config.method ?? 'get').toUpperCase(), url.pathname);
		const operation = route && OPERATIONS[route.operation];
		if (!route || !operation) return answer(404, {});
		try {
			const result = operation.run({ store, route, query: url.searchParams, body: bodyOf(config) });
			return answer(200, applyFields(result, url.searchParams.get('fields') ?? undefined, operation.fields));
		} catch (error) {
			if (error instanceof SheetsError) return answer(error.code, error.body());
			throw error;
		}
	};
}

interface Table {
	readonly id: string;
	readonly name: string;
	readonly projectId: string;
	readonly columns: { name: string; type: string }[];
	rows: DataTableRow[];
}

/** The bodies of all calls in one. */
interface Given {
	readonly name: string;
	readonly columns: Table['columns'];
	readonly data: never;
	readonly filter: DataTableFilter;
	readonly returnData?: boolean;
	readonly dryRun?: boolean;
}

/** What n8n answers to a change that is only tried: the row as it is, and as it would be. */
const states = (row: DataTableRow, data: Readonly<Record<string, DataTableValue>>): object[] => [
	{ ...row, dryRunState: 'before' },
	{ ...row, ...data, dryRunState: 'after' },
];

const fits = (row: DataTableRow, { columnName, condition, value }: DataTableFilter['filters'][number]): boolean => {
	const cell = row[columnName] ?? null;
	if (condition === 'gte') return cell !== null && value !== null && cell >= value;
	return condition === 'eq' ? cell === value : cell !== value;
};

/** The rows that meet a filter. Hundreds of keys are looked up, as a database does, not gone through for each row. */
function matching(rows: readonly DataTableRow[], { type, filters }: DataTableFilter): DataTableRow[] {
	const [first] = filters;
	const isList =
		type === 'or' && filters.every(({ columnName, condition }) => condition === 'eq' && columnName === first?.columnName);
	const values = new Set(filters.map(({ value }) => value));
	if (first && isList) return rows.filter((row) => values.has(row[first.columnName] ?? null));
	return rows.filter((row) => filters[type === 'and' ? 'every' : 'some']((filter) => fits(row, filter)));
}

/** n8n's data tables as its public API shows them, in memory: each change is one step, as in SQLite. */
export function dataTablesInProcess(): AxiosAdapter {
	const tables: Table[] = [];
	let nextId = 1;
	const add = (table: Table, cells: Readonly<Record<string, DataTableValue>>): DataTableRow => {
		const row = { ...Object.fromEntries(table.columns.map(({ name }) => [name, null])), ...cells, id: nextId++ };
		table.rows.push(row);
		return row;
	};
	const change = (table: Table, filter: DataTableFilter, data: Readonly<Record<string, DataTableValue>>): DataTableRow[] => {
		const found = matching(table.rows, filter);
		for (const row of found) Object.assign(row, data);
		return found.map((row) => ({ ...row }));
	};

	const handle = (method: string, path: readonly string[], query: URLSearchParams, body: Record<string, unknown>): unknown => {
		const filter = JSON.parse(query.get('filter') ?? '{"type":"and","filters":[]}') as DataTableFilter & { name?: string };
		const page = <T>(items: readonly T[]): unknown => {
			const start = Number(query.get('cursor') ?? 0);
			const end = start + Number(query.get('limit') ?? 100);
			return { data: items.slice(start, end), nextCursor: end < items.length ? String(end) : null };
		};
		const [id, part, verb] = path;
		const given = body as unknown as Given;
		if (id === undefined && method === 'GET') return page(tables.filter(({ name }) => name.includes(filter.name ?? '')));
		if (id === undefined) {
			const table: Table = { id: `t${nextId++}`, name: given.name, projectId: 'p', columns: given.columns, rows: [] };
			tables.push(table);
			return table;
		}
		const table = tables.find((candidate) => candidate.id === id);
		if (!table) throw new Error(`no table ${id}`);
		switch (`${method} ${part} ${verb ?? ''}`) {
			case 'GET rows ':
				return page(matching(table.rows, filter));
			case 'POST rows ':
				return (given.data as Readonly<Record<string, DataTableValue>>[]).map((cells) => ({ id: add(table, cells).id }));
			case 'PATCH rows update': {
				if (given.dryRun === true) return matching(table.rows, given.filter).flatMap((row) => states(row, given.data));
				const changed = change(table, given.filter, given.data);
				return given.returnData ? changed : true;
			}
			case 'POST rows upsert':
				if (change(table, given.filter, given.data).length === 0) add(table, given.data);
				return true;
			case 'DELETE rows delete': {
				const gone = new Set(matching(table.rows, filter));
				table.rows = table.rows.filter((row) => !gone.has(row));
				return true;
			}
			default:
				throw new Error(`${method} ${path.join('/')} is not emulated`);
		}
	};

	return async (config) => {
		const url = new URL(`${config.baseURL}${config.url}`);
		const path = url.pathname.split('/data-tables')[1]?.split('/').filter(Boolean) ?? [];
		const result = handle((config.method ?? 'get').toUpperCase(), path, url.searchParams, bodyOf(config));
		return { status: 200, statusText: '', headers: {}, data: JSON.stringify(result), config };
	};
}
