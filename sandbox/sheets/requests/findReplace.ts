import { z } from 'zod';
import { formattedValue, writtenCell } from '../cell';
import { setCell } from '../sheet';
import { type Handler, parse, sheetOf } from './request';

export const findReplace: Handler = (workbook, body, refuse) => {
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
				const { extras } = cell;
				setCell(sheet, row, column, { ...(writtenCell(replaced, 'USER_ENTERED') ?? { value: '' }), ...(extras && { extras }) });
			}),
		);
	}
	return values === 0 ? {} : { valuesChanged: values, occurrencesChanged: occurrences, sheetsChanged: sheets.length };
};
