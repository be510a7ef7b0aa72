import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { columnLetters, tabRange } from '../../clients/googleSheets/a1';
import type { TableName } from '../ledger';

/** Where a table's columns stand: `('goals_tracker', 'status')` → `'goals_tracker'!$B$2:$B`. */
export type ColumnRange = (table: TableName, column: string) => string;

/** The range of a column without its header. Sheets adjusts it by itself when people rename the tab or move the column. */
export const columnRange = (title: string, column: number): string => {
	const letters = columnLetters(column);
	return `${tabRange(title)}!$${letters}$2:$${letters}`;
};

/** Rows of a table to show. */
interface Wanted {
	readonly table: TableName;
	/** In terms of the table's columns, e.g. `status` and `="pending"`. */
	readonly where: readonly (readonly [column: string, test: string])[];
	/** The column that orders them. */
	readonly by: string;
	readonly newestFirst: boolean;
	/** At most. */
	readonly count: number;
}

/**
 * A formula that shows a column of the wanted rows, in whatever order people sort the tab. All formulas hold column references and
 * nothing from the data. Arguments are parted by semicolons, which Sheets reads in every locale.
 */
export function listOf(column: ColumnRange, { table, where, by, newestFirst, count }: Wanted, name: string): string {
	const tests = where.map(([tested, test]) => `${column(table, tested)}${test}`).join(';');
	const only = (wanted: string): string => `FILTER(${column(table, wanted)};${tests})`;
	const sorted = `SORT(${only(name)};${only(by)};${newestFirst ? 'FALSE' : 'TRUE'})`;
	return `=IFERROR(ARRAY_CONSTRAIN(${sorted};${count};1);"")`;
}

/** A column of the newest goals that somebody has agreed to. */
export const newestGoals = (column: ColumnRange, name: string, count: number): string =>
	listOf(
		column,
		{
			table: 'goals_tracker',
			where: [
				['goal_id', '<>""'],
				['status', '<>"draft"'],
			],
			by: 'created_at',
			newestFirst: true,
			count,
		},
		name,
	);

/** The same for a column of instants: readable, and still in UTC. */
export const asTime = (formula: string): string => `=ARRAYFORMULA(SUBSTITUTE(LEFT(${formula.slice(1)};16);"T";" "))`;

/** A formula, or a text that is none. */
export const cell = (text: string): sheets_v4.Schema$CellData => ({
	userEnteredValue: text.startsWith('=') ? { formulaValue: text } : { stringValue: text },
});
