import { budgetOf } from '../../../core/goal/budget';
import type { Constraint, PeriodReading } from '../../../core/goal/types';

const span = { start: 0, end: 0 };
const budget = (amount: number, per: 'total' | 'day' | 'week' | 'month', currency: string | null = null): Constraint => ({
	type: 'budget',
	amount,
	currency,
	per,
	span,
});
const period = (lastDay: string): PeriodReading => ({ firstDay: '2026-11-20', lastDay, kind: 'length', span });
const WEEK = period('2026-11-26');

test.each([
	['none', [], WEEK, null],
	['a total', [budget(300_000, 'total')], WEEK, 300_000],
	['a day over a week', [budget(10_000, 'day')], WEEK, 70_000],
	['a week over a week', [budget(50_000, 'week')], WEEK, 50_000],
	['a week over three days', [budget(50_000, 'week')], period('2026-11-22'), 50_000],
	['a week over four weeks', [budget(50_000, 'week')], period('2026-12-17'), 200_000],
	['a month over 60 days', [budget(90_000, 'month')], period('2027-01-18'), 180_000],
	['the smaller of two', [budget(300_000, 'total'), budget(10_000, 'day')], WEEK, 70_000],
	['another currency', [budget(100, 'total', 'USD')], WEEK, 15_000],
] as const)('the budget of %s', (_what, constraints, days, expected) => {
	expect(budgetOf(constraints, days, '2026-11-20', 'JPY', { USD_JPY: 150 })).toBe(expected);
});

test('days that are over are not paid for', () => {
	expect(budgetOf([budget(3_000, 'day')], WEEK, '2026-11-24', 'JPY', {})).toBe(9_000);
});

test('a budget in a currency without a rate names the setting', () => {
	expect(() => budgetOf([budget(100, 'total', 'USD')], WEEK, '2026-11-20', 'JPY', {})).toThrow('FX_USD_JPY');
});
