import { z } from 'zod';
import { WHOLE_SHEET } from '../a1';
import { invalidArgument } from '../errors';
import { matchesLookup } from '../requests/metadata';
import { planWrite, readValues, write, writtenRows } from '../values';
import { metadataView } from '../view';
import { type ResolvedRange, resolveRange, type Workbook } from '../workbook';
import { bookOf, type Call } from './call';
import { inputOption, option, readOptions } from './options';
import { batchResponse } from './values';

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
export function filtered(workbook: Workbook, given: unknown): ResolvedRange[] {
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

export const filtersOf = (body: Record<string, unknown>): unknown[] =>
	Array.isArray(body['dataFilters']) ? body['dataFilters'] : [];

export function getByFilter(call: Call): unknown {
	const workbook = bookOf(call);
	const options = readOptions((name) => call.body[name]);
	const found = filtersOf(call.body).flatMap((filter) => filtered(workbook, filter).map((range) => ({ range, filter })));
	const ranges = found.map(({ range, filter }) => ({ valueRange: readValues(range, options), dataFilters: [filter] }));
	return { spreadsheetId: workbook.spreadsheetId, ...(ranges.length === 0 ? {} : { valueRanges: ranges }) };
}

export function updateByFilter(call: Call): unknown {
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

export function searchMetadata(call: Call): unknown {
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
