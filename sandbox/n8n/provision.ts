import { randomBytes } from 'node:crypto';
import type { Ledger } from '../../ledger/ledger';
import type { Setting } from '../../core/types';
import { sandboxCatalog } from '../catalog';
import { openDataTables, openSpreadsheet } from '../ledger';
import type { Servers } from '../servers';
import { CREDENTIALS, type Choices, type CredentialPurpose, fillIn } from './fillIn';
import type { Progress } from './install';
import { type PublicApi, publicApi, until } from './publicApi';
import type { N8nServer } from './server';
import type { NodeJson } from './restClient';
import { workflowFiles } from './workflowFiles';

export interface ProvisionOptions {
	readonly ledger: 'dataTables' | 'sheets';
	/** Settings beyond the defaults, e.g. `{ DECISION_TIMEOUT: 'PT1H' }`. */
	readonly settings?: Readonly<Record<string, string>>;
	/** Where the nodes reach n8n's public API, when that is not n8n itself but something in front of it. */
	readonly apiUrl?: string;
	readonly progress?: Progress;
}

/** A provisioned n8n: the workflows run, the ledger is there. */
export interface Autopilot {
	/** Sends JSON to one of the pack's webhooks, with its secret header. */
	post(path: 'goal' | 'tick' | 'observe' | 'sweep' | 'stop', body: unknown): Promise<{ status: number; body: unknown }>;
	/** The ledger, read from outside n8n. */
	readonly ledger: Ledger;
	readonly api: PublicApi;
	/** The secret header of the webhooks, as `name: value`. */
	readonly webhookHeader: string;
	/** n8n's id of each workflow by its path under workflows/, e.g. `loop/01-goal-parser`. */
	readonly workflowIds: ReadonlyMap<string, string>;
	/** What was chosen in the workflows, for filling in more of them. */
	readonly choices: Choices;
}

/** Workflows that others start come before those that start them: only published workflows can be started. */
const ORDER = [
	'operations/alarm',
	'growth/trial-onboarding',
	'growth/affiliate-cold-outreach',
	'growth/x-briefing-share',
	'operations/step-by-webhook',
	'operations/check-set-up',
	'loop/03-decision-handler',
	'loop/02-auto-executor',
	'loop/01-goal-parser',
	'loop/04-performance-monitor',
	'growth/whop-new-payment',
	'growth/whop-win-back',
];
/** Imported and filled in, but left to whoever wants to publish them or press their schedule: they live in the present. */
const UNPUBLISHED = new Set(['growth/whop-new-payment', 'growth/whop-win-back']);
const PUBLISH_DEADLINE_MS = 60_000;
const WEBHOOK_HEADER = 'X-Autopilot-Key';

/**
 * Does in a fresh n8n what the README tells a user to do: credentials, import, publish, Set Up, catalog and approvers.
 *
 * Everything goes through n8n's public API. It takes a Google credential that is already connected (`oauthTokenData`), which the
 * editor's own API would refuse to change later; `n8n import:*` would need n8n stopped or a second process on its database.
 */
