import { setTimeout as sleep } from 'node:timers/promises';

/** A workflow as n8n exports and imports it. */
export interface WorkflowJson {
	readonly id?: string;
	readonly name: string;
	readonly nodes: readonly NodeJson[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings: Readonly<Record<string, unknown>>;
}

export interface NodeJson {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
	readonly webhookId?: string;
	readonly [field: string]: unknown;
}

/**
 * n8n's own REST API, as the editor uses it: the public API can neither make the owner's account nor an API key, and starts no
 * workflow by hand.
 */
export interface N8nClient {
	setUpOwner(email: string, password: string): Promise<void>;
	login(email: string, password: string): Promise<void>;
	createApiKey(label: string): Promise<string>;
	/** Presses "Execute workflow" on a trigger. @returns the execution's id. */
	runByHand(workflowId: string, trigger: string): Promise<string>;
	/** `name=value` of the session cookie, for a browser. */
	cookie(): string;
}

const READY_DEADLINE_MS = 30_000;

/** A client without a session: call `setUpOwner` or `login` first. */
export function n8nClient(url: string): N8nClient {
	let cookie = '';

	const send = (method: string, path: string, body?: unknown): Promise<Response> =>
		fetch(`${url}${path}`, {
			method,
			headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});

	const request = async (method: string, path: string, body?: unknown): Promise<unknown> => {
		const response = await send(method, path, body);
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n answered ${response.status} to ${method} ${path}: ${text.slice(0, 500)}`);
		const issued = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (issued) cookie = issued.split(';')[0] ?? '';
		const answer = JSON.parse(text) as { data?: unknown };
		return answer.data;
	};

	/** The REST routes appear a moment after the health check turns green: until then n8n answers a page or 404. */
	const untilReady = async (): Promise<void> => {
		const deadline = Date.now() + READY_DEADLINE_MS;
		while (Date.now() < deadline) {
			const settings = await send('GET', '/rest/settings').catch(() => null);
			if (settings?.ok && settings.headers.get('content-type')?.includes('json')) return;
			await sleep(200);
		}
		throw new Error(`n8n's REST API at ${url} did not answer within ${READY_DEADLINE_MS / 1000} s`);
	};

	return {
		runByHand: async (workflowId, trigger) => {
			const started = await request('POST', `/rest/workflows/${workflowId}/run`, { triggerToStartFrom: { name: trigger } });
			return (started as { executionId: string }).executionId;
		},
		cookie: () => cookie,
		setUpOwner: async (email, password) => {
			await untilReady();
			await request('POST', '/rest/owner/setup', { email, password, firstName: 'Autopilot', lastName: 'Owner' });
		},
		login: async (email, password) => {
			await untilReady();
			await request('POST', '/rest/login', { emailOrLdapLoginId: email, password });
		},
		createApiKey: async (label) => {
			const scopes = await request('GET', '/rest/api-keys/scopes');
			const key = (await request('POST', '/rest/api-keys', { label, scopes, expiresAt: null })) as { rawApiKey: string };
			return key.rawApiKey;
		},
	};
}
