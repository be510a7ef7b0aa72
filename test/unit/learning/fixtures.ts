import { PlannedActions } from '../../../core/plan/plannedActions';
import type { LoopState } from '../../../core/commands';
import { toObservation } from '../../../core/monitor/observation';
import { readSettings } from '../../../core/settings';
import { addDays } from '../../../core/plan/days';
import type { CatalogEntry, Observation, Run } from '../../../core/types';
import { entry, goal, run } from '../plan/fixtures';

/** The first of the days in these tests, and 09:00 on each in Tokyo. */
const FIRST = '2026-11-20';
export const dayAt = (index: number): string => addDays(FIRST, index);
export const noonOf = (index: number): string => `${dayAt(index)}T00:00:00.000Z`;

export const CATALOG: readonly CatalogEntry[] = [entry('good'), entry('poor')];

/** A run of a day of a goal that did so many actions. */
export const ran = (workflowKey: string, index: number, values: Partial<Run> = {}): Run =>
	run(workflowKey, {
		runId: `goal-1/${dayAt(index)}/${workflowKey}`,
		goalId: 'goal-1',
		scheduledFor: noonOf(index),
		finishedAt: noonOf(index),
		actions: 10,
		conversions: null,
		revenue: null,
		cost: (values.actions ?? 10) * 100,
		...values,
	});

/** What somebody tracked to a workflow on a day. */
export const tracked = (
	metric: 'conversions' | 'revenue',
	workflow: string,
	index: number,
	value: number,
	unit?: string,
): Observation =>
	toObservation(
		{
			metric,
			day: dayAt(index),
			value,
			unit: unit ?? (metric === 'revenue' ? 'JPY' : 'count'),
			source: 'shop',
			goalId: '',
			workflow,
		},
		`${dayAt(index)}T14:59:00.000Z`,
	);

export const stateWith = (values: Partial<LoopState> = {}): LoopState => {
	const runs = values.runs ?? [];
	return {
		goal: goal(),
		runs,
		evidence: runs,
		decisions: [],
		catalog: CATALOG,
		observations: [],
		planned: new PlannedActions([]),
		adjustments: [],
		health: [],
		settings: readSettings([]),
		...values,
	};
};
