/** A rectangle of cells, counted from 0, ends exclusive. `null` ends are open: as far as the grid goes. */
export interface Area {
	readonly startRow: number;
	readonly endRow: number | null;
	readonly startColumn: number;
	readonly endColumn: number | null;
}

/** An area with every edge known. */
export interface Box {
	readonly startRow: number;
	readonly endRow: number;
	readonly startColumn: number;
	readonly endColumn: number;
}

export const WHOLE_SHEET: Area = { startRow: 0, endRow: null, startColumn: 0, endColumn: null };

/** `A` … `Z`, `AA` … for 0, 1 … */
export function columnName(index: number): string {
	let name = '';
	for (let left = index + 1; left > 0; left = Math.floor((left - 1) / 26)) {
		name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
	}
	return name;
}

function columnIndex(name: string): number {
	return [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Titles with anything but ASCII letters, digits and `_`, or that read like a cell, are quoted. */
export function quotedTitle(title: string): string {
	const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(title) && !/^[A-Za-z]{1,3}\d+$/.test(title);
	return plain ? title : `'${title.replaceAll("'", "''")}'`;
}

/** `Sheet1!A1:C5`, or `Sheet1!A1` for a single cell. */
export function boxName(title: string, box: Box): string {
	const first = `${columnName(box.startColumn)}${box.startRow + 1}`;
	const last = `${columnName(box.endColumn - 1)}${box.endRow}`;
	return `${quotedTitle(title)}!${first === last ? first : `${first}:${last}`}`;
}

/** The area's own notation without a title, e.g. `A11`, `A2:C`, `B:B`. */
export function areaName(area: Area): string {
	const { startRow, endRow, startColumn, endColumn } = area;
	const first = `${columnName(startColumn)}${startRow + 1}`;
	if (endRow === startRow + 1 && endColumn === startColumn + 1) return first;
	const lastColumn = endColumn === null ? '' : columnName(endColumn - 1);
	return `${first}:${lastColumn}${endRow ?? ''}`;
}

const CELL = /^\$?([A-Za-z]{1,3})?\$?(\d{1,7})?$/;

interface Corner {
	readonly column: number | null;
	readonly row: number | null;
}

function corner(text: string): Corner | null {
	const match = CELL.exec(text);
	if (match === null || text === '') return null;
	const [, letters, digits] = match;
	if (digits !== undefined && Number(digits) === 0) return null;
	return { column: letters === undefined ? null : columnIndex(letters), row: digits === undefined ? null : Number(digits) - 1 };
}

/** Reads `A1`, `A1:B2`, `A:C`, `1:3`, `A2:C` and the like. `null` when the text is no such thing. */
export function parseArea(text: string): Area | null {
	const parts = text.split(':');
	const first = corner(parts[0] ?? '');
	if (first === null || parts.length > 2) return null;
	if (parts.length === 1) {
		if (first.column === null || first.row === null) return null;
		return { startRow: first.row, endRow: first.row + 1, startColumn: first.column, endColumn: first.column + 1 };
	}
	const second = corner(parts[1] ?? '');
	if (second === null || ((first.column === null) !== (second.column === null) && first.row === null)) return null;
	const rows = [first.row ?? 0, second.row] as const;
	const columns = [first.column ?? 0, second.column] as const;
	const ordered = ([a, b]: readonly [number, number | null]): [number, number | null] =>
		b === null ? [a, null] : [Math.min(a, b), Math.max(a, b) + 1];
	const [startRow, endRow] = ordered(rows);
	const [startColumn, endColumn] = ordered(columns);
	return { startRow, endRow, startColumn, endColumn };
}

/** Splits `'My Sheet'!A1:B2` into title and rest. `title` is `null` when there is none. */
export function splitRange(text: string): { title: string | null; rest: string | null } {
	const quoted = /^'((?:[^']|'')*)'(?:!(.*))?$/s.exec(text);
	if (quoted !== null) return { title: (quoted[1] ?? '').replaceAll("''", "'"), rest: quoted[2] ?? null };
	const separator = text.lastIndexOf('!');
	if (separator >= 0) return { title: text.slice(0, separator), rest: text.slice(separator + 1) };
	return { title: null, rest: text };
}
