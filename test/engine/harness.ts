import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	ExecutionLifecycleHooks,
	ExternalSecretsProxy,
	generateUrlSignature,
	LoadOptionsContext,
	prepareUrlForSigning,
	validateUrlSignature,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	NodeHelpers,
	sleep,
	Workflow,
	type ExecuteWorkflowData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IExecuteWorkflowInfo,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IConnections,
	type IRun,
	type IRunExecutionData,
	type IVersionedNodeType,
	type IWebhookResponseData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { StaticCredentials } from './credentials';
import { passThroughNodes } from './passThroughNodes';

/** A workflow as n8n exports it; `id`, `name` and `settings` may be left out. */
export interface WorkflowJson {
	readonly id?: string;
	readonly name?: string;
	readonly nodes: readonly (Omit<INode, 'id'> & { id?: string })[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowBase['settings'];
}

/** What a sub-workflow is in a test: another workflow, or a function from its input items to its output items. */
export type SubWorkflow = WorkflowJson | ((items: IDataObject[]) => IDataObject[] | Promise<IDataObject[]>);

export type CredentialData = Readonly<Record<string, ICredentialDataDecryptedObject>>;

export interface EngineOptions {
	/** n8n's variables, as `$vars`. */
	readonly variables?: IDataObject;
	/** The pack's nodes, known to workflows as `n8n-nodes-autopilot.<description.name>`. */
	readonly nodes: readonly INodeType[];
	/**
	 * Decrypted credentials by type name, or a function of the engine's own base URL. A node without `credentials` in its JSON gets
	 * those its description lists.
	 */
	readonly credentials?: CredentialData | ((engineUrl: string) => CredentialData);
	/** Classes whose `authenticate` is applied by `httpRequestWithAuthentication`. */
	readonly credentialTypes?: readonly ICredentialType[];
	/** Further node types by full name, e.g. a substitute for `n8n-nodes-base.set`. */
	readonly otherNodes?: Readonly<Record<string, INodeType>>;
	/** What `executeWorkflow` finds, by workflow id. */
	readonly subWorkflows?: Readonly<Record<string, SubWorkflow>>;
}

/** An execution after its last pause or end. */
export interface Execution {
	readonly executionId: string;
	readonly status: IRun['status'];
	readonly waitTill: Date | null;
	readonly error: (Error & { description?: string | null; context?: IDataObject }) | null;
	readonly run: IRun;
	/** Items the last run of a node sent to one of its outputs. */
	items(nodeName: string, output?: number): INodeExecutionData[];
	/** The same, as plain JSON. */
	output(nodeName: string, output?: number): IDataObject[];
	ran(nodeName: string): boolean;
}

const SIGNATURE_SECRET = 'engine-tests-resume-signature';
const MODE: WorkflowExecuteMode = 'trigger';

/**
 * Runs workflows of the pack's nodes inside n8n-core's own WorkflowExecute, with a loopback server in the place of n8n's
 * `/webhook-waiting`: signed resume URLs can really be opened and posted to, by a test or by another node. Between a wait and
 * its continuation the state goes through JSON, as it goes through n8n's database.
 */
export class Engine {
	private readonly executions = new Map<string, { workflow: WorkflowJson; state: string; execution: Execution }>();
	/** Executions that run just now, which n8n keeps nobody from calling. */
	private readonly underWay = new Set<string>();
	private readonly continuations = new Map<string, Promise<Execution>>();
	private readonly userFolder = mkdtempSync(join(tmpdir(), 'engine-'));
	private readonly nodeTypes: INodeTypes;
	private server: Server | undefined;
	private credentials: CredentialData = {};
	/** Base URL of the engine's server, in the place of n8n's own. */
	url = '';
	private nextExecution = 1;

	private constructor(private readonly options: EngineOptions) {
		process.env.N8N_USER_FOLDER = this.userFolder;
		process.env.N8N_HMAC_SIGNATURE_SECRET = SIGNATURE_SECRET;
		process.env.N8N_LOG_LEVEL = 'silent';
		const types = new Map<string, INodeType | IVersionedNodeType>(Object.entries({ ...passThroughNodes, ...options.otherNodes }));
		for (const node of options.nodes) types.set(`n8n-nodes-autopilot.${node.description.name}`, node);
		const find = (name: string): INodeType | IVersionedNodeType => {
			const type = types.get(name);
			if (!type) throw new Error(`The engine knows no node type ${name}: add it to otherNodes`);
			return type;
		};
		this.nodeTypes = {
			getByName: find,
			getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
			getKnownTypes: () => ({}),
		};
	}

