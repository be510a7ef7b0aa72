import { DateTime } from 'luxon';
import { invalidArgument } from './errors';

export type CellValue = string | number | boolean;
export type NumberKind = 'DATE' | 'DATE_TIME' | 'PERCENT' | 'CURRENCY';

/** One cell. Formulas are kept and not calculated: their value is always `#N/A`. */
export interface Cell {
	readonly value: CellValue;
	readonly formula?: string;
	readonly kind?: NumberKind;
	/** Formats, notes and whatever else was written by `updateCells` or `repeatCell`. */
	readonly extras?: Readonly<Record<string, unknown>>;
}

export type InputOption = 'RAW' | 'USER_ENTERED';
export type RenderOption = 'FORMATTED_VALUE' | 'UNFORMATTED_VALUE' | 'FORMULA';
export type DateOption = 'SERIAL_NUMBER' | 'FORMATTED_STRING';

const MAX_CHARACTERS = 50_000;
const EPOCH = DateTime.utc(1899, 12, 30);

/**
 * What a written value makes of a cell: `undefined` empties it.
 * @throws SheetsError 400 for a text that is too long
 */
export function writtenCell(value: CellValue, option: InputOption): Cell | undefined {
	if (value === '') return undefined;
	if (typeof value !== 'string') return { value };
	if (value.length > MAX_CHARACTERS) {
		throw invalidArgument(`Your input contains more than the maximum of ${MAX_CHARACTERS} characters in a single cell.`);
	}
	return option === 'RAW' ? { value } : typedCell(value);
}

/** What the user interface makes of a typed text: formulas, numbers, dates and booleans are recognised. */
function typedCell(text: string): Cell {
	if (text.startsWith("'")) return { value: text.slice(1) };
	if (text.length > 1 && text.startsWith('=')) return { value: '#N/A', formula: text };
	if (/^(true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
	return numberCell(text.trim()) ?? dateCell(text.trim()) ?? { value: text };
}

function numberCell(text: string): Cell | null {
	const match = /^([+-])?([¥￥$€])?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?(%)?$/.exec(text);
	if (match === null) return null;
	const [, sign, currency, digits, exponent, percent] = match;
	const number = Number(`${sign ?? ''}${(digits ?? '').replaceAll(',', '')}${exponent ?? ''}`);
	if (percent !== undefined) return { value: number / 100, kind: 'PERCENT' };
	return currency === undefined ? { value: number } : { value: number, kind: 'CURRENCY' };
}

function dateCell(text: string): Cell | null {
	const formats = ['yyyy-MM-dd', 'yyyy/MM/dd', 'yyyy/M/d', 'M/d/yyyy'];
	for (const format of formats) {
		const date = DateTime.fromFormat(text, format, { zone: 'utc' });
		if (date.isValid) return { value: date.diff(EPOCH, 'days').days, kind: 'DATE' };
		for (const time of ['H:mm', 'H:mm:ss']) {
			const moment = DateTime.fromFormat(text, `${format} ${time}`, { zone: 'utc' });
			if (moment.isValid) return { value: moment.diff(EPOCH, 'days').days, kind: 'DATE_TIME' };
		}
	}
	return null;
}

/** Automatic formatting shows about ten significant digits: reading formatted values loses precision. */
function plainNumber(value: number): string {
	if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
	const short = Number(value.toPrecision(10));
	const text = String(short);
	return text.includes('e') ? text.toUpperCase() : text;
}

/** What a person sees in the cell. */
export function formattedValue(cell: Cell): string {
	const { value, kind } = cell;
	if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
	if (typeof value === 'string') return value;
	if (kind === 'DATE') return EPOCH.plus({ days: value }).toFormat('yyyy/MM/dd');
	if (kind === 'DATE_TIME') return EPOCH.plus({ milliseconds: Math.round(value * 86_400_000) }).toFormat('yyyy/MM/dd H:mm:ss');
	if (kind === 'PERCENT') return `${plainNumber(value * 100)}%`;
	if (kind === 'CURRENCY') return `¥${value.toLocaleString('en-US')}`;
	return plainNumber(value);
}

/** What reading gives for the cell. */
export function renderedValue(cell: Cell | undefined, render: RenderOption, dates: DateOption): CellValue {
	if (cell === undefined) return '';
	if (render === 'FORMATTED_VALUE') return formattedValue(cell);
	if (render === 'FORMULA' && cell.formula !== undefined) return cell.formula;
	const isDate = cell.kind === 'DATE' || cell.kind === 'DATE_TIME';
	return isDate && dates === 'FORMATTED_STRING' ? formattedValue(cell) : cell.value;
}
