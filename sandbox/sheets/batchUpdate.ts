import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { z } from 'zod';
import { formattedValue, writtenCell, type Cell, type CellValue } from './cell';
import { invalidArgument, type SheetsError } from './errors';
import { cellAt, createSheet, deleteDimension, insertDimension, setCell, type Sheet } from './sheet';
import { metadataView, sheetProperties } from './view';
import { moveMetadata, requireCellBudget, type DeveloperMetadata, type Workbook } from './workbook';

type Body = Record<string, unknown>;
/** Handles one kind of request on the copy of the workbook. Its result goes into `replies`. */
type Handler = (workbook: Workbook, body: Body, refuse: (message: string) => SheetsError) => Body;

const dimensionRange = z.object({
	sheetId: z.number().int().default(0),
	dimension: z.enum(['ROWS', 'COLUMNS']),
	startIndex: z.number().int().min(0).default(0),
	endIndex: z.number().int().min(0).optional(),
});
const gridRange = z.object({
	sheetId: z.number().int().default(0),
	startRowIndex: z.number().int().min(0).default(0),
	endRowIndex: z.number().int().min(0).optional(),
	startColumnIndex: z.number().int().min(0).default(0),
	endColumnIndex: z.number().int().min(0).optional(),
});
const properties = z.looseObject({
	sheetId: z.number().int().optional(),
	title: z.string().optional(),
	index: z.number().int().min(0).optional(),
	hidden: z.boolean().optional(),
	gridProperties: z
		.looseObject({ rowCount: z.number().int().positive().optional(), columnCount: z.number().int().positive().optional() })
		.optional(),
});
const rowList = z.array(z.looseObject({ values: z.array(z.record(z.string(), z.unknown())).optional() }));
const enteredValue = z.strictObject({
	stringValue: z.string().optional(),
	numberValue: z.number().optional(),
	boolValue: z.boolean().optional(),
	formulaValue: z.string().optional(),
});

function sheetOf(workbook: Workbook, sheetId: number, refuse: (message: string) => SheetsError): Sheet {
	const sheet = workbook.sheets.find((candidate) => candidate.sheetId === sheetId);
	if (sheet === undefined) throw refuse(`No grid with id: ${sheetId}`);
	return sheet;
}

function parse<T>(schema: z.ZodType<T>, value: unknown, refuse: (message: string) => SheetsError): T {
	const parsed = schema.safeParse(value ?? {});
	if (parsed.success) return parsed.data;
	throw refuse(z.prettifyError(parsed.error).replaceAll('\n', ' '));
}

/** Applies what a list of properties names; `null` applies all that are there. */
function applyProperties(sheet: Sheet, given: z.infer<typeof properties>, fields: readonly string[] | null): void {
	const { sheetId: _id, title, index, hidden, gridProperties, ...extras } = given;
	const named = (name: string): boolean =>
		fields === null || fields.some((field) => field === '*' || field === name || field.startsWith(`${name}.`));
	if (named('title') && title !== undefined) sheet.title = title;
	if (named('index') && index !== undefined) sheet.index = index;
	if (named('hidden')) sheet.hidden = hidden ?? false;
	for (const [name, value] of Object.entries(extras)) if (named(name) && name !== 'sheetType') sheet.extras[name] = value;
	if (!named('gridProperties') || gridProperties === undefined) return;
	const whole = fields === null || fields.includes('gridProperties') || fields.includes('*');
	for (const [name, value] of Object.entries(gridProperties)) {
		if (!whole && !fields.includes(`gridProperties.${name}`)) continue;
		if (name === 'rowCount') resize(sheet, Number(value), sheet.columnCount);
		else if (name === 'columnCount') resize(sheet, sheet.rowCount, Number(value));
		else sheet.gridExtras[name] = value;
	}
}

function resize(sheet: Sheet, rowCount: number, columnCount: number): void {
	sheet.rows.length = Math.min(sheet.rows.length, rowCount);
	for (const row of sheet.rows) if (row !== undefined) row.length = Math.min(row.length, columnCount);
	sheet.rowCount = rowCount;
	sheet.columnCount = columnCount;
}

function reindex(workbook: Workbook, moved?: Sheet): void {
	const others = workbook.sheets.filter((sheet) => sheet !== moved).sort((a, b) => a.index - b.index);
	if (moved !== undefined) others.splice(moved.index, 0, moved);
	others.forEach((sheet, index) => {
		sheet.index = index;
	});
	workbook.sheets = others;
}

