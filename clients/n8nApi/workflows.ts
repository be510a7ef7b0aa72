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
	/** Whether its settings say to keep executions. Unless always, no trace of one does not mean that none was started. */
	readonly saving: 'always' | 'never' | 'default';
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
			saving: savingOf([settings?.saveDataSuccessExecution, settings?.saveDataErrorExecution]),
		}),
	);

function savingOf(choices: readonly (string | undefined)[]): Workflow['saving'] {
	if (choices.includes('none')) return 'never';
	return choices.every((choice) => choice === 'all') ? 'always' : 'default';
}

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
