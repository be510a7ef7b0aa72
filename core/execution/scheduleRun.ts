import type { JsonValue, Run, Step } from '../types';

/** The first row of a step's run. The run is named after the step, so that asking twice makes one row. */
export function scheduleRun(step: Step, planVersion: number): Run {
	const params: Record<string, JsonValue> = { ...step.params, actions: step.actions };
	return {
		runId: step.stepKey,
		goalId: step.goalId,
		planVersion,
		workflowKey: step.workflowKey,
		params,
		scheduledFor: step.scheduledFor,
		startedAt: null,
		finishedAt: null,
		status: 'scheduled',
		attempts: 0,
		error: null,
		actions: null,
		conversions: null,
		revenue: null,
		cost: null,
		executionId: null,
		workflowId: null,
		receivedAt: null,
		nextAttemptAt: null,
		reserved: null,
		uncertain: null,
	};
}
