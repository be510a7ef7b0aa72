import { z } from 'zod';
import type { Instant } from '../../core/types';
import type { Execution, ExecutionsApi, ExecutionStatus } from './executions';

/** What became of a run, as n8n remembers it. */
export interface RunExecution {
	readonly executionId: string;
	readonly status: ExecutionStatus;
	readonly startedAt: Instant | null;
	readonly stoppedAt: Instant | null;
	/** The first item of the last node, when the execution has come to one. */
	readonly result: Readonly<Record<string, unknown>> | null;
	/** Why it failed, as n8n recorded it: `message`, `httpCode` and more, depending on the node. */
	readonly error: Readonly<Record<string, unknown>> | null;
}

const TRIGGERS: ReadonlySet<string> = new Set(['n8n-nodes-base.executeWorkflowTrigger', 'n8n-nodes-base.webhook']);

const item = z.object({ json: z.record(z.string(), z.unknown()) });
const outputs = z.object({ main: z.array(z.array(item).nullable()) });
const nodeRun = z.object({ executionIndex: z.number().optional(), data: outputs.optional() });

/** The parts of n8n's execution data that are needed, as recorded in n8n 2.41. */
const recordedData = z.object({
	resultData: z.object({
		runData: z.record(z.string(), z.array(nodeRun)).default({}),
		lastNodeExecuted: z.string().optional(),
		error: z.record(z.string(), z.unknown()).optional(),
	}),
	/** What was to run next. While a run has not been saved for the first time, its input stands only here. */
	executionData: z
		.object({ nodeExecutionStack: z.array(z.object({ node: z.object({ type: z.string() }), data: outputs })).default([]) })
		.optional(),
});
type RecordedData = z.infer<typeof recordedData>;

const itemsOf = (data: z.infer<typeof outputs> | undefined): Readonly<Record<string, unknown>>[] =>
	(data?.main ?? []).flatMap((output) => (output ?? []).map(({ json }) => json));

/**
 * The input of a step: what the workflow's trigger handed on (the trigger runs first), or is still to hand on. What a webhook hands on
 * holds it as its body, or keeps it raw for the node after it, which checks the call and takes it out.
 */
function inputsOf({ resultData, executionData }: RecordedData): Readonly<Record<string, unknown>>[] {
	const done = Object.values(resultData.runData).flat();
	const outputOf = (index: number) => itemsOf(done.find(({ executionIndex }) => executionIndex === index)?.data);
	const waiting = (executionData?.nodeExecutionStack ?? []).filter(({ node }) => TRIGGERS.has(node.type));
	const handed = [...outputOf(0), ...waiting.flatMap(({ data }) => itemsOf(data))];
	const calls = handed.filter(({ headers }) => isRecord(headers));
	const bodies = calls.flatMap(({ body }) => (isRecord(body) ? [body] : []));
	return [...handed, ...bodies, ...(calls.length > 0 ? outputOf(1) : [])];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** An execution as the one of a run: how it ended, and what it handed back. One without readable data has only its status. */
export function asRunExecution({ id, status, startedAt, stoppedAt, data }: Execution): RunExecution {
	const recorded = recordedData.safeParse(data);
	const resultData: RecordedData['resultData'] = recorded.success ? recorded.data.resultData : { runData: {} };
	const last = resultData.lastNodeExecuted === undefined ? undefined : resultData.runData[resultData.lastNodeExecuted]?.at(-1);
	const result = status === 'success' ? (itemsOf(last?.data)[0] ?? null) : null;
	return { executionId: id, status, startedAt, stoppedAt, result, error: resultData.error ?? null };
}

/** The outcome that counts where one run was executed more than once. */
const RANK: Readonly<Record<ExecutionStatus, number>> = {
	success: 0,
	running: 1,
	waiting: 1,
	new: 1,
	error: 2,
	crashed: 2,
	canceled: 2,
	unknown: 2,
};

/**
 * Looks for the execution of a step's workflow whose input carries `run_id`: how a run whose outcome is unknown (n8n was
 * restarted, the connection broke) is settled before it is tried again.
 * Of several, a success counts before one that is under way, and that before a failure; among equals the newest.
 * @param startedAfter an instant of n8n's own clock, not of a replayed day; `null` looks at the newest 200.
 * @returns `null` when n8n has no trace of it: it never started, or the workflow's settings say not to save executions.
 */
export async function findRunExecution(
	executions: ExecutionsApi,
	workflowId: string,
	runId: string,
	startedAfter: Instant | null,
): Promise<RunExecution | null> {
	const filter = { workflowId, startedAfter: startedAfter ?? undefined, includeData: true, enough: 200 };
	const [under, ended] = await Promise.all([executions.list({ ...filter, status: 'running' }), executions.list(filter)]);
	// An execution can end between the two calls and stand in both lists; the later word is the better one.
	const candidates = new Map([...under, ...ended].map((execution) => [execution.id, execution]));
	const found = [...candidates.values()].flatMap((execution) => {
		const data = recordedData.safeParse(execution.data);
		if (!data.success || !inputsOf(data.data).some(({ run_id }) => run_id === runId)) return [];
		return [asRunExecution(execution)];
	});
	const best = found.sort(
		(one, other) => RANK[one.status] - RANK[other.status] || Number(other.executionId) - Number(one.executionId),
	);
	return best[0] ?? null;
}
