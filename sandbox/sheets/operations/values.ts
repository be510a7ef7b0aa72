import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { z } from 'zod';
import type { DateOption, RenderOption } from '../cell';
import { invalidArgument } from '../errors';
import { append, clear, type MajorDimension, planWrite, readValues, requireSameRange, write, writtenRows } from '../values';
import { type ResolvedRange, resolveRange, type Workbook } from '../workbook';
import { bookOf, type Call, rangeOf } from './call';
import { inputOption, option, readOptions } from './options';

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

export function updateRange(call: Call): unknown {
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

export function appendRange(call: Call): unknown {
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

export function updateRanges(call: Call): unknown {
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

export function batchResponse(
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

export const getRanges = (call: Call): unknown => {
	const workbook = bookOf(call);
	const options = readOptions((name) => call.query.get(name));
	const ranges = call.query.getAll('ranges').map((range) => resolveRange(workbook, range));
	const valueRanges = ranges.map((range) => readValues(range, options));
	return { spreadsheetId: workbook.spreadsheetId, ...(valueRanges.length === 0 ? {} : { valueRanges }) };
};

export function clearRanges(call: Call, ranges: readonly ResolvedRange[]): unknown {
	return { spreadsheetId: call.route.spreadsheetId, clearedRanges: ranges.map(clear) };
}

export function textList(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}
