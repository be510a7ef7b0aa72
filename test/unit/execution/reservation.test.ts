import { dearestPrices, reservationFor } from '../../../core/execution/reservation';
import type { Run } from '../../../core/types';
import { sampleRun } from '../../contract/sampleRows';
import { OUTREACH } from '../plan/fixtures';

const ran = (day: number, fields: Partial<Run>): Run =>
	sampleRun(`g_1/2026-11-${String(day).padStart(2, '0')}/mail`, {
		workflowKey: 'mail',
		status: 'succeeded',
		scheduledFor: `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`,
		params: { actions: 50 },
		actions: 50,
		uncertain: null,
		...fields,
	});

test('the dearest of the latest runs counts, by what they were to do', () => {
	expect(dearestPrices([ran(1, { cost: 500 }), ran(2, { cost: 900 }), ran(3, { cost: 450 })]).get('mail')).toBe(18);
});

test('a run that found little to do does not make every later one unpayable', () => {
	expect(dearestPrices([ran(1, { cost: 500, actions: 1 })]).get('mail')).toBe(10);
});

test('money set aside for tries that told nothing never raises the price, so it cannot feed on itself', () => {
	expect(dearestPrices([ran(1, { cost: 51_100, uncertain: 51_000 })]).size).toBe(0);
	expect(dearestPrices([ran(1, { cost: 51_100, uncertain: 51_000 }), ran(2, { cost: 500 })]).get('mail')).toBe(10);
});

test('the dearest of catalog, plan and past is set aside; where nobody knows, nothing is', () => {
	const step = { actions: 50 };
	expect(reservationFor(step, { ...OUTREACH, costPerAction: 4 }, 100, 10)).toBe(500);
	expect(reservationFor(step, { ...OUTREACH, costPerAction: 20 }, 100, 10)).toBe(1_000);
	expect(reservationFor(step, undefined, NaN, undefined)).toBeNaN();
});
