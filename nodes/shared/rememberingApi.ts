import type { N8nApiClient } from '../../clients/n8nApi/client';
import { findRunExecution } from '../../clients/n8nApi/findRunExecution';
import type { ExecutionFilter, ExecutionsApi } from '../../clients/n8nApi/executions';

/**
 * The same API, asked each question once: a tick that looks for what became of twenty runs of one workflow reads its executions
 * once. For one look around, not for longer: what is remembered grows old.
 */
export function rememberingApi(api: N8nApiClient): Pick<N8nApiClient, 'executions' | 'workflows' | 'findRunExecution'> {
	const get = remember(async (executionId: string) => await api.executions.get(executionId));
	const executions: ExecutionsApi = {
		list: remember(async (filter: ExecutionFilter) => await api.executions.list(filter)).ask,
		get: get.ask,
		stop: async (executionId) => {
			get.forget(executionId);
			await api.executions.stop(executionId);
		},
	};
	return {
		executions,
		workflows: {
			list: async (filter) => await api.workflows.list(filter),
			get: remember(async (workflowId: string) => await api.workflows.get(workflowId)).ask,
		},
		findRunExecution: async (workflowId, runId, startedAfter) =>
			await findRunExecution(executions, workflowId, runId, startedAfter),
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
