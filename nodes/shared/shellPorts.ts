import type { IExecuteFunctions } from 'n8n-workflow';
import type { N8nApiClient } from '../../clients/n8nApi/client';
import type { RunOutcome } from '../../core/commands';
import { readStepResult } from '../../core/execution/readStepResult';
import type { CatalogEntry, Instant, Run } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import type { LedgerSnapshot } from '../../ledger/loopState';
import type { ShellPorts } from './loopShell';
import { sha256 } from './signing';
import { dispatchInProcess } from './dispatch';

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
			if (run.executionId !== null) await api.stopExecution(run.executionId);
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
	const parent = run.executionId === null ? null : await api.findExecution(run.executionId);
	if (parent?.status === 'running' || parent?.status === 'new') return null;
	const child = await api.findRunExecution(entry.workflowId, run.runId, run.startedAt ?? run.scheduledFor);
	const executionId = child?.executionId ?? null;
	const failed = (error: string): RunOutcome => ({ kind: 'failed', error, retryable: true, rateLimited: false, executionId });
	if (!child) return failed('The run was interrupted before its workflow started');
	if (child.status === 'running' || child.status === 'new' || child.status === 'waiting') return null;
	if (child.status !== 'success') return failed(`Execution ${child.executionId} ended as "${child.status}"`);
	return { kind: 'succeeded', result: readStepResult(entry.workflowKey, child.result ?? {}), executionId };
}
