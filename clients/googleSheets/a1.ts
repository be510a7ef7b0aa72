/** `0` → `A`, `26` → `AA`. */
export function columnLetters(index: number): string {
	const rest = Math.floor(index / 26);
	return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** A tab's name as a range. */
export const tabRange = (tab: string): string => `'${tab.replaceAll("'", "''")}'`;

/** Whole rows in A1 notation. They count from 1 as in the spreadsheet. */
export const rowRange = (tab: string, first: number, last: number): string => `${tabRange(tab)}!${first}:${last}`;
