import { PlannedActions } from '../../core/plan/plannedActions';
import type { LoopState } from '../../core/commands';
import { newGoal } from '../../core/goal/newGoal';
import { toObservation } from '../../core/monitor/observation';
import { createPlan } from '../../core/plan/createPlan';
import { addDays } from '../../core/plan/days';
import { readSettings } from '../../core/settings';
import { instantOf } from '../../core/time';
import type { CatalogEntry, Instant } from '../../core/types';
import type { Business } from './business';
import type { Scenario, ScenarioWorkflow } from './scenario';

/** The first day of every scenario: a Monday. */
export const FIRST_DAY = '2026-01-05';

/** What the loop knows on the first morning: the goal with its plan, the catalog as the priors have it, the shop's past. */
export function initialState(scenario: Scenario, seed: number, business: Business, now: Instant): LoopState {
	const { metric, target, currency, days, budget, timeZone } = scenario.goal;
	const given = { CURRENCY: currency, TIME_ZONE: timeZone, APPROVERS: 'telegram:1', ...scenario.settings };
	const settings = readSettings(Object.entries(given).map(([key, value]) => ({ key, value, note: '' })));
	const catalog = scenario.workflows.map(entryOf);
	const isMoney = metric === 'revenue';
	const goal = newGoal({
		goalId: `bench-${seed}`,
		requestedBy: 'telegram:1',
		now,
		draft: {
			instruction: scenario.name,
			locale: 'en',
			metric,
			targetValue: target,
			currency: isMoney ? currency : null,
			baselineValue: null,
			periodStart: instantOf(FIRST_DAY, '00:00', timeZone),
			periodEnd: instantOf(addDays(FIRST_DAY, days), '00:00', timeZone),
			timeZone,
			budgetLimit: budget,
		},
	});
	const history = business.history();
	const past = history.map((amount, index) => ({ day: addDays(FIRST_DAY, index - history.length), amount }));
	const mean = past.reduce((sum, { amount }) => sum + amount, 0) / Math.max(past.length, 1);
	const state = {
		source: 'whop',
		revenue: isMoney ? past : [],
		currency,
		customers: null,
		newCustomersPerDay: isMoney || past.length === 0 ? null : mean,
		arpu: null,
		trialConversion: null,
	};
	const plan = createPlan({ goal, progressValue: 0, catalog, runs: [], state, settings, version: 1, now, seed });
	const unit = isMoney ? currency : 'count';
	return {
		goal: { ...goal, plan, planVersion: 1 },
		runs: [],
		evidence: [],
		health: [],
		decisions: [],
		catalog,
		observations: past.map(({ day, amount }) =>
			toObservation({ metric, day, value: amount, unit, source: 'whop', goalId: '' }, now),
		),
		planned: new PlannedActions([]),
		adjustments: [],
		settings,
	};
}

function entryOf({ key, name, unit, truth, prior, flags, known }: ScenarioWorkflow): CatalogEntry {
	return {
		workflowKey: key,
		workflowId: key,
		name: name ?? key,
		purpose: '',
		unit,
		capacityPerDay: prior.capacity ?? truth.capacity,
		costPerAction: prior.cost ?? truth.cost,
		conversionMean: prior.conversion ?? truth.conversion,
		conversionStrength: prior.strength,
		valuePerConversion: prior.value ?? truth.value.mean,
		lagDays: prior.lag ?? meanLag(truth.lag),
		dependsOn: [],
		parallel: true,
		params: {},
		flags,
		enabled: true,
		webhookUrl: null,
		firstUsedAt: known ? '2025-12-01T00:00:00.000Z' : null,
	};
}

/** The lag a catalog would give, in days. */
export function meanLag(lag: ScenarioWorkflow['truth']['lag']): number {
	if (typeof lag === 'number') return lag;
	if ('mean' in lag) return lag.mean;
	const sum = lag.weights.reduce((total, weight) => total + weight, 0);
	return sum > 0 ? lag.weights.reduce((total, weight, days) => total + weight * days, 0) / sum : 0;
}
