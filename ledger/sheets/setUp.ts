import type { SheetTab, TabValues } from '../../clients/googleSheets/client';
import { type AutopilotError, isAutopilotError } from '../../core/errors';
import { missingTable } from '../rows';
import type { TableName } from '../ledger';
import { columnsOf, keyColumn, TABLE_NAMES } from '../schema';
import type { Book } from './book';
import { headerColumns } from './columns';
import { filterButtons, showColumns, type ShownColumn, warnBefore } from './looks';
import { JOURNAL_COLUMNS, JOURNAL_HEADER } from './journal';
import type { Request } from './requests';
import { columnRange, type ColumnRange } from './formulas';
import { makeSummary } from './summary';
import { JOURNAL_TAB, findTab, SUMMARY_TAB, TAB_NOTE, tabId, type TabName } from './tabs';

/** Rows of a new tab: the grid grows by itself, and every empty cell counts towards the spreadsheet's limit. */
const NEW_ROWS = 100;
const MAX_ATTEMPTS = 4;

const TABS: readonly (TableName | typeof JOURNAL_TAB)[] = [...TABLE_NAMES, JOURNAL_TAB];

const wantedColumns = (name: TableName | typeof JOURNAL_TAB): readonly ShownColumn[] =>
	name === JOURNAL_TAB ? JOURNAL_HEADER.map((column) => ({ name: column, kind: 'text' })) : columnsOf(name);

/** What was made. */
export interface SetUpTabs {
	readonly createdTables: string[];
	/** `tab.column`, in tabs that were there. */
	readonly createdColumns: string[];
}

/**
 * Makes missing tabs and columns and the summary, and formats what it made. Nothing else is touched. Each tab comes with all that
 * belongs to it in one batch, so that two at the same time do not make anything twice: the second is refused and looks again.
 */
export async function setUpTabs(book: Book): Promise<SetUpTabs> {
	const createdTables: string[] = [];
	const createdColumns: string[] = [];
	for (let attempt = 1; ; attempt++) {
		const tabs = await book.tabs();
		const missing = TABS.filter((name) => !findTab(tabs, name));
		const there = TABS.filter((name) => !missing.includes(name));
		const values = new Map((await book.readTabs(there)).map((tab, index) => [there[index] ?? JOURNAL_TAB, tab]));
		const columns = there.map((name) => missingColumns(name, tabs, values.get(name)));
		const requests = [
			...missing.flatMap(makeTab),
			...columns.flatMap(({ requests: made }) => made),
			...(findTab(tabs, SUMMARY_TAB) ? [] : makeSummary(columnsIn(tabs, values))),
		];
		if (requests.length === 0) return { createdTables, createdColumns };
		const taken = await book.change(requests).then(() => null, takenMeanwhile);
		if (!taken) {
			createdTables.push(...missing);
			createdColumns.push(...columns.flatMap(({ names }) => names));
			return { createdTables, createdColumns };
		}
		if (attempt === MAX_ATTEMPTS) throw taken;
	}
}

/** Google refuses all when one of the tabs is there already. */
function takenMeanwhile(error: unknown): AutopilotError {
	if (isAutopilotError(error) && error.details.status === 400 && /already exists/i.test(error.message)) return error;
	throw error;
}

function makeTab(name: TableName | typeof JOURNAL_TAB): Request[] {
	const sheetId = tabId(name);
	const columns = wantedColumns(name);
	const tab: Request = {
		addSheet: {
			properties: {
				sheetId,
				title: name,
				hidden: name === JOURNAL_TAB,
				gridProperties: {
					rowCount: NEW_ROWS,
					columnCount: name === JOURNAL_TAB ? JOURNAL_COLUMNS : columns.length,
					frozenRowCount: 1,
				},
			},
		},
	};
	const warnings =
		name === JOURNAL_TAB
			? [warnBefore('Autopilot: writers take their turns here', { range: { sheetId } })]
			: [
					warnBefore('Autopilot finds columns by these names', { range: { sheetId, startRowIndex: 0, endRowIndex: 1 } }),
					warnBefore('Autopilot finds rows by these keys', { range: keyRange(name, sheetId) }),
					filterButtons(sheetId, columns.length),
				];
	return [tab, note(name, sheetId), ...showColumns({ sheetId, first: 0, columns }), ...warnings];
}

function keyRange(name: TableName, sheetId: number) {
	const startColumnIndex = columnsOf(name).findIndex((column) => column.name === keyColumn(name));
	return { sheetId, startRowIndex: 1, startColumnIndex, endColumnIndex: startColumnIndex + 1 };
}

/** Says on a tab which of ours it is, for when it is renamed or was made by hand. */
const note = (name: TabName, sheetId: number): Request => ({
	createDeveloperMetadata: {
		developerMetadata: { metadataKey: TAB_NOTE, metadataValue: name, visibility: 'DOCUMENT', location: { sheetId } },
	},
});

/** Columns that a tab lacks, to the right of everything, also of cells below the header that have no title. */
function missingColumns(
	name: TableName | typeof JOURNAL_TAB,
	tabs: readonly SheetTab[],
	values: TabValues | undefined,
): { requests: Request[]; names: string[] } {
	const tab = findTab(tabs, name);
	if (!tab || !values) throw missingTable(name);
	const { sheetId, columnCount, notes } = tab;
	const present = headerColumns(values.rows[0] ?? []);
	const columns = wantedColumns(name).filter((column) => !present.has(column.name));
	const noted = notes.has(TAB_NOTE) ? [] : [note(name, sheetId)];
	if (columns.length === 0) return { requests: noted, names: [] };
	const first = values.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
	const lacking = first + columns.length - columnCount;
	// Writing beyond the grid is an error, so it is made wide enough first.
	const room: Request[] = lacking > 0 ? [{ appendDimension: { sheetId, dimension: 'COLUMNS', length: lacking } }] : [];
	return {
		requests: [...noted, ...room, ...showColumns({ sheetId, first, columns })],
		names: columns.map((column) => `${name}.${column.name}`),
	};
}

/** Where columns stand, in tabs that are there and in those that are being made. */
const columnsIn =
	(tabs: readonly SheetTab[], values: ReadonlyMap<TabName, TabValues>): ColumnRange =>
	(table, column) => {
		const known = headerColumns(values.get(table)?.rows[0] ?? []).get(column);
		const made = columnsOf(table).findIndex(({ name }) => name === column);
		return columnRange(findTab(tabs, table)?.title ?? table, known ?? made);
	};
