import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { z } from 'zod';
import { WHOLE_SHEET, type Area } from './a1';
import { batchUpdate, matchesLookup } from './batchUpdate';
import type { DateOption, InputOption, RenderOption } from './cell';
import { invalidArgument, notFound } from './errors';
import type { Route } from './route';
import type { SpreadsheetStore } from './store';
import { metadataView, SPREADSHEET_FIELDS, sheetProperties, spreadsheetView } from './view';
import {
	append,
	clear,
	planWrite,
	readValues,
	requireSameRange,
	write,
	writtenRows,
	type MajorDimension,
	type ReadOptions,
} from './values';
import { createWorkbook, resolveRange, type ResolvedRange, type Workbook } from './workbook';

export interface Call {
	readonly store: SpreadsheetStore;
	readonly route: Route;
	readonly query: URLSearchParams;
	readonly body: Record<string, unknown>;
}

export interface Operation {
	readonly kind: 'Read' | 'Write';
	/** Names a `fields` mask may begin with. */
	readonly fields: readonly string[];
	/** @throws SheetsError */
	readonly run: (call: Call) => unknown;
}

const ENUMS = {
	majorDimension: ['ROWS', 'COLUMNS'],
	valueRenderOption: ['FORMATTED_VALUE', 'UNFORMATTED_VALUE', 'FORMULA'],
	dateTimeRenderOption: ['SERIAL_NUMBER', 'FORMATTED_STRING'],
	valueInputOption: ['RAW', 'USER_ENTERED'],
	insertDataOption: ['OVERWRITE', 'INSERT_ROWS'],
} as const;
const TYPES: Readonly<Record<keyof typeof ENUMS, string>> = {
	majorDimension: 'Dimension',
	valueRenderOption: 'ValueRenderOption',
	dateTimeRenderOption: 'DateTimeRenderOption',
	valueInputOption: 'ValueInputOption',
	insertDataOption: 'InsertDataOption',
};

/** One of an enum's values, or `undefined` when it is not given. @throws SheetsError 400 */
function option<K extends keyof typeof ENUMS>(name: K, given: unknown): (typeof ENUMS)[K][number] | undefined {
	if (given === undefined || given === null || given === '') return undefined;
	const choices: readonly string[] = ENUMS[name];
	if (choices.includes(String(given))) return given as (typeof ENUMS)[K][number];
	const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
	throw invalidArgument(
		`Invalid value at '${snake}' (type.googleapis.com/google.apps.sheets.v4.${TYPES[name]}), "${String(given)}"`,
	);
}

function inputOption(given: unknown): InputOption {
	const value = option('valueInputOption', given);
	if (value === undefined) throw invalidArgument("'valueInputOption' is required but not specified");
	return value;
}

function readOptions(from: (name: string) => unknown): ReadOptions {
	return {
		majorDimension: option('majorDimension', from('majorDimension')) ?? 'ROWS',
		render: option('valueRenderOption', from('valueRenderOption')) ?? 'FORMATTED_VALUE',
		dates: option('dateTimeRenderOption', from('dateTimeRenderOption')) ?? 'SERIAL_NUMBER',
	};
}

const bookOf = (call: Call): Workbook => call.store.require(call.route.spreadsheetId);
const rangeOf = (call: Call): ResolvedRange => resolveRange(bookOf(call), call.route.target);

/** The response of a write with the values it left, when they were asked for. */
function withValues(
	workbook: Workbook,
	response: sheets_v4.Schema$UpdateValuesResponse,
	include: boolean,
	render: unknown,
	dates: unknown,
): sheets_v4.Schema$UpdateValuesResponse {
	if (!include) return response;
	const options: { majorDimension: MajorDimension; render: RenderOption; dates: DateOption } = {
		majorDimension: 'ROWS',
		render: option('valueRenderOption', render) ?? 'FORMATTED_VALUE',
		dates: option('dateTimeRenderOption', dates) ?? 'SERIAL_NUMBER',
	};
	return { ...response, updatedData: readValues(resolveRange(workbook, response.updatedRange ?? ''), options) };
}

