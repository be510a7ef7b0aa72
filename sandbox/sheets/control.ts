import { boxName } from './a1';
import type { CellValue } from './cell';
import type { Tokens } from './oauth';
import type { Quota, QuotaLimits } from './quota';
import type { SpreadsheetStore } from './store';

/** A cell in which a formula ended up. */
export interface FormulaCell {
	readonly spreadsheetId: string;
	readonly cell: string;
	readonly formula: string;
}

/** What tests may see and turn behind the Sheets API. */
export class SheetsControl {
	constructor(
		private readonly store: SpreadsheetStore,
		private readonly quota: Quota,
		private readonly tokens: Tokens,
	) {}

	/** Every cell that holds a formula: text from outside must never be among them. */
	formulas(): FormulaCell[] {
		return this.store.all().flatMap((workbook) =>
			workbook.sheets.flatMap((sheet) =>
				sheet.rows.flatMap((cells, row) =>
					(cells ?? []).flatMap((cell, column) => {
						if (cell?.formula === undefined) return [];
						const box = { startRow: row, endRow: row + 1, startColumn: column, endColumn: column + 1 };
						return [{ spreadsheetId: workbook.spreadsheetId, cell: boxName(sheet.title, box), formula: cell.formula }];
					}),
				),
			),
		);
	}

	/** Values of a tab as they are stored, row by row, for looking without an API call. `null` when there is no such tab. */
	rows(spreadsheetId: string, title: string): CellValue[][] | null {
		const sheet = this.store.find(spreadsheetId)?.sheets.find((candidate) => candidate.title === title);
		if (sheet === undefined) return null;
		return sheet.rows.map((cells) => Array.from(cells ?? [], (cell) => cell?.formula ?? cell?.value ?? ''));
	}

	/** Lets copies within a spreadsheet leave out hidden rows, as copies by hand do. */
	leaveOutHiddenRows(spreadsheetId: string): void {
		this.store.put({ ...this.store.require(spreadsheetId), copiesHiddenRows: false });
	}

	/** Turns the quota on or off; the real one is 60 and 60. */
	setQuota(limits: QuotaLimits): void {
		this.quota.set(limits);
	}

	/** Makes every issued access token invalid, so that clients have to refresh. */
	expireTokens(): void {
		this.tokens.expireAll();
	}
}
