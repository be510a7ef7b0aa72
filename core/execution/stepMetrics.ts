import { toObservation } from '../monitor/observation';
import type { Settings } from '../settings';
import { dayOf } from '../time';
import type { Goal, Instant, Observation, Run, StepResult } from '../types';

/** Metrics that are money; what ends in `_rate` is a fraction, everything else a count. */
const MONEY: ReadonlySet<string> = new Set(['revenue', 'profit', 'cost']);

/**
 * What a step told beside its own figures, as observations of the day it ran on: parts of the day's figures, labelled with
 * the workflow, so that two workflows that tell of the same metric do not overwrite each other.
 * @throws AutopilotError PARAMETER_INVALID for a name that is no metric
 */
export function stepMetrics(run: Run, { metrics }: StepResult, goal: Goal, settings: Settings, now: Instant): Observation[] {
	const day = dayOf(run.scheduledFor, goal.timeZone);
	return Object.entries(metrics).map(([metric, value]) => {
		const unit = MONEY.has(metric) ? settings.currency : metric.endsWith('_rate') ? 'fraction' : 'count';
		return toObservation({ metric, day, value, unit, source: 'step', goalId: goal.goalId, workflow: run.workflowKey }, now);
	});
}