function createSpreadsheet({ store, body }: Call): unknown {
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

function getSpreadsheet(call: Call): unknown {
	const workbook = bookOf(call);
	const { query } = call;
	const fields = query.get('fields') ?? '';
	const wantsData =
		fields === '' ? query.get('includeGridData') === 'true' : /(^|[,(.])data\b|\*/.test(fields) && /sheets/.test(fields);
	const ranges = query.getAll('ranges').map((range) => resolveRange(workbook, range));
	if (!wantsData && ranges.length === 0) return spreadsheetView(workbook, null);
	const areas = new Map<number, Area[]>();
	for (const { sheet, area } of ranges) areas.set(sheet.sheetId, [...(areas.get(sheet.sheetId) ?? []), area]);
	if (ranges.length === 0) for (const { sheetId } of workbook.sheets) areas.set(sheetId, [WHOLE_SHEET]);
	const view = spreadsheetView(workbook, areas);
	if (wantsData) return view;
	return { ...view, sheets: (view.sheets ?? []).map(({ data: _data, ...sheet }) => sheet) };
}

function updateSpreadsheet(call: Call): unknown {
	const { store, body } = call;
	const { workbook, replies } = batchUpdate(bookOf(call), body['requests']);
	store.put(workbook);
	const result = { spreadsheetId: workbook.spreadsheetId, replies };
	return body['includeSpreadsheetInResponse'] === true
		? { ...result, updatedSpreadsheet: spreadsheetView(workbook, null) }
		: result;
}

function updateRange(call: Call): unknown {
	const { query, body } = call;
	const workbook = bookOf(call);
	const range = rangeOf(call);
	requireSameRange(workbook, call.route.target, body['range']);
	const input = inputOption(query.get('valueInputOption'));
	const rows = writtenRows(body['values'], option('majorDimension', body['majorDimension']) ?? 'ROWS');
	const response = write(workbook, planWrite(range, rows, input));
	const include = query.get('includeValuesInResponse') === 'true';
	return withValues(
		workbook,
		response,
		include,
		query.get('responseValueRenderOption'),
		query.get('responseDateTimeRenderOption'),
	);
}

function appendRange(call: Call): unknown {
	const { query, body } = call;
	const workbook = bookOf(call);
	const range = rangeOf(call);
	requireSameRange(workbook, call.route.target, body['range']);
	const rows = writtenRows(body['values'], option('majorDimension', body['majorDimension']) ?? 'ROWS');
	const insertRows = option('insertDataOption', query.get('insertDataOption')) === 'INSERT_ROWS';
	const { updates, ...rest } = append(workbook, range, rows, inputOption(query.get('valueInputOption')), insertRows);
	const include = query.get('includeValuesInResponse') === 'true';
	const render = query.get('responseValueRenderOption');
	return { ...rest, updates: withValues(workbook, updates ?? {}, include, render, query.get('responseDateTimeRenderOption')) };
}

const valueRanges = z.array(
	z.looseObject({ range: z.string(), majorDimension: z.string().optional(), values: z.unknown().optional() }),
);

function updateRanges(call: Call): unknown {
	const { body } = call;
	const workbook = bookOf(call);
	const input = inputOption(body['valueInputOption']);
	const data = valueRanges.safeParse(body['data'] ?? []);
	if (!data.success) throw invalidArgument("Invalid value at 'data' (type.googleapis.com/google.apps.sheets.v4.ValueRange)");
	// All are checked before the first is done.
	const planned = data.data.map(({ range, majorDimension, values }) =>
		planWrite(resolveRange(workbook, range), writtenRows(values, option('majorDimension', majorDimension) ?? 'ROWS'), input),
	);
	return batchResponse(
		workbook,
		planned.map((plan) => write(workbook, plan)),
		body,
	);
}

function batchResponse(
	workbook: Workbook,
	writes: sheets_v4.Schema$UpdateValuesResponse[],
	body: Record<string, unknown>,
): unknown {
	const sum = (field: 'updatedRows' | 'updatedColumns' | 'updatedCells'): number =>
		writes.reduce((total, one) => total + (one[field] ?? 0), 0);
	const include = body['includeValuesInResponse'] === true;
	const responses = writes.map((one) =>
		withValues(workbook, one, include, body['responseValueRenderOption'], body['responseDateTimeRenderOption']),
	);
	return {
		spreadsheetId: workbook.spreadsheetId,
		totalUpdatedRows: sum('updatedRows'),
		totalUpdatedColumns: sum('updatedColumns'),
		totalUpdatedCells: sum('updatedCells'),
		totalUpdatedSheets: new Set(writes.map((one) => resolveRange(workbook, one.updatedRange ?? '').sheet.sheetId)).size,
		responses,
	};
}

const dataFilter = z.object({
	a1Range: z.string().optional(),
	gridRange: z
		.object({
			sheetId: z.number().int().default(0),
			startRowIndex: z.number().int().default(0),
			endRowIndex: z.number().int().optional(),
			startColumnIndex: z.number().int().default(0),
			endColumnIndex: z.number().int().optional(),
		})
		.optional(),
	developerMetadataLookup: z.looseObject({}).optional(),
});

/** The ranges a filter finds. */
function filtered(workbook: Workbook, given: unknown): ResolvedRange[] {
	const parsed = dataFilter.safeParse(given);
	if (!parsed.success)
		throw invalidArgument("Invalid value at 'data_filters' (type.googleapis.com/google.apps.sheets.v4.DataFilter)");
	const { a1Range, gridRange, developerMetadataLookup: lookup } = parsed.data;
	if (a1Range !== undefined) return [resolveRange(workbook, a1Range)];
	const sheetOf = (sheetId: number) => {
		const sheet = workbook.sheets.find((candidate) => candidate.sheetId === sheetId);
		if (sheet === undefined) throw invalidArgument(`No grid with id: ${sheetId}`);
		return sheet;
	};
	if (gridRange !== undefined) {
		const area = {
			startRow: gridRange.startRowIndex,
			endRow: gridRange.endRowIndex ?? null,
			startColumn: gridRange.startColumnIndex,
			endColumn: gridRange.endColumnIndex ?? null,
		};
		return [{ sheet: sheetOf(gridRange.sheetId), area }];
	}
	if (lookup === undefined) throw invalidArgument('Must specify a filter in each DataFilter');
	return workbook.metadata
		.filter((entry) => entry.sheetId !== null && matchesLookup(entry, lookup))
		.map(({ sheetId, dimension }) => {
			const sheet = sheetOf(sheetId ?? 0);
			if (dimension === null) return { sheet, area: WHOLE_SHEET };
			const { index } = dimension;
			const byRow = dimension.dimension === 'ROWS';
			const area = byRow
				? { ...WHOLE_SHEET, startRow: index, endRow: index + 1 }
				: { ...WHOLE_SHEET, startColumn: index, endColumn: index + 1 };
			return { sheet, area };
		});
}

const filtersOf = (body: Record<string, unknown>): unknown[] => (Array.isArray(body['dataFilters']) ? body['dataFilters'] : []);

function getByFilter(call: Call): unknown {
	const workbook = bookOf(call);
	const options = readOptions((name) => call.body[name]);
	const found = filtersOf(call.body).flatMap((filter) => filtered(workbook, filter).map((range) => ({ range, filter })));
	const ranges = found.map(({ range, filter }) => ({ valueRange: readValues(range, options), dataFilters: [filter] }));
	return { spreadsheetId: workbook.spreadsheetId, ...(ranges.length === 0 ? {} : { valueRanges: ranges }) };
}

function updateByFilter(call: Call): unknown {
	const { body } = call;
	const workbook = bookOf(call);
	const input = inputOption(body['valueInputOption']);
	const data = Array.isArray(body['data']) ? body['data'].map((item: unknown) => new Map(Object.entries(item ?? {}))) : [];
	const planned = data.flatMap((item) => {
		const rows = writtenRows(item.get('values'), option('majorDimension', item.get('majorDimension')) ?? 'ROWS');
		return filtered(workbook, item.get('dataFilter')).map((range) => planWrite(range, rows, input));
	});
	return batchResponse(
		workbook,
		planned.map((plan) => write(workbook, plan)),
		body,
	);
}

function searchMetadata(call: Call): unknown {
	const workbook = bookOf(call);
	const lookups = filtersOf(call.body).map((filter) => dataFilter.parse(filter).developerMetadataLookup);
	const found = workbook.metadata.filter((entry) =>
		lookups.some((lookup) => lookup !== undefined && matchesLookup(entry, lookup)),
	);
	if (found.length === 0) return {};
	return {
		matchedDeveloperMetadata: found.map((entry) => ({
			developerMetadata: metadataView(entry),
			dataFilters: filtersOf(call.body),
		})),
	};
}

function copySheet(call: Call): unknown {
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

const getRanges = (call: Call): unknown => {
	const workbook = bookOf(call);
	const options = readOptions((name) => call.query.get(name));
	const ranges = call.query.getAll('ranges').map((range) => resolveRange(workbook, range));
	const valueRanges = ranges.map((range) => readValues(range, options));
	return { spreadsheetId: workbook.spreadsheetId, ...(valueRanges.length === 0 ? {} : { valueRanges }) };
};

function clearRanges(call: Call, ranges: readonly ResolvedRange[]): unknown {
	return { spreadsheetId: call.route.spreadsheetId, clearedRanges: ranges.map(clear) };
}

function textList(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

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