	/** Starts an engine with its server. Call `stop()` when done. */
	static async start(options: EngineOptions): Promise<Engine> {
		const engine = new Engine(options);
		engine.server = createServer((request, response) => void engine.serve(request, response));
		await new Promise<void>((resolve) => engine.server?.listen(0, '127.0.0.1', resolve));
		engine.url = `http://127.0.0.1:${(engine.server.address() as AddressInfo).port}`;
		const { credentials = {} } = options;
		engine.credentials = typeof credentials === 'function' ? credentials(engine.url) : credentials;
		return engine;
	}

	async stop(): Promise<void> {
		await Promise.allSettled(this.continuations.values());
		this.server?.closeAllConnections();
		await new Promise((resolve) => this.server?.close(resolve));
		rmSync(this.userFolder, { recursive: true, force: true });
	}

	/** Runs a workflow from `startNode` (default: the first node nothing leads to) until it ends or waits. */
	async run(workflow: WorkflowJson, input: readonly IDataObject[] = [{}], startNode?: string): Promise<Execution> {
		const executionId = String(this.nextExecution++);
		const items = input.map((json): INodeExecutionData => ({ json }));
		const build = this.build(workflow);
		const start = build.getNode(startNode ?? this.firstNode(workflow));
		if (!start) throw new Error(`The workflow has no node ${startNode}`);
		const state = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node: start, data: { main: [items] }, source: null }] },
		});
		return await this.process(executionId, workflow, build, state);
	}

	/** What the editor gets for a list with search of a node with these fields. */
	async listSearch(
		node: { readonly type: string; readonly parameters?: INodeParameters },
		method: string,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const json = chain({ name: 'Node', ...node });
		const workflow = this.build(json);
		const built = workflow.getNode('Node');
		const search = this.nodeTypes.getByNameAndVersion(node.type).methods?.listSearch?.[method];
		if (!built || !search) throw new Error(`The node type ${node.type} has no list search ${method}`);
		const additionalData = { ...this.additionalData('0', json), currentNodeParameters: built.parameters };
		return await search.call(new LoadOptionsContext(workflow, built, additionalData, ''), filter, paginationToken);
	}

	/** The execution as it stands now. */
	execution(executionId: string): Execution {
		return this.stored(executionId).execution;
	}

	/** Ends a wait the way n8n's wait tracker does when its time has come: the node is passed through, its code is not run again. */
	async expire(executionId: string): Promise<Execution> {
		const { workflow, state, execution } = this.stored(executionId);
		if (execution.status !== 'waiting') throw new Error(`Execution ${executionId} is ${execution.status}, not waiting`);
		return await this.process(executionId, workflow, this.build(workflow), parseState(state));
	}

	/** The execution once a request to its resume URL has continued it; fails if none does within `timeoutMs`. */
	async resumed(executionId: string, timeoutMs = 5_000): Promise<Execution> {
		for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
			// A node may answer the request before it says that the execution goes on.
			const continuation = this.continuations.get(executionId);
			if (continuation) return await continuation;
			await sleep(10);
		}
		throw new Error(`Nothing resumed execution ${executionId}`);
	}

	/** Signs a resume URL the way n8n does, for links a test makes or alters itself. */
	signed(url: URL): string {
		const signature = generateUrlSignature(prepareUrlForSigning(url), SIGNATURE_SECRET);
		return Engine.withSignature(url.toString(), signature);
	}

	/** Puts another signature into a resume URL, or takes it out. For tests that tamper. */
	static withSignature(resumeUrl: string, signature: string | null): string {
		const url = new URL(resumeUrl);
		if (signature === null) url.searchParams.delete('signature');
		else url.searchParams.set('signature', signature);
		return url.toString();
	}

	private stored(executionId: string): { workflow: WorkflowJson; state: string; execution: Execution } {
		const stored = this.executions.get(executionId);
		if (!stored) throw new Error(`No execution ${executionId}`);
		return stored;
	}

	private firstNode(workflow: WorkflowJson): string {
		const targets = new Set<string>();
		for (const outputs of Object.values(workflow.connections))
			for (const list of Object.values(outputs).flat()) for (const target of list ?? []) targets.add(target.node);
		const first = workflow.nodes.find((node) => !targets.has(node.name) && !node.type.endsWith('.stickyNote'));
		if (!first) throw new Error('The workflow has no node to start from');
		return first.name;
	}

	private build(workflow: WorkflowJson): Workflow {
		const nodes = workflow.nodes.map((node): INode => {
			const description = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion).description;
			const names = (description.credentials ?? []).map(({ name }) => name).filter((name) => name in this.credentials);
			const credentials = node.credentials ?? Object.fromEntries(names.map((name) => [name, { id: name, name }]));
			const parameters = JSON.parse(JSON.stringify(node.parameters)) as INodeParameters;
			return { ...node, id: node.id ?? `node-${node.name.replace(/\W+/g, '-')}`, parameters, credentials };
		});
		return new Workflow({
			id: workflow.id ?? 'workflow-under-test',
			name: workflow.name ?? 'Workflow under test',
			nodes,
			connections: workflow.connections,
			nodeTypes: this.nodeTypes,
			active: true,
			settings: { executionOrder: 'v1', ...workflow.settings },
		});
	}

	private async process(
		executionId: string,
		json: WorkflowJson,
		workflow: Workflow,
		state: IRunExecutionData,
	): Promise<Execution> {
		const additionalData = this.additionalData(executionId, json);
		this.underWay.add(executionId);
		const run = await new WorkflowExecute(additionalData, MODE, state).processRunExecutionData(workflow);
		this.underWay.delete(executionId);
		const execution = view(executionId, run);
		this.executions.set(executionId, { workflow: json, state: JSON.stringify(state), execution });
		return execution;
	}

	private additionalData(executionId: string, json: WorkflowJson): IWorkflowExecuteAdditionalData {
		const workflowData: IWorkflowBase = {
			id: json.id ?? 'workflow-under-test',
			name: json.name ?? 'Workflow under test',
			active: true,
			isArchived: false,
			activeVersionId: null,
			createdAt: new Date(0),
			updatedAt: new Date(0),
			nodes: [],
			connections: json.connections,
		};
		const unused = (what: string) => (): never => {
			throw new Error(`The engine has no ${what}`);
		};
		return {
			hooks: new ExecutionLifecycleHooks(MODE, executionId, workflowData),
			credentialsHelper: new StaticCredentials(this.credentials, this.options.credentialTypes ?? []),
			externalSecretsProxy: new ExternalSecretsProxy(),
			executeWorkflow: async (info, _additionalData, options) => await this.executeSubWorkflow(info, options.inputData ?? []),
			getRunExecutionData: async (id) => {
				const stored = this.executions.get(id);
				return stored && parseState(stored.state);
			},
			getRuntimeCredential: async () => undefined,
			executionId,
			currentNodeExecutionIndex: 0,
			restApiUrl: `${this.url}/rest`,
			instanceBaseUrl: this.url,
			formBaseUrl: `${this.url}/form`,
			formWaitingBaseUrl: `${this.url}/form-waiting`,
			formTestBaseUrl: `${this.url}/form-test`,
			webhookBaseUrl: `${this.url}/webhook`,
			webhookWaitingBaseUrl: `${this.url}/webhook-waiting`,
			webhookTestBaseUrl: `${this.url}/webhook-test`,
			mcpBaseUrl: `${this.url}/mcp`,
			mcpTestBaseUrl: `${this.url}/mcp-test`,
			variables: this.options.variables ?? {},
			logAiEvent: () => undefined,
			startRunnerTask: unused('task runner'),
		};
	}

	private async executeSubWorkflow(info: IExecuteWorkflowInfo, input: INodeExecutionData[]): Promise<ExecuteWorkflowData> {
		const sub = this.options.subWorkflows?.[info.id ?? ''];
		if (!sub) throw new Error(`Workflow "${info.id}" does not exist.`);
		const items = input.map(({ json }) => json);
		if (typeof sub === 'function') {
			const executionId = String(this.nextExecution++);
			return { executionId, data: [(await sub(items)).map((json) => ({ json }))] };
		}
		const execution = await this.run(sub, items);
		if (execution.error) throw execution.error;
		const last = execution.run.data.resultData.lastNodeExecuted ?? '';
		return { executionId: execution.executionId, data: [execution.items(last)], waitTill: execution.waitTill };
	}

	/** `/webhook-waiting/<execution>/<node>`: checks the signature, asks the waiting node's `webhook()`, and continues if it says so. */
	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', this.url);
		const [, base, executionId = '', nodeId = ''] = url.pathname.split('/').map(decodeURIComponent);
		const stored = this.executions.get(executionId);
		if (base === 'webhook-waiting' && this.underWay.has(executionId))
			return reply(response, 409, { message: `The execution "${executionId}" is running already.` });
		if (base !== 'webhook-waiting' || !stored) return reply(response, 404, { message: `No execution ${executionId}` });
		if (!validateUrlSignature(url.searchParams.get('signature') ?? '', url, SIGNATURE_SECRET))
			return reply(response, 401, { error: 'Invalid token' });
		const { status } = stored.execution;
		// As n8n answers: a page where the node that waited has nothing left to do, a conflict where it failed or is under way.
		if (status === 'success') return reply(response, 200, '<p>No action required</p>');
		if (status === 'error') return reply(response, 409, { message: `The execution "${executionId}" has finished with error.` });
		if (status !== 'waiting') return reply(response, 409, { message: `The execution "${executionId}" is running already.` });

		const workflow = this.build(stored.workflow);
		const state = parseState(stored.state);
		const node = workflow.getNode(state.resultData.lastNodeExecuted ?? '');
		const type = node && this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const description = type?.description.webhooks?.find(
			(webhook) => webhook.httpMethod === request.method && webhook.restartWebhook === true,
		);
		if (!node || !type?.webhook || node.id !== nodeId || !description)
			return reply(response, 404, { message: 'No such webhook' });

		const additionalData = this.additionalData(executionId, stored.workflow);
		const expressRequest = Object.assign(request, {
			body: await readBody(request),
			query: Object.fromEntries(url.searchParams),
			params: {},
		});
		Object.assign(additionalData, { httpRequest: expressRequest, httpResponse: expressResponse(response) });
		const webhookData = {
			httpMethod: description.httpMethod as 'GET' | 'POST',
			node: node.name,
			path: nodeId,
			webhookDescription: description,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: additionalData,
		};
		const context = new WebhookContext(workflow, node, additionalData, MODE, webhookData, [], state);
		let answer: IWebhookResponseData;
		try {
			answer = await type.webhook.call(context);
		} catch (error) {
			answer = { workflowData: [[{ json: { error: String(error) } }]] };
		}
		if (answer.workflowData) {
			const claimed = this.executions.get(executionId)?.execution.status === 'waiting' && !this.continuations.has(executionId);
			if (!claimed) return reply(response, 409, { message: 'The execution is resuming already' });
			this.continuations.set(executionId, this.resume(executionId, workflow, state, answer.workflowData));
		}
		if (!answer.noWebhookResponse) reply(response, 200, answer.webhookResponse ?? { message: 'Workflow was started' });
	}

	private async resume(
		executionId: string,
		workflow: Workflow,
		state: IRunExecutionData,
		outputs: INodeExecutionData[][],
	): Promise<Execution> {
		const { workflow: json } = this.stored(executionId);
		const entry = state.executionData?.nodeExecutionStack[0];
		if (!entry) throw new Error(`Execution ${executionId} has nothing to continue with`);
		entry.data.main = outputs;
		entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
		const continued = await this.process(executionId, json, workflow, state);
		if (continued.status !== 'waiting') return continued;
		this.continuations.delete(executionId);
		return continued;
	}
}

