import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowJson } from './restClient';

/** An execution as the public API lists it. */
export interface Execution {
	readonly id: string;
	readonly status: string;
	readonly workflowId: string;
	readonly finished: boolean;
}

/** The part of n8n's public API that provisioning and tests use. */
export interface PublicApi {
	createCredential(name: string, type: string, data: Readonly<Record<string, unknown>>): Promise<string>;
	/** @returns the new workflow's id. */
	createWorkflow(workflow: WorkflowJson): Promise<string>;
	updateWorkflow(id: string, workflow: WorkflowJson): Promise<void>;
	publish(id: string): Promise<void>;
	unpublish(id: string): Promise<void>;
	/** Newest first. Running ones are only listed when asked for by status. */
	executions(filter: { workflowId?: string; status?: string }): Promise<Execution[]>;
	request(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** What the public API accepts of a workflow: it refuses unknown fields such as an id of one's own. */
const accepted = ({ name, nodes, connections, settings }: WorkflowJson): object => ({ name, nodes, connections, settings });

export function publicApi(url: string, apiKey: string): PublicApi {
	const request = async (method: string, path: string, body?: unknown): Promise<unknown> => {
		const response = await fetch(`${url}/api/v1${path}`, {
			method,
			// A busy n8n closes connections that are kept open just as they are used again.
			headers: { 'X-N8N-API-KEY': apiKey, 'content-type': 'application/json', connection: 'close' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n answered ${response.status} to ${method} ${path}: ${text.slice(0, 800)}`);
		return text === '' ? null : JSON.parse(text);
	};
	const created = async (path: string, body: unknown): Promise<string> =>
		((await request('POST', path, body)) as { id: string }).id;
	return {
		request,
		createCredential: (name, type, data) => created('/credentials', { name, type, data }),
		createWorkflow: (workflow) => created('/workflows', accepted(workflow)),
		updateWorkflow: async (id, workflow) => void (await request('PUT', `/workflows/${id}`, accepted(workflow))),
		publish: async (id) => void (await request('POST', `/workflows/${id}/publish`, {})),
		unpublish: async (id) => void (await request('POST', `/workflows/${id}/unpublish`, {})),
		executions: async (filter) => {
			const query = new URLSearchParams({ limit: '250', ...filter });
			return ((await request('GET', `/executions?${query.toString()}`)) as { data: Execution[] }).data;
		},
	};
}

/** Polls until `check` gives a value, and fails with what it was waiting for. */
export async function until<T>(what: string, deadlineMs: number, check: () => Promise<T | null | undefined | false>): Promise<T> {
	const deadline = Date.now() + deadlineMs;
	for (;;) {
		const value = await check();
		if (value !== null && value !== undefined && value !== false) return value;
		if (Date.now() > deadline) throw new Error(`Waited ${deadlineMs / 1000} s in vain for ${what}`);
		await sleep(150);
	}
}
