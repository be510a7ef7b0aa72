import Whop from '@whop/sdk';
import { readFile } from 'node:fs/promises';
import { until } from '../../sandbox/n8n/publicApi';
import { signedHeaders } from '../engine/triggerNode';
import { readMail } from '../../sandbox/mail/readMail';
import { Harness } from './harness';

const DEADLINE_MS = 60_000;

describe('the workflows that Whop starts', () => {
	let harness: Harness;

	beforeAll(async () => {
		// The present: deliveries are signed with the real time, and these workflows take no other.
		harness = await Harness.start({ now: new Date().toISOString() });
	});
	afterAll(async () => {
		await harness.stop();
	});

	/** Publishes a workflow that the sandbox has imported and filled in, as somebody does who tries it out. */
	async function publish(key: string): Promise<string> {
		const { api, workflowIds } = harness.autopilot;
		const id = workflowIds.get(key) ?? '';
		await api.publish(id);
		return id;
	}

	/** The webhook of the one workflow that is published, as Whop knows it. */
	const webhookAtWhop = async () =>
		await until('the webhook at Whop', DEADLINE_MS, async () => harness.servers.control.webhooks().at(0));
	const executions = async (workflowId: string, status: string): Promise<number> =>
		(await harness.autopilot.api.executions({ workflowId, status })).length;
	const sdk = (): Whop => new Whop({ apiKey: harness.servers.whopApiKey, baseURL: harness.servers.whopUrl });
	const mails = () => harness.servers.control.mails().map(readMail);
	const company = () => ({ company_id: harness.servers.companyId });

	it('takes what Whop signed, once, across a crash, and refuses everything else', async () => {
		const workflowId = await publish('growth/whop-new-payment');
		const { url, secret, id: hookId } = await webhookAtWhop();
		const [sold] = (await sdk().payments.list({ ...company(), billing_reasons: ['subscription_create'], statuses: ['paid'] }))
			.data;
		const payment = await sdk().payments.retrieve(sold?.id ?? '');
		const body = JSON.stringify({
			id: 'msg_1',
			api_version: 'v1',
			timestamp: payment.paid_at,
			type: 'payment.succeeded',
			company_id: harness.servers.companyId,
			data: payment,
		});
		const post = async (headers: Record<string, string>, text = body): Promise<{ status: number; answer: string }> => {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: text,
			});
			return { status: response.status, answer: await response.text() };
		};
		await until('n8n to listen', DEADLINE_MS, async () => (await post({})).status === 401);

		const minutesAgo = (minutes: number): number => Math.floor(Date.now() / 1000) - minutes * 60;
		expect((await post(signedHeaders('ws_forged', 'msg_2', body))).status).toBe(401);
		expect((await post(signedHeaders(secret, 'msg_2', body, minutesAgo(6)))).status).toBe(401);
		expect((await post(signedHeaders(secret, 'msg_2', body), body.replace('payment.succeeded', 'payment.failed'))).status).toBe(
			401,
		);
		expect((await post(signedHeaders(secret, 'msg_2', '{"type":"x"}'), '{"type":"x"}')).status).toBe(422);
		expect((await post(signedHeaders(secret, 'msg_2', '{"type":'), '{"type":')).status).toBe(422);
		expect(await executions(workflowId, 'success')).toBe(0);

		const headers = signedHeaders(secret, 'msg_1', body);
		expect(await post(headers)).toMatchObject({ status: 200, answer: '{"ok":true}' });
		await until('the thanks to be sent', DEADLINE_MS, async () => mails().length === 1);
		expect(mails()[0]).toMatchObject({
			to: payment.user?.email,
			subject: `${payment.product?.title}へのお申し込みありがとうございます`,
			text: expect.stringContaining(`${payment.user?.name} 様`),
		});
		await until('the execution to end', DEADLINE_MS, async () => (await executions(workflowId, 'success')) === 1);
		const figures = await harness.autopilot.ledger.read('performance_metrics');
		expect(new Set(figures.map(({ metric, source }) => `${source} ${metric}`))).toEqual(
			new Set(['whop revenue', 'whop new_customers', 'whop trials']),
		);
		expect(await post(headers)).toMatchObject({ status: 200, answer: '{"ok":true,"duplicate":true}' });

		await harness.n8n.kill();
		await harness.n8n.restart();
		const again = async () => await post(signedHeaders(secret, 'msg_1', body));
		const repeated = await until('n8n to listen again', DEADLINE_MS, async () => {
			const given = await again();
			return given.status < 400 && given;
		});
		expect(repeated.answer).toBe('{"ok":true,"duplicate":true}');
		expect((await webhookAtWhop()).id).toBe(hookId);
		expect(await executions(workflowId, 'success')).toBe(1);

		// What the webhook told and what the schedule finds is one and the same.
		const found = await harness.n8n.rest.runByHand(workflowId, 'Every Hour');
		await until('the schedule to have looked', DEADLINE_MS, async () => {
			const execution = (await harness.autopilot.api.request('GET', `/executions/${found}`)) as { status: string };
			return execution.status === 'success';
		});
		const thanked = mails().filter(({ to }) => to === payment.user?.email);
		expect(thanked).toHaveLength(1);

		const log = await readFile(harness.n8n.logFile, 'utf8');
		for (const reason of ['unsigned', 'forged', 'stale', 'malformed']) {
			expect(log).toContain(`Whop Trigger refused a call: ${reason}`);
		}
		expect(log).not.toContain(secret);
		const exported = JSON.stringify(await harness.autopilot.api.request('GET', `/workflows/${workflowId}`));
		expect(exported).not.toContain(secret);

		await harness.autopilot.api.unpublish(workflowId);
		await until('the webhook to be gone from Whop', DEADLINE_MS, async () => harness.servers.control.webhooks().length === 0);
	});

	it('asks before it wins a member back, and then does what was chosen', async () => {
		const workflowId = await publish('growth/whop-win-back');
		const { url } = await webhookAtWhop();
		await until('n8n to listen', DEADLINE_MS, async () => (await fetch(url, { method: 'POST' })).status >= 400);
		const before = mails().length;
		const [first, second, third] = (await sdk().memberships.list({ ...company(), statuses: ['active'] })).data;
		const question = async (name: string) =>
			await until(`the question about ${name}`, DEADLINE_MS, async () => {
				const asked = (await harness.autopilot.ledger.read('decision_log', { status: 'pending' })).find((decision) =>
					decision.question.includes(name),
				);
				const messageId = asked?.channels.find(({ status }) => status === 'sent')?.reference.messageId;
				return messageId !== undefined && { messageId, question: asked?.question };
			});

		await sdk().memberships.cancel(first?.id ?? '');
		const { messageId, question: inJapanese } = await question(first?.user?.name ?? '');
		expect(inJapanese).toBe(`${first?.user?.name} さんが ${first?.product.title} を解約しました。引き止めますか？`);
		expect(mails().length).toBe(before);
		expect((await sdk().promoCodes.list(company())).data).toEqual([]);
		harness.tap(messageId, 0);
		await until('the offer to be sent', DEADLINE_MS, async () => mails().length === before + 1);
		const [code] = (await sdk().promoCodes.list(company())).data;
		expect(code).toMatchObject({ amount_off: 20, stock: 1, code: expect.stringMatching(/^BACK-/) });
		expect(mails()[before]).toMatchObject({ to: first?.user?.email, text: expect.stringContaining(code?.code ?? '') });

		await sdk().memberships.cancel(second?.id ?? '');
		harness.tap((await question(second?.user?.name ?? '')).messageId, 2);
		await until('the answer to be recorded', DEADLINE_MS, async () => {
			const decisions = await harness.autopilot.ledger.read('decision_log', { status: 'rejected' });
			return decisions.some((decision) => decision.question.includes(second?.user?.name ?? ''));
		});
		// From here on the owner is asked in English: what is said to the member follows.
		await harness.autopilot.ledger.upsert('settings', [{ key: 'LANGUAGE', value: 'en', note: '' }]);
		await sdk().memberships.cancel(third?.id ?? '');
		const inEnglish = await question(third?.user?.name ?? '');
		expect(inEnglish.question).toBe(`${third?.user?.name} has cancelled ${third?.product.title}. Try to keep them?`);
		harness.tap(inEnglish.messageId, 1);
		await until('the gift to be sent', DEADLINE_MS, async () => mails().length === before + 2);
		expect(mails()[before + 1]).toMatchObject({ to: third?.user?.email, text: expect.stringContaining('seven more days') });
		const prolonged = await sdk().memberships.retrieve(third?.id ?? '');
		const days = (Date.parse(prolonged.renewal_period_end ?? '') - Date.parse(third?.renewal_period_end ?? '')) / 86_400_000;
		expect(days).toBe(7);
		await until('nobody to wait any more', DEADLINE_MS, async () => (await executions(workflowId, 'waiting')) === 0);
		expect(mails().length).toBe(before + 2);
		expect((await sdk().promoCodes.list(company())).data).toHaveLength(1);
	});
});
