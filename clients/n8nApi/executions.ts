import { z } from 'zod';
import { encodeStrictly } from '../http/query';
import type { CheckedRequest } from './checked';
import { eachPage, readPages } from './pages';

const STATUSES = ['canceled', 'crashed', 'error', 'new', 'running', 'success', 'unknown', 'waiting'] as const;

/** n8n's states of an execution. `crashed`: n8n itself ended while it ran. */
export type ExecutionStatus = (typeof STATUSES)[number];

export interface Execution {
	readonly id: string;
	readonly workflowId: string;
	readonly status: ExecutionStatus;
	readonly mode: string;
	readonly startedAt: string | null;
	readonly stoppedAt: string | null;
	/** n8n's record of the run, where it was asked for and kept. Its shape is n8n's internal one: read it with care. */
	readonly data?: unknown;
}

export interface ExecutionFilter {
	readonly workflowId?: string;
	/** Without it n8n leaves out the running ones. */
	readonly status?: ExecutionStatus;
	/** Instants of n8n's own clock. */
	readonly startedAfter?: string;
	readonly startedBefore?: string;
}

export interface ExecutionsApi {
	/** The newest first, without data. @param enough stops reading after about so many; default 250 */
	list(filter: ExecutionFilter & { readonly enough?: number }): Promise<Execution[]>;
	/** The newest first, with their data, page by page: all of it at once would not fit into memory. */
	pages(filter: ExecutionFilter): AsyncIterable<readonly Execution[]>;
	/** With its data. API_REJECTED with status 404 when there is none. */
	get(executionId: string): Promise<Execution>;
	/** Stops a running or waiting execution. API_REJECTED with status 409 when it has ended already. */
	stop(executionId: string): Promise<void>;
}

/** Data makes executions large; a page of so many stays readable. */
const PAGE_WITH_DATA = 20;

const execution = z.object({
	id: z.coerce.string(),
	workflowId: z.string(),
	status: z.enum(STATUSES).catch('unknown'),
	mode: z.string(),
	startedAt: z.string().nullable(),
	stoppedAt: z.string().nullable(),
	data: z.unknown().optional(),
});

/** Executions in n8n's public API (`/api/v1/executions`). */
export function executionsApi(request: CheckedRequest): ExecutionsApi {
	return {
		list: async ({ enough = 250, ...filter }) =>
			await readPages(request, '/executions', { ...filter, includeData: false }, execution, { enough }),
		// Without ignoring the limit n8n would leave out the data of large executions without a word.
		pages: (filter) =>
			eachPage(request, '/executions', { ...filter, includeData: true, ignoreDataSizeLimit: true }, execution, {
				limit: PAGE_WITH_DATA,
			}),
		get: async (executionId) => {
			const query = { includeData: true, ignoreDataSizeLimit: true };
			return await request({ method: 'GET', path: `/executions/${encodeStrictly(executionId)}`, query }, execution);
		},
		stop: async (executionId) => {
			await request({ method: 'POST', path: `/executions/${encodeStrictly(executionId)}/stop` }, z.unknown());
		},
	};
}
