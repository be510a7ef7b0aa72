import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import type { SheetCell } from '../../clients/googleSheets/client';

export type Request = sheets_v4.Schema$Request;

/** Values for cells that stand side by side in one row. Numbers from 0. */
export interface CellsToSet {
	readonly sheetId: number;
	readonly row: number;
	readonly cells: ReadonlyMap<number, SheetCell>;
}

/**
 * A value as Google stores it: text stays text, whatever it starts with, and is never read as a formula, a number or a date, as
 * `RAW` input is not either. Nothing empties a cell.
 */
function cellData(value: SheetCell | undefined): sheets_v4.Schema$CellData {
	if (value === undefined || value === null || value === '') return {};
	if (typeof value === 'string') return { userEnteredValue: { stringValue: value } };
	return { userEnteredValue: typeof value === 'number' ? { numberValue: value } : { boolValue: value } };
}

/** Columns that stand side by side. */
export function runsOf(columns: Iterable<number>): { first: number; length: number }[] {
	const runs: { first: number; length: number }[] = [];
	for (const column of [...columns].toSorted((a, b) => a - b)) {
		const last = runs.at(-1);
		if (last && last.first + last.length === column) last.length++;
		else runs.push({ first: column, length: 1 });
	}
	return runs;
}

/** Sets single cells of a row and leaves those between them alone. */
export const setCells = ({ sheetId, row, cells }: CellsToSet): Request[] =>
	runsOf(cells.keys()).map(({ first, length }) => ({
		updateCells: {
			start: { sheetId, rowIndex: row, columnIndex: first },
			rows: [{ values: Array.from({ length }, (_, at) => cellData(cells.get(first + at))) }],
			fields: 'userEnteredValue',
		},
	}));

/** Adds rows below the last one that has anything in it. */
export const appendRows = (sheetId: number, rows: readonly (readonly SheetCell[])[]): Request => ({
	appendCells: { sheetId, rows: rows.map((cells) => ({ values: cells.map(cellData) })), fields: 'userEnteredValue' },
});
