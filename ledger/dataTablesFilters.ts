import type { DataTableCondition, DataTableFilter } from '../clients/n8nApi/dataTables';
import { chunk } from './chunk';
import type { Cell } from './columns';
import type { TableName } from './ledger';
import type { Row } from './rows';
import { columnsOf } from './schema';

/** SQLite takes at most 1,000 conditions in one expression. */
export const KEYS_PER_CALL = 500;

export const equals = (columnName: string, value: Cell): DataTableCondition => ({ columnName, condition: 'eq', value });

/** Rows that meet all of these. */
export const all = (filters: readonly DataTableCondition[]): DataTableFilter => ({ type: 'and', filters });

/** Rows in which a column has one of these values, in as few filters as n8n's databases take. */
export const anyOf = (columnName: string, values: readonly Cell[]): DataTableFilter[] =>
	chunk(values, KEYS_PER_CALL).map((part) => ({ type: 'or', filters: part.map((value) => equals(columnName, value)) }));

/**
 * Filters for the rows that meet any of some conditions, in rounds that are to be asked one after the other. n8n's filters are flat,
 * and tell a cell without a value from one that somebody emptied by hand: the latter is asked for first, because it may be mended in
 * between. `undefined` stands for every row.
 */
export function filterRounds(table: TableName, conditions: readonly Row[]): (DataTableFilter | undefined)[][] {
	const readings = conditions.map((condition) => readingsOf(table, condition));
	const rounds = Math.max(0, ...readings.map(({ length }) => length));
	return Array.from({ length: rounds }, (_, round) => filtersFor(readings.flatMap((some) => some.slice(round, round + 1))));
}

/** The condition with each cell that is to be empty as empty text and as no value. */
function readingsOf(table: TableName, condition: Row): Row[] {
	const texts = new Set(columnsOf(table).flatMap(({ name, kind }) => (kind === 'number' || kind === 'boolean' ? [] : [name])));
	let readings: Row[] = [{}];
	for (const [name, cell] of Object.entries(condition)) {
		const empty = cell === null || cell === '';
		const cells: readonly Cell[] = !empty ? [cell] : texts.has(name) ? ['', null] : [null];
		readings = readings.flatMap((reading) => cells.map((value): Row => ({ ...reading, [name]: value })));
	}
	return readings;
}

/** Conditions on the same column become one filter. */
function filtersFor(conditions: readonly Row[]): (DataTableFilter | undefined)[] {
	if (conditions.some((condition) => Object.keys(condition).length === 0)) return [undefined];
	const single = Map.groupBy(conditions, (condition) => {
		const [name = '', ...others] = Object.keys(condition);
		return others.length === 0 ? name : '';
	});
	const several = single.get('') ?? [];
	single.delete('');
	return [
		...several.map((condition) => all(Object.entries(condition).map(([name, cell]) => equals(name, cell)))),
		...[...single].flatMap(([name, some]) =>
			anyOf(
				name,
				some.map((condition) => condition[name] ?? null),
			),
		),
	];
}
