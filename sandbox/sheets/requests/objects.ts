import { z } from 'zod';
import { expandFields, type Handler, parse, sheetOf } from './request';

/** Stores an object with a fresh id in a list of a tab and gives it back. */
export function stored(list: 'filterViews' | 'bandedRanges', field: string, id: string, idReply = field): Handler {
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

export const clearBasicFilter: Handler = (workbook, body, refuse) => {
	sheetOf(workbook, Number(body['sheetId'] ?? 0), refuse).basicFilter = undefined;
	return {};
};

export const updateSpreadsheetProperties: Handler = (workbook, body, refuse) => {
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

export const addNamedRange: Handler = (workbook, body, refuse) => {
	const namedRange = {
		namedRangeId: String(workbook.nextId++),
		...parse(z.record(z.string(), z.unknown()), body['namedRange'], refuse),
	};
	workbook.namedRanges.push(namedRange);
	return { namedRange };
};
