import { deleteDimension, insertDimension } from '../sheet';
import { moveMetadata, requireCellBudget } from '../workbook';
import { dimensionRange, type Handler, parse, sheetOf } from './request';

export const appendDimension: Handler = (workbook, body, refuse) => {
	const { sheetId, dimension } = parse(dimensionRange, body, refuse);
	const sheet = sheetOf(workbook, sheetId, refuse);
	const length = Number(body['length'] ?? 0);
	if (!(length > 0)) throw refuse('length must be greater than 0.');
	insertDimension(sheet, dimension, dimension === 'ROWS' ? sheet.rowCount : sheet.columnCount, length);
	requireCellBudget(workbook);
	return {};
};

export const insertRange: Handler = (workbook, body, refuse) => {
	const { sheetId, dimension, startIndex, endIndex } = parse(dimensionRange, body['range'], refuse);
	const sheet = sheetOf(workbook, sheetId, refuse);
	const size = dimension === 'ROWS' ? sheet.rowCount : sheet.columnCount;
	const count = (endIndex ?? startIndex) - startIndex;
	if (count <= 0) throw refuse('range must have a positive length.');
	if (startIndex > size)
		throw refuse(`range.startIndex[${startIndex}] is after last ${dimension === 'ROWS' ? 'row' : 'column'} in grid[${size}]`);
	insertDimension(sheet, dimension, startIndex, count);
	moveMetadata(workbook, sheetId, dimension, startIndex, count);
	requireCellBudget(workbook);
	return {};
};

export const deleteRange: Handler = (workbook, body, refuse) => {
	const { sheetId, dimension, startIndex, endIndex } = parse(dimensionRange, body['range'], refuse);
	const sheet = sheetOf(workbook, sheetId, refuse);
	const size = dimension === 'ROWS' ? sheet.rowCount : sheet.columnCount;
	const end = Math.min(endIndex ?? size, size);
	if (startIndex >= size)
		throw refuse(
			`Cannot delete a ${dimension === 'ROWS' ? 'row' : 'column'} that doesn't exist. Tried to delete ${dimension === 'ROWS' ? 'row' : 'column'} index ${startIndex} but there are only ${size} ${dimension.toLowerCase()}.`,
		);
	if (startIndex === 0 && end === size) throw refuse(`You can't delete all the ${dimension.toLowerCase()} on the sheet.`);
	const frozen = Number(sheet.gridExtras[dimension === 'ROWS' ? 'frozenRowCount' : 'frozenColumnCount'] ?? 0);
	if (startIndex <= frozen && end === size)
		throw refuse(`Sorry, it is not possible to delete all non-frozen ${dimension.toLowerCase()}.`);
	deleteDimension(sheet, dimension, startIndex, end);
	moveMetadata(workbook, sheetId, dimension, startIndex, startIndex - end);
	return {};
};
