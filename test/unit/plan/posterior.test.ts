import { posteriorOf } from '../../../core/plan/posterior';
import { entry, NOW, run, TRIAL } from './fixtures';

const SETTLED = { scheduledFor: '2026-11-10T00:00:00.000Z', finishedAt: '2026-11-12T00:00:00.000Z' };

describe('what is believed of a workflow', () => {
	it('is the catalog’s word while nothing has run', () => {
		const posterior = posteriorOf(TRIAL, [], NOW);
		expect(posterior).toMatchObject({ alpha: 6, beta: 34, valuePerConversion: 98_000, costPerAction: 500, observedActions: 0 });
		expect(posterior.conversionRate).toBeCloseTo(0.15, 12);
		expect(posterior.valueShape).toBe(24);
	});

	it('adds conversions to the prior: Beta(6 + 12, 34 + 48)', () => {
		const posterior = posteriorOf(TRIAL, [run(TRIAL.workflowKey, { ...SETTLED, actions: 60, conversions: 12 })], NOW);
		expect(posterior).toMatchObject({ alpha: 18, beta: 82, observedActions: 60 });
		expect(posterior.conversionRate).toBeCloseTo(0.18, 12);
	});

	it('weighs revenue against as many sales as the prior has conversions', () => {
		const posterior = posteriorOf(
			TRIAL,
			[run(TRIAL.workflowKey, { ...SETTLED, actions: 60, conversions: 6, revenue: 6 * 50_000 })],
			NOW,
		);
		expect(posterior.valuePerConversion).toBeCloseTo((6 * 98_000 + 6 * 50_000) / 12, 6);
		expect(posterior.valueShape).toBe(48);
	});

	it('weighs what was paid against the catalog’s price', () => {
		const dearer = posteriorOf(TRIAL, [run(TRIAL.workflowKey, { ...SETTLED, actions: 40, cost: 40 * 600 })], NOW);
		expect(dearer.costPerAction).toBeCloseTo(550, 9);
	});

	it('learns a price the catalog does not know', () => {
		const unknown = entry('w', { costPerAction: null });
		expect(posteriorOf(unknown, [], NOW).costPerAction).toBeNull();
		expect(posteriorOf(unknown, [run('w', { actions: 4, cost: 100 })], NOW).costPerAction).toBe(25);
	});

	it.each([
		['of another workflow', run('other', { ...SETTLED, conversions: 5 })],
		['that failed', run(TRIAL.workflowKey, { ...SETTLED, conversions: 5, status: 'failed' })],
		['without actions', run(TRIAL.workflowKey, { ...SETTLED, conversions: 5, actions: 0 })],
		['that says nothing of conversions', run(TRIAL.workflowKey, { ...SETTLED, conversions: null })],
		['whose report came before its lag was over', run(TRIAL.workflowKey, { conversions: 0 })],
		[
			'whose report is not in yet',
			run(TRIAL.workflowKey, { ...SETTLED, finishedAt: '2026-11-21T00:00:00.000Z', conversions: 1 }),
		],
		['that never finished', run(TRIAL.workflowKey, { ...SETTLED, finishedAt: null, conversions: 1 })],
	])('learns no conversion from a run %s', (_, one) => {
		expect(posteriorOf(TRIAL, [one], NOW)).toMatchObject({ alpha: 6, beta: 34, observedActions: 0 });
	});

	it('stays a rate where a run reports more conversions than actions', () => {
		const posterior = posteriorOf(TRIAL, [run(TRIAL.workflowKey, { ...SETTLED, actions: 10, conversions: 1000 })], NOW);
		expect(posterior).toMatchObject({ alpha: 16, beta: 34 });
	});

	it.each([
		[0, 0],
		[1, 1],
		[7, 1],
		[-1, 0],
	])('takes a conversion of %d from the catalog as %d', (conversionMean, rate) => {
		expect(posteriorOf(entry('w', { conversionMean }), [], NOW).conversionRate).toBe(rate);
	});
});
