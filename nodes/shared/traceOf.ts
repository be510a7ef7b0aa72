import type { N8nApiClient } from '../../clients/n8nApi/client';
import type { Workflow } from '../../clients/n8nApi/workflows';
import { isAutopilotError } from '../../core/errors';

/** Whether executions of a workflow are kept, so that none on record means that none was started. */
export type Trace = 'kept' | 'lost' | 'uncertain';

type Lookup = Pick<N8nApiClient, 'executions' | 'workflows'>;

/** Whatever names a workflow; `null` where nobody knows which. */
interface WithWorkflow {
	readonly workflowId: string | null;
}

/** What n8n knows of a workflow; `null` when it is gone. */
export async function workflowOf(api: Pick<Lookup, 'workflows'>, { workflowId }: WithWorkflow): Promise<Workflow | null> {
	if (workflowId === null) return null;
	return await api.workflows.get(workflowId).catch((error: unknown) => {
		if (isAutopilotError(error) && error.details['status'] === 404) return null;
		throw error;
	});
}

/**
 * Whether a workflow leaves a trace. n8n's API does not tell the instance's own choice, so a workflow whose settings leave it to that
 * has to have left a trace before. One that is gone took its executions with it.
 */
export async function traceOf(api: Lookup, entry: WithWorkflow, known?: Workflow): Promise<Trace> {
	const workflow = known ?? (await workflowOf(api, entry));
	if (workflow === null) return 'lost';
	const { id: workflowId, saving } = workflow;
	if (saving !== 'default') return saving === 'always' ? 'kept' : 'lost';
	return (await api.executions.list({ workflowId, status: 'success', enough: 1 })).length > 0 ? 'kept' : 'uncertain';
}
