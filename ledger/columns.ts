import { DateTime } from 'luxon';
import { z } from 'zod';

/** What a cell of either backend holds. `null` is an empty cell. */
export type Cell = string | number | boolean | null;

/** How a column's values look in a spreadsheet and in a data table. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'instant' | 'json';

/** One column: turns a field into a cell and back. Both directions throw a plain Error that says what the cell must be. */
export interface Column<V> {
	readonly kind: ColumnKind;
	/** May be left empty. */
	readonly nullable: boolean;
	encode(value: V): Cell;
	decode(cell: Cell): V;
}

/** The longest text Google Sheets takes in one cell is 50,000 characters; both ledgers keep below it, so that rows can move. */
export const MAX_CELL_LENGTH = 49_999;

/** Tells whether nothing stands in a cell. */
export const isEmpty = (cell: Cell): cell is null | '' => cell === null || cell === '';

function fits(text: string): string {
	if (text.length <= MAX_CELL_LENGTH) return text;
	throw new Error(`holds ${text.length} characters, and a cell takes at most ${MAX_CELL_LENGTH}`);
}

/** A text as far as a cell holds it, with a mark where it was cut. */
function cut(text: string): string {
	if (text.length <= MAX_CELL_LENGTH) return text;
	const mark = `… [cut: ${text.length} characters]`;
	const kept = text.slice(0, MAX_CELL_LENGTH - mark.length);
	// Half of a pair of surrogates is no character.
	return kept.replace(/[\ud800-\udbff]$/, '') + mark;
}

/** Shows a cell in a message without filling the screen. */
const shown = (cell: Cell): string => {
	const text = JSON.stringify(cell);
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

/** A column whose empty cell means `null`. */
export function orNull<V>(column: Column<V>): Column<V | null> {
	return {
		kind: column.kind,
		nullable: true,
		encode: (value) => {
			const cell = value === null ? null : column.encode(value);
			return isEmpty(cell) ? null : cell;
		},
		decode: (cell) => (isEmpty(cell) ? null : column.decode(cell)),
	};
}

/**
 * Free text; an empty cell is an empty string. A number or tick that a user typed is read as its text. What is too long for a cell
 * is cut, and says so at its end.
 */
export const text: Column<string> = {
	kind: 'text',
	nullable: false,
	encode: cut,
	decode: (cell) => (cell === null ? '' : String(cell)),
};

/** Text that must not be empty: keys and what everything else hangs on. It is never cut: two keys could become one. */
export const requiredText: Column<string> = {
	...text,
	encode: fits,
	decode: (cell) => {
		if (isEmpty(cell)) throw new Error('must not be empty');
		return String(cell);
	},
};

export const textOrNull = orNull(text);

/**
 * Texts without line breaks, one on each line; an empty cell is an empty list. Unlike JSON it has one form only, so that a
 * compare-and-set can expect it.
 */
export const lines: Column<readonly string[]> = {
	kind: 'text',
	nullable: true,
	encode: (value) => (value.length === 0 ? null : fits(value.join('\n'))),
	decode: (cell) => (isEmpty(cell) ? [] : String(cell).split('\n')),
};

/** One of a closed list of words. The record form makes the compiler insist that none is missing. */
export function oneOf<V extends string>(words: Readonly<Record<V, true>>): Column<V> {
	// Object.keys is typed as string[]; the keys of this record are exactly V.
	const list = Object.keys(words) as V[];
	return {
		kind: 'text',
		nullable: false,
		encode: (value) => value,
		decode: (cell) => {
			const word = list.find((candidate) => candidate === cell);
			if (word === undefined) throw new Error(`must be one of ${list.join(', ')}, not ${shown(cell)}`);
			return word;
		},
	};
}

export const number: Column<number> = {
	kind: 'number',
	nullable: false,
	encode: (value) => {
		if (!Number.isFinite(value)) throw new Error(`must be a finite number, not ${value}`);
		return value;
	},
	decode: (cell) => {
		const value = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell;
		if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`must be a number, not ${shown(cell)}`);
		return value;
	},
};

export const numberOrNull = orNull(number);

export const boolean: Column<boolean> = {
	kind: 'boolean',
	nullable: false,
	encode: (value) => value,
	decode: (cell) => {
		if (typeof cell === 'boolean') return cell;
		const word = String(cell).toLowerCase();
		if (word !== 'true' && word !== 'false') throw new Error(`must be true or false, not ${shown(cell)}`);
		return word === 'true';
	},
};

/** Always written in one form (UTC, milliseconds), so that equal instants are equal cells and text order is time order. */
function canonicalInstant(cell: Cell): string {
	// As the pack writes it: nearly every cell of a table with a hundred thousand rows.
	if (typeof cell === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(cell) && !Number.isNaN(Date.parse(cell)))
		return cell;
	const parsed = typeof cell === 'string' && /(Z|[+-]\d{2}:?\d{2})$/i.test(cell) ? DateTime.fromISO(cell, { zone: 'utc' }) : null;
	if (!parsed?.isValid) throw new Error(`must be an ISO 8601 instant such as 2026-11-20T03:00:00.000Z, not ${shown(cell)}`);
	return parsed.toISO();
}

export const instant: Column<string> = { kind: 'instant', nullable: false, encode: canonicalInstant, decode: canonicalInstant };

export const instantOrNull = orNull(instant);

/** JSON text, checked on the way in and on the way out: what cannot be read back is not written. */
export function json<V>(schema: z.ZodType<V>, whenEmpty?: V): Column<V> {
	const check = (value: unknown): V => {
		const result = schema.safeParse(value);
		if (result.success) return result.data;
		const issue = result.error.issues[0];
		throw new Error(`does not fit: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.replace(/\s+/g, ' ').trim());
	};
	return {
		kind: 'json',
		nullable: false,
		encode: (value) => fits(JSON.stringify(check(value))),
		decode: (cell) => {
			if (isEmpty(cell) && whenEmpty !== undefined) return whenEmpty;
			return check(parseJson(cell));
		},
	};
}

export const jsonOrNull = <V>(schema: z.ZodType<V>): Column<V | null> => orNull(json(schema));

/** A list of words as JSON; a list separated by commas, as an owner would type it, is read too. */
export function words<V extends string>(word: z.ZodType<V>): Column<readonly V[]> {
	const column = json<readonly V[]>(z.array(word), []);
	return {
		...column,
		decode: (cell) => {
			if (typeof cell !== 'string' || cell.trimStart().startsWith('[')) return column.decode(cell);
			return column.decode(
				JSON.stringify(
					cell
						.split(',')
						.map((part) => part.trim())
						.filter((part) => part !== ''),
				),
			);
		},
	};
}

function parseJson(cell: Cell): unknown {
	try {
		return JSON.parse(typeof cell === 'string' ? cell : '');
	} catch {
		throw asNotJson(cell);
	}
}

const asNotJson = (cell: Cell): Error => new Error(`must be JSON, not ${shown(cell)}`);
