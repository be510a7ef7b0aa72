import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { RunOutcome } from '../../core/commands';
import { readStepResult } from '../../core/execution/readStepResult';
import type { CatalogEntry, Instant, Run, Step } from '../../core/types';
import { failureOf } from './failure';

const SECONDS_PER_MINUTE = 60;

/** What a step workflow gets: the contract of workflows/README.md. */
export const stepInput = (run: Run, step: Step, now: Instant): IDataObject => ({
	goal_id: run.goalId,
	run_id: run.runId,
	step: { workflow_key: step.workflowKey, day: step.day, actions: step.actions },
	params: { ...run.params },
	dry_run: false,
	now,
});

/**
 * Runs the workflow of a step as a sub-workflow in this process, with the input of the step contract. Every ending is an
 * outcome: a result, a failure with its class, or `unknown` when it waits, hangs or answers after the time limit.
 */
export async function dispatchInProcess(
	context: IExecuteFunctions,
	entry: CatalogEntry,
	input: IDataObject,
	maxRunMinutes: number,
): Promise<RunOutcome> {
	const execution = context
		.executeWorkflow({ id: entry.workflowId }, [{ json: input }], undefined, {
			executionMode: context.getMode(),
			parentExecution: { executionId: context.getExecutionId(), workflowId: context.getWorkflow().id ?? '', shouldResume: false },
		})
		.then(
			async ({ executionId, data, waitTill }): Promise<RunOutcome> => {
				if (!waitTill) return outcomeOf(entry, executionId, data[0]?.[0]?.json);
				await stayAwake(context);
				return { kind: 'unknown', error: `Workflow "${entry.name}" went to sleep; a step workflow must not wait` };
			},
			(error: unknown) => failureOf(entry, error),
		);
	const limit = timePassed(maxRunMinutes * SECONDS_PER_MINUTE * 1000).then(
		(): RunOutcome => ({
			kind: 'unknown',
			error: `Workflow "${entry.name}" ran longer than ${maxRunMinutes} min (MAX_RUN_MINUTES)`,
		}),
	);
	return Promise.race([execution, limit]);
}

/**
 * n8n puts an execution to sleep together with a sub-workflow that waits, whatever it asked for; then nothing of what its other
 * runs did would go any further. This run is given up, so nobody waits for it. n8n itself clears the time it sleeps until this way
 * (n8n-core 2.41, workflow-execute), but its types know only dates.
 */
async function stayAwake(context: IExecuteFunctions): Promise<void> {
	const never: unknown = undefined;
	await context.putExecutionToWait(never as Date);
}

/** The outcome of a workflow that came to its end, by what it handed back. */
export function outcomeOf(
	entry: Pick<CatalogEntry, 'workflowKey' | 'name'>,
	executionId: string | null,
	json: Readonly<Record<string, unknown>> | null | undefined,
): RunOutcome {
	try {
		return { kind: 'succeeded', result: readStepResult(entry.workflowKey, json ?? {}), executionId };
	} catch (error) {
		return failureOf(entry, error, executionId);
	}
}

/** Unlike a sleep, this timer keeps no process alive after what it was waited with has ended. */
export const timePassed = (milliseconds: number): Promise<void> =>
	new Promise((resolve) => AbortSignal.timeout(milliseconds).addEventListener('abort', () => resolve()));
