/** `0` → `A`, `26` → `AA`. */
export function columnLetters(index: number): string {
	const rest = Math.floor(index / 26);
	return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** A tab's name as a range. */
export const tabRange = (tab: string): string => `'${tab.replaceAll("'", "''")}'`;

/** A whole row in A1 notation. `row` counts from 1 as in the spreadsheet. */
export const rowRange = (tab: string, row: number): string => `${tabRange(tab)}!${row}:${row}`;
