import { notFound } from './errors';
import { bookOf, type Operation, rangeOf } from './operations/call';
import { filtered, filtersOf, getByFilter, searchMetadata, updateByFilter } from './operations/dataFilters';
import { readOptions } from './operations/options';
import { copySheet, createSpreadsheet, getSpreadsheet, updateSpreadsheet } from './operations/spreadsheets';
import { appendRange, clearRanges, getRanges, textList, updateRange, updateRanges } from './operations/values';
import { clear, readValues } from './values';
import { metadataView, SPREADSHEET_FIELDS, spreadsheetView } from './view';
import { resolveRange } from './workbook';

const WRITE_FIELDS = ['spreadsheetId', 'updatedRange', 'updatedRows', 'updatedColumns', 'updatedCells', 'updatedData'];

const BATCH_FIELDS = [
	'spreadsheetId',
	'totalUpdatedRows',
	'totalUpdatedColumns',
	'totalUpdatedCells',
	'totalUpdatedSheets',
	'responses',
];

const read = (fields: readonly string[], run: Operation['run']): Operation => ({ kind: 'Read', fields, run });

const writing = (fields: readonly string[], run: Operation['run']): Operation => ({ kind: 'Write', fields, run });

/** Every operation by method, path and what the path ends in. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
	'POST spreadsheets all': writing(SPREADSHEET_FIELDS, createSpreadsheet),
	'GET spreadsheets one': read(SPREADSHEET_FIELDS, getSpreadsheet),
	'POST spreadsheets:batchUpdate one': writing(['spreadsheetId', 'replies', 'updatedSpreadsheet'], updateSpreadsheet),
	'POST spreadsheets:getByDataFilter one': read(SPREADSHEET_FIELDS, (call) => spreadsheetView(bookOf(call), null)),
	'GET values item': read(['range', 'majorDimension', 'values'], (call) =>
		readValues(
			rangeOf(call),
			readOptions((name) => call.query.get(name)),
		),
	),
	'PUT values item': writing(WRITE_FIELDS, updateRange),
	'POST values:append item': writing(['spreadsheetId', 'tableRange', 'updates'], appendRange),
	'POST values:clear item': writing(['spreadsheetId', 'clearedRange'], (call) => ({
		spreadsheetId: call.route.spreadsheetId,
		clearedRange: clear(rangeOf(call)),
	})),
	'GET values:batchGet one': read(['spreadsheetId', 'valueRanges'], getRanges),
	'POST values:batchUpdate one': writing(BATCH_FIELDS, updateRanges),
	'POST values:batchClear one': writing(['spreadsheetId', 'clearedRanges'], (call) =>
		clearRanges(
			call,
			textList(call.body['ranges']).map((range) => resolveRange(bookOf(call), range)),
		),
	),
	'POST values:batchGetByDataFilter one': read(['spreadsheetId', 'valueRanges'], getByFilter),
	'POST values:batchUpdateByDataFilter one': writing(BATCH_FIELDS, updateByFilter),
	'POST values:batchClearByDataFilter one': writing(['spreadsheetId', 'clearedRanges'], (call) =>
		clearRanges(
			call,
			filtersOf(call.body).flatMap((filter) => filtered(bookOf(call), filter)),
		),
	),
	'GET developerMetadata item': read(['metadataId', 'metadataKey', 'metadataValue', 'location', 'visibility'], (call) => {
		const entry = bookOf(call).metadata.find(({ metadataId }) => String(metadataId) === call.route.target);
		if (entry === undefined) throw notFound();
		return metadataView(entry);
	}),
	'POST developerMetadata:search one': read(['matchedDeveloperMetadata'], searchMetadata),
	'POST sheets:copyTo item': writing(['sheetId', 'title', 'index', 'sheetType', 'gridProperties', 'hidden'], copySheet),
};
