import { z } from 'zod';
import { omit } from '../../shared/omit';
import { type Cell, type CellValue, writtenCell } from '../cell';
import type { SheetsError } from '../errors';
import { cellAt, setCell, type Sheet } from '../sheet';
import { requireCellBudget } from '../workbook';
import { cellFormat } from './looks';
import { type Body, expandFields, gridRange, type Handler, parse, sheetOf } from './request';

const rowList = z.array(z.looseObject({ values: z.array(z.record(z.string(), z.unknown())).optional() }));

const formattedCell = z.looseObject({ userEnteredFormat: cellFormat.optional() });

const gridCoordinate = z.object({
	sheetId: z.number().int().default(0),
	rowIndex: z.number().int().min(0).default(0),
	columnIndex: z.number().int().min(0).default(0),
});

const enteredValue = z.strictObject({
	stringValue: z.string().optional(),
	numberValue: z.number().optional(),
	boolValue: z.boolean().optional(),
	formulaValue: z.string().optional(),
});

/** Which parts of a cell a `fields` mask of a cell request names. */
function cellFields(body: Body, refuse: (message: string) => SheetsError): { value: boolean; extras: readonly string[] | '*' } {
	const fields = String(body['fields'] ?? '');
	if (fields === '') throw refuse("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)");
	const names = expandFields(fields).map((name) => name.split('.')[0] ?? '');
	if (names.includes('*')) return { value: true, extras: '*' };
	return { value: names.includes('userEnteredValue'), extras: names.filter((name) => name !== 'userEnteredValue') };
}

function valueOf(data: Body, refuse: (message: string) => SheetsError): CellValue | { formula: string } | undefined {
	if (data['userEnteredValue'] === undefined) return undefined;
	const value = parse(enteredValue, data['userEnteredValue'], refuse);
	if (value.formulaValue !== undefined) return { formula: value.formulaValue };
	return value.stringValue ?? value.numberValue ?? value.boolValue;
}

function mergedCell(
	old: Cell | undefined,
	data: Body,
	fields: ReturnType<typeof cellFields>,
	refuse: (message: string) => SheetsError,
): Cell | undefined {
	const entered = valueOf(data, refuse);
	let base: Cell | undefined = old;
	if (fields.value) {
		if (entered === undefined) base = undefined;
		else if (typeof entered === 'object') base = { value: '#N/A', formula: entered.formula };
		else base = writtenCell(entered, 'RAW');
	}
	const extras: Body = fields.extras === '*' ? {} : { ...old?.extras };
	for (const [name, value] of Object.entries(data)) {
		if (name !== 'userEnteredValue' && (fields.extras === '*' || fields.extras.includes(name))) extras[name] = value;
	}
	const kept = Object.keys(extras).length === 0 ? {} : { extras };
	if (base === undefined) return Object.keys(kept).length === 0 ? undefined : { value: '', ...kept };
	return { ...omit(base, 'extras'), ...kept };
}

function writeCells(
	sheet: Sheet,
	row: number,
	column: number,
	rows: z.infer<typeof rowList>,
	fields: ReturnType<typeof cellFields>,
	refuse: (message: string) => SheetsError,
): void {
	rows.forEach((line, r) => {
		(line.values ?? []).forEach((data, c) => {
			if (row + r >= sheet.rowCount || column + c >= sheet.columnCount) {
				throw refuse(
					`Attempting to write ${row + r >= sheet.rowCount ? 'row' : 'column'}: ${row + r >= sheet.rowCount ? row + r : column + c}, beyond the last requested ${row + r >= sheet.rowCount ? 'row' : 'column'} of: ${(row + r >= sheet.rowCount ? sheet.rowCount : sheet.columnCount) - 1}`,
				);
			}
			setCell(sheet, row + r, column + c, mergedCell(cellAt(sheet, row + r, column + c), data, fields, refuse));
		});
	});
}

export const updateCells: Handler = (workbook, body, refuse) => {
	const fields = cellFields(body, refuse);
	const rows = parse(rowList, body['rows'] ?? [], refuse);
	const start = body['start'];
	if (start !== undefined) {
		const at = parse(gridCoordinate, start, refuse);
		writeCells(sheetOf(workbook, at.sheetId, refuse), at.rowIndex, at.columnIndex, rows, fields, refuse);
		return {};
	}
	const range = parse(gridRange, body['range'], refuse);
	const sheet = sheetOf(workbook, range.sheetId, refuse);
	const endRow = Math.min(range.endRowIndex ?? sheet.rowCount, sheet.rowCount);
	const endColumn = Math.min(range.endColumnIndex ?? sheet.columnCount, sheet.columnCount);
	for (let row = range.startRowIndex; row < Math.min(endRow, sheet.rows.length); row++) {
		for (let column = range.startColumnIndex; column < endColumn; column++) {
			if (cellAt(sheet, row, column) !== undefined)
				setCell(sheet, row, column, mergedCell(cellAt(sheet, row, column), {}, fields, refuse));
		}
	}
	writeCells(sheet, range.startRowIndex, range.startColumnIndex, rows, fields, refuse);
	return {};
};

export const appendCells: Handler = (workbook, body, refuse) => {
	const sheet = sheetOf(workbook, Number(body['sheetId'] ?? 0), refuse);
	const rows = parse(rowList, body['rows'] ?? [], refuse);
	let last = sheet.rows.length;
	while (last > 0 && !(sheet.rows[last - 1] ?? []).some((cell) => cell !== undefined && cell.value !== '')) last--;
	const width = Math.max(0, ...rows.map((row) => row.values?.length ?? 0));
	sheet.rowCount = Math.max(sheet.rowCount, last + rows.length);
	sheet.columnCount = Math.max(sheet.columnCount, width);
	requireCellBudget(workbook);
	writeCells(sheet, last, 0, rows, cellFields(body, refuse), refuse);
	return {};
};

export const repeatCell: Handler = (workbook, body, refuse) => {
	const range = parse(gridRange, body['range'], refuse);
	const sheet = sheetOf(workbook, range.sheetId, refuse);
	const cell = parse(formattedCell, body['cell'], refuse);
	const fields = cellFields(body, refuse);
	const endRow = Math.min(range.endRowIndex ?? sheet.rowCount, sheet.rowCount);
	const endColumn = Math.min(range.endColumnIndex ?? sheet.columnCount, sheet.columnCount);
	for (let row = range.startRowIndex; row < endRow; row++) {
		for (let column = range.startColumnIndex; column < endColumn; column++) {
			setCell(sheet, row, column, mergedCell(cellAt(sheet, row, column), cell, fields, refuse));
		}
	}
	return {};
};
