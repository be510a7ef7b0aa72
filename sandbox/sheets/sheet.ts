import { z } from 'zod';
import type { Area, Box } from './a1';
import { type Cell, formattedValue } from './cell';

/** A tab. Rows are sparse; the grid's size is kept beside them because empty cells count. */
export interface Sheet {
	readonly sheetId: number;
	title: string;
	index: number;
	hidden: boolean;
	rowCount: number;
	columnCount: number;
	rows: (Cell | undefined)[][];
	/** Rows that somebody hid, by their number. Those that a filter hides are not among them. */
	hiddenRows: ReadonlySet<number>;
	/** Properties that are stored and given back as they came: frozen rows, tab colour … */
	gridExtras: Record<string, unknown>;
	extras: Record<string, unknown>;
	basicFilter: unknown;
	filterViews: Record<string, unknown>[];
	charts: Record<string, unknown>[];
	protectedRanges: Record<string, unknown>[];
	bandedRanges: Record<string, unknown>[];
	conditionalFormats: unknown[];
	merges: unknown[];
}

export function createSheet(sheetId: number, title: string, index: number, rowCount = 1_000, columnCount = 26): Sheet {
	return {
		sheetId,
		title,
		index,
		hidden: false,
		rowCount,
		columnCount,
		rows: [],
		hiddenRows: new Set(),
		gridExtras: {},
		extras: {},
		basicFilter: undefined,
		filterViews: [],
		charts: [],
		protectedRanges: [],
		bandedRanges: [],
		conditionalFormats: [],
		merges: [],
	};
}

export function cellAt(sheet: Sheet, row: number, column: number): Cell | undefined {
	return sheet.rows[row]?.[column];
}

/** Puts a new row in the place of the old one: another copy of the tab may still look at it. */
export function setCell(sheet: Sheet, row: number, column: number, cell: Cell | undefined): void {
	const cells = sheet.rows[row]?.slice() ?? [];
	cells[column] = cell;
	sheet.rows[row] = cells;
}

/** A copy that shares rows, none of which is ever changed in place. */
export const copySheet = (sheet: Sheet): Sheet => ({
	...sheet,
	rows: sheet.rows.slice(),
	gridExtras: { ...sheet.gridExtras },
	extras: { ...sheet.extras },
	filterViews: [...sheet.filterViews],
	charts: [...sheet.charts],
	protectedRanges: [...sheet.protectedRanges],
	bandedRanges: [...sheet.bandedRanges],
	conditionalFormats: [...sheet.conditionalFormats],
	merges: [...sheet.merges],
});

/** Whether a cell has something to read. A cell with a format only is empty. */
function hasValue(sheet: Sheet, row: number, column: number): boolean {
	const cell = cellAt(sheet, row, column);
	return cell !== undefined && cell.value !== '';
}

/** The area cut to the grid. */
export function boxOf(sheet: Sheet, area: Area): Box {
	return {
		startRow: area.startRow,
		endRow: Math.min(area.endRow ?? sheet.rowCount, sheet.rowCount),
		startColumn: area.startColumn,
		endColumn: Math.min(area.endColumn ?? sheet.columnCount, sheet.columnCount),
	};
}

function rowHasValue(sheet: Sheet, row: number, from: number, to: number): boolean {
	for (let column = Math.max(0, from); column < to; column++) if (hasValue(sheet, row, column)) return true;
	return false;
}

/**
 * The table that `append` writes under: the region of cells, bounded by blank rows and columns, that reaches into the area; the
 * lowest one when there are several. `null` when the area is empty.
 */
export function findTable(sheet: Sheet, area: Area): Box | null {
	const within = boxOf(sheet, area);
	let row = Math.min(within.endRow, sheet.rows.length) - 1;
	while (row >= within.startRow && !rowHasValue(sheet, row, within.startColumn, within.endColumn)) row--;
	if (row < within.startRow) return null;
	let column = within.startColumn;
	while (!hasValue(sheet, row, column)) column++;
	let box: Box = { startRow: row, endRow: row + 1, startColumn: column, endColumn: column + 1 };
	for (let grown = true; grown; ) {
		const larger = grow(sheet, box);
		grown = JSON.stringify(larger) !== JSON.stringify(box);
		box = larger;
	}
	return box;
}

/** Takes in neighbouring rows as long as they touch the box, also at a corner, then one column on each side. */
function grow(sheet: Sheet, box: Box): Box {
	let { startRow, endRow, startColumn, endColumn } = box;
	while (startRow > 0 && rowHasValue(sheet, startRow - 1, startColumn - 1, endColumn + 1)) startRow--;
	while (endRow < sheet.rows.length && rowHasValue(sheet, endRow, startColumn - 1, endColumn + 1)) endRow++;
	const columnTouches = (column: number): boolean => {
		for (let row = Math.max(0, startRow - 1); row < endRow + 1; row++) if (hasValue(sheet, row, column)) return true;
		return false;
	};
	if (startColumn > 0 && columnTouches(startColumn - 1)) startColumn--;
	if (endColumn < sheet.columnCount && columnTouches(endColumn)) endColumn++;
	return { startRow, endRow, startColumn, endColumn };
}

const basicFilter = z.object({
	range: z.object({ startRowIndex: z.number().default(0), endRowIndex: z.number().default(Number.MAX_SAFE_INTEGER) }),
	filterSpecs: z
		.array(
			z.object({
				columnIndex: z.number().default(0),
				filterCriteria: z.object({ hiddenValues: z.array(z.string()).default([]) }),
			}),
		)
		.default([]),
});

/** Whether a row is not to be seen: somebody hid it, or the filter of the tab does, by a value. */
export function isHidden(sheet: Sheet, row: number): boolean {
	if (sheet.hiddenRows.has(row)) return true;
	const { data: filter } = basicFilter.safeParse(sheet.basicFilter);
	if (!filter || row <= filter.range.startRowIndex || row >= filter.range.endRowIndex) return false;
	return filter.filterSpecs.some(({ columnIndex, filterCriteria }) =>
		filterCriteria.hiddenValues.includes(formattedValue(cellAt(sheet, row, columnIndex) ?? { value: '' })),
	);
}

/** Puts empty rows or columns before `at`; everything after moves. */
export function insertDimension(sheet: Sheet, dimension: 'ROWS' | 'COLUMNS', at: number, count: number): void {
	if (dimension === 'ROWS') {
		if (sheet.rows.length > at) sheet.rows.splice(at, 0, ...Array.from({ length: count }, () => []));
		sheet.hiddenRows = new Set([...sheet.hiddenRows].map((row) => (row < at ? row : row + count)));
		sheet.rowCount += count;
		return;
	}
	const blank = Array.from({ length: count }, () => undefined);
	sheet.rows = sheet.rows.map((row) => (row.length > at ? row.toSpliced(at, 0, ...blank) : row));
	sheet.columnCount += count;
}

export function deleteDimension(sheet: Sheet, dimension: 'ROWS' | 'COLUMNS', start: number, end: number): void {
	if (dimension === 'ROWS') {
		sheet.rows.splice(start, end - start);
		const left = [...sheet.hiddenRows].filter((row) => row < start || row >= end);
		sheet.hiddenRows = new Set(left.map((row) => (row < start ? row : row - (end - start))));
		sheet.rowCount -= end - start;
		return;
	}
	sheet.rows = sheet.rows.map((row) => row.toSpliced(start, end - start));
	sheet.columnCount -= end - start;
}
