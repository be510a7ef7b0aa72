import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { invalidArgument, type SheetsError } from './errors';
import { copyPaste, moveDimension, sortRange } from './requests/arrange';
import { appendCells, repeatCell, updateCells } from './requests/cells';
import { appendDimension, deleteRange, insertRange } from './requests/dimensions';
import { findReplace } from './requests/findReplace';
import { createMetadata, deleteMetadata } from './requests/metadata';
import {
	addChart,
	addConditionalFormatRule,
	addProtectedRange,
	setBasicFilter,
	updateDimensionProperties,
} from './requests/looks';
import { addNamedRange, clearBasicFilter, stored, updateSpreadsheetProperties } from './requests/objects';
import { bodyOf, type Handler } from './requests/request';
import { addSheet, deleteSheet, duplicateSheet, updateSheetProperties } from './requests/tabs';
import { copyWorkbook, type Workbook } from './workbook';

const accepted: Handler = () => ({});

const HANDLERS = new Map<string, Handler>([
	['addSheet', addSheet],
	['updateSheetProperties', updateSheetProperties],
	['deleteSheet', deleteSheet],
	['duplicateSheet', duplicateSheet],
	['appendDimension', appendDimension],
	['insertDimension', insertRange],
	['deleteDimension', deleteRange],
	['updateCells', updateCells],
	['appendCells', appendCells],
	['repeatCell', repeatCell],
	['createDeveloperMetadata', createMetadata],
	['deleteDeveloperMetadata', deleteMetadata],
	['addFilterView', stored('filterViews', 'filter', 'filterViewId')],
	['addChart', addChart],
	['addProtectedRange', addProtectedRange],
	['addBanding', stored('bandedRanges', 'bandedRange', 'bandedRangeId')],
	['setBasicFilter', setBasicFilter],
	['clearBasicFilter', clearBasicFilter],
	['addConditionalFormatRule', addConditionalFormatRule],
	['updateSpreadsheetProperties', updateSpreadsheetProperties],
	['addNamedRange', addNamedRange],
	['findReplace', findReplace],
	['updateDimensionProperties', updateDimensionProperties],
	['sortRange', sortRange],
	['moveDimension', moveDimension],
	['copyPaste', copyPaste],
	// Looks only: accepted and not kept.
	['autoResizeDimensions', accepted],
	['updateBorders', accepted],
	['setDataValidation', accepted],
	['mergeCells', accepted],
]);

/**
 * Does all requests in order on a copy. One reply per request, empty for those that tell nothing.
 * @returns the new workbook; the old one is untouched
 * @throws SheetsError 400 `Invalid requests[i].kind: …`, and then nothing was done
 */
export function batchUpdate(workbook: Workbook, requests: unknown): { workbook: Workbook; replies: sheets_v4.Schema$Response[] } {
	if (!Array.isArray(requests) || requests.length === 0) throw invalidArgument('Must specify at least one request.');
	const copy = copyWorkbook(workbook);
	const replies = requests.map((request: unknown, index): sheets_v4.Schema$Response => {
		const [kind, ...more] = Object.keys(bodyOf(request));
		if (kind === undefined || more.length > 0) throw invalidArgument(`Invalid requests[${index}]: No request set.`);
		const handler = HANDLERS.get(kind);
		if (handler === undefined) {
			throw invalidArgument(`Invalid JSON payload received. Unknown name "${kind}" at 'requests[${index}]': Cannot find field.`);
		}
		const refuse = (message: string): SheetsError => invalidArgument(`Invalid requests[${index}].${kind}: ${message}`);
		const reply = handler(copy, bodyOf(bodyOf(request)[kind]), refuse);
		return Object.keys(reply).length === 0 ? {} : ({ [kind]: reply } as sheets_v4.Schema$Response);
	});
	return { workbook: copy, replies };
}
