import type { IExecuteFunctions } from 'n8n-workflow';
import { toObservation } from '../../../core/monitor/observation';
import { readSettings } from '../../../core/settings';
import type { Observation } from '../../../core/types';
import { readState } from '../../../nodes/shared/businessState';

const NOW = '2026-11-20T03:00:00.000Z';
const DAY = '2026-11-10';
const fromLedger = { getNodeParameter: () => 'ledger' } as unknown as IExecuteFunctions;

const figure = (metric: string, value: number, source: string, workflow = ''): Observation =>
	toObservation(
		{ metric, day: DAY, value, unit: metric === 'revenue' ? 'JPY' : 'count', source, goalId: '', workflow },
		`${DAY}T14:00:00.000Z`,
	);

test('a day that several sources tell of counts once, and parts of it not at all', async () => {
	const observations = [
		figure('revenue', 100_000, 'whop'),
		figure('revenue', 100_000, 'manual'),
		figure('revenue', 60_000, 'manual', 'trial_onboarding'),
		figure('new_customers', 5, 'whop'),
		figure('new_customers', 5, 'manual'),
	];
	expect(await readState(fromLedger, 0, readSettings([]), observations, NOW)).toMatchObject({
		revenue: [{ day: DAY, amount: 100_000 }],
		newCustomersPerDay: 5,
		arpu: 20_000,
	});
});
