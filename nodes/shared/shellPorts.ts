import type { IExecuteFunctions } from 'n8n-workflow';
import type { N8nApiClient } from '../../clients/n8nApi/client';
import type { ExecutionStatus } from '../../clients/n8nApi/executions';
import { isAutopilotError } from '../../core/errors';
import type { RunOutcome } from '../../core/commands';
import { readStepResult } from '../../core/execution/readStepResult';
import type { CatalogEntry, Instant, Run } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import type { LedgerSnapshot } from '../../ledger/loopState';
import type { ShellPorts } from './loopShell';
import { sha256 } from './signing';
import { dispatchInProcess } from './dispatch';

const UNDER_WAY: ReadonlySet<ExecutionStatus> = new Set<ExecutionStatus>(['new', 'running', 'waiting']);

/** Connects the loop's shell to this execution, its sub-workflows and n8n's executions API. */
export function shellPorts(
	context: IExecuteFunctions,
	ledger: Ledger,
	api: N8nApiClient,
	snapshot: LedgerSnapshot,
	now: Instant,
): ShellPorts {
	const entryOf = (run: Run): CatalogEntry | undefined =>
		snapshot.catalog.find(({ workflowKey }) => workflowKey === run.workflowKey);
	return {
		ledger,
		now,
		hash: sha256,
		executionId: context.getExecutionId(),
		dispatch: async (run, step) => {
			const entry = entryOf(run);
			if (!entry) return unknownWorkflow(run);
			return dispatchInProcess(context, entry, run, step, now, snapshot.settings.maxRunMinutes);
		},
		reconcile: async (run) => {
			const entry = entryOf(run);
			return entry ? reconcile(api, entry, run) : unknownWorkflow(run);
		},
		stop: async (run) => {
			const entry = entryOf(run);
			const child = entry ? await api.findRunExecution(entry.workflowId, run.runId, null) : null;
			if (child && UNDER_WAY.has(child.status)) await api.executions.stop(child.executionId);
		},
	};
}

const unknownWorkflow = (run: Run): RunOutcome => ({
	kind: 'failed',
	error: `The workflow "${run.workflowKey}" is not in workflow_catalog`,
	retryable: false,
	rateLimited: false,
	executionId: null,
});

/**
 * Finds out what became of a run that another execution started: while that execution lives, the run is its business.
 * Then the child's own execution tells: its result counts, its crash is a failure, and where none was ever started
 * the run may begin again.
 */
async function reconcile(api: N8nApiClient, entry: CatalogEntry, run: Run): Promise<RunOutcome | null> {
	if (run.executionId !== null && (await isAlive(api, run.executionId))) return null;
	// No "started after": a replayed run's times are not those of n8n's clock.
	const child = await api.findRunExecution(entry.workflowId, run.runId, null);
	const executionId = child?.executionId ?? null;
	const failed = (error: string): RunOutcome => ({ kind: 'failed', error, retryable: true, rateLimited: false, executionId });
	if (!child) return failed('The run was interrupted before its workflow started');
	if (UNDER_WAY.has(child.status)) return null;
	if (child.status !== 'success') return failed(`Execution ${child.executionId} ended as "${child.status}"`);
	return { kind: 'succeeded', result: readStepResult(entry.workflowKey, child.result ?? {}), executionId };
}

/** Whether the execution that started a run is still at it. One that was pruned or deleted is not. */
async function isAlive(api: N8nApiClient, executionId: string): Promise<boolean> {
	const status = await api.executions.get(executionId).then(
		(execution) => execution.status,
		(error: unknown) => {
			if (isAutopilotError(error) && error.details['status'] === 404) return null;
			throw error;
		},
	);
	return status !== null && UNDER_WAY.has(status);
}
