import { columnLetters } from '../../clients/googleSheets/a1';
import type { Request } from './requests';
import { cell, type ColumnRange, newestGoals } from './formulas';
import { summaryLists } from './summaryLists';
import { SUMMARY_TAB, tabId } from './tabs';

const SHEET = tabId(SUMMARY_TAB);
/** Lists and then charts stand in the first columns, one below the other as a phone shows them; what charts are drawn from to the right. */
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

function blocks(column: ColumnRange): Block[] {
	const goals = (name: string): string => newestGoals(column, name, GOALS);
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

/** Makes the tab that an owner looks at, on a phone too: lists, and charts below. All of it is in one batch with the tab. */
export function makeSummary(column: ColumnRange): Request[] {
	const all = blocks(column);
	const lists = summaryLists(column);
	const width = DATA_COLUMN + all.reduce((sum, { columns }) => sum + columns.length, 0);
	const tab: Request = {
		addSheet: {
			properties: {
				sheetId: SHEET,
				title: SUMMARY_TAB,
				index: 0,
				gridProperties: {
					rowCount: lists.rows + all.length * ROWS_PER_CHART + 4,
					columnCount: width,
					hideGridlines: true,
				},
			},
		},
	};
	let next = DATA_COLUMN;
	const parts = all.flatMap((block, index) => {
		const start = next;
		next += block.columns.length;
		return [data(block, start), chart(block, start, lists.rows + index * ROWS_PER_CHART)];
	});
	return [tab, ...lists.requests, ...parts];
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

function chart({ title, chartType, rows, columns }: Block, start: number, row: number): Request {
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
					overlayPosition: { anchorCell: { sheetId: SHEET, rowIndex: row, columnIndex: 0 }, ...CHART },
				},
			},
		},
	};
}
