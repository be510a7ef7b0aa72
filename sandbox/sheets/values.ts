import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { areaName, boxName, columnName, quotedTitle, type Area, type Box } from './a1';
import { renderedValue, writtenCell, type CellValue, type DateOption, type InputOption, type RenderOption } from './cell';
import { invalidArgument } from './errors';
import { boxOf, cellAt, findTable, insertDimension, setCell, type Sheet } from './sheet';
import { moveMetadata, requireCellBudget, requireWithinGrid, resolveRange, type ResolvedRange, type Workbook } from './workbook';

export type MajorDimension = 'ROWS' | 'COLUMNS';
/** `null` leaves a cell as it is. */
type Written = CellValue | null;

export interface ReadOptions {
	readonly majorDimension: MajorDimension;
	readonly render: RenderOption;
	readonly dates: DateOption;
}

/** The values of a range. Trailing empty cells and rows are left out; `values` is absent when nothing is left. */
export function readValues(range: ResolvedRange, options: ReadOptions): sheets_v4.Schema$ValueRange {
	requireWithinGrid(range);
	const { sheet } = range;
	const box = boxOf(sheet, range.area);
	const byRows = options.majorDimension === 'ROWS';
	const [outerStart, outerEnd] = byRows ? [box.startRow, box.endRow] : [box.startColumn, box.endColumn];
	const [innerStart, innerEnd] = byRows ? [box.startColumn, box.endColumn] : [box.startRow, box.endRow];
	const filledRows = Math.min(byRows ? outerEnd : innerEnd, sheet.rows.length);
	const values: CellValue[][] = [];
	let kept = 0;
	for (let outer = outerStart; outer < (byRows ? filledRows : outerEnd); outer++) {
		const line: CellValue[] = [];
		let length = 0;
		for (let inner = innerStart; inner < (byRows ? innerEnd : filledRows); inner++) {
			const cell = byRows ? cellAt(sheet, outer, inner) : cellAt(sheet, inner, outer);
			const value = renderedValue(cell, options.render, options.dates);
			line.push(value);
			if (value !== '') length = line.length;
		}
		line.length = length;
		values.push(line);
		if (length > 0) kept = values.length;
	}
	values.length = kept;
	const result = { range: boxName(sheet.title, box), majorDimension: options.majorDimension };
	return kept === 0 ? result : { ...result, values };
}

/** Rows of values to write, whichever way they came. @throws SheetsError 400 for anything but text, numbers, booleans, null */
export function writtenRows(values: unknown, majorDimension: MajorDimension): Written[][] {
	if (values === undefined || values === null) return [];
	if (!Array.isArray(values)) throw invalidArgument("Invalid value at 'data.values' (Array), expected a list of lists");
	const lines = values.map((line: unknown, outer): Written[] => {
		if (!Array.isArray(line))
			throw invalidArgument(`Invalid value at 'data.values[${outer}]' (type.googleapis.com/google.protobuf.ListValue)`);
		return line.map((value: unknown, inner): Written => {
			if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Written;
			throw invalidArgument(`Invalid values[${outer}][${inner}]: ${Array.isArray(value) ? 'list_value' : 'struct_value'} {}`);
		});
	});
	if (majorDimension === 'ROWS') return lines;
	const height = Math.max(0, ...lines.map((line) => line.length));
	return Array.from({ length: height }, (_, row) => lines.map((line) => line[row] ?? null));
}

/** A write that was checked and not yet done. */
export interface PlannedWrite {
	readonly sheet: Sheet;
	readonly box: Box;
	readonly rows: readonly (readonly Written[])[];
	readonly option: InputOption;
}

/**
 * Checks a write into a range. A single cell stands for everything to its right and below.
 * @throws SheetsError 400 when values reach beyond the range or the grid
 */
export function planWrite(range: ResolvedRange, rows: readonly (readonly Written[])[], option: InputOption): PlannedWrite {
	requireWithinGrid(range);
	const { sheet, area } = range;
	const isCell = area.endRow === area.startRow + 1 && area.endColumn === area.startColumn + 1;
	const limits = boxOf(sheet, isCell ? { ...area, endRow: null, endColumn: null } : area);
	const width = Math.max(0, ...rows.map((row) => row.length));
	const target = `['${sheet.title.replaceAll("'", "''")}'!${areaName(area)}]`;
	if (area.startRow + rows.length > limits.endRow) {
		throw invalidArgument(`Requested writing within range ${target}, but tried writing to row [${limits.endRow + 1}]`);
	}
	if (area.startColumn + width > limits.endColumn) {
		throw invalidArgument(
			`Requested writing within range ${target}, but tried writing to column [${columnName(limits.endColumn)}]`,
		);
	}
	for (const row of rows) for (const value of row) if (value !== null) writtenCell(value, option);
	const box = {
		startRow: area.startRow,
		endRow: area.startRow + Math.max(1, rows.length),
		startColumn: area.startColumn,
		endColumn: area.startColumn + Math.max(1, width),
	};
	return { sheet, box, rows, option };
}

