import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { WorkflowJson } from './restClient';

/** A workflow of the project as it is shipped. */
export interface WorkflowFile {
	/** `loop/01-goal-parser` … */
	readonly key: string;
	readonly workflow: WorkflowJson;
}

const FOLDER = resolve(__dirname, '..', '..', 'workflows');

/** Every exported workflow of the project, sorted by path. */
export async function workflowFiles(): Promise<WorkflowFile[]> {
	const names = (await readdir(FOLDER, { recursive: true })).filter((name) => name.endsWith('.json')).sort();
	return await Promise.all(
		names.map(async (name) => ({
			key: name.replaceAll('\\', '/').replace(/\.json$/, ''),
			workflow: JSON.parse(await readFile(join(FOLDER, name), 'utf8')) as WorkflowJson,
		})),
	);
}
