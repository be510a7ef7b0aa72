import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { chain, Engine, type WorkflowJson } from './harness';

const webhook = (httpMethod: 'GET' | 'POST') =>
	({
		name: 'default',
		httpMethod,
		responseMode: 'onReceived',
		path: '={{ $nodeId }}',
		restartWebhook: true,
		isFullPath: true,
	}) as const;

/** Waits; a POST picks the output its body names. */
const waiter: INodeType = {
	description: {
		displayName: 'Waiter',
		name: 'waiter',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Waiter' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		webhooks: [webhook('GET'), webhook('POST')],
		properties: [{ displayName: 'Operation', name: 'operation', type: 'hidden', default: 'sendAndWait' }],
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const url = this.getSignedResumeUrl({ question: '1' });
		items.splice(0, items.length, { json: { status: 'expired', url } });
		await this.putExecutionToWait(new Date(Date.now() + 60_000));
		return [items];
	},
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		if (this.getRequestObject().method === 'GET') return { webhookResponse: '<p>page</p>' };
		const item = { json: { status: 'answered', query: this.getQueryData() as { question: string } } };
		return { webhookResponse: { ok: true }, workflowData: this.getBodyData().output === 1 ? [[], [item]] : [[item], []] };
	},
};

const workflow: WorkflowJson = (() => {
	const row = chain(
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
		{ name: 'Wait', type: 'n8n-nodes-autopilot.waiter' },
		{ name: 'First', type: 'n8n-nodes-base.noOp' },
		{ name: 'Second', type: 'n8n-nodes-base.noOp' },
	);
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	return { ...row, connections: { ...row.connections, Wait: { main: [to('First'), to('Second')] }, First: { main: [] } } };
})();

describe('the engine that tests run workflows in', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await Engine.start({ nodes: [waiter] });
	});
	afterAll(async () => await engine.stop());

	const resumeUrl = (executionId: string): string => String(engine.execution(executionId).output('Wait')[0]?.url);

	it('passes a wait through to output 0 when its time has come, without running the node again', async () => {
		const waiting = await engine.run(workflow, [{ a: 1 }]);
		expect(waiting.status).toBe('waiting');
		expect(waiting.waitTill).toBeInstanceOf(Date);
		expect(waiting.ran('First')).toBe(false);
		const ended = await engine.expire(waiting.executionId);
		expect(ended.status).toBe('success');
		expect(ended.output('First')[0]).toMatchObject({ status: 'expired' });
		expect(ended.ran('Second')).toBe(false);
	});

	it('continues on the output that webhook() picks, and only by a signed POST', async () => {
		const { executionId } = await engine.run(workflow);
		const url = resumeUrl(executionId);
		const page = await fetch(url);
		expect([page.status, await page.text()]).toEqual([200, '<p>page</p>']);
		expect((await fetch(url.replace('question=1', 'question=2'), { method: 'POST' })).status).toBe(401);
		expect((await fetch(Engine.withSignature(url, null), { method: 'POST' })).status).toBe(401);
		expect(engine.execution(executionId).status).toBe('waiting');

		const answered = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"output":1}' });
		expect(await answered.json()).toEqual({ ok: true });
		const ended = await engine.resumed(executionId);
		expect(ended.status).toBe('success');
		expect(ended.output('Second')).toEqual([{ status: 'answered', query: expect.objectContaining({ question: '1' }) }]);
		expect(ended.ran('First')).toBe(false);
		expect(await (await fetch(url, { method: 'POST' })).text()).toContain('No action required');
	});

	it('names a node type it does not know', async () => {
		await expect(engine.run(chain({ name: 'Start', type: 'n8n-nodes-base.unheardOf' }))).rejects.toThrow('unheardOf');
	});
});
