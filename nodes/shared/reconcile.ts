import type { N8nApiClient } from '../../clients/n8nApi/client';
import type { Execution, ExecutionStatus } from '../../clients/n8nApi/executions';
import { isAutopilotError } from '../../core/errors';
import type { RunOutcome } from '../../core/commands';
import { addSeconds } from '../../core/time';
import type { CatalogEntry, Instant, Run } from '../../core/types';
import { outcomeOf } from './dispatch';
import { failureOf } from './failure';
import { traceOf } from './traceOf';

/** The parts of n8n's API that tell what became of a run. */
type ExecutionLookup = Pick<N8nApiClient, 'executions' | 'workflows' | 'findRunExecution'>;

const UNDER_WAY: ReadonlySet<ExecutionStatus> = new Set<ExecutionStatus>(['new', 'running', 'waiting']);

/**
 * Finds out what became of a run that another execution started: while that execution lives, the run is its business.
 * Then the child's own execution tells: its result counts, its crash is a failure, and where none was ever started
 * the run may begin again. An n8n that is killed may leave executions behind that say "running" for ever, so nothing
 * counts as alive for longer than MAX_RUN_MINUTES, and no child outlives the process of a crashed parent unless it sleeps.
 * A call by webhook of which neither caller, receiver nor child is on record any more may have been received: nothing is concluded
 * before MAX_RUN_MINUTES are over, and then it has failed without another try, because whoever lost one record may have lost the other.
 */
export async function reconcile(
	api: ExecutionLookup,
	entry: CatalogEntry,
	run: Run,
	maxRunMinutes: number,
	now: Instant,
): Promise<RunOutcome | null> {
	const parent = run.executionId === null ? null : await executionOf(api, run.executionId);
	if (parent && UNDER_WAY.has(parent.status) && !isOverdue(parent, maxRunMinutes)) return null;
	// No "started after": a replayed run's times are not those of n8n's clock.
	const child = await api.findRunExecution(entry.workflowId, run.runId, null);
	const executionId = child?.executionId ?? null;
	const failed = (error: string) => ({ kind: 'failed', error, retryable: true, rateLimited: false, executionId }) as const;
	if (!child) {
		// A webhook may have been accepted by an n8n whose workers are busy: only after the whole time is it lost.
		if (entry.webhookUrl !== null) {
			if (parent ? !isOverdue(parent, maxRunMinutes) : addSeconds(run.startedAt ?? now, maxRunMinutes * 60) > now) return null;
			if (!parent) {
				const error = `Nobody knows whether the run took place: n8n has no record of who called "${entry.name}" or received the call`;
				return { ...failed(error), retryable: false };
			}
		}
		if ((await traceOf(api, entry)) === 'kept') {
			return { ...failed('The run was interrupted before its workflow started'), notStarted: true };
		}
		const unknown = `Nobody knows whether the run took place: the workflow "${entry.name}" does not save its executions for certain`;
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
	if (child.status === 'error' && child.error) return failureOf(entry, child.error, executionId);
	if (child.status !== 'success') return failed(`Execution ${child.executionId} ended as "${child.status}"`);
	return outcomeOf(entry, executionId, child.result);
}

/** Stops the execution of a run, if it is under way. */
export async function stopRun(api: ExecutionLookup, entry: CatalogEntry, run: Run): Promise<void> {
	const child = await api.findRunExecution(entry.workflowId, run.runId, null);
	if (child && UNDER_WAY.has(child.status)) await api.executions.stop(child.executionId).catch(ifStillUnderWay);
}

/** By n8n's own clock, which replayed days do not move. */
const isOverdue = ({ startedAt }: { readonly startedAt: string | null }, minutes: number): boolean =>
	startedAt !== null && Date.now() - Date.parse(startedAt) > minutes * 60_000;

/** The execution, `null` when it was pruned or deleted. */
async function executionOf(api: ExecutionLookup, executionId: string): Promise<Execution | null> {
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