const addSheet: Handler = (workbook, body, refuse) => {
	const given = parse(properties, body['properties'], refuse);
	const title = given.title ?? `Sheet${workbook.sheets.length + 1}`;
	if (workbook.sheets.some((sheet) => sheet.title.toLowerCase() === title.toLowerCase())) {
		throw refuse(`A sheet with the name "${title}" already exists. Please enter another name.`);
	}
	const sheetId = given.sheetId ?? workbook.nextId++;
	if (workbook.sheets.some((sheet) => sheet.sheetId === sheetId)) throw refuse(`Sheet with id ${sheetId} already exists.`);
	const sheet = createSheet(sheetId, title, given.index ?? workbook.sheets.length);
	applyProperties(sheet, { ...given, index: sheet.index, title }, null);
	workbook.sheets.push(sheet);
	reindex(workbook, sheet);
	requireCellBudget(workbook);
	return { properties: sheetProperties(sheet) };
};

const updateSheetProperties: Handler = (workbook, body, refuse) => {
	const given = parse(properties, body['properties'], refuse);
	const sheet = sheetOf(workbook, given.sheetId ?? 0, refuse);
	const fields = String(body['fields'] ?? '');
	if (fields === '') throw refuse("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)");
	const clash = workbook.sheets.some((other) => other !== sheet && other.title.toLowerCase() === given.title?.toLowerCase());
	if (clash) throw refuse(`A sheet with the name "${given.title}" already exists. Please enter another name.`);
	applyProperties(sheet, given, expandFields(fields));
	reindex(workbook, sheet);
	requireCellBudget(workbook);
	return {};
};

/** `a,b(c,d)` as `a`, `b.c`, `b.d`. */
function expandFields(fields: string): string[] {
	return fields
		.replace(/(\w+)\(([^)]*)\)/g, (_, outer: string, inner: string) =>
			inner
				.split(',')
				.map((name) => `${outer}.${name.trim()}`)
				.join(','),
		)
		.split(',')
		.map((name) => name.trim());
}

const deleteSheet: Handler = (workbook, body, refuse) => {
	const sheet = sheetOf(workbook, Number(body['sheetId'] ?? 0), refuse);
	if (workbook.sheets.length === 1) throw refuse("You can't remove all the visible sheets in a document.");
	workbook.sheets = workbook.sheets.filter((other) => other !== sheet);
	workbook.metadata = workbook.metadata.filter((entry) => entry.sheetId !== sheet.sheetId);
	reindex(workbook);
	return {};
};

const duplicateSheet: Handler = (workbook, body, refuse) => {
	const source = sheetOf(workbook, Number(body['sourceSheetId'] ?? 0), refuse);
	const copy = { ...structuredClone(source), sheetId: Number(body['newSheetId'] ?? workbook.nextId++) };
	copy.title = String(body['newSheetName'] ?? `Copy of ${source.title}`);
	copy.index = Number(body['insertSheetIndex'] ?? 0);
	workbook.sheets.push(copy);
	reindex(workbook, copy);
	requireCellBudget(workbook);
	return { properties: sheetProperties(copy) };
};

const appendDimension: Handler = (workbook, body, refuse) => {
	const { sheetId, dimension } = parse(dimensionRange, body, refuse);
	const sheet = sheetOf(workbook, sheetId, refuse);
	const length = Number(body['length'] ?? 0);
	if (!(length > 0)) throw refuse('length must be greater than 0.');
	insertDimension(sheet, dimension, dimension === 'ROWS' ? sheet.rowCount : sheet.columnCount, length);
	requireCellBudget(workbook);
	return {};
};

