import { columnLetters, tabRange } from '../../clients/googleSheets/a1';
import type { TableName } from '../ledger';
import type { Request } from './requests';
import { SUMMARY_TAB, tabId } from './tabs';

/** Where a table's columns stand: `('goals_tracker', 'status')` → `'goals_tracker'!$B$2:$B`. */
export type ColumnRange = (table: TableName, column: string) => string;

/** The range of a column without its header. Sheets adjusts it by itself when people rename the tab or move the column. */
export const columnRange = (title: string, column: number): string => {
	const letters = columnLetters(column);
	return `${tabRange(title)}!$${letters}$2:$${letters}`;
};

const SHEET = tabId(SUMMARY_TAB);
/** The charts stand in the first columns, one below the other as a phone shows them; what they are drawn from to the right. */
const DATA_COLUMN = 8;
const GOALS = 12;
const DAYS = 30;
const STATUSES = ['pending', 'approved', 'rejected', 'expired', 'cancelled'] as const;
/** A phone in portrait is about this wide. Rows are 21 pixels high. */
const CHART = { widthPixels: 380, heightPixels: 270 };
const ROWS_PER_CHART = 14;

interface Column {
	readonly title: string;
	/** The cells below the title: a formula that fills as many as it needs, or a constant for each. */
	readonly cells: readonly string[];
}

interface Block {
	readonly title: string;
	readonly chartType: 'BAR' | 'COLUMN' | 'LINE';
	/** Rows the chart looks at. */
	readonly rows: number;
	/** The first one names what the others measure. */
	readonly columns: readonly Column[];
}

/**
 * The formulas are these, with column references and nothing from the data in them. Arguments are parted by semicolons, which
 * Sheets reads in every locale.
 */
function blocks(column: ColumnRange): Block[] {
	const goals = (name: string): string => {
		const wanted = `${column('goals_tracker', 'goal_id')}<>"";${column('goals_tracker', 'status')}<>"draft"`;
		return `=IFERROR(ARRAY_CONSTRAIN(FILTER(${column('goals_tracker', name)};${wanted});${GOALS};1);"")`;
	};
	const ids = column('performance_metrics', 'metric_id');
	const days = `UNIQUE(FILTER(REGEXEXTRACT(${ids};"\\d{4}-\\d{2}-\\d{2}");${column('performance_metrics', 'metric')}="revenue"))`;
	const first = columnLetters(DATA_COLUMN + 4);
	const list = `${first}2:${first}${DAYS + 1}`;
	const revenue = `SUMIF(${ids};"*/revenue/"&${list};${column('performance_metrics', 'value')})`;
	return [
		{
			title: 'Progress against target',
			chartType: 'BAR',
			rows: GOALS,
			columns: [
				{ title: 'goal', cells: [goals('instruction')] },
				{ title: 'target', cells: [goals('target_value')] },
				{ title: 'progress', cells: [goals('progress_value')] },
				{ title: 'forecast', cells: [goals('forecast_value')] },
			],
		},
		{
			title: 'Revenue per day',
			chartType: 'LINE',
			rows: DAYS,
			columns: [
				{
					title: 'day',
					cells: [`=IFERROR(ARRAYFORMULA(SORT(ARRAY_CONSTRAIN(SORT(${days};1;FALSE);${DAYS};1);1;TRUE));"")`],
				},
				{ title: 'revenue', cells: [`=ARRAYFORMULA(IF(${list}="";"";${revenue}))`] },
			],
		},
		{
			title: 'Spend against budget',
			chartType: 'BAR',
			rows: GOALS,
			columns: [
				{ title: 'goal', cells: [goals('instruction')] },
				{ title: 'budget', cells: [goals('budget_limit')] },
				{ title: 'spent', cells: [goals('spent')] },
			],
		},
		{
			title: 'Decisions',
			chartType: 'COLUMN',
			rows: STATUSES.length,
			columns: [
				{ title: 'status', cells: STATUSES },
				{ title: 'decisions', cells: STATUSES.map((status) => `=COUNTIF(${column('decision_log', 'status')};"${status}")`) },
			],
		},
	];
}

const cell = (text: string) => ({ userEnteredValue: text.startsWith('=') ? { formulaValue: text } : { stringValue: text } });

/** Makes the tab with charts that an owner looks at, on a phone too. All of it is in one batch with the tab. */
export function makeSummary(column: ColumnRange): Request[] {
	const all = blocks(column);
	const width = DATA_COLUMN + all.reduce((sum, { columns }) => sum + columns.length, 0);
	const tab: Request = {
		addSheet: {
			properties: {
				sheetId: SHEET,
				title: SUMMARY_TAB,
				index: 0,
				gridProperties: { rowCount: all.length * ROWS_PER_CHART + 4, columnCount: width, hideGridlines: true },
			},
		},
	};
	let next = DATA_COLUMN;
	const parts = all.flatMap((block, index) => {
		const start = next;
		next += block.columns.length;
		return [data(block, start), chart(block, start, index)];
	});
	return [tab, ...parts];
}

/** What a chart is drawn from: titles, and below them what fills the columns. */
function data({ columns }: Block, start: number): Request {
	const height = Math.max(...columns.map(({ cells }) => cells.length));
	const rows = Array.from({ length: height }, (_, row) => ({ values: columns.map(({ cells }) => cell(cells[row] ?? '')) }));
	return {
		updateCells: {
			start: { sheetId: SHEET, rowIndex: 0, columnIndex: start },
			rows: [{ values: columns.map(({ title }) => cell(title)) }, ...rows],
			fields: 'userEnteredValue',
		},
	};
}

function chart({ title, chartType, rows, columns }: Block, start: number, index: number): Request {
	const source = (column: number) => {
		const range = {
			sheetId: SHEET,
			startRowIndex: 0,
			endRowIndex: rows + 1,
			startColumnIndex: column,
			endColumnIndex: column + 1,
		};
		return { sourceRange: { sources: [range] } };
	};
	const targetAxis = chartType === 'BAR' ? 'BOTTOM_AXIS' : 'LEFT_AXIS';
	return {
		addChart: {
			chart: {
				spec: {
					title,
					basicChart: {
						chartType,
						legendPosition: columns.length > 2 ? 'BOTTOM_LEGEND' : 'NO_LEGEND',
						headerCount: 1,
						domains: [{ domain: source(start) }],
						series: columns.slice(1).map((_, at) => ({ series: source(start + 1 + at), targetAxis })),
					},
				},
				position: {
					overlayPosition: { anchorCell: { sheetId: SHEET, rowIndex: 1 + index * ROWS_PER_CHART, columnIndex: 0 }, ...CHART },
				},
			},
		},
	};
}
