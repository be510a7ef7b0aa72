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

/** What n8n says of a run. */
export interface RunSearch {
	readonly execution: RunExecution | null;
	/** Whether all executions it could be one of were looked at. Else none found does not mean that none was started. */
	readonly isComplete: boolean;
}

/** Executions of a workflow by the runs whose input they had. */
export interface RunIndex {
	readonly byRun: ReadonlyMap<string, RunExecution>;
	readonly isComplete: boolean;
}

/** Most executions looked at: some hundred pages. A workflow that has more since then is asked about. */
const MOST = 2_000;

const isBetter = (one: RunExecution, other: RunExecution): boolean =>
	RANK[one.status] - RANK[other.status] < 0 ||
	(RANK[one.status] === RANK[other.status] && Number(one.executionId) > Number(other.executionId));

/**
 * Reads which runs the executions of a step's workflow had as their input, page by page, keeping no more of each than how it ended.
 * Of several for one run, a success counts before one that is under way, and that before a failure; among equals the newest.
 * @param startedAfter an instant of n8n's own clock, not of a replayed day; `null`: as far as n8n remembers.
 */
export async function indexRunExecutions(
	executions: Pick<ExecutionsApi, 'pages'>,
	workflowId: string,
	startedAfter: Instant | null,
): Promise<RunIndex> {
	const filter = { workflowId, startedAfter: startedAfter ?? undefined };
	const known = new Map<string, readonly [runIds: ReadonlySet<unknown>, execution: RunExecution]>();
	let isComplete = true;
	const read = async (pages: AsyncIterable<readonly Execution[]>): Promise<void> => {
		let seen = 0;
		for await (const page of pages) {
			if (seen >= MOST) {
				isComplete = false;
				return;
			}
			seen += page.length;
			for (const execution of page) {
				const data = recordedData.safeParse(execution.data);
				// What it was started with is not on record: it may be any run's.
				if (data.success)
					known.set(execution.id, [new Set(inputsOf(data.data).map(({ run_id }) => run_id)), asRunExecution(execution)]);
				else isComplete = false;
			}
		}
	};
	// The running ones first: one that ends in between then stands in the second list, whose word is the later one.
	await read(executions.pages({ ...filter, status: 'running' }));
	await read(executions.pages(filter));
	const byRun = new Map<string, RunExecution>();
	for (const [runIds, execution] of known.values()) {
		for (const runId of runIds) {
			const other = typeof runId === 'string' ? byRun.get(runId) : undefined;
			if (typeof runId === 'string' && (!other || isBetter(execution, other))) byRun.set(runId, execution);
		}
	}
	return { byRun, isComplete };
}

/** A run in the index. */
export const searchIndex = ({ byRun, isComplete }: RunIndex, runId: string): RunSearch => ({
	execution: byRun.get(runId) ?? null,
	isComplete,
});

/**
 * Looks for the execution of a step's workflow whose input carries `run_id`: how a run whose outcome is unknown (n8n was
 * restarted, the connection broke) is settled before it is tried again.
 * None found means that it never started, that its workflow does not save executions, or that the search was not complete.
 */
export const findRunExecution = async (
	executions: Pick<ExecutionsApi, 'pages'>,
	workflowId: string,
	runId: string,
	startedAfter: Instant | null,
): Promise<RunSearch> => searchIndex(await indexRunExecutions(executions, workflowId, startedAfter), runId);