const insertRange: Handler = (workbook, body, refuse) => {
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

const deleteRange: Handler = (workbook, body, refuse) => {
	const { sheetId, dimension, startIndex, endIndex } = parse(dimensionRange, body['range'], refuse);
	const sheet = sheetOf(workbook, sheetId, refuse);
	const size = dimension === 'ROWS' ? sheet.rowCount : sheet.columnCount;
	const end = Math.min(endIndex ?? size, size);
	if (startIndex >= size)
		throw refuse(
			`Cannot delete a ${dimension === 'ROWS' ? 'row' : 'column'} that doesn't exist. Tried to delete ${dimension === 'ROWS' ? 'row' : 'column'} index ${startIndex} but there are only ${size} ${dimension.toLowerCase()}.`,
		);
	if (startIndex === 0 && end === size) throw refuse(`You can't delete all the ${dimension.toLowerCase()} on the sheet.`);
	deleteDimension(sheet, dimension, startIndex, end);
	moveMetadata(workbook, sheetId, dimension, startIndex, startIndex - end);
	return {};
};

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
	const { extras: _old, ...plain } = base;
	return { ...plain, ...kept };
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

const updateCells: Handler = (workbook, body, refuse) => {
	const fields = cellFields(body, refuse);
	const rows = parse(rowList, body['rows'] ?? [], refuse);
	const start = body['start'];
	if (start !== undefined) {
		const at = parse(
			z.object({
				sheetId: z.number().int().default(0),
				rowIndex: z.number().int().min(0).default(0),
				columnIndex: z.number().int().min(0).default(0),
			}),
			start,
			refuse,
		);
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

const appendCells: Handler = (workbook, body, refuse) => {
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

const repeatCell: Handler = (workbook, body, refuse) => {
	const range = parse(gridRange, body['range'], refuse);
	const sheet = sheetOf(workbook, range.sheetId, refuse);
	const cell = parse(z.record(z.string(), z.unknown()), body['cell'], refuse);
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

const createMetadata: Handler = (workbook, body, refuse) => {
	const given = parse(
		z.object({
			metadataId: z.number().int().optional(),
			metadataKey: z.string().min(1),
			metadataValue: z.string().optional(),
			visibility: z.enum(['DOCUMENT', 'PROJECT']),
			location: z.object({
				spreadsheet: z.boolean().optional(),
				sheetId: z.number().int().optional(),
				dimensionRange: dimensionRange.optional(),
			}),
		}),
		body['developerMetadata'],
		refuse,
	);
	const { location } = given;
	const range = location.dimensionRange;
	if (range !== undefined && (range.endIndex ?? 0) - range.startIndex !== 1) {
		throw refuse('dimensionRange must span exactly one row or column');
	}
	const sheetId = range?.sheetId ?? location.sheetId ?? null;
	if (sheetId === null && location.spreadsheet !== true) throw refuse('location must be set');
	if (sheetId !== null) sheetOf(workbook, sheetId, refuse);
	const metadataId = given.metadataId ?? workbook.nextId++;
	if (workbook.metadata.some((entry) => entry.metadataId === metadataId))
		throw refuse(`Developer metadata with id ${metadataId} already exists`);
	const entry: DeveloperMetadata = {
		metadataId,
		metadataKey: given.metadataKey,
		...(given.metadataValue === undefined ? {} : { metadataValue: given.metadataValue }),
		visibility: given.visibility,
		sheetId,
		dimension: range === undefined ? null : { dimension: range.dimension, index: range.startIndex },
	};
	workbook.metadata.push(entry);
	return { developerMetadata: metadataView(entry) };
};

const deleteMetadata: Handler = (workbook, body, refuse) => {
	const lookup = parse(
		z.object({ developerMetadataLookup: z.looseObject({}) }),
		body['dataFilter'],
		refuse,
	).developerMetadataLookup;
	const gone = workbook.metadata.filter((entry) => matchesLookup(entry, lookup));
	workbook.metadata = workbook.metadata.filter((entry) => !gone.includes(entry));
	return { deletedDeveloperMetadata: gone.map(metadataView) };
};

/** Whether an entry is what a lookup asks for. Fields that are not given ask for anything. */
export function matchesLookup(entry: DeveloperMetadata, lookup: Readonly<Record<string, unknown>>): boolean {
	const { metadataKey, metadataValue, metadataId, visibility } = entry;
	const type = metadataView(entry).location?.locationType;
	const fields: [string, unknown][] = Object.entries({ metadataKey, metadataValue, metadataId, visibility, locationType: type });
	return fields.every(([name, value]) => lookup[name] === undefined || lookup[name] === value);
}

/** Stores an object with a fresh id in a list of a tab and gives it back. */
function stored(
	list: 'filterViews' | 'charts' | 'protectedRanges' | 'bandedRanges',
	field: string,
	id: string,
	idReply = field,
): Handler {
	return (workbook, body, refuse) => {
		const object = parse(z.record(z.string(), z.unknown()), body[field], refuse);
		const range = object['range'];
		const rangeSheet = typeof range === 'object' && range !== null && 'sheetId' in range ? Number(range.sheetId) : undefined;
		const sheet = rangeSheet === undefined ? workbook.sheets[0] : sheetOf(workbook, rangeSheet, refuse);
		const made = { [id]: workbook.nextId++, ...object };
		sheet?.[list].push(made);
		return { [idReply]: made };
	};
}

const setBasicFilter: Handler = (workbook, body, refuse) => {
	const filter = parse(z.looseObject({ range: gridRange }), body['filter'], refuse);
	sheetOf(workbook, filter.range.sheetId, refuse).basicFilter = body['filter'];
	return {};
};

const clearBasicFilter: Handler = (workbook, body, refuse) => {
	sheetOf(workbook, Number(body['sheetId'] ?? 0), refuse).basicFilter = undefined;
	return {};
};

const addConditionalFormatRule: Handler = (workbook, body) => {
	workbook.sheets[0]?.conditionalFormats.push(body['rule']);
	return {};
};

const updateSpreadsheetProperties: Handler = (workbook, body, refuse) => {
	const given = parse(
		z.looseObject({ title: z.string().optional(), locale: z.string().optional(), timeZone: z.string().optional() }),
		body['properties'],
		refuse,
	);
	const fields = expandFields(String(body['fields'] ?? ''));
	const named = (name: string): boolean => fields.includes('*') || fields.includes(name);
	if (named('title') && given.title !== undefined) workbook.title = given.title;
	if (named('locale') && given.locale !== undefined) workbook.locale = given.locale;
	if (named('timeZone') && given.timeZone !== undefined) workbook.timeZone = given.timeZone;
	return {};
};

const addNamedRange: Handler = (workbook, body, refuse) => {
	const namedRange = {
		namedRangeId: String(workbook.nextId++),
		...parse(z.record(z.string(), z.unknown()), body['namedRange'], refuse),
	};
	workbook.namedRanges.push(namedRange);
	return { namedRange };
};

const findReplace: Handler = (workbook, body, refuse) => {
	const given = parse(
		z.object({
			find: z.string().min(1),
			replacement: z.string().default(''),
			sheetId: z.number().int().optional(),
			allSheets: z.boolean().optional(),
			matchCase: z.boolean().optional(),
			matchEntireCell: z.boolean().optional(),
		}),
		body,
		refuse,
	);
	const sheets = given.sheetId === undefined ? workbook.sheets : [sheetOf(workbook, given.sheetId, refuse)];
	const pattern = new RegExp(given.find.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), given.matchCase === true ? 'g' : 'gi');
	let values = 0;
	let occurrences = 0;
	for (const sheet of sheets) {
		sheet.rows.forEach((cells, row) =>
			cells?.forEach((cell, column) => {
				if (cell === undefined || cell.formula !== undefined || typeof cell.value === 'boolean') return;
				const text = formattedValue(cell);
				const found = given.matchEntireCell === true ? (text === given.find ? 1 : 0) : [...text.matchAll(pattern)].length;
				if (found === 0) return;
				values++;
				occurrences += found;
				const replaced = given.matchEntireCell === true ? given.replacement : text.replaceAll(pattern, () => given.replacement);
				setCell(sheet, row, column, writtenCell(replaced, 'USER_ENTERED'));
			}),
		);
	}
	return values === 0 ? {} : { valuesChanged: values, occurrencesChanged: occurrences, sheetsChanged: sheets.length };
};

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
	['addChart', stored('charts', 'chart', 'chartId')],
	['addProtectedRange', stored('protectedRanges', 'protectedRange', 'protectedRangeId')],
	['addBanding', stored('bandedRanges', 'bandedRange', 'bandedRangeId')],
	['setBasicFilter', setBasicFilter],
	['clearBasicFilter', clearBasicFilter],
	['addConditionalFormatRule', addConditionalFormatRule],
	['updateSpreadsheetProperties', updateSpreadsheetProperties],
	['addNamedRange', addNamedRange],
	['findReplace', findReplace],
	// Looks only: accepted and not kept.
	['autoResizeDimensions', accepted],
	['updateDimensionProperties', accepted],
	['updateBorders', accepted],
	['setDataValidation', accepted],
	['mergeCells', accepted],
	['sortRange', accepted],
]);

/** Anything as an object to read fields from. */
const bodyOf = (value: unknown): Body => (typeof value === 'object' && value !== null ? { ...value } : {});

/**
 * Does all requests in order on a copy. One reply per request, empty for those that tell nothing.
 * @returns the new workbook; the old one is untouched
 * @throws SheetsError 400 `Invalid requests[i].kind: …`, and then nothing was done
 */
export function batchUpdate(workbook: Workbook, requests: unknown): { workbook: Workbook; replies: sheets_v4.Schema$Response[] } {
	if (!Array.isArray(requests) || requests.length === 0) throw invalidArgument('Must specify at least one request.');
	const copy = structuredClone(workbook);
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
