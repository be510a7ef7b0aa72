import type { N8nApiClient } from '../../clients/n8nApi/client';
import type { Execution, ExecutionStatus } from '../../clients/n8nApi/executions';
import { asRunExecution, type RunExecution, type RunSearch } from '../../clients/n8nApi/findRunExecution';
import { AutopilotError, isAutopilotError } from '../../core/errors';
import type { RunOutcome } from '../../core/commands';
import { addSeconds } from '../../core/time';
import type { Instant, Run } from '../../core/types';
import { outcomeOf } from './dispatch';
import { failureOf } from './failure';
import { BEGINS_AT_LATEST_MS, type Stopping } from './shellTypes';
import type { StartedWorkflow } from './startedWorkflow';
import { traceOf, workflowOf } from './traceOf';

/** The parts of n8n's API that tell what became of a run. */
type ExecutionLookup = Pick<N8nApiClient, 'executions' | 'workflows' | 'findRunExecution'>;

const UNDER_WAY: ReadonlySet<ExecutionStatus> = new Set<ExecutionStatus>(['new', 'running', 'waiting']);

/** Who starts runs may still be about to begin one for so long, whatever MAX_RUN_MINUTES says; reading the ledger takes its time too. */
const STARTER_MINUTES = BEGINS_AT_LATEST_MS / 60_000 + 5;

/** What looking up a run depends on beside the run. */
export interface LookUp {
	readonly maxRunMinutes: number;
	readonly now: Instant;
}

/**
 * Finds out what became of a run that another execution started: while that execution lives, the run is its business.
 * Then the child's own execution tells: its result counts, its crash is a failure, and where none was ever started
 * the run may begin again. A webhook's execution that took the run over and is one of the step's own workflow is the child itself.
 * An n8n that is killed may leave executions behind that say "running" for ever, so no child counts as alive for longer than
 * MAX_RUN_MINUTES, nor does who started it, but for the time in which that one may yet start it. No child outlives the process of a
 * crashed parent unless it sleeps.
 */
export async function reconcile(
	api: ExecutionLookup,
	workflow: StartedWorkflow,
	run: Run,
	lookUp: LookUp,
): Promise<RunOutcome | null> {
	const { maxRunMinutes } = lookUp;
	const parent = run.executionId === null ? null : await executionOf(api, run.executionId);
	const isItself = parent?.workflowId === workflow.workflowId;
	const patience = isItself ? maxRunMinutes : Math.max(maxRunMinutes, STARTER_MINUTES);
	if (parent && UNDER_WAY.has(parent.status) && !isOverdue(parent, patience)) return null;
	const { execution: child, isComplete } =
		parent && isItself ? { execution: asRunExecution(parent), isComplete: true } : await searchChild(api, workflow, run, parent);
	if (!child) return await withoutTrace(api, workflow, run, { parent, isComplete }, lookUp);
	const { executionId } = child;
	if (!UNDER_WAY.has(child.status)) return outcomeOfEnded(workflow, child);
	if (!isOverdue(child, maxRunMinutes)) {
		return child.status === 'waiting' || parent?.status !== 'crashed' ? null : endedWithN8n(executionId);
	}
	const ended = await halt(api, executionId);
	if (ended) return outcomeOfEnded(workflow, ended);
	return { ...lost(`Execution ${executionId} was stopped after ${maxRunMinutes} min (MAX_RUN_MINUTES)`), executionId };
}

/** The outcome of a run whose execution has ended by itself, or with the n8n that ran it. */
function outcomeOfEnded(workflow: StartedWorkflow, { executionId, status, result, error }: RunExecution): RunOutcome {
	if (status === 'crashed') return endedWithN8n(executionId);
	if (status === 'error' && error) return failureOf(workflow, error, executionId);
	if (status !== 'success') return { ...lost(`Execution ${executionId} ended as "${status}"`), executionId };
	return outcomeOf(workflow, executionId, result);
}

const endedWithN8n = (executionId: string): RunOutcome => ({
	...lost(`Execution ${executionId} ended with the n8n that ran it`),
	executionId,
	withN8n: true,
});

/**
 * Stops an execution.
 * @returns how it ended where it had ended by itself before; `null` where it was stopped, or is one that only says it is under way
 */
async function halt(api: ExecutionLookup, executionId: string): Promise<RunExecution | null> {
	const isStopped = await api.executions.stop(executionId).then(
		() => true,
		(error: unknown) => {
			ifStillUnderWay(error);
			return false;
		},
	);
	const execution = isStopped ? null : await executionOf(api, executionId);
	return execution === null || UNDER_WAY.has(execution.status) ? null : asRunExecution(execution);
}

const lost = (error: string) => ({ kind: 'failed', error, retryable: true, rateLimited: false, executionId: null }) as const;

/** How far the clocks of n8n's machines may be apart. */
const CLOCKS_APART_MINUTES = 5;

/** An earlier try of the run may have gone on when it was given up, and end well after all. */
const EARLIER_TRIES_HOURS = 24;

/**
 * Looks for the run among all executions of its workflow since the one that started it, by n8n's own clock: the run's own times may be
 * those of a replayed day. Where that one is gone, among all there are.
 */
