import type { N8nApiClient } from '../../clients/n8nApi/client';
import { findRunExecution } from '../../clients/n8nApi/findRunExecution';
import type { ExecutionFilter, ExecutionsApi } from '../../clients/n8nApi/executions';

/**
 * The same API, asked each question once: a tick that looks for what became of twenty runs of one workflow reads its executions
 * once. For one look around, not for longer: what is remembered grows old.
 */
export function rememberingApi(api: N8nApiClient): Pick<N8nApiClient, 'executions' | 'workflows' | 'findRunExecution'> {
	const executions: ExecutionsApi = {
		list: remember(async (filter: ExecutionFilter) => await api.executions.list(filter)),
		get: remember(async (executionId: string) => await api.executions.get(executionId)),
		stop: async (executionId) => await api.executions.stop(executionId),
	};
	return {
		executions,
		workflows: {
			list: async (filter) => await api.workflows.list(filter),
			get: remember(async (workflowId: string) => await api.workflows.get(workflowId)),
		},
		findRunExecution: async (workflowId, runId, startedAfter) =>
			await findRunExecution(executions, workflowId, runId, startedAfter),
	};
}

function remember<A, R>(ask: (question: A) => Promise<R>): (question: A) => Promise<R> {
	const answers = new Map<string, Promise<R>>();
	return async (question) => {
		const key = JSON.stringify(question);
		const known =
			answers.get(key) ??
			ask(question).catch((error: unknown) => {
				// Whoever asks next asks anew.
				answers.delete(key);
				throw error;
			});
		answers.set(key, known);
		return await known;
	};
}
