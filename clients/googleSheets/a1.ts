/** `0` → `A`, `26` → `AA`. */
export function columnLetters(index: number): string {
	const rest = Math.floor(index / 26);
	return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** `A` → `0`, `AA` → `26`. */
const columnIndex = (letters: string): number =>
	[...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** A tab's name as a range. */
export const tabRange = (tab: string): string => `'${tab.replaceAll("'", "''")}'`;

/** One cell, or a row of them, in A1 notation. `row` counts from 1 as in the spreadsheet, `column` from 0. */
export const cellRange = (tab: string, row: number, column: number): string => `${tabRange(tab)}!${columnLetters(column)}${row}`;

/** Where a range such as `'My tab'!B3:D5` starts. */
export function startOf(range: string): { readonly row: number; readonly column: number } | null {
	const [, letters, row] = /(?:^|!)\$?([A-Z]+)\$?(\d+)(?::\$?[A-Z]+\$?\d+)?$/.exec(range) ?? [];
	return letters && row ? { row: Number(row), column: columnIndex(letters) } : null;
}
