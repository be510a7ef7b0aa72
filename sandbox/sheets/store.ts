import { notFound, permissionDenied } from './errors';
import { createWorkbook, type Workbook } from './workbook';

const MAX_SPREADSHEETS = 200;

/** All spreadsheets of the emulator. */
export class SpreadsheetStore {
	private workbooks = new Map<string, Workbook>();
	private created = 0;

	/** @param forbidden an id that exists and may not be read, to show 403 */
	constructor(
		private readonly seededId: string,
		private readonly forbidden: string,
	) {
		this.reset();
	}

	all(): readonly Workbook[] {
		return [...this.workbooks.values()];
	}

	find(spreadsheetId: string): Workbook | undefined {
		return this.workbooks.get(spreadsheetId);
	}

	/** @throws SheetsError 404, or 403 for the forbidden one */
	require(spreadsheetId: string): Workbook {
		if (spreadsheetId === this.forbidden) throw permissionDenied();
		const workbook = this.workbooks.get(spreadsheetId);
		if (workbook === undefined) throw notFound();
		return workbook;
	}

	put(workbook: Workbook): void {
		this.workbooks.set(workbook.spreadsheetId, workbook);
		const oldest = [...this.workbooks.keys()].find((id) => id !== this.seededId);
		if (this.workbooks.size > MAX_SPREADSHEETS && oldest !== undefined) this.workbooks.delete(oldest);
	}

	nextId(): string {
		return `1sandbox${String(++this.created).padStart(36, '0')}`;
	}

	reset(): void {
		this.workbooks = new Map();
		this.put(createWorkbook(this.seededId, 'Autopilot ledger'));
	}
}