/** Does a planned write. Empty texts empty cells, formats stay. */
export function write(workbook: Workbook, planned: PlannedWrite): sheets_v4.Schema$UpdateValuesResponse {
	const { sheet, box, rows, option } = planned;
	let cells = 0;
	const columns = new Set<number>();
	const touchedRows = new Set<number>();
	rows.forEach((row, r) => {
		row.forEach((value, c) => {
			if (value === null) return;
			const old = cellAt(sheet, box.startRow + r, box.startColumn + c);
			const cell = writtenCell(value, option);
			const extras = old?.extras === undefined ? {} : { extras: old.extras };
			const kept =
				cell === undefined ? (old?.extras === undefined ? undefined : { value: '', ...extras }) : { ...cell, ...extras };
			setCell(sheet, box.startRow + r, box.startColumn + c, kept);
			cells++;
			touchedRows.add(r);
			columns.add(c);
		});
	});
	const result = { spreadsheetId: workbook.spreadsheetId, updatedRange: boxName(sheet.title, box) };
	if (cells === 0) return result;
	return { ...result, updatedRows: touchedRows.size, updatedColumns: columns.size, updatedCells: cells };
}

/** Grows the grid so that the box fits. @throws SheetsError 400 beyond ten million cells */
function makeRoom(workbook: Workbook, sheet: Sheet, endRow: number, endColumn: number): void {
	const before = [sheet.rowCount, sheet.columnCount] as const;
	sheet.rowCount = Math.max(sheet.rowCount, endRow);
	sheet.columnCount = Math.max(sheet.columnCount, endColumn);
	try {
		requireCellBudget(workbook);
	} catch (error) {
		[sheet.rowCount, sheet.columnCount] = before;
		throw error;
	}
}

/** Writes under the table found in the range: over what is there, or into rows inserted for it. */
export function append(
	workbook: Workbook,
	range: ResolvedRange,
	rows: readonly (readonly Written[])[],
	option: InputOption,
	insertRows: boolean,
): sheets_v4.Schema$AppendValuesResponse {
	requireWithinGrid(range);
	const { sheet, area } = range;
	const table = findTable(sheet, area);
	const startRow = table?.endRow ?? area.startRow;
	const startColumn = table?.startColumn ?? area.startColumn;
	const width = Math.max(0, ...rows.map((row) => row.length));
	for (const row of rows) for (const value of row) if (value !== null) writtenCell(value, option);
	if (insertRows && table !== null && rows.length > 0) {
		const before = sheet.rowCount;
		makeRoom(workbook, sheet, sheet.rowCount + rows.length, 0);
		sheet.rowCount = before;
		insertDimension(sheet, 'ROWS', startRow, rows.length);
		moveMetadata(workbook, sheet.sheetId, 'ROWS', startRow, rows.length);
	}
	makeRoom(workbook, sheet, startRow + rows.length, startColumn + width);
	const start: Area = { startRow, endRow: startRow + 1, startColumn, endColumn: startColumn + 1 };
	const updates = write(workbook, planWrite({ sheet, area: start }, rows, option));
	return {
		spreadsheetId: workbook.spreadsheetId,
		...(table === null ? {} : { tableRange: boxName(sheet.title, table) }),
		updates,
	};
}

/** Empties the values of a range. @returns the range that was cleared */
export function clear(range: ResolvedRange): string {
	requireWithinGrid(range);
	const box = boxOf(range.sheet, range.area);
	for (let row = box.startRow; row < Math.min(box.endRow, range.sheet.rows.length); row++) {
		for (let column = box.startColumn; column < box.endColumn; column++) {
			const extras = cellAt(range.sheet, row, column)?.extras;
			if (cellAt(range.sheet, row, column) !== undefined) {
				setCell(range.sheet, row, column, extras === undefined ? undefined : { value: '', extras });
			}
		}
	}
	return boxName(range.sheet.title, box);
}

/** @throws SheetsError 400 when the range in the path and the one in the body differ */
export function requireSameRange(workbook: Workbook, path: string, body: unknown): void {
	if (body === undefined || body === null) return;
	const name = (text: string): string => {
		const { sheet, area } = resolveRange(workbook, text);
		return `${quotedTitle(sheet.title)}!${areaName(area)}`;
	};
	if (name(path) !== name(String(body))) {
		throw invalidArgument(`Request range[${path}] does not match value's range[${String(body)}]`);
	}
}
