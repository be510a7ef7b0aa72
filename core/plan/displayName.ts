import type { CatalogEntry } from '../types';

const MOST_CHARACTERS = 80;

/** A workflow's name as one line of bounded length: the catalog is a table anybody may edit. Its key where it has none. */
export function displayName({ name, workflowKey }: Pick<CatalogEntry, 'name' | 'workflowKey'>): string {
	const line = name.replaceAll(/\s+/g, ' ').trim();
	return (line === '' ? workflowKey : line).slice(0, MOST_CHARACTERS);
}
