import type { N8nApiClient } from '../../clients/n8nApi/client';
import type { Instant } from '../../core/types';
import { indexRunExecutions, searchIndex } from '../../clients/n8nApi/findRunExecution';
import type { ExecutionsApi } from '../../clients/n8nApi/executions';

/**
 * The same API, asked each question once: a tick that looks for what became of twenty runs of one workflow reads its executions
 * once, and keeps what became of each and not their data. For one look around, not for longer: what is remembered grows old.
 */
export function rememberingApi(api: N8nApiClient): Pick<N8nApiClient, 'executions' | 'workflows' | 'findRunExecution'> {
	const get = remember(async (executionId: string) => await api.executions.get(executionId));
	const executions: ExecutionsApi = {
		list: remember(async (filter: Parameters<ExecutionsApi['list']>[0]) => await api.executions.list(filter)).ask,
		pages: (filter) => api.executions.pages(filter),
		get: get.ask,
		stop: async (executionId) => {
			get.forget(executionId);
			await api.executions.stop(executionId);
		},
	};
	const indexOf = remember(
		async ([workflowId, startedAfter]: readonly [workflowId: string, startedAfter: Instant | null]) =>
			await indexRunExecutions(executions, workflowId, startedAfter),
	).ask;
	return {
		executions,
		workflows: {
			list: async (filter) => await api.workflows.list(filter),
			get: remember(async (workflowId: string) => await api.workflows.get(workflowId)).ask,
		},
		findRunExecution: async (workflowId, runId, startedAfter) => searchIndex(await indexOf([workflowId, startedAfter]), runId),
	};
}

interface Memory<A, R> {
	readonly ask: (question: A) => Promise<R>;
	/** Something was done that changes the answer. */
	readonly forget: (question: A) => void;
}

function remember<A, R>(ask: (question: A) => Promise<R>): Memory<A, R> {
	const answers = new Map<string, Promise<R>>();
	const forget = (question: A): void => void answers.delete(JSON.stringify(question));
	return {
		forget,
		ask: async (question) => {
			const key = JSON.stringify(question);
			const known =
				answers.get(key) ??
				ask(question).catch((error: unknown) => {
					// Whoever asks next asks anew.
					forget(question);
					throw error;
				});
			answers.set(key, known);
			return await known;
		},
	};
}
