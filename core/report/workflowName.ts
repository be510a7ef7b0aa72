import { displayName } from '../plan/displayName';
import type { CatalogEntry } from '../types';

/** What a report calls a workflow: its name in the catalog, or its key where it is no longer there. */
export function workflowName(workflowKey: string, catalog: readonly CatalogEntry[]): string {
	const entry = catalog.find((known) => known.workflowKey === workflowKey);
	return entry ? displayName(entry) : workflowKey;
}
