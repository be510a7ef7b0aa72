import type { SheetCell } from '../../clients/googleSheets/client';
import { hash31 } from './hash';

/** Longer texts are kept as a number only: a plan has thousands of characters. */
const LITERAL = 24;

/** What a cell holds in few characters, to tell later whether it still holds it. Nothing and an empty text are the same. */
export function print(cell: SheetCell | undefined): string {
	if (cell === undefined || cell === null || cell === '') return '';
	if (typeof cell !== 'string') return `${typeof cell === 'number' ? 'n' : 'b'}${cell}`;
	if (cell.length <= LITERAL) return `s${cell}`;
	// Two hashes of 31 bits and the length: no two texts that somebody writes into the same cell are taken for each other.
	return `h${cell.length}.${hash31(cell).toString(36)}.${hash31(`${cell}\n`).toString(36)}`;
}

/** The same for all cells of a row. */
export const printAll = (cells: readonly (SheetCell | undefined)[]): string => print(cells.map(print).join('\n'));

/** A date that somebody typed is read as it is shown; a copy of it in another tab is a number of days. */
const DATE = /^s\d{1,4}[-/.年]\d/;

/** Whether a cell that was copied within the spreadsheet is what was read before. */
export const isAsRead = (before: string, copy: SheetCell | undefined): boolean =>
	print(copy) === before || (typeof copy === 'number' && DATE.test(before));
