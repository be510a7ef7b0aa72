import { invalidParameters } from './errors';
import type { Query } from './query';

const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;

/** Something to page through. The id breaks ties of the sort value. */
export interface Row<T> {
	readonly id: string;
	readonly sort: number | string;
	readonly item: T;
}

export interface Page<T> {
	readonly data: T[];
	readonly page_info: {
		readonly end_cursor: string | null;
		readonly start_cursor: string | null;
		readonly has_next_page: boolean;
		readonly has_previous_page: boolean;
	};
}

type Position = readonly [number | string, string];

function encode(row: Row<unknown>): string {
	return Buffer.from(JSON.stringify([row.sort, row.id])).toString('base64url');
}

function decode(cursor: string): Position {
	const refuse = (): Error => invalidParameters('The cursor is invalid');
	let parsed: unknown;
	try {
		parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString());
	} catch {
		throw refuse();
	}
	if (!Array.isArray(parsed)) throw refuse();
	const [sort, id]: unknown[] = parsed;
	if ((typeof sort !== 'number' && typeof sort !== 'string') || typeof id !== 'string') throw refuse();
	return [sort, id];
}

function compare(a: Position, b: Position): number {
	if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
	return a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1;
}

/**
 * One page of `first` rows after `after`, or of `last` rows before `before`. A cursor is a place in the order, not a number,
 * so rows that arrive between two pages shift nothing.
 */
export function paginate<T>(rows: readonly Row<T>[], direction: 'asc' | 'desc', query: Query): Page<T> {
	const sign = direction === 'asc' ? 1 : -1;
	const order = (a: Position, b: Position): number => sign * compare(a, b);
	const position = (row: Row<T>): Position => [row.sort, row.id];
	const sorted = [...rows].sort((a, b) => order(position(a), position(b)));
	const after = query.text('after');
	const before = query.text('before');
	const start = after === undefined ? 0 : sorted.findIndex((row) => order(position(row), decode(after)) > 0);
	const end = before === undefined ? sorted.length : sorted.findIndex((row) => order(position(row), decode(before)) >= 0);
	const from = start === -1 ? sorted.length : start;
	const to = end === -1 ? sorted.length : Math.max(from, end);
	const last = query.count('last');
	const backwards = query.count('first') === undefined && last !== undefined;
	const size = Math.min(MAX_PAGE, (backwards ? last : query.count('first')) ?? DEFAULT_PAGE);
	const pageStart = backwards ? Math.max(from, to - size) : from;
	const pageEnd = backwards ? to : Math.min(to, from + size);
	const page = sorted.slice(pageStart, pageEnd);
	const firstRow = page[0];
	const lastRow = page.at(-1);
	return {
		data: page.map((row) => row.item),
		page_info: {
			start_cursor: firstRow === undefined ? null : encode(firstRow),
			end_cursor: lastRow === undefined ? null : encode(lastRow),
			has_next_page: pageEnd < sorted.length,
			has_previous_page: pageStart > 0,
		},
	};
}
