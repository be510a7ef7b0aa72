import { asTime, cell, type ColumnRange, listOf, newestGoals } from './formulas';
import type { Request } from './requests';
import { SUMMARY_TAB, tabId } from './tabs';

const SHEET = tabId(SUMMARY_TAB);
/** Rows of each list. */
const ROWS = 6;
/** The first four columns fit on a phone in portrait. */
const WIDTHS = [170, 80, 65, 75, 90, 90];

interface ListColumn {
	readonly title: string;
	readonly formula: string;
	/** Of numbers. */
	readonly pattern?: string;
}

const SHARE = '0%';
const AMOUNT = '#,##0';

/** What an owner wants to know first: how the goals stand, what waits for an answer, and what was decided. */
function lists(column: ColumnRange): ListColumn[][] {
	const goals = (name: string): string => newestGoals(column, name, ROWS);
	const open = {
		table: 'decision_log',
		where: [['status', '="pending"']],
		by: 'deadline',
		newestFirst: false,
		count: ROWS,
	} as const;
	const decided = {
		...open,
		where: [
			['decision_id', '<>""'],
			['status', '<>"pending"'],
		],
		by: 'asked_at',
		newestFirst: true,
	} as const;
	return [
		[
			{ title: 'Goals', formula: goals('instruction') },
			{ title: 'status', formula: goals('status') },
			{ title: 'reached', formula: goals('achievement_rate'), pattern: SHARE },
			{ title: 'chance', formula: goals('probability'), pattern: SHARE },
			{ title: 'spent', formula: goals('spent'), pattern: AMOUNT },
			{ title: 'budget', formula: goals('budget_limit'), pattern: AMOUNT },
		],
		[
			{ title: 'Open questions', formula: listOf(column, open, 'question') },
			{ title: 'risk', formula: listOf(column, open, 'risk') },
			{ title: 'urgency', formula: listOf(column, open, 'urgency') },
			{ title: 'until (UTC)', formula: asTime(listOf(column, open, 'deadline')) },
		],
		[
			{ title: 'Decided', formula: listOf(column, decided, 'question') },
			{ title: 'outcome', formula: listOf(column, decided, 'status') },
			{ title: 'by', formula: listOf(column, decided, 'answered_by') },
			{ title: 'asked (UTC)', formula: asTime(listOf(column, decided, 'asked_at')) },
			{ title: 'reason', formula: listOf(column, decided, 'reason') },
		],
	];
}

/** The lists, one below the other from the first row on, and how many rows they take. */
export function summaryLists(column: ColumnRange): { readonly requests: Request[]; readonly rows: number } {
	const all = lists(column);
	const widths = WIDTHS.map(
		(pixelSize, at): Request => ({
			updateDimensionProperties: {
				range: { sheetId: SHEET, dimension: 'COLUMNS', startIndex: at, endIndex: at + 1 },
				properties: { pixelSize },
				fields: 'pixelSize',
			},
		}),
	);
	// A title, its rows, and a blank one.
	return {
		requests: [...widths, ...all.flatMap((list, index) => listAt(list, index * (ROWS + 2)))],
		rows: all.length * (ROWS + 2),
	};
}

function listAt(columns: readonly ListColumn[], rowIndex: number): Request[] {
	const title = (text: string) => ({ ...cell(text), userEnteredFormat: { textFormat: { bold: true } } });
	const cells: Request = {
		updateCells: {
			start: { sheetId: SHEET, rowIndex, columnIndex: 0 },
			rows: [{ values: columns.map((one) => title(one.title)) }, { values: columns.map(({ formula }) => cell(formula)) }],
			fields: 'userEnteredValue,userEnteredFormat.textFormat',
		},
	};
	const formats = columns.map(({ pattern }, at): Request => {
		const numberFormat = { type: pattern === SHARE ? 'PERCENT' : 'NUMBER', pattern };
		return {
			repeatCell: {
				range: {
					sheetId: SHEET,
					startRowIndex: rowIndex + 1,
					endRowIndex: rowIndex + 1 + ROWS,
					startColumnIndex: at,
					endColumnIndex: at + 1,
				},
				cell: {
					userEnteredFormat: {
						// Questions and goals are read to their end; what is short stays on one line.
						wrapStrategy: at === 0 ? 'WRAP' : 'CLIP',
						verticalAlignment: 'TOP',
						...(pattern === undefined ? {} : { numberFormat }),
					},
				},
				fields: `userEnteredFormat(${pattern === undefined ? '' : 'numberFormat,'}wrapStrategy,verticalAlignment)`,
			},
		};
	});
	return [cells, ...formats];
}
