import { z } from 'zod';
import { type Cell, formattedValue } from '../cell';
import { cellAt, deleteDimension, insertDimension, isHidden, setCell, type Sheet } from '../sheet';
import { moveMetadata } from '../workbook';
import { dimensionRange, gridRange, type Handler, parse, sheetOf } from './request';

/** A range with its open ends closed by the grid. */
function boxIn(sheet: Sheet, range: z.infer<typeof gridRange>) {
	return {
		startRow: range.startRowIndex,
		endRow: Math.min(range.endRowIndex ?? sheet.rowCount, sheet.rowCount),
		startColumn: range.startColumnIndex,
		endColumn: Math.min(range.endColumnIndex ?? sheet.columnCount, sheet.columnCount),
	};
}

const sortSpec = z.strictObject({
	dimensionIndex: z.number().int().min(0).default(0),
	sortOrder: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING'),
});

const sortSpecs = z.array(sortSpec).min(1);
const index = z.number().int().min(0);

/** Numbers before texts before ticks, blanks last in either direction, as Sheets sorts. */
function compared(a: Cell | undefined, b: Cell | undefined, descending: boolean): number {
	const rank = (cell: Cell | undefined): number => {
		if (cell === undefined || cell.value === '') return 9;
		return ['number', 'string', 'boolean'].indexOf(typeof cell.value);
	};
	if (rank(a) === 9 || rank(b) === 9) return rank(a) - rank(b);
	const order =
		rank(a) - rank(b) ||
		(typeof a?.value === 'number' && typeof b?.value === 'number'
			? a.value - b.value
			: formattedValue(a ?? { value: '' }).localeCompare(formattedValue(b ?? { value: '' })));
	return descending ? -order : order;
}

/** Sorts cells. Notes of rows stay where they are: they belong to the row and not to what stands in it. */
export const sortRange: Handler = (workbook, body, refuse) => {
	const range = parse(gridRange, body['range'], refuse);
	const specs = parse(sortSpecs, body['sortSpecs'], refuse);
	const sheet = sheetOf(workbook, range.sheetId, refuse);
	const { startRow, endRow, startColumn, endColumn } = boxIn(sheet, range);
	const lines = Array.from({ length: Math.max(0, endRow - startRow) }, (_, row) =>
		Array.from({ length: endColumn - startColumn }, (_cell, column) => cellAt(sheet, startRow + row, startColumn + column)),
	);
	lines.sort((a, b) => {
		for (const { dimensionIndex, sortOrder } of specs) {
			const index = dimensionIndex - startColumn;
			const order = compared(a[index], b[index], sortOrder === 'DESCENDING');
			if (order !== 0) return order;
		}
		return 0;
	});
	lines.forEach((line, row) => line.forEach((cell, column) => setCell(sheet, startRow + row, startColumn + column, cell)));
	return {};
};

/** Moves rows or columns as dragging them does, their notes with them. */
export const moveDimension: Handler = (workbook, body, refuse) => {
	const { sheetId, dimension, startIndex, endIndex } = parse(dimensionRange, body['source'], refuse);
	const sheet = sheetOf(workbook, sheetId, refuse);
	const destination = parse(index, body['destinationIndex'], refuse);
	const end = endIndex ?? (dimension === 'ROWS' ? sheet.rowCount : sheet.columnCount);
	const count = end - startIndex;
	if (count <= 0) throw refuse('source must have a positive length.');
	if (destination > startIndex && destination < end) throw refuse('destinationIndex must be outside of source.');
	const target = destination >= end ? destination - count : destination;
	const moving = workbook.metadata.filter(
		({ sheetId: id, dimension: place }) =>
			id === sheetId && place?.dimension === dimension && place.index >= startIndex && place.index < end,
	);
	const rows = Array.from({ length: sheet.rowCount }, (_, row) => sheet.rows[row] ?? []);
	const hidden = dimension === 'ROWS' ? [...sheet.hiddenRows].filter((row) => row >= startIndex && row < end) : [];
	const columns = dimension === 'ROWS' ? [] : rows.map((row) => Array.from({ length: count }, (_, at) => row[startIndex + at]));
	deleteDimension(sheet, dimension, startIndex, end);
	moveMetadata(workbook, sheetId, dimension, startIndex, -count);
	insertDimension(sheet, dimension, target, count);
	moveMetadata(workbook, sheetId, dimension, target, count);
	if (dimension === 'ROWS') rows.slice(startIndex, end).forEach((cells, at) => (sheet.rows[target + at] = cells));
	else columns.forEach((cells, row) => cells.forEach((cell, at) => cell && setCell(sheet, row, target + at, cell)));
	sheet.hiddenRows = new Set([...sheet.hiddenRows, ...hidden.map((row) => row - startIndex + target)]);
	for (const entry of moving) {
		const index = (entry.dimension?.index ?? 0) - startIndex + target;
		workbook.metadata.push({ ...entry, dimension: { dimension, index } });
	}
	return {};
};

const pasteType = z.enum(['PASTE_NORMAL', 'PASTE_VALUES', 'PASTE_NO_BORDERS']);

/** Copies a range to another, also of another tab, where there is room. Formulas are copied as they are. */
export const copyPaste: Handler = (workbook, body, refuse) => {
	const source = parse(gridRange, body['source'], refuse);
	const destination = parse(gridRange, body['destination'], refuse);
	const type = parse(pasteType, body['pasteType'] ?? 'PASTE_NORMAL', refuse);
	const from = sheetOf(workbook, source.sheetId, refuse);
	const to = sheetOf(workbook, destination.sheetId, refuse);
	const box = boxIn(from, source);
	const height = box.endRow - box.startRow;
	const width = box.endColumn - box.startColumn;
	// Nothing is made larger for it: whoever relies on that would find out in the middle of somebody's work.
	if (destination.startRowIndex + height > to.rowCount || destination.startColumnIndex + width > to.columnCount)
		throw refuse(`The destination exceeds grid limits. Max rows: ${to.rowCount}, max columns: ${to.columnCount}`);
	const copied = Array.from({ length: height }, (_, row) => box.startRow + row)
		.filter((row) => workbook.copiesHiddenRows || !isHidden(from, row))
		.map((row) => Array.from({ length: width }, (_cell, column) => cellAt(from, row, box.startColumn + column)));
	copied.forEach((line, row) =>
		line.forEach((cell, column) => {
			const { value = '' } = cell ?? {};
			const pasted = type === 'PASTE_VALUES' ? { value } : cell;
			setCell(to, destination.startRowIndex + row, destination.startColumnIndex + column, pasted);
		}),
	);
	return {};
};
