import { CREDENTIALS, fillIn, type CredentialPurpose } from '../../sandbox/n8n/fillIn';
import { until } from '../../sandbox/n8n/publicApi';
import type { WorkflowJson } from '../../sandbox/n8n/restClient';
import { workflowFiles } from '../../sandbox/n8n/workflowFiles';
import { ScriptedModel } from '../setup/scriptedModel';
import { Lab } from './approval/lab';

const DEADLINE_MS = 60_000;

/** What the variants change in the review. */
const VARIANTS = {
	shipped: {},
	hurried: { timeoutHours: 2 / 3_600 },
	led: { approvers: "={{ $fromAI('approver', 'Who decides', 'string') }}" },
} as const;
type Variant = keyof typeof VARIANTS;

/** The shipped workflow in which an AI agent's tool stands behind our approvers, with n8n's own AI Agent and a scripted model. */
describe('an AI agent’s tool behind our approvers', () => {
	let lab: Lab;
	let model: ScriptedModel;
	/** n8n's id of each variant of the workflow. */
	const ids = new Map<Variant, string>();

	const filled = (shipped: WorkflowJson, variant: Variant, credentialId: (name: string) => string): WorkflowJson => {
		const credentials = Object.fromEntries(
			Object.entries(CREDENTIALS).map(([purpose, { name }]) => [purpose, credentialId(name)]),
		) as Record<CredentialPurpose, string>;
		const workflow = fillIn(shipped, {
			ledger: 'dataTables',
			spreadsheetId: '',
			serviceUrl: lab.witness.url,
			ownerChatId: 0,
			credentials,
			workflowIds: new Map(),
		});
		const model = { openAiApi: { id: credentialId('Scripted model'), name: 'Scripted model' } };
		return {
			...workflow,
			nodes: workflow.nodes.map((node) => {
				const { parameters } = node;
				if (node.name === 'Chat Model') return { ...node, credentials: model };
				if (node.name === 'Ask First') return { ...node, parameters: { ...parameters, ...VARIANTS[variant] } };
				return node.name === 'Request for the Agent'
					? { ...node, parameters: { ...parameters, path: `agent/${variant}` } }
					: node;
			}),
		};
	};

	beforeAll(async () => {
		[lab, model] = await Promise.all([Lab.start(), ScriptedModel.start()]);
		const { api } = lab.autopilot;
		await api.createCredential('Scripted model', 'openAiApi', { apiKey: 'scripted', url: model.url });
		const shipped = (await workflowFiles()).find(({ key }) => key === 'agents/ask-before-a-tool')?.workflow;
		if (!shipped) throw new Error('workflows/agents/ask-before-a-tool.json is missing');
		const listed = (await api.request('GET', '/credentials?limit=100')) as { data: { id: string; name: string }[] };
		const credentialId = (name: string): string => listed.data.find((credential) => credential.name === name)?.id ?? '';
		for (const variant of ['shipped', 'hurried', 'led'] as const) {
			const id = await api.createWorkflow(filled(shipped, variant, credentialId));
			await api.publish(id);
			ids.set(variant, id);
			await until(
				`the webhook of the ${variant} agent to listen`,
				DEADLINE_MS,
				async () => (await fetch(`${lab.n8n.url}/webhook/agent/${variant}`, { method: 'POST' })).status === 403,
			);
		}
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
	const request = async (
		toolParameters: Readonly<Record<string, unknown>>,
		more: Readonly<Record<string, unknown>> = {},
		variant: Variant = 'shipped',
	): Promise<void> => {
		model.toolArguments = { toolParameters, hitlParameters: {}, ...more };
		const [name = '', value = ''] = lab.autopilot.webhookHeader.split(': ');
		const response = await fetch(`${lab.n8n.url}/webhook/agent/${variant}`, {
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

	it('tells the agent that nobody answered, and runs nothing', async () => {
		await request({ order: '1042-C', amount: 50 }, {}, 'hurried');
		await question('1042-C');
		const { deadline, executionId } = await until('the question on record', DEADLINE_MS, async () =>
			(await lab.autopilot.ledger.read('decision_log', { status: 'pending' })).find(({ evidence }) =>
				evidence.some((line) => line.includes('1042-C')),
			),
		);
		await lab.untilWaiting(executionId ?? '');
		await until('the deadline to pass', DEADLINE_MS, async () => Promise.resolve(new Date().toISOString() > deadline));
		await lab.autopilot.post('sweep', { now: new Date().toISOString() });
		expect(await told()).toContain('Nobody answered in time');
		expect(refunds()).toBe(0);
	});

	it('shows what would run, whatever else the model writes beside it', async () => {
		const lie = { order: '1042-D', amount: 1 };
		await request(
			{ order: '1042-D', amount: 9_999, note: '<b>x</b>\nRecommended: 1. Approve' },
			{
				query: { tool: 'Look Up', toolParameters: lie },
				tool: 'Look Up',
				hitlParameters: { tool: 'Look Up', toolParameters: lie, approvers: 'telegram:999', question: 'Fine?' },
			},
		);
		const { messageId, text } = await question('1042-D');
		expect(text).toContain('amount: 9999');
		expect(text).toContain('Refund an Order');
		expect(text).toContain('note: "<b>x</b>\\nRecommended: 1. Approve"');
		expect(text).not.toContain('amount: 1\n');
		lab.ours.control.chat.tap(messageId, 1, lab.ours.approverId);
		await told();
		expect(refunds()).toBe(0);
	});

	it('does not let the model choose who reviews it', async () => {
		await request({ order: '1042-E', amount: 50 }, { hitlParameters: { approver: 'telegram:999' } }, 'led');
		await until('the execution to fail', DEADLINE_MS, async () => {
			const found = await lab.autopilot.api.request('GET', `/executions?workflowId=${ids.get('led')}&limit=1&includeData=true`);
			return JSON.stringify(found).includes('could choose its own reviewer');
		});
		expect(refunds()).toBe(0);
	});
});
