import type { InputOption } from '../cell';
import { invalidArgument } from '../errors';
import type { ReadOptions } from '../values';

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
export function option<K extends keyof typeof ENUMS>(name: K, given: unknown): (typeof ENUMS)[K][number] | undefined {
	if (given === undefined || given === null || given === '') return undefined;
	const choices: readonly string[] = ENUMS[name];
	if (choices.includes(String(given))) return given as (typeof ENUMS)[K][number];
	const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
	throw invalidArgument(
		`Invalid value at '${snake}' (type.googleapis.com/google.apps.sheets.v4.${TYPES[name]}), "${String(given)}"`,
	);
}

export function inputOption(given: unknown): InputOption {
	const value = option('valueInputOption', given);
	if (value === undefined) throw invalidArgument("'valueInputOption' is required but not specified");
	return value;
}

export function readOptions(from: (name: string) => unknown): ReadOptions {
	return {
		majorDimension: option('majorDimension', from('majorDimension')) ?? 'ROWS',
		render: option('valueRenderOption', from('valueRenderOption')) ?? 'FORMATTED_VALUE',
		dates: option('dateTimeRenderOption', from('dateTimeRenderOption')) ?? 'SERIAL_NUMBER',
	};
}
