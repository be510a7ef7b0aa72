import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { z } from 'zod';
import { type Area, WHOLE_SHEET } from '../a1';
import { omit } from '../../shared/omit';
import { batchUpdate } from '../batchUpdate';
import { invalidArgument, notFound } from '../errors';
import { sheetProperties, spreadsheetView } from '../view';
import { createWorkbook, type ResolvedRange, resolveRange, type Workbook } from '../workbook';
import { bookOf, type Call } from './call';
import { textList } from './values';

export function createSpreadsheet({ store, body }: Call): unknown {
	const parsed = z
		.object({
			properties: z
				.object({ title: z.string().optional(), locale: z.string().optional(), timeZone: z.string().optional() })
				.optional(),
			sheets: z.array(z.looseObject({ properties: z.looseObject({ title: z.string().optional() }).optional() })).optional(),
		})
		.safeParse(body);
	if (!parsed.success) throw invalidArgument('Invalid JSON payload received.');
	const { properties, sheets } = parsed.data;
	let workbook = createWorkbook(store.nextId(), properties?.title ?? 'Untitled spreadsheet');
	if (sheets !== undefined && sheets.length > 0) {
		const requests = sheets.map((sheet) => ({ addSheet: { properties: sheet.properties ?? {} } }));
		workbook = batchUpdate({ ...workbook, sheets: [] }, requests).workbook;
	}
	if (properties?.locale !== undefined) workbook.locale = properties.locale;
	if (properties?.timeZone !== undefined) workbook.timeZone = properties.timeZone;
	store.put(workbook);
	return spreadsheetView(workbook, null);
}

export function getSpreadsheet(call: Call): unknown {
	const workbook = bookOf(call);
	const { query } = call;
	const fields = query.get('fields') ?? '';
	const wantsData = fields === '' ? query.get('includeGridData') === 'true' : wantsGridData(fields);
	return viewOf(
		workbook,
		query.getAll('ranges').map((range) => resolveRange(workbook, range)),
		wantsData,
	);
}

const wantsGridData = (fields: string): boolean => /(^|[,(.])data\b|\*/.test(fields) && /sheets/.test(fields);

/** The resource, cut to some ranges where there are any, with or without their cells. */
function viewOf(workbook: Workbook, ranges: readonly ResolvedRange[], wantsData: boolean): sheets_v4.Schema$Spreadsheet {
	if (!wantsData && ranges.length === 0) return spreadsheetView(workbook, null);
	const areas = new Map<number, Area[]>();
	for (const { sheet, area } of ranges) areas.set(sheet.sheetId, [...(areas.get(sheet.sheetId) ?? []), area]);
	if (ranges.length === 0) for (const { sheetId } of workbook.sheets) areas.set(sheetId, [WHOLE_SHEET]);
	const view = spreadsheetView(workbook, areas);
	if (wantsData) return view;
	return { ...view, sheets: (view.sheets ?? []).map((sheet) => omit(sheet, 'data')) };
}

export function updateSpreadsheet(call: Call): unknown {
	const { store, body, query } = call;
	const { workbook, replies } = batchUpdate(bookOf(call), body['requests']);
	const result = { spreadsheetId: workbook.spreadsheetId, replies };
	const areas = textList(body['responseRanges']).map((range) => resolveRange(workbook, range));
	store.put(workbook);
	if (body['includeSpreadsheetInResponse'] !== true) return result;
	const fields = query.get('fields') ?? '';
	// A field mask decides alone, as with `get`.
	const withData = fields === '' ? body['responseIncludeGridData'] === true : wantsGridData(fields);
	return { ...result, updatedSpreadsheet: viewOf(workbook, areas, withData) };
}

export function copySheet(call: Call): unknown {
	const { store, route, body } = call;
	const source = bookOf(call).sheets.find((sheet) => String(sheet.sheetId) === route.target);
	if (source === undefined) throw notFound();
	const target = store.require(String(body['destinationSpreadsheetId'] ?? ''));
	const copy = {
		...structuredClone(source),
		sheetId: target.nextId++,
		title: `Copy of ${source.title}`,
		index: target.sheets.length,
	};
	target.sheets.push(copy);
	return sheetProperties(copy);
}
