import type { ColumnKind } from '../columns';
import type { Request } from './requests';

/** A column as it is shown. */
export interface ShownColumn {
	readonly name: string;
	readonly kind: ColumnKind;
}

const AMOUNT = { type: 'NUMBER', pattern: '#,##0.####' };
const SHARE = { type: 'PERCENT', pattern: '0.0%' };
const SHARES: ReadonlySet<string> = new Set(['achievement_rate', 'pace_ratio', 'probability', 'conversion_mean']);
/**
 * Instants and JSON are text too: a date of Google Sheets has no time zone, and what somebody types there stays what was typed,
 * a formula included.
 */
const TEXT = { type: 'TEXT' };

const formatOf = ({ name, kind }: ShownColumn) => (kind !== 'number' ? TEXT : SHARES.has(name) ? SHARE : AMOUNT);

const WIDTHS: Readonly<Record<ColumnKind, number>> = { text: 170, number: 110, boolean: 80, instant: 190, json: 140 };
/** Columns with sentences in them. */
const WIDE: ReadonlySet<string> = new Set([
	'instruction',
	'question',
	'reason',
	'error',
	'note',
	'purpose',
	'value',
	'goal_id',
	'run_id',
]);

/** Where columns of ours stand: side by side from `first` on. Numbers from 0. */
export interface ColumnSpan {
	readonly sheetId: number;
	readonly first: number;
	readonly columns: readonly ShownColumn[];
}

/** Names and looks of new columns: a bold header, number formats, widths, and long texts that do not blow up the row. */
export function showColumns({ sheetId, first, columns }: ColumnSpan): Request[] {
	const header: Request = {
		updateCells: {
			start: { sheetId, rowIndex: 0, columnIndex: first },
			rows: [
				{
					values: columns.map(({ name }) => ({
						userEnteredValue: { stringValue: name },
						userEnteredFormat: {
							textFormat: { bold: true },
							backgroundColorStyle: { rgbColor: { red: 0.93, green: 0.95, blue: 0.98 } },
						},
					})),
				},
			],
			fields: 'userEnteredValue,userEnteredFormat(textFormat,backgroundColorStyle)',
		},
	};
	const body = columns.flatMap((column, index): Request[] => {
		const at = first + index;
		const width: Request = {
			updateDimensionProperties: {
				range: { sheetId, dimension: 'COLUMNS', startIndex: at, endIndex: at + 1 },
				properties: { pixelSize: WIDE.has(column.name) ? 300 : WIDTHS[column.kind] },
				fields: 'pixelSize',
			},
		};
		const format: Request = {
			repeatCell: {
				range: { sheetId, startRowIndex: 1, startColumnIndex: at, endColumnIndex: at + 1 },
				cell: { userEnteredFormat: { numberFormat: formatOf(column), wrapStrategy: 'CLIP', verticalAlignment: 'TOP' } },
				fields: 'userEnteredFormat(numberFormat,wrapStrategy,verticalAlignment)',
			},
		};
		return column.kind === 'boolean' ? [width] : [format, width];
	});
	return [header, ...body];
}

/** A question before somebody changes what the ledger finds rows and columns by. It stops nobody, and no program. */
export const warnBefore = (description: string, range: NonNullable<Request['addProtectedRange']>['protectedRange']): Request => ({
	addProtectedRange: { protectedRange: { ...range, description, warningOnly: true } },
});

/** Filter buttons in the header, for all rows there are and will be. */
export const filterButtons = (sheetId: number, columns: number): Request => ({
	setBasicFilter: { filter: { range: { sheetId, startRowIndex: 0, startColumnIndex: 0, endColumnIndex: columns } } },
});
