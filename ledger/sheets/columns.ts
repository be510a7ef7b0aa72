import type { SheetCell } from '../../clients/googleSheets/client';

/** Column numbers of a header row by name. Of two columns of one name the first counts. */
export function headerColumns(header: readonly SheetCell[]): Map<string, number> {
	const columns = new Map<string, number>();
	header.forEach((cell, index) => {
		const name = String(cell ?? '').trim();
		if (name !== '' && !columns.has(name)) columns.set(name, index);
	});
	return columns;
}
