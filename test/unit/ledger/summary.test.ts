import type { Decision, Goal, Observation } from '../../../core/types';
import { columnRange, type ColumnRange } from '../../../ledger/sheets/formulas';
import { makeSummary } from '../../../ledger/sheets/summary';
import { encodeRow, keyOf } from '../../../ledger/rows';
import type { TableName, Tables } from '../../../ledger/ledger';
import { columnsOf } from '../../../ledger/schema';
import { sampleDecision, sampleGoal, sampleObservation } from '../../contract/sampleRows';
import { type Column, evaluate } from '../../contract/formula';

const TITLES: Readonly<Partial<Record<TableName, string>>> = { goals_tracker: "Bob's goals" };
/** Tabs that people renamed and whose columns stand elsewhere. */
const column: ColumnRange = (table, name) =>
	columnRange(TITLES[table] ?? table, columnsOf(table).findIndex((one) => one.name === name) + 3);

/** What stands in the tab, once all formulas are carried out. */
class Shown {
	private readonly cells = new Map<string, string | number>();

	constructor(rows: { goals: Goal[]; decisions: Decision[]; metrics: Observation[] }) {
		const ranges = new Map<string, Column>();
		const put = <T extends TableName>(table: T, values: readonly Tables[T][]): void => {
			const encoded = values.map((value) => encodeRow(table, keyOf(table, value), value));
			for (const { name } of columnsOf(table)) {
				// Rows below that nobody has filled in.
				const cells = [...encoded.map((row) => row[name] ?? ''), '', ''];
				ranges.set(
					column(table, name),
					cells.map((value) => (typeof value === 'boolean' ? Number(value) : value)),
				);
			}
		};
		put('goals_tracker', rows.goals);
		put('decision_log', rows.decisions);
		put('performance_metrics', rows.metrics);
		const entered = makeSummary(column).flatMap(({ updateCells: made }) =>
			(made?.rows ?? []).flatMap(({ values = [] }, row) =>
				values.map(({ userEnteredValue: value }, at) => ({
					row: (made?.start?.rowIndex ?? 0) + row,
					column: (made?.start?.columnIndex ?? 0) + at,
					text: value?.stringValue ?? '',
					formula: value?.formulaValue,
				})),
			),
		);
		for (const { row, column: at, text } of entered) if (text !== '') this.cells.set(`${row}/${at}`, text);
		const read = (range: string): Column => {
			const known = ranges.get(range);
			if (known) return known;
			const [, letter = '', first = '', last = ''] = /^([A-Z])(\d+):[A-Z](\d+)$/.exec(range) ?? [];
			if (letter === '') throw new Error(`no column ${range}`);
			return Array.from(
				{ length: Number(last) - Number(first) + 1 },
				(_, index) => this.cells.get(`${Number(first) - 1 + index}/${letter.charCodeAt(0) - 65}`) ?? '',
			);
		};
		for (const { row, column: at, formula } of entered) {
			if (!formula) continue;
			evaluate(formula, read).forEach((value, index) => {
				const place = `${row + index}/${at}`;
				// Sheets shows nothing of a formula that would have to write over something.
				if (this.cells.has(place)) throw new Error(`${formula} would write over ${place}`);
				this.cells.set(place, value);
			});
		}
	}

	/** The rows below a title, as far as there is something in them. */
	below(title: string): (string | number)[][] {
		const place = [...this.cells].find(([, value]) => value === title)?.[0] ?? '';
		const [row = 0, first = 0] = place.split('/').map(Number);
		let last = first;
		while (this.cells.has(`${row}/${last + 1}`)) last++;
		const found: (string | number)[][] = [];
		for (let at = row + 1; (this.cells.get(`${at}/${first}`) ?? '') !== ''; at++) {
			found.push(Array.from({ length: last - first + 1 }, (_, index) => this.cells.get(`${at}/${first + index}`) ?? ''));
		}
		return found;
	}
}