export async function provision(n8n: N8nServer, servers: Servers, options: ProvisionOptions): Promise<Autopilot> {
	const { progress = () => undefined } = options;
	const api = publicApi(n8n.url, n8n.apiKey);
	const webhookSecret = randomBytes(24).toString('base64url');

	progress('Creating credentials …');
	const credentials = await createCredentials(api, { ...n8n, url: options.apiUrl ?? n8n.url }, servers, webhookSecret);

	progress('Importing and publishing the workflows …');
	const { workflowIds, choices } = await importWorkflows(api, servers, options.ledger, credentials);

	const post: Autopilot['post'] = async (path, body) => {
		const response = await fetch(`${n8n.url}/webhook/autopilot/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', [WEBHOOK_HEADER]: webhookSecret },
			body: JSON.stringify(body),
		});
		const text = await response.text();
		return { status: response.status, body: parsed(text) };
	};

	await untilListening(n8n);

	progress('Setting up the ledger …');
	await setUp(api, n8n, workflowIds);
	const ledger = options.ledger === 'sheets' ? openSpreadsheet(servers) : openDataTables(n8n);
	await ledger.upsert(
		'workflow_catalog',
		sandboxCatalog((key) => workflowIds.get(`growth/${key.replaceAll('_', '-')}`) ?? ''),
	);
	await ledger.upsert(
		'settings',
		settings({ APPROVERS: `telegram:${servers.approverId}`, ALLOW_REPLAY: 'true', ...options.settings }),
	);
	return { post, ledger, api, webhookHeader: `${WEBHOOK_HEADER}: ${webhookSecret}`, workflowIds, choices };
}

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
};

const settings = (values: Readonly<Record<string, string>>): Setting[] =>
	Object.entries(values).map(([key, value]) => ({ key, value, note: '' }));

async function createCredentials(
	api: PublicApi,
	n8n: Pick<N8nServer, 'url' | 'apiKey'>,
	servers: Servers,
	webhookSecret: string,
): Promise<Record<CredentialPurpose, string>> {
	const data: Record<CredentialPurpose, Record<string, unknown>> = {
		autopilot: {
			baseUrl: n8n.url,
			apiKey: n8n.apiKey,
			signingSecret: randomBytes(32).toString('base64url'),
			googleSheetsUrl: servers.sheetsUrl,
		},
		whop: { apiKey: servers.whopApiKey, environment: 'custom', baseUrl: servers.whopUrl, companyId: servers.companyId },
		telegram: { accessToken: servers.botToken, baseUrl: servers.telegramUrl },
		sheets: {
			clientId: 'sandbox',
			clientSecret: 'sandbox',
			oauthTokenData: { access_token: servers.sheetsToken, token_type: 'Bearer' },
		},
		intake: { name: WEBHOOK_HEADER, value: webhookSecret },
		mail: {
			host: '127.0.0.1',
			port: servers.smtpPort,
			user: 'sandbox',
			password: randomBytes(16).toString('base64url'),
			secure: false,
			disableStartTls: true,
		},
		service: { name: 'Authorization', value: `Bearer ${randomBytes(16).toString('base64url')}` },
	};
	const ids: Partial<Record<CredentialPurpose, string>> = {};
	for (const [purpose, { name, type }] of Object.entries(CREDENTIALS) as [CredentialPurpose, { name: string; type: string }][]) {
		ids[purpose] = await api.createCredential(name, type, data[purpose]);
	}
	return ids as Record<CredentialPurpose, string>;
}

async function importWorkflows(
	api: PublicApi,
	servers: Servers,
	ledger: ProvisionOptions['ledger'],
	credentials: Choices['credentials'],
): Promise<{ workflowIds: Map<string, string>; choices: Choices }> {
	const files = new Map((await workflowFiles()).map(({ key, workflow }) => [key, workflow]));
	const byFileId = new Map<string, string>();
	const byKey = new Map<string, string>();
	const choices: Choices = {
		ledger,
		spreadsheetId: servers.spreadsheetId,
		serviceUrl: servers.businessUrl,
		ownerChatId: servers.approverId,
		credentials,
		workflowIds: byFileId,
	};
	for (const key of ORDER) {
		const workflow = files.get(key);
		if (!workflow) throw new Error(`The workflow ${key} is missing from workflows/`);
		// The first import only draws an id: a workflow may start itself, so its own id has to be known before it is filled in.
		const id = await api.createWorkflow({ ...workflow, nodes: [], connections: {}, settings: { executionOrder: 'v1' } });
		if (workflow.id) byFileId.set(workflow.id, id);
		byKey.set(key, id);
		await api.updateWorkflow(id, fillIn(workflow, choices));
		// n8n publishes only what something beside a person can start.
		if (workflow.nodes.some(startsByItself) && !UNPUBLISHED.has(key)) await api.publish(id);
	}
	return { workflowIds: byKey, choices };
}

const startsByItself = ({ type }: NodeJson): boolean =>
	type === 'n8n-nodes-base.webhook' || (/trigger$/i.test(type) && type !== 'n8n-nodes-base.manualTrigger');

/**
 * Publishing takes effect some seconds later, in order: once the last workflow's webhook asks for its header, all are live.
 * A webhook that is not there yet answers 404, one that misses its header 403.
 */
async function untilListening(n8n: N8nServer): Promise<void> {
	for (const path of ['sweep', 'tick', 'stop', 'goal', 'observe']) {
		await until(`the webhook autopilot/${path} to listen`, PUBLISH_DEADLINE_MS, async () => {
			const { status } = await fetch(`${n8n.url}/webhook/autopilot/${path}`, { method: 'POST' });
			return status === 403;
		});
	}
}

/** Presses the "Set Up by Hand" trigger of workflow 02, as a user does once. */
async function setUp(api: PublicApi, n8n: N8nServer, workflowIds: ReadonlyMap<string, string>): Promise<void> {
	const id = workflowIds.get('loop/02-auto-executor') ?? '';
	const executionId = await n8n.rest.runByHand(id, 'Set Up by Hand');
	const status = await until('Set Up to finish', PUBLISH_DEADLINE_MS, async () => {
		const execution = (await api.request('GET', `/executions/${executionId}`)) as { status: string };
		return ['success', 'error', 'crashed', 'canceled'].includes(execution.status) && execution.status;
	});
	if (status !== 'success')
		throw new Error(`Set Up ended with "${status}": see execution ${executionId} in n8n, or ${n8n.logFile}`);
}
