import type { IDataObject, IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { AutopilotApi } from '../../credentials/AutopilotApi.credentials';
import { DecisionHandler } from '../../nodes/DecisionHandler/DecisionHandler.node';
import { sampleDecision, sampleGoal } from '../contract/sampleRows';
import { createFaultyLedger, type FaultyLedger } from './faultyLedger';
import { chain, Engine, type Execution } from './harness';
import { WebhookReceiver } from './webhookReceiver';

let ledger: FaultyLedger;
jest.mock('../../nodes/shared/ledger', () => ({
	openLedger: async (context: IExecuteFunctions) => ({ ledger, credential: await context.getCredentials('autopilotApi') }),
}));

const NOW = '2026-11-20T03:00:00.000Z';

describe('a question put through a webhook', () => {
	let engine: Engine;
	let receiver: WebhookReceiver;
	const asked = sampleDecision('d_0000000000000001', {
		goalId: 'g_1',
		approvers: ['webhook:team-chat'],
		channels: [],
		input: null,
		quorum: 1,
		resumeUrls: [],
	});

	beforeAll(async () => {
		receiver = await WebhookReceiver.start('Team-Chat');
		engine = await Engine.start({
			nodes: [new DecisionHandler()],
			credentialTypes: [new AutopilotApi()],
			credentials: (baseUrl) => ({
				autopilotApi: { baseUrl, apiKey: 'key', signingSecret: 'x'.repeat(32), webhookTargets: { target: [receiver.target] } },
			}),
		});
	});
	afterAll(async () => {
		await engine.stop();
		await receiver.stop();
	});
	beforeEach(async () => {
		receiver.forget();
		ledger = await createFaultyLedger();
		await ledger.insert('goals_tracker', [sampleGoal('g_1')]);
		await ledger.insert('decision_log', [asked]);
	});

	const run = async (parameters: INodeParameters, item: IDataObject = {}): Promise<Execution> =>
		engine.run(
			chain(
				{ name: 'Start', type: 'n8n-nodes-base.webhook' },
				{ name: 'Node', type: 'n8n-nodes-autopilot.decisionHandler', parameters: { currentTime: NOW, ...parameters } },
			),
			[item],
		);
	const ask = async (): Promise<Execution> => run({ operation: 'sendAndWait', decisionId: asked.decisionId });
	it('arrives signed, is answered through its link, and is told the outcome', async () => {
		const { executionId } = await ask();
		const [question] = receiver.events();
		expect(question).toMatchObject({ type: 'decision.requested', text: expect.stringContaining(asked.question) });
		const query = Object.fromEntries(new URL(question?.data.page_url ?? '').searchParams);
		const shown = (await run({ operation: 'page' }, { headers: {}, query })).output('Node')[0]?.page as { html: string };
		const answer = /name="answer"\s+value="(2\.[^"]+)"/.exec(shown.html)?.[1] ?? '';
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		const answered = await run(
			{ operation: 'answer', answerSource: 'decisionsPage' },
			{ headers, query, body: { decision: asked.decisionId, answer, reason: '' } },
		);
		expect(answered.output('Node', 0)).toEqual([expect.objectContaining({ status: 'rejected', webhooks_told: 1 })]);
		expect((await engine.resumed(executionId)).status).toBe('success');
		expect(receiver.events()[1]).toMatchObject({
			type: 'decision.closed',
			data: { status: 'rejected', answered_by: 'Webhook team-chat' },
		});
	});

	it('leaves its name in the ledger and no address, secret or token anywhere', async () => {
		receiver.status = 404;
		const execution = await ask();
		expect(execution.error?.message).toContain('The webhook target "team-chat" answered 404');
		const [stored] = await ledger.read('decision_log', { decisionId: asked.decisionId });
		expect(stored?.channels).toMatchObject([{ channel: 'webhook', approver: 'team-chat', status: 'failed' }]);
		expect(JSON.stringify([stored, execution.run.data])).not.toMatch(/url-secret|whsec_/);
	});
});
