import type { N8nApiClient } from '../../clients/n8nApi/client';
import type { CatalogEntry } from '../../core/types';
import { inPool } from '../shared/pool';
import { traceOf, type Trace, workflowOf } from '../shared/traceOf';
import { toldMessage } from '../shared/errors';

const CONCURRENT_CALLS = 6;

const HOW_TO_SAVE =
	'In its settings set "Save failed production executions" and "Save successful production executions" to Save: a run whose outcome was lost is looked up there, and given up where nothing is kept.';

const OF_TRACE: Readonly<Record<Trace, string | null>> = {
	kept: null,
	lost: `does not save its executions. ${HOW_TO_SAVE}`,
	uncertain: `leaves it to this n8n whether its executions are saved, and none has been yet. ${HOW_TO_SAVE}`,
};

/** It can be started there all the same. */
const ELSEWHERE =
	'is no workflow of this n8n: it is started at its webhook_url, but cannot be stopped from here, not by Stop Everything either, and a run of which no answer comes is never looked up, so its money stays booked. If it does run in this n8n, correct its workflow_id.';

/** What will hold up workflows of the catalog before any of them has run. Workflows that are switched off are left alone. */
export async function catalogWarnings(
	api: Pick<N8nApiClient, 'executions' | 'workflows'>,
	catalog: readonly CatalogEntry[],
): Promise<string[]> {
	const warnings = new Map<string, string>();
	const checked = catalog.filter(({ enabled }) => enabled);
	await inPool(checked, CONCURRENT_CALLS, async (entry) => {
		const warning = await warningOf(api, entry).catch(couldNotLook);
		if (warning !== null) warnings.set(entry.workflowKey, `The workflow "${entry.name}" (${entry.workflowKey}) ${warning}`);
	});
	return checked.flatMap(({ workflowKey }) => warnings.get(workflowKey) ?? []);
}

async function warningOf(api: Pick<N8nApiClient, 'executions' | 'workflows'>, entry: CatalogEntry): Promise<string | null> {
	const workflow = await workflowOf(api, entry);
	if (!workflow) return entry.webhookUrl === null ? 'does not exist in this n8n. Correct its workflow_id.' : ELSEWHERE;
	if (!workflow.active || workflow.isArchived) return 'is not published, so it cannot be started.';
	return OF_TRACE[await traceOf(api, entry, workflow)];
}

/** Set Up has done its work by then: that it could not look is worth telling, not failing. */
function couldNotLook(error: unknown): string {
	return `could not be checked: ${toldMessage(error)}`;
}
