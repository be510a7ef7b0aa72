import type { IExecuteFunctions } from 'n8n-workflow';
import type { N8nApiClient } from '../../clients/n8nApi/client';
import type { Execution, ExecutionStatus } from '../../clients/n8nApi/executions';
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
	const opened = performance.now();
	return {
		ledger,
		snapshot,
		now,
		elapsed: () => performance.now() - opened,
		hash: sha256,
		executionId: context.getExecutionId(),
		dispatch: async (run, step) => {
			const entry = entryOf(run);
			if (!entry) return unknownWorkflow(run);
			return dispatchInProcess(context, entry, run, step, now, snapshot.settings.maxRunMinutes);
		},
		reconcile: async (run) => {
			const entry = entryOf(run);
			return entry ? reconcile(api, entry, run, snapshot.settings.maxRunMinutes) : unknownWorkflow(run);
		},
		stop: async (run) => {
			const entry = entryOf(run);
			const child = entry ? await api.findRunExecution(entry.workflowId, run.runId, null) : null;
			if (child && UNDER_WAY.has(child.status)) await api.executions.stop(child.executionId).catch(ifStillUnderWay);
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
 * the run may begin again. An n8n that is killed may leave executions behind that say "running" for ever, so nothing
 * counts as alive for longer than MAX_RUN_MINUTES, and no child outlives the process of a crashed parent unless it sleeps.
 */
async function reconcile(api: N8nApiClient, entry: CatalogEntry, run: Run, maxRunMinutes: number): Promise<RunOutcome | null> {
	const parent = run.executionId === null ? null : await executionOf(api, run.executionId);
	if (parent && UNDER_WAY.has(parent.status) && !isOverdue(parent, maxRunMinutes)) return null;
	// No "started after": a replayed run's times are not those of n8n's clock.
	const child = await api.findRunExecution(entry.workflowId, run.runId, null);
	const executionId = child?.executionId ?? null;
	const failed = (error: string) => ({ kind: 'failed', error, retryable: true, rateLimited: false, executionId }) as const;
	if (!child) {
		if (await savesExecutions(api, entry)) return failed('The run was interrupted before its workflow started');
		const unknown = `Nobody knows whether the run took place: the workflow "${entry.name}" is set not to save its executions`;
		return { ...failed(unknown), retryable: false };
	}
	if (UNDER_WAY.has(child.status)) {
		if (isOverdue(child, maxRunMinutes)) {
			await api.executions.stop(child.executionId).catch(ifStillUnderWay);
			return failed(`Execution ${child.executionId} was stopped after ${maxRunMinutes} min (MAX_RUN_MINUTES)`);
		}
		if (child.status === 'waiting' || parent?.status !== 'crashed') return null;
		return failed(`Execution ${child.executionId} ended with the n8n that ran it`);
	}
	if (child.status !== 'success') return failed(`Execution ${child.executionId} ended as "${child.status}"`);
	try {
		return { kind: 'succeeded', result: readStepResult(entry.workflowKey, child.result ?? {}), executionId };
	} catch (error) {
		return { ...failed(messageOf(error)), retryable: false };
	}
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Whether a workflow's executions leave a trace. One that is gone can start nothing either. */
async function savesExecutions(api: N8nApiClient, { workflowId }: CatalogEntry): Promise<boolean> {
	return await api.workflows.get(workflowId).then(
		(workflow) => workflow.savesExecutions,
		(error: unknown) => {
			if (isAutopilotError(error) && error.details['status'] === 404) return true;
			throw error;
		},
	);
}

/** By n8n's own clock, which replayed days do not move. */
const isOverdue = ({ startedAt }: { readonly startedAt: string | null }, minutes: number): boolean =>
	startedAt !== null && Date.now() - Date.parse(startedAt) > minutes * 60_000;

/** The execution, `null` when it was pruned or deleted. */
async function executionOf(api: N8nApiClient, executionId: string): Promise<Execution | null> {
	return await api.executions.get(executionId).catch((error: unknown) => {
		if (isAutopilotError(error) && error.details['status'] === 404) return null;
		throw error;
	});
}

/** Passes on why an execution could not be stopped, unless it had ended already. */
function ifStillUnderWay(error: unknown): void {
	const status = isAutopilotError(error) ? error.details['status'] : undefined;
	if (status !== 404 && status !== 409) throw error;
}