function view(executionId: string, run: IRun): Execution {
	const items = (nodeName: string, output = 0): INodeExecutionData[] =>
		run.data.resultData.runData[nodeName]?.at(-1)?.data?.main?.[output] ?? [];
	return {
		executionId,
		status: run.status,
		waitTill: run.waitTill ? new Date(run.waitTill) : null,
		error: (run.data.resultData.error as Execution['error'] | undefined) ?? null,
		run,
		items,
		output: (nodeName, output) => items(nodeName, output).map(({ json }) => json),
		ran: (nodeName) => nodeName in run.data.resultData.runData,
	};
}

function parseState(text: string): IRunExecutionData {
	const state = JSON.parse(text) as IRunExecutionData;
	if (state.waitTill) state.waitTill = new Date(state.waitTill);
	return state;
}

async function readBody(request: IncomingMessage): Promise<IDataObject> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString('utf8');
	if (request.headers['content-type']?.includes('application/json')) return JSON.parse(text) as IDataObject;
	return Object.fromEntries(new URLSearchParams(text));
}

/** The few methods of an express response that nodes use. */
function expressResponse(response: ServerResponse): ServerResponse {
	return Object.assign(response, {
		status: (code: number) => Object.assign(response, { statusCode: code }),
		set: (headers: Record<string, string>) => response.setHeaders(new Map(Object.entries(headers))),
		send: (body: string) => response.end(body),
		json: (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
	});
}

function reply(response: ServerResponse, status: number, body: unknown): void {
	if (response.writableEnded) return;
	const html = typeof body === 'string';
	response.writeHead(status, { 'content-type': html ? 'text/html; charset=utf-8' : 'application/json' });
	response.end(html ? body : JSON.stringify(body));
}

/** A short way to write a workflow: nodes in a row, each with its parameters, joined output 0 to input 0. */
export function chain(
	...nodes: readonly { id?: string; name: string; type: string; parameters?: INodeParameters; extra?: Partial<INode> }[]
): WorkflowJson {
	const connections: IConnections = {};
	nodes.forEach((node, index) => {
		const next = nodes[index + 1];
		if (next) connections[node.name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	});
	return {
		nodes: nodes.map(({ id = randomUUID(), name, type, parameters = {}, extra }, index) => ({
			id,
			name,
			type,
			typeVersion: 1,
			position: [index * 200, 0],
			parameters,
			...extra,
		})),
		connections,
	};
}
