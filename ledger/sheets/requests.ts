import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import type { SheetCell } from '../../clients/googleSheets/client';

export type Request = sheets_v4.Schema$Request;

/**
 * A value as Google stores it: text stays text, whatever it starts with, and is never read as a formula, a number or a date, as
 * `RAW` input is not either. Nothing empties a cell.
 */
function cellData(value: SheetCell | undefined): sheets_v4.Schema$CellData {
	if (value === undefined || value === null || value === '') return {};
	if (typeof value === 'string') return { userEnteredValue: { stringValue: value } };
	return { userEnteredValue: typeof value === 'number' ? { numberValue: value } : { boolValue: value } };
}

/** Writes a block of cells, row by row, from a place on. */
export const setBlock = (
	{ sheetId, row, column }: { readonly sheetId: number; readonly row: number; readonly column: number },
	rows: readonly (readonly (SheetCell | undefined)[])[],
): Request => ({
	updateCells: {
		start: { sheetId, rowIndex: row, columnIndex: column },
		rows: rows.map((cells) => ({ values: cells.map(cellData) })),
		fields: 'userEnteredValue',
	},
});

/** A block of cells. Numbers from 0. */
export interface Block {
	readonly sheetId: number;
	readonly row: number;
	readonly rows: number;
	readonly column: number;
	readonly columns: number;
}

/** Copies a block within the spreadsheet, values only. */
export function copyBlock(from: Block, to: Pick<Block, 'sheetId' | 'row' | 'column'>): Request {
	const range = ({ sheetId, row, column }: Pick<Block, 'sheetId' | 'row' | 'column'>) => ({
		sheetId,
		startRowIndex: row,
		endRowIndex: row + from.rows,
		startColumnIndex: column,
		endColumnIndex: column + from.columns,
	});
	return { copyPaste: { source: range(from), destination: range(to), pasteType: 'PASTE_VALUES' } };
}

/** Hides a row, as people do. */
export const hideRow = (sheetId: number, row: number): Request => ({
	updateDimensionProperties: {
		range: { sheetId, dimension: 'ROWS', startIndex: row, endIndex: row + 1 },
		properties: { hiddenByUser: true },
		fields: 'hiddenByUser',
	},
});

/** Makes room for rows. */
export const insertRows = (sheetId: number, row: number, count: number): Request => ({
	insertDimension: { range: { sheetId, dimension: 'ROWS', startIndex: row, endIndex: row + count } },
});

/** Takes rows out; without a count, all from there on. */
export const deleteRows = (sheetId: number, row: number, count?: number): Request => ({
	deleteDimension: {
		range: { sheetId, dimension: 'ROWS', startIndex: row, ...(count === undefined ? {} : { endIndex: row + count }) },
	},
});

/** Adds rows below the last one that has anything in it. */
export const appendRows = (sheetId: number, rows: readonly (readonly SheetCell[])[]): Request => ({
	appendCells: { sheetId, rows: rows.map((cells) => ({ values: cells.map(cellData) })), fields: 'userEnteredValue' },
});
