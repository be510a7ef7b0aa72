import { z } from 'zod';
import { omit } from '../../shared/omit';
import { createSheet, type Sheet } from '../sheet';
import { sheetProperties } from '../view';
import { requireCellBudget, type Workbook } from '../workbook';
import { expandFields, type Handler, parse, sheetOf } from './request';

const properties = z.looseObject({
	sheetId: z.number().int().optional(),
	title: z.string().optional(),
	index: z.number().int().min(0).optional(),
	hidden: z.boolean().optional(),
	gridProperties: z
		.looseObject({ rowCount: z.number().int().positive().optional(), columnCount: z.number().int().positive().optional() })
		.optional(),
});

/** Applies what a list of properties names; `null` applies all that are there. */
function applyProperties(sheet: Sheet, given: z.infer<typeof properties>, fields: readonly string[] | null): void {
	const { title, index, hidden, gridProperties } = given;
	const extras = omit(given, 'sheetId', 'title', 'index', 'hidden', 'gridProperties');
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
	sheet.rows = sheet.rows.slice(0, rowCount).map((row) => row.slice(0, columnCount));
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

export const addSheet: Handler = (workbook, body, refuse) => {
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

export const updateSheetProperties: Handler = (workbook, body, refuse) => {
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

export const deleteSheet: Handler = (workbook, body, refuse) => {
	const sheet = sheetOf(workbook, Number(body['sheetId'] ?? 0), refuse);
	if (workbook.sheets.length === 1) throw refuse("You can't remove all the visible sheets in a document.");
	workbook.sheets = workbook.sheets.filter((other) => other !== sheet);
	workbook.metadata = workbook.metadata.filter((entry) => entry.sheetId !== sheet.sheetId);
	reindex(workbook);
	return {};
};

export const duplicateSheet: Handler = (workbook, body, refuse) => {
	const source = sheetOf(workbook, Number(body['sourceSheetId'] ?? 0), refuse);
	const copy = { ...structuredClone(source), sheetId: Number(body['newSheetId'] ?? workbook.nextId++) };
	copy.title = String(body['newSheetName'] ?? `Copy of ${source.title}`);
	copy.index = Number(body['insertSheetIndex'] ?? 0);
	workbook.sheets.push(copy);
	reindex(workbook, copy);
	requireCellBudget(workbook);
	return { properties: sheetProperties(copy) };
};