async function searchChild(
	api: ExecutionLookup,
	{ workflowId }: StartedWorkflow,
	{ runId, attempts }: Run,
	parent: Execution | null,
): Promise<RunSearch> {
	if (workflowId === null) return { execution: null, isComplete: false };
	const minutes = CLOCKS_APART_MINUTES + (attempts > 1 ? EARLIER_TRIES_HOURS * 60 : 0);
	const startedAfter = parent?.startedAt ? addSeconds(parent.startedAt, -minutes * 60) : null;
	return await api.findRunExecution(workflowId, runId, startedAfter);
}

/** What is known of a run that was not found. */
interface Untraced {
	/** Who started it, or has received its call. */
	readonly parent: Execution | null;
	/** Whether everything was looked at that it could have been. */
	readonly isComplete: boolean;
}

/**
 * A run of which n8n has no execution. It begins as if for the first time only where it is certain that it never began: who started it is
 * on record, everything since then was looked at, its workflow is in the catalog and leaves a trace, and nobody else has received the
 * call of its webhook. Nothing is concluded from a call before MAX_RUN_MINUTES are over; one that was received by an execution that did
 * not succeed is taken for a crash, and of one of which there is no record, or whose receiver succeeded, there is no other try.
 */
async function withoutTrace(
	api: ExecutionLookup,
	workflow: StartedWorkflow,
	run: Run,
	{ parent, isComplete }: Untraced,
	{ maxRunMinutes, now }: LookUp,
): Promise<RunOutcome | null> {
	const nobodyKnows = (why: string) => ({ ...lost(`Nobody knows whether the run took place: ${why}`), retryable: false });
	const { name } = workflow;
	if (workflow.webhookUrl !== null) {
		// It may have been accepted by an n8n whose workers are busy, or that has forgotten who accepted it.
		if (parent ? !isOverdue(parent, maxRunMinutes) : addSeconds(run.startedAt ?? now, maxRunMinutes * 60) > now) return null;
	}
	if (!workflow.isListed)
		return { ...nobodyKnows(`"${run.workflowKey}" is not in workflow_catalog any more`), needsPerson: true };
	if (!parent) return nobodyKnows(`n8n has no record of the execution that started "${name}" or received its call`);
	if (workflow.webhookUrl !== null && (run.receivedAt !== null || (await workflowOf(api, workflow)) === null)) {
		const told = nobodyKnows(`execution ${parent.id} may have received the call, and none of "${name}" tells`);
		return { ...told, retryable: parent.status !== 'success', withN8n: parent.status === 'crashed' };
	}
	if (!isComplete) return nobodyKnows(`"${name}" has executions that could not be looked at, and one of them may be its own`);
	if ((await traceOf(api, workflow)) === 'kept')
		return { ...lost('The run was interrupted before its workflow started'), notStarted: true };
	return nobodyKnows(`the workflow "${name}" is gone, or does not save its executions for certain`);
}

/**
 * Stops the execution of a run, if it is under way.
 * @param look what n8n's API said a moment ago, where it has been asked already
 * @throws AutopilotError when it goes on, or nobody can tell whether it does
 */
export async function stopRun(api: ExecutionLookup, workflow: StartedWorkflow, run: Run, look = api): Promise<Stopping> {
	const holder = run.executionId === null ? null : await executionOf(look, run.executionId);
	const isItself = holder !== null && workflow.webhookUrl !== null && holder.workflowId === workflow.workflowId;
	const { execution: child, isComplete } = isItself
		? { execution: asRunExecution(holder), isComplete: true }
		: await searchChild(look, workflow, run, holder);
	if (!child) {
		// Outside of this n8n nothing can be stopped, nor seen.
		if (workflow.webhookUrl === null || (await workflowOf(look, workflow)) !== null)
			return { kind: 'absent', neverBegan: isComplete && (await hasNeverBegun(look, workflow, run)) };
		throw new AutopilotError(
			'WORKFLOW_UNKNOWN',
			`"${workflow.name}" is no workflow of this n8n, so it cannot be stopped from here: stop it where it runs`,
		);
	}
	const ended = UNDER_WAY.has(child.status) ? await halt(api, child.executionId) : child;
	if (ended?.status !== 'success' && !(ended?.status === 'error' && ended.error)) return { kind: 'stopped' };
	const outcome = outcomeOfEnded(workflow, ended);
	return { kind: 'ended', outcome: outcome.kind === 'failed' ? { ...outcome, retryable: false } : outcome };
}

/**
 * Whether a run without an execution has spent nothing for certain. What went past its time has begun, whatever is left of it; and who has
 * received a call may have done what it asks for. Where n8n cannot be asked, nobody knows; the run is as stopped as it would be else.
 */
async function hasNeverBegun(look: ExecutionLookup, workflow: StartedWorkflow, { status, receivedAt }: Run): Promise<boolean> {
	if (!workflow.isListed || status !== 'running' || receivedAt !== null) return false;
	return await traceOf(look, workflow).then(
		(trace) => trace === 'kept',
		() => false,
	);
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
