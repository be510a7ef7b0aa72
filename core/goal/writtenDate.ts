import { validDay } from './calendar';
import type { Point } from './point';

/** Which figure comes first where a written date leaves it open. */
export type DateOrder = 'monthFirst' | 'dayFirst';

/** Two-digit years up to here belong to this century. */
const PIVOT = 49;
export const fullYear = (figures: string): number => {
	const year = Number(figures);
	return figures.length > 2 ? year : year <= PIVOT ? 2000 + year : 1900 + year;
};

const THREE = /(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?[-/.,]\s?(\d{1,4})(?![\d])(?![-/.]\d)/y;
const TWO = /(\d{1,2})([-/])(\d{1,2})(?![\d])(?![-/.,]\d)(?!%)/y;
/** 4.22 is a date only after a word that asks for one. */
const DOTTED = /(\d{1,2})(\.)(\d{1,2})(?![\d])(?![-/.,]\d)(?!%)/y;
const YEAR_MONTH = /(\d{4})\s?[-/.]\s?(\d{1,2})(?![\d])(?![-/.]\d)|(\d{1,2})\s?[-/]\s?(\d{4})(?![\d])(?![-/.]\d)/y;

/** A date in figures at a position, the point it names and where it ends. */
export interface WrittenDate {
	readonly point: Point;
	readonly end: number;
}

const at = (regex: RegExp, text: string, position: number): RegExpExecArray | null => {
	regex.lastIndex = position;
	return regex.exec(text);
};

const fixed = (year: number, month: number, day: number, end: number): WrittenDate | null => {
	const start = validDay(year, month, day);
	return start === null ? null : { point: { grain: 'day', day: start, year, month, dayOfMonth: day }, end };
};

/**
 * Reads 2016/04/21, 21-04-2016, 8/12/15, 10-2, 2015/3, 11 - 2016. A figure above 12 can only be a day; where both readings are
 * possible `order` decides for dates that end in a four-digit year, and the month comes first otherwise. `asked`: the words
 * around ask for a date, so that 4.22 is one.
 */
export function readWrittenDate(text: string, position: number, order: DateOrder, asked = false): WrittenDate | null {
	const before = text.charCodeAt(position - 1);
	if ((before >= 48 && before <= 57) || before === 46 || before === 45 || before === 47) return null;
	const three = at(THREE, text, position);
	if (three && ((three[1] ?? '').length === 4 || (three[4] ?? '').length > 1)) {
		const [whole, a = '', separator, b = '', c = ''] = three;
		const end = position + whole.length;
		if (a.length > 2) return c.length > 2 ? null : fixed(Number(a), Number(b), Number(c), end);
		if (c.length > 2) {
			const dayFirst = order === 'dayFirst' && !whole.includes(',') && separator !== '/';
			const first = fixed(Number(c), Number(dayFirst ? b : a), Number(dayFirst ? a : b), end);
			return first ?? fixed(Number(c), Number(dayFirst ? a : b), Number(dayFirst ? b : a), end);
		}
		const yearFirst =
			order === 'dayFirst' && a.length === 2 && !whole.includes(',') ? fixed(fullYear(a), Number(b), Number(c), end) : null;
		return (
			yearFirst ??
			fixed(fullYear(c), Number(a), Number(b), end) ??
			fixed(fullYear(c), Number(b), Number(a), end) ??
			fixed(fullYear(a), Number(b), Number(c), end)
		);
	}
	const two = at(TWO, text, position) ?? (asked ? at(DOTTED, text, position) : null);
	if (two) {
		const [whole, a = '', , b = ''] = two;
		const end = position + whole.length;
		const [month, day] = Number(a) > 12 ? [Number(b), Number(a)] : [Number(a), Number(b)];
		return month >= 1 && month <= 12 && validDay(2000, month, day) !== null
			? { point: { grain: 'day', month, dayOfMonth: day, figures: [Number(a), Number(b)] }, end }
			: null;
	}
	const partial = at(YEAR_MONTH, text, position);
	if (!partial) return null;
	const year = Number(partial[1] ?? partial[4]);
	const month = Number(partial[2] ?? partial[3]);
	return month >= 1 && month <= 12 && year >= 1500
		? { point: { grain: 'month', year, month }, end: position + partial[0].length }
		: null;
}
