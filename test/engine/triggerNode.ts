import { createHmac } from 'node:crypto';
import { ExternalSecretsProxy, HookContext, WebhookContext } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeType,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { StaticCredentials } from './credentials';
import type { CredentialData } from './harness';

export interface Answer {
	readonly status: number;
	readonly body: IDataObject;
	/** Items the workflow starts with, `null` where it does not start. */
	readonly items: IDataObject[] | null;
}

/** One line of n8n's log. */
export interface LogLine {
	readonly level: string;
	readonly message: string;
	readonly facts: IDataObject;
}

const BASE_URL = 'http://127.0.0.1:5678/webhook';

/**
 * A trigger node inside n8n-core's own contexts. Every call has a workflow of its own, with the static data as n8n would have loaded
 * it from its database; it is saved, as JSON, after each.
 */
export class TriggerNode {
	/** What n8n has saved of the workflow. */
	staticData = '{}';
	readonly log: LogLine[] = [];

	constructor(
		private readonly type: INodeType,
		private readonly credentials: { readonly types: readonly ICredentialType[]; data: CredentialData },
		public parameters: IDataObject = {},
		private readonly workflowId = 'workflow-of-trigger',
	) {}

	async hook(method: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
		const { workflow, node, additionalData, webhookData } = this.build();
		const context = new HookContext(workflow, node, additionalData, 'trigger', 'activate', webhookData);
		const act = this.type.webhookMethods?.default?.[method];
		if (!act) throw new Error(`The node has no webhook method ${method}`);
		const result = await act.call(context);
		this.save(workflow);
		return result;
	}

	/** Publishes the workflow as n8n does: makes the webhook where it does not stand yet. */
	async publish(): Promise<void> {
		if (!(await this.hook('checkExists'))) await this.hook('create');
	}

	/** Loads what is saved; `save` runs later, so that requests can overlap. */
	begin(headers: Readonly<Record<string, string>>, rawBody: Buffer | undefined): { answer: Promise<Answer>; save: () => void } {
		const { workflow, node, additionalData, webhookData } = this.build();
		let status = 200;
		let body: IDataObject = {};
		const httpResponse = {
			status: (code: number) => {
				status = code;
				return httpResponse;
			},
			json: (value: IDataObject) => {
				body = value;
			},
		};
		const httpRequest = { headers, rawBody, body: {}, params: {}, query: {} };
		Object.assign(additionalData, { httpRequest, httpResponse });
		const context = new WebhookContext(workflow, node, additionalData, 'webhook', webhookData, [], null);
		const record =
			(level: string) =>
			(message: string, facts: object = {}): void => {
				this.log.push({ level, message, facts: { ...facts } });
			};
		Object.defineProperty(context, 'logger', {
			value: { error: record('error'), warn: record('warn'), info: record('info'), debug: record('debug') },
		});
		const answer = async (): Promise<Answer> => {
			const result: IWebhookResponseData = (await this.type.webhook?.call(context)) ?? {};
			const items = result.workflowData?.[0]?.map(({ json }) => json) ?? null;
			const response = result.noWebhookResponse ? body : ((result.webhookResponse as IDataObject | undefined) ?? {});
			return { status, body: response, items };
		};
		return { answer: answer(), save: () => this.save(workflow) };
	}

	async post(headers: Readonly<Record<string, string>>, body: string | undefined): Promise<Answer> {
		const { answer, save } = this.begin(headers, body === undefined ? undefined : Buffer.from(body));
		const given = await answer;
		save();
		return given;
	}

	private save(workflow: Workflow): void {
		this.staticData = JSON.stringify(workflow.staticData);
	}

	private build() {
		const { description } = this.type;
		const node: INode = {
			id: 'trigger',
			name: 'Trigger',
			type: `n8n-nodes-autopilot.${description.name}`,
			typeVersion: 1,
			position: [0, 0],
			parameters: NodeHelpers.getNodeParameters(
				description.properties,
				this.parameters as INode['parameters'],
				true,
				false,
				null,
				description,
			) as INode['parameters'],
			credentials: Object.fromEntries(Object.keys(this.credentials.data).map((name) => [name, { id: name, name }])),
		};
		const nodeTypes = { getByName: () => this.type, getByNameAndVersion: () => this.type, getKnownTypes: () => ({}) };
		const staticData = JSON.parse(this.staticData) as IDataObject;
		const workflow = new Workflow({ id: this.workflowId, nodes: [node], connections: {}, active: true, nodeTypes, staticData });
		const partial: Partial<IWorkflowExecuteAdditionalData> = {
			credentialsHelper: new StaticCredentials(this.credentials.data, this.credentials.types),
			externalSecretsProxy: new ExternalSecretsProxy(),
			webhookBaseUrl: BASE_URL,
			webhookTestBaseUrl: `${BASE_URL}-test`,
			variables: {},
		};
		// Hooks and webhooks of a trigger use no more of n8n's than this.
		const additionalData = partial as IWorkflowExecuteAdditionalData;
		const [webhookDescription] = description.webhooks ?? [];
		if (!webhookDescription) throw new Error('The node has no webhook');
		const webhookData = {
			httpMethod: 'POST' as const,
			node: node.name,
			path: webhookDescription.path,
			webhookDescription,
			workflowId: this.workflowId,
			workflowExecuteAdditionalData: additionalData,
		};
		return { workflow, node, additionalData, webhookData };
	}
}

/** Signs as Whop does: the key is the secret as it stands. */
export function signedHeaders(secret: string, id: string, body: string, seconds = Math.floor(Date.now() / 1000)) {
	const signature = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64');
	return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}
