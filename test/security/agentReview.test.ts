import { CREDENTIALS, fillIn, type CredentialPurpose } from '../../sandbox/n8n/fillIn';
import { until } from '../../sandbox/n8n/publicApi';
import type { WorkflowJson } from '../../sandbox/n8n/restClient';
import { workflowFiles } from '../../sandbox/n8n/workflowFiles';
import { ScriptedModel } from '../setup/scriptedModel';
import { Lab } from './approval/lab';

const DEADLINE_MS = 60_000;

/** The shipped workflow in which an AI agent's tool stands behind our approvers, with n8n's own AI Agent and a scripted model. */
describe('an AI agent’s tool behind our approvers', () => {
	let lab: Lab;
	let model: ScriptedModel;

	const filled = async (): Promise<WorkflowJson> => {
		const shipped = (await workflowFiles()).find(({ key }) => key === 'agents/ask-before-a-tool')?.workflow;
		if (!shipped) throw new Error('workflows/agents/ask-before-a-tool.json is missing');
		const listed = (await lab.autopilot.api.request('GET', '/credentials?limit=100')) as { data: { id: string; name: string }[] };
		const id = (name: string): string => listed.data.find((credential) => credential.name === name)?.id ?? '';
		const credentials = Object.fromEntries(
			Object.entries(CREDENTIALS).map(([purpose, { name }]) => [purpose, id(name)]),
		) as Record<CredentialPurpose, string>;
		const workflow = fillIn(shipped, {
			ledger: 'dataTables',
			spreadsheetId: '',
			serviceUrl: lab.witness.url,
			credentials,
			workflowIds: new Map(),
		});
		return {
			...workflow,
			nodes: workflow.nodes.map((node) => {
				if (node.name === 'Chat Model')
					return { ...node, credentials: { openAiApi: { id: id('Scripted model'), name: 'Scripted model' } } };
				return node;
			}),
		};
	};
	beforeAll(async () => {
		[lab, model] = await Promise.all([Lab.start(), ScriptedModel.start()]);
		await lab.autopilot.api.createCredential('Scripted model', 'openAiApi', { apiKey: 'scripted', url: model.url });
		const workflowId = await lab.autopilot.api.createWorkflow(await filled());
		await lab.autopilot.api.publish(workflowId);
		await until(
			'the agent’s webhook to listen',
			DEADLINE_MS,
			async () => (await fetch(`${lab.n8n.url}/webhook/autopilot/agent`, { method: 'POST' })).status === 403,
		);
	}, 300_000);
	afterAll(async () => {
		await lab.stop();
		await model.stop();
	});
	beforeEach(() => {
		model.requests.length = 0;
		lab.witness.forget('refunds');
	});

	/** Lets the agent want a refund. */
	const request = async (toolParameters: Readonly<Record<string, unknown>>): Promise<void> => {
		model.toolArguments = { toolParameters, hitlParameters: {} };
		const [name = '', value = ''] = lab.autopilot.webhookHeader.split(': ');
		const response = await fetch(`${lab.n8n.url}/webhook/autopilot/agent`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', [name]: value },
			body: JSON.stringify({ text: 'Refund order 1042' }),
		});
		expect(response.status).toBe(200);
	};
	const question = async (order: string): Promise<{ messageId: number; text: string }> =>
		await until(`the question about order ${order}`, DEADLINE_MS, async () =>
			Promise.resolve(
				lab.ours.control.chat
					.messages(lab.ours.approverId)
					.find(({ text, markup }) => (markup?.inline_keyboard.length ?? 0) > 0 && text.includes(order)),
			),
		);
	/** What the agent's model was told in the end about the call it wanted. */
	const told = async (): Promise<string> =>
		await until('the agent to be told', DEADLINE_MS, async () => Promise.resolve(model.toolResults().join('\n') || null));
	const refunds = (): number => lab.witness.of('refunds').length;

	it('shows tool and values, and lets exactly the approved call run', async () => {
		await request({ order: '1042-A', amount: 50 });
		const { messageId, text } = await question('1042-A');
		expect(text).toContain('A customer’s refund. May the agent make it?');
		expect(text).toContain('Tool: Refund an Order');
		expect(text).toContain('amount: 50');
		expect(text).toContain('order: "1042-A"');
		expect(refunds()).toBe(0);
		lab.ours.control.chat.tap(messageId, 0, lab.ours.approverId);
		await told();
		expect(refunds()).toBe(1);
		expect(JSON.parse(lab.witness.bodies('refunds')[0] ?? '')).toEqual({ order: '1042-A', amount: 50 });
	});

	it('tells the agent why it was refused, and runs nothing', async () => {
		await request({ order: '1042-B', amount: 50 });
		const { messageId } = await question('1042-B');
		lab.ours.control.chat.type('reject the customer was refunded yesterday', lab.ours.approverId, messageId);
		expect(await told()).toContain('the customer was refunded yesterday');
		expect(refunds()).toBe(0);
	});
});
