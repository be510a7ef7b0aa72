import { chosenByDay } from '../../../core/monitor/chosenByDay';
import { measureProgress } from '../../../core/monitor/progress';
import { createPlan } from '../../../core/plan/createPlan';
import { readSettings } from '../../../core/settings';
import type { Observation } from '../../../core/types';
import { goal, planInput, SETTINGS } from '../plan/fixtures';

const observation = (day: string, value: number, values: Partial<Observation> = {}): Observation => ({
	metricId: `whop/revenue/${day}`,
	observedAt: `${day}T12:00:00.000Z`,
	goalId: '',
	source: 'whop',
	metric: 'revenue',
	value,
	unit: 'JPY',
	labels: { day },
	...values,
});

const NOW = '2026-11-23T03:00:00.000Z';
const plan = createPlan(planInput());
const WEEK = goal({ plan });

describe('progress', () => {
	it('is what the days of the period add up to', () => {
		const progress = measureProgress(
			WEEK,
			[observation('2026-11-20', 300_000), observation('2026-11-21', 200_000)],
			SETTINGS,
			NOW,
		);
		expect(progress.progressValue).toBe(500_000);
		expect(progress.achievementRate).toBe(0.25);
	});

	it('is held against the targets of the days that are over: three of seven by Monday noon', () => {
		const progress = measureProgress(WEEK, [observation('2026-11-20', 600_000)], SETTINGS, NOW);
		expect(progress.expectedToDate).toBeCloseTo((3 * 2_000_000) / 7, 6);
		expect(progress.paceRatio).toBeCloseTo(0.7, 6);
	});

	it('is held against nothing on the first day, and against the whole target at the end', () => {
		expect(measureProgress(WEEK, [], SETTINGS, '2026-11-20T03:00:00.000Z')).toMatchObject({ expectedToDate: 0, paceRatio: null });
		expect(measureProgress(WEEK, [], SETTINGS, '2026-11-26T15:00:00.000Z').expectedToDate).toBeCloseTo(2_000_000, 6);
	});

	it('counts what was there when a later plan was made', () => {
		const second = createPlan(planInput({ now: NOW, progressValue: 800_000 }));
		const later = measureProgress(goal({ plan: second }), [], SETTINGS, '2026-11-24T03:00:00.000Z');
		expect(later.expectedToDate).toBeCloseTo(800_000 + 300_000, 6);
	});

	it.each<[string, Observation]>([
		['before the period', observation('2026-11-19', 1)],
		['after it', observation('2026-11-27', 1)],
		['of days to come', observation('2026-11-24', 1, { observedAt: '2026-11-22T12:00:00.000Z' })],
		['seen later than now', observation('2026-11-23', 1, { observedAt: '2026-11-23T04:00:00.000Z' })],
		['of another metric', observation('2026-11-21', 1, { metric: 'profit' })],
		['of another goal', observation('2026-11-21', 1, { goalId: 'goal-2' })],
		['that are not money', observation('2026-11-21', 1, { unit: 'count' })],
	])('leaves out figures %s', (_, one) => {
		expect(measureProgress(WEEK, [one], SETTINGS, NOW).progressValue).toBe(0);
	});

	it('takes a figure without a day for the day it was seen on, in the goal’s zone', () => {
		const late = observation('2026-11-20', 5, { labels: {}, observedAt: '2026-11-20T16:00:00.000Z' });
		expect([...chosenByDay(WEEK, [late], SETTINGS, NOW)]).toEqual([['2026-11-21', 5]]);
	});

	describe('believes one figure a day', () => {
		const day = '2026-11-21';
		const whop = observation(day, 1);
		const input = observation(day, 2, { source: 'input' });
		const sheet = observation(day, 3, { source: 'sheet' });
		const ownSheet = observation(day, 4, { source: 'sheet', goalId: 'goal-1' });
		const laterSheet = observation(day, 5, { source: 'other', observedAt: `${day}T13:00:00.000Z` });

		it.each<[string, Observation[], number]>([
			['the shop’s own system before what was typed in', [input, whop], 1],
			['what was typed in before any other source', [sheet, input], 2],
			['a figure of the goal before one of the shop', [sheet, ownSheet], 4],
			['a trusted source before a figure of the goal', [ownSheet, whop], 1],
			['the later one of two equals', [sheet, laterSheet], 5],
		])('%s', (_, observations, expected) => {
			for (const order of [observations, [...observations].reverse()]) {
				expect(measureProgress(WEEK, order, SETTINGS, NOW).progressValue).toBe(expected);
			}
		});
	});

	it('converts money with the rates of the settings, and names one that is missing', () => {
		const dollars = observation('2026-11-20', 100, { unit: 'USD' });
		const settings = readSettings([{ key: 'FX_USD_JPY', value: '150', note: '' }]);
		expect(measureProgress(WEEK, [dollars], settings, NOW).progressValue).toBe(15_000);
		expect(() => measureProgress(WEEK, [dollars], SETTINGS, NOW)).toThrow(
			expect.objectContaining({ code: 'CURRENCY_RATE_MISSING', message: expect.stringContaining('FX_USD_JPY') }),
		);
	});

	it('adds counts where the goal counts', () => {
		const customers = goal({ metric: 'new_customers', currency: null, targetValue: 10 });
		const figures = [3, 4].map((value, index) =>
			observation(`2026-11-2${index}`, value, { metric: 'new_customers', unit: 'count' }),
		);
		expect(measureProgress(customers, figures, SETTINGS, NOW)).toMatchObject({ progressValue: 7, achievementRate: 0.7 });
	});

	it.each([
		['churn_rate', 0.05, [0.1, 0.08], 0.08, 0.625],
		['churn_rate', 0.05, [0.1, 0.04], 0.04, 1.25],
		['conversion_rate', 0.2, [0.3, 0.1], 0.1, 0.5],
		['churn_rate', 0.05, [], 0, 0],
	] as const)(
		'takes the last day of a rate: %s with target %d and days %j',
		(metric, targetValue, values, progressValue, achieved) => {
			const rate = goal({ metric, currency: null, targetValue });
			const figures = values.map((value, index) => observation(`2026-11-2${index}`, value, { metric, unit: 'fraction' }));
			const progress = measureProgress(rate, figures, SETTINGS, NOW);
			expect(progress.progressValue).toBe(progressValue);
			expect(progress.achievementRate).toBeCloseTo(achieved, 9);
		},
	);
});
