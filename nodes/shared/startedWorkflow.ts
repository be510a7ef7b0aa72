import type { CatalogEntry, Run } from '../../core/types';

/** What looking up a run needs to know of the workflow it was started with. */
export interface StartedWorkflow extends Pick<CatalogEntry, 'workflowKey' | 'name' | 'webhookUrl'> {
	/** `null`: nobody noted it, and the catalog does not say any more. */
	readonly workflowId: string | null;
	/** Whether the catalog still has it, so that it can be tried again. */
	readonly isListed: boolean;
}

/**
 * The workflow a run was started with. The catalog is the owner's to edit while runs are under way: what counts is what the run itself
 * has noted. How a workflow was called that is gone from it is not known, so it is treated as a webhook's, of which less is certain.
 */
export function startedWorkflow(catalog: readonly CatalogEntry[], { workflowKey, workflowId }: Run): StartedWorkflow {
	const entry = catalog.find((known) => known.workflowKey === workflowKey);
	if (!entry) return { workflowKey, name: workflowKey, webhookUrl: '', workflowId, isListed: false };
	return {
		workflowKey,
		name: entry.name,
		webhookUrl: entry.webhookUrl,
		workflowId: workflowId ?? entry.workflowId,
		isListed: true,
	};
}
