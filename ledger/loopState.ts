import type { LoopState } from '../core/commands';
import { type Settings, readSettings } from '../core/settings';
import type { Adjustment, CatalogEntry, Decision, Goal, Observation, Run } from '../core/types';
import type { Ledger } from './ledger';

/** Everything in the ledger that the loop looks at, loaded in one go. */
export interface LedgerSnapshot {
	readonly goals: readonly Goal[];
	readonly runs: readonly Run[];
	readonly decisions: readonly Decision[];
	readonly catalog: readonly CatalogEntry[];
	readonly observations: readonly Observation[];
	readonly adjustments: readonly Adjustment[];
	readonly settings: Settings;
}

/** Loads the snapshot. The number of ledger calls does not grow with the goals. */
export async function loadSnapshot(ledger: Ledger): Promise<LedgerSnapshot> {
	const tables = await ledger.readAll([
		'goals_tracker',
		'run_log',
		'decision_log',
		'workflow_catalog',
		'performance_metrics',
		'adjustment_log',
		'settings',
	]);
	return {
		goals: tables.goals_tracker,
		runs: tables.run_log,
		decisions: tables.decision_log,
		catalog: tables.workflow_catalog,
		observations: tables.performance_metrics,
		adjustments: tables.adjustment_log,
		settings: readSettings(tables.settings),
	};
}

/** What the loop needs to know of one goal. */
export function loopState(goal: Goal, snapshot: LedgerSnapshot): LoopState {
	return {
		goal,
		runs: snapshot.runs.filter(({ goalId }) => goalId === goal.goalId),
		decisions: snapshot.decisions.filter(({ goalId }) => goalId === goal.goalId),
		catalog: snapshot.catalog,
		observations: snapshot.observations.filter(({ goalId }) => goalId === '' || goalId === goal.goalId),
		allRuns: snapshot.runs,
		adjustments: snapshot.adjustments.filter(({ goalId }) => goalId === goal.goalId),
		settings: snapshot.settings,
	};
}
