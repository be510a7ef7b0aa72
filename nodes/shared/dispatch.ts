import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { RunOutcome } from '../../core/commands';
import { readStepResult } from '../../core/execution/readStepResult';
import { isAutopilotError } from '../../core/errors';
import type { CatalogEntry, Instant, Run, Step } from '../../core/types';

const SECONDS_PER_MINUTE = 60;

/**
 * Runs the workflow of a step as a sub-workflow in this process, with the input of the step contract. Every ending is an
 * outcome: a result, a failure with its class, or `unknown` when it waits, hangs or answers after the time limit.
 */
export async function dispatchInProcess(
	context: IExecuteFunctions,
	entry: CatalogEntry,
	run: Run,
	step: Step,
	now: Instant,
	maxRunMinutes: number,
): Promise<RunOutcome> {
	const input: IDataObject = {
		goal_id: run.goalId,
		run_id: run.runId,
		step: { workflow_key: step.workflowKey, day: step.day, actions: step.actions },
		params: { ...run.params },
		dry_run: false,
		now,
	};
	const execution = context
		.executeWorkflow({ id: entry.workflowId }, [{ json: input }], undefined, {
			executionMode: context.getMode(),
			parentExecution: { executionId: context.getExecutionId(), workflowId: context.getWorkflow().id ?? '', shouldResume: false },
		})
		.then(
			({ executionId, data, waitTill }): RunOutcome =>
				waitTill
					? { kind: 'unknown', error: `Workflow "${entry.name}" went to sleep; a step workflow must not wait` }
					: readOutcome(entry, executionId, data),
			(error: unknown) => failure(entry, error),
		);
	const limit = timeUp(maxRunMinutes * SECONDS_PER_MINUTE * 1000).then(
		(): RunOutcome => ({
			kind: 'unknown',
			error: `Workflow "${entry.name}" ran longer than ${maxRunMinutes} min (MAX_RUN_MINUTES)`,
		}),
	);
	return Promise.race([execution, limit]);
}

/** Unlike a sleep, this timer keeps no process alive after the run has ended. */
const timeUp = (milliseconds: number): Promise<void> =>
	new Promise((resolve) => AbortSignal.timeout(milliseconds).addEventListener('abort', () => resolve()));

function readOutcome(
	entry: CatalogEntry,
	executionId: string,
	data: readonly (readonly { json: IDataObject }[] | null)[],
): RunOutcome {
	const json = data[0]?.[0]?.json;
	try {
		return { kind: 'succeeded', result: readStepResult(entry.workflowKey, json ?? {}), executionId };
	} catch (error) {
		return failure(entry, error, executionId);
	}
}

/** What a failed sub-workflow tells: rate limits are asked about, refusals (4xx, not published) are not tried again. */
function failure(entry: CatalogEntry, error: unknown, executionId: string | null = null): RunOutcome {
	const message = error instanceof Error ? error.message : String(error);
	const status = httpStatus(error);
	const unpublished = /not active and cannot be executed/i.test(message);
	return {
		kind: 'failed',
		error: `Workflow "${entry.name}": ${unpublished ? 'is not published' : message}`.slice(0, 500),
		rateLimited: status === 429,
		retryable: !isAutopilotError(error) && !unpublished && !(status >= 400 && status < 500),
		executionId: executionId ?? executionIdOf(error),
	};
}

/** n8n hands the child's error over with the HTTP code of its failing node; 0 when there is none. */
function httpStatus(error: unknown): number {
	if (typeof error !== 'object' || error === null || !('httpCode' in error)) return 0;
	return Number(error.httpCode) || 0;
}

function executionIdOf(error: unknown): string | null {
	return typeof error === 'object' && error !== null && 'executionId' in error && typeof error.executionId === 'string'
		? error.executionId
		: null;
}
