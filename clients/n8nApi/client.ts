import type { Instant } from '../../core/types';
import { createHttpClient, type HttpClientOptions } from '../http/httpClient';
import { createCheckedRequest } from './checked';
import { type DataTablesApi, dataTablesApi } from './dataTables';
import { type ExecutionsApi, executionsApi } from './executions';
import { findRunExecution, type RunSearch } from './findRunExecution';
import { type WorkflowsApi, workflowsApi } from './workflows';

/** The parts of n8n's public API that the pack uses. */
export interface N8nApiClient {
	readonly dataTables: DataTablesApi;
	readonly executions: ExecutionsApi;
	readonly workflows: WorkflowsApi;
	/** See `findRunExecution.ts`. */
	findRunExecution(workflowId: string, runId: string, startedAfter: Instant | null): Promise<RunSearch>;
}

/** `baseUrl` is n8n's own, e.g. `http://localhost:5678`. */
export type N8nApiOptions = Omit<HttpClientOptions, 'service' | 'arrayFormat'>;

/** A typed client of n8n's public API. Every method throws what `HttpClient.request` throws, or API_RESPONSE_INVALID. */
export function createN8nApiClient(options: N8nApiOptions): N8nApiClient {
	const baseUrl = `${options.baseUrl.replace(/\/+$/, '')}/api/v1`;
	const request = createCheckedRequest(createHttpClient({ ...options, service: 'n8n', baseUrl }));
	const executions = executionsApi(request);
	return {
		dataTables: dataTablesApi(request),
		executions,
		workflows: workflowsApi(request),
		findRunExecution: async (workflowId, runId, startedAfter) =>
			await findRunExecution(executions, workflowId, runId, startedAfter),
	};
}
