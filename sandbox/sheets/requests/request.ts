import { z } from 'zod';
import type { SheetsError } from '../errors';
import type { Sheet } from '../sheet';
import type { Workbook } from '../workbook';

export type Body = Record<string, unknown>;

/** Handles one kind of request on the copy of the workbook. Its result goes into `replies`. */
export type Handler = (workbook: Workbook, body: Body, refuse: (message: string) => SheetsError) => Body;

export const dimensionRange = z.object({
	sheetId: z.number().int().default(0),
	dimension: z.enum(['ROWS', 'COLUMNS']),
	startIndex: z.number().int().min(0).default(0),
	endIndex: z.number().int().min(0).optional(),
});

export const gridRange = z.object({
	sheetId: z.number().int().default(0),
	startRowIndex: z.number().int().min(0).default(0),
	endRowIndex: z.number().int().min(0).optional(),
	startColumnIndex: z.number().int().min(0).default(0),
	endColumnIndex: z.number().int().min(0).optional(),
});

export function sheetOf(workbook: Workbook, sheetId: number, refuse: (message: string) => SheetsError): Sheet {
	const sheet = workbook.sheets.find((candidate) => candidate.sheetId === sheetId);
	if (sheet === undefined) throw refuse(`No grid with id: ${sheetId}`);
	return sheet;
}

export function parse<T>(schema: z.ZodType<T>, value: unknown, refuse: (message: string) => SheetsError): T {
	const parsed = schema.safeParse(value ?? {});
	if (parsed.success) return parsed.data;
	throw refuse(z.prettifyError(parsed.error).replaceAll('\n', ' '));
}

/** `a,b(c,d)` as `a`, `b.c`, `b.d`. */
export function expandFields(fields: string): string[] {
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

/** Anything as an object to read fields from. */
export const bodyOf = (value: unknown): Body => (typeof value === 'object' && value !== null ? { ...value } : {});
