import { z } from 'zod';
import { encodeStrictly } from '../http/query';
import type { CheckedRequest } from './checked';
import { readPages } from './pages';

export interface Workflow {
	readonly id: string;
	readonly name: string;
	/** Published: only then can it be called by another workflow or a webhook. */
	readonly active: boolean;
	readonly isArchived: boolean;
	/** Types of its nodes, e.g. `n8n-nodes-base.executeWorkflowTrigger`. */
	readonly nodeTypes: readonly string[];
	/** `false`: its settings say not to keep executions, so that no trace of one does not mean that none was started. */
	readonly savesExecutions: boolean;
}

export interface WorkflowsApi {
	list(filter?: { readonly name?: string; readonly active?: boolean }): Promise<Workflow[]>;
	/** API_REJECTED with status 404 when there is none. */
	get(workflowId: string): Promise<Workflow>;
}

const workflow = z
	.object({
		id: z.string(),
		name: z.string(),
		active: z.boolean(),
		isArchived: z.boolean().default(false),
		nodes: z.array(z.object({ type: z.string() })).default([]),
		settings: z
			.object({ saveDataSuccessExecution: z.string().optional(), saveDataErrorExecution: z.string().optional() })
			.nullish(),
	})
	.transform(
		({ nodes, settings, ...rest }): Workflow => ({
			...rest,
			nodeTypes: nodes.map(({ type }) => type),
			savesExecutions: settings?.saveDataSuccessExecution !== 'none' && settings?.saveDataErrorExecution !== 'none',
		}),
	);

/** Workflows in n8n's public API (`/api/v1/workflows`). */
export function workflowsApi(request: CheckedRequest): WorkflowsApi {
	return {
		list: async (filter = {}) => await readPages(request, '/workflows', { ...filter, excludePinnedData: true }, workflow),
		get: async (workflowId) =>
			await request(
				{ method: 'GET', path: `/workflows/${encodeStrictly(workflowId)}`, query: { excludePinnedData: true } },
				workflow,
			),
	};
}