const on = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`;

describe('the summary tab', () => {
	const goals = Array.from({ length: 9 }, (_, index) =>
		sampleGoal(`g${index}`, {
			instruction: `goal ${index}`,
			status: index === 8 ? 'draft' : 'running',
			createdAt: on(1 + ((index * 5) % 9)),
			achievementRate: index / 10,
			probability: 0.5,
			spent: index * 100,
			budgetLimit: 1_000,
		}),
	);
	const decisions = [
		sampleDecision('d1', { question: '=later?', status: 'pending', deadline: on(22), urgency: 'high', risk: 'low' }),
		sampleDecision('d2', { question: 'sooner?', status: 'pending', deadline: on(21), urgency: 'low', risk: 'high' }),
		sampleDecision('d3', { question: 'old?', status: 'approved', askedAt: on(2), reason: '=go on', answeredBy: 'telegram:42' }),
		sampleDecision('d4', { question: 'new?', status: 'expired', askedAt: on(3), reason: null, answeredBy: null }),
	];
	const metrics = [
		sampleObservation('whop/revenue/2026-11-19', { metric: 'revenue', value: 300 }),
		sampleObservation('shop/revenue/2026-11-18', { metric: 'revenue', value: 50 }),
		sampleObservation('whop/revenue/2026-11-18', { metric: 'revenue', value: 200 }),
		sampleObservation('whop/trials/2026-11-17', { metric: 'trials', value: 9 }),
		sampleObservation('typed by hand', { metric: 'leads', value: 9 }),
	];
	const shown = new Shown({ goals, decisions, metrics });

	it('tells how the newest goals stand, in whatever order they are in their tab, and of no draft', () => {
		expect(shown.below('Goals')).toEqual(
			[7, 5, 3, 1, 6, 4].map((index) => [`goal ${index}`, 'running', index / 10, 0.5, index * 100, 1_000]),
		);
	});

	it('tells what waits for an answer, what is most urgent first', () => {
		expect(shown.below('Open questions')).toEqual([
			['sooner?', 'high', 'low', '2026-11-21 03:00'],
			['=later?', 'low', 'high', '2026-11-22 03:00'],
		]);
	});

	it('tells what was decided, the newest first', () => {
		expect(shown.below('Decided')).toEqual([
			['new?', 'expired', '', '2026-11-03 03:00', ''],
			['old?', 'approved', 'telegram:42', '2026-11-02 03:00', '=go on'],
		]);
	});

	it('draws charts of goals, money by day, and decisions', () => {
		expect(shown.below('goal')).toHaveLength(8);
		expect(shown.below('day').map((row) => row.slice(0, 2))).toEqual([
			['2026-11-18', 250],
			['2026-11-19', 300],
		]);
		expect(shown.below('decisions')).toEqual([[2], [1], [0], [1], [0]]);
	});

	it('shows nothing, and no error, of a ledger that is empty', () => {
		const empty = new Shown({ goals: [], decisions: [], metrics: [] });
		for (const title of ['Goals', 'Open questions', 'Decided', 'goal', 'day']) expect(empty.below(title)).toEqual([]);
	});

	it('fits on a phone: charts below the lists, as wide as a phone in portrait, none over another or over the lists', () => {
		const requests = makeSummary(column);
		const lists = requests.flatMap(({ updateCells: made }) => (made?.start?.columnIndex === 0 ? [made.start.rowIndex ?? 0] : []));
		const charts = requests.flatMap(({ addChart }) => addChart?.chart?.position?.overlayPosition ?? []);
		expect(charts).toHaveLength(4);
		const tops = charts.map(({ anchorCell }) => anchorCell?.rowIndex ?? 0);
		expect(Math.min(...tops)).toBeGreaterThan(Math.max(...lists) + 6);
		for (const { widthPixels, heightPixels, anchorCell } of charts) {
			expect(anchorCell?.columnIndex).toBe(0);
			expect(widthPixels).toBeLessThanOrEqual(400);
			const next = Math.min(...tops.filter((top) => top > (anchorCell?.rowIndex ?? 0)), Infinity);
			expect((heightPixels ?? 0) / 21).toBeLessThan(next - (anchorCell?.rowIndex ?? 0));
		}
		const widths = requests.flatMap(({ updateDimensionProperties: made }) => made?.properties?.pixelSize ?? []);
		expect(widths.slice(0, 4).reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(400);
	});
});
