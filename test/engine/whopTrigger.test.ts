import Whop from '@whop/sdk';
import type { IDataObject } from 'n8n-workflow';
import { WhopApi } from '../../credentials/WhopApi.credentials';
import { WhopTrigger } from '../../nodes/Whop/WhopTrigger.node';
import { type Servers, startServers } from '../../sandbox/servers';
import { MEMBERSHIP_2026_07, PAYMENT_2026_07, PAYMENT_2026_10 } from '../unit/whop/answers';
import { signedHeaders, TriggerNode } from './triggerNode';

const NOW = '2026-11-20T03:00:00.000Z';

let servers: Servers;
let serial = 0;

beforeAll(async () => {
	servers = await startServers({ now: NOW });
});
afterAll(async () => await servers.stop());
afterEach(() => servers.control.reset());

const sdk = (): Whop => new Whop({ apiKey: servers.whopApiKey, baseURL: servers.whopUrl });
const hooks = async () => (await sdk().webhooks.list({ company_id: servers.companyId })).data;

/** A trigger, and the secret Whop gave it, as only Whop and the trigger know it. */
async function published(parameters: IDataObject = {}): Promise<{ trigger: TriggerNode; secret: string }> {
	const trigger = unpublished(parameters);
	await trigger.publish();
	return { trigger, secret: servers.control.webhooks()[0]?.secret ?? '' };
}

function unpublished(parameters: IDataObject = {}): TriggerNode {
	const whopApi = {
		environment: 'custom',
		baseUrl: servers.whopUrl,
		apiKey: servers.whopApiKey,
		companyId: servers.companyId,
	};
	const node = `workflow-${(serial += 1)}`;
	return new TriggerNode(new WhopTrigger(), { types: [new WhopApi()], data: { whopApi } }, parameters, node);
}

const event = (over: IDataObject = {}): string =>
	JSON.stringify({
		id: 'msg_1',
		api_version: 'v1',
		timestamp: '2026-11-18T09:00:05.000Z',
		type: 'payment.succeeded',
		company_id: 'biz_a',
		data: PAYMENT_2026_07,
		...over,
	});

describe('the registration', () => {
	it('makes the webhook once, for the events chosen, and knows it again', async () => {
		const { trigger, secret } = await published({ events: ['refund.created', 'payment.succeeded'] });
		expect(secret).toMatch(/^ws_/);
		const [hook, ...none] = await hooks();
		expect(none).toEqual([]);
		expect(hook).toMatchObject({ enabled: true, api_version: 'v1', url: expect.stringMatching(/\/webhook\/.+\/whop$/) });
		expect([...(hook?.events ?? [])].sort()).toEqual(['payment.succeeded', 'refund.created']);
		await trigger.publish();
		expect((await hooks()).map(({ id }) => id)).toEqual([hook?.id]);
	});

	it('keeps the secret, and nobody who reads the workflow finds it', async () => {
		const { trigger, secret } = await published();
		expect(trigger.staticData).toContain('sealedSecret');
		expect(trigger.staticData).not.toContain(secret);
		expect(trigger.staticData).not.toContain(Buffer.from(secret).toString('base64'));
	});

	it('makes it anew when the events change, when it is gone or disabled at Whop, and when the key is another', async () => {
		const { trigger } = await published();
		const replaced = async (change: () => Promise<unknown> | void): Promise<void> => {
			const before = (await hooks()).map(({ id }) => id);
			await change();
			await trigger.publish();
			const after = await hooks();
			expect(after).toHaveLength(1);
			expect(before).not.toContain(after[0]?.id);
		};
		await replaced(() => {
			trigger.parameters = { events: ['refund.created'] };
		});
		await replaced(async () => await sdk().webhooks.delete((await hooks())[0]?.id ?? ''));
		await replaced(async () => await sdk().webhooks.update((await hooks())[0]?.id ?? '', { enabled: false }));
		await replaced(() => {
			trigger.staticData = trigger.staticData.replace(/"sealedSecret":"..../, '"sealedSecret":"AAAA');
		});
		await replaced(() => {
			trigger.staticData = '{}';
		});
	});

	it('removes the webhook, also when it is gone already', async () => {
		const { trigger } = await published();
		await trigger.hook('delete');
		expect(await hooks()).toEqual([]);
		await trigger.publish();
		await sdk().webhooks.delete((await hooks())[0]?.id ?? '');
		expect(await trigger.hook('delete')).toBe(true);
	});

	it('says why it cannot be made', async () => {
		const trigger = unpublished();
		servers.control.addFault({ service: 'whop', status: 403, count: 5 });
		await expect(trigger.publish()).rejects.toMatchObject({ description: expect.stringContaining('API_DENIED') });
		await expect(unpublished({ events: [] }).publish()).rejects.toThrow('"Events" is empty');
	});
});

describe('a delivery', () => {
	it('starts the workflow with what the Whop node would put out, in the envelope and shape of either API version', async () => {
		const { trigger, secret } = await published();
		const july = event();
		const first = await trigger.post(signedHeaders(secret, 'msg_1', july), july);
		expect(first).toMatchObject({ status: 200, body: { ok: true } });
		expect(first.items).toEqual([
			{
				event_key: 'payment.succeeded:pay_x1',
				type: 'payment.succeeded',
				webhook_id: 'msg_1',
				occurred_at: '2026-11-18T09:00:05.000Z',
				company_id: 'biz_a',
				environment: 'custom',
				data: expect.objectContaining({ id: 'pay_x1', total: 49, currency: 'USD', user_email: 'a@b.c', plan_id: 'plan_a' }),
			},
		]);
		const october = event({ id: 'msg_2', company_id: undefined, account_id: 'biz_a', data: PAYMENT_2026_10 });
		const second = await trigger.post(signedHeaders(secret, 'msg_2', october), october);
		expect(second.items?.[0]?.['data']).toEqual(first.items?.[0]?.['data']);
		expect(second.items?.[0]).toMatchObject({ company_id: 'biz_a', event_key: 'payment.succeeded:pay_x1' });
	});

	it('hands on what Whop sent where it is not to be simplified, or of a kind that is not known', async () => {
		const { trigger, secret } = await published({ simplify: false, events: ['payment.succeeded', 'verification.succeeded'] });
		const body = event();
		const { items } = await trigger.post(signedHeaders(secret, 'msg_1', body), body);
		expect(items?.[0]?.['data']).toEqual(PAYMENT_2026_07);
		const other = event({ type: 'verification.succeeded', data: { id: 'verf_1', any: [1] } });
		const known = await trigger.post(signedHeaders(secret, 'msg_2', other), other);
		expect(known.items).toMatchObject([{ event_key: 'verification.succeeded:verf_1:msg_2', data: { id: 'verf_1', any: [1] } }]);
	});

	it('is checked over the bytes that came, whatever JSON they hold', async () => {
		const { trigger, secret } = await published();
		const spaced = JSON.stringify(JSON.parse(event()), null, 3).replace('"A"', '"\\u0041\\ud83d\\ude00"');
		expect((await trigger.post(signedHeaders(secret, 'msg_1', spaced), spaced)).status).toBe(200);
		expect((await trigger.post(signedHeaders(secret, 'msg_2', event()), spaced)).status).toBe(401);
	});

	it('is accepted under any of several signatures', async () => {
		const { trigger, secret } = await published();
		const headers = signedHeaders(secret, 'msg_1', event());
		const several = { ...headers, 'webhook-signature': `v1,AAAA v2,x ${headers['webhook-signature']}` };
		expect((await trigger.post(several, event())).items).toHaveLength(1);
	});

	const seconds = (ago: number): number => Math.floor(Date.now() / 1000) - ago;
	it.each<[string, (secret: string) => Record<string, string>, string | undefined, number, string]>([
		['no signature at all', () => ({}), event(), 401, 'unsigned'],
		['no signature header', (s) => ({ ...signedHeaders(s, 'm', event()), 'webhook-signature': '' }), event(), 401, 'unsigned'],
		['no id', (s) => ({ ...signedHeaders(s, 'm', event()), 'webhook-id': '' }), event(), 401, 'unsigned'],
		['no time', (s) => ({ ...signedHeaders(s, 'm', event()), 'webhook-timestamp': 'soon' }), event(), 401, 'unsigned'],
		['another secret', () => signedHeaders('ws_other', 'm', event()), event(), 401, 'forged'],
		['the secret without ws_', (s) => signedHeaders(s.slice(3), 'm', event()), event(), 401, 'forged'],
		['another id', (s) => ({ ...signedHeaders(s, 'm', event()), 'webhook-id': 'n' }), event(), 401, 'forged'],
		['another body', (s) => signedHeaders(s, 'm', event()), event({ type: 'refund.created' }), 401, 'forged'],
		['a signature of no bytes', (s) => ({ ...signedHeaders(s, 'm', ''), 'webhook-signature': 'v1,' }), event(), 401, 'forged'],
		['an old time', (s) => signedHeaders(s, 'm', event(), seconds(301)), event(), 401, 'stale'],
		['a time to come', (s) => signedHeaders(s, 'm', event(), seconds(-305)), event(), 401, 'stale'],
		['no body', (s) => signedHeaders(s, 'm', ''), undefined, 400, 'no body'],
		['a body that is no JSON', (s) => signedHeaders(s, 'm', 'hello'), 'hello', 422, 'malformed'],
		['a body that is no event', (s) => signedHeaders(s, 'm', '{"a":1}'), '{"a":1}', 422, 'malformed'],
		[
			'a payment in an unknown shape',
			(s) => signedHeaders(s, 'm', event({ data: { id: 'pay_x1' } })),
			event({ data: { id: 'pay_x1' } }),
			422,
			'malformed',
		],
	])('with %s is refused and logged', async (_name, headers, body, status, reason) => {
		const { trigger, secret } = await published();
		const before = trigger.staticData;
		const answer = await trigger.post(headers(secret), body);
		expect(answer).toMatchObject({ status, items: null, body: { error: expect.any(String) } });
		expect(trigger.log).toMatchObject([{ level: 'warn', facts: { reason, status } }]);
		expect(JSON.stringify(trigger.log)).not.toContain(secret.slice(3));
		expect(JSON.parse(trigger.staticData)).toEqual(JSON.parse(before));
	});

	it('within five minutes either way is taken', async () => {
		const { trigger, secret } = await published();
		for (const ago of [295, -295]) {
			const headers = signedHeaders(secret, `msg_${ago}`, event(), seconds(ago));
			expect((await trigger.post(headers, event())).status).toBe(200);
		}
	});

	it('is refused where there is no secret, or the credential changed', async () => {
		const trigger = unpublished();
		const headers = signedHeaders('', 'msg_1', event());
		expect(await trigger.post(headers, event())).toMatchObject({ status: 503, items: null });
		const { trigger: other, secret } = await published();
		Object.assign(other['credentials'], {
			data: {
				whopApi: { environment: 'custom', baseUrl: servers.whopUrl, apiKey: 'apik_rotated', companyId: servers.companyId },
			},
		});
		expect(await other.post(signedHeaders(secret, 'msg_1', event()), event())).toMatchObject({ status: 503, items: null });
	});

	it('that comes again starts nothing, also after a restart', async () => {
		const { trigger, secret } = await published();
		const headers = signedHeaders(secret, 'msg_1', event());
		expect((await trigger.post(headers, event())).items).toHaveLength(1);
		expect(await trigger.post(headers, event())).toMatchObject({ status: 200, body: { duplicate: true }, items: null });
		// Another process knows only what was saved.
		const after = new TriggerNode(trigger['type'], trigger['credentials'], {}, `${trigger['workflowId']}-restarted`);
		after.staticData = trigger.staticData;
		const again = signedHeaders(secret, 'msg_1', event(), seconds(-10));
		expect(await after.post(again, event())).toMatchObject({ body: { duplicate: true }, items: null });
	});

	it('that overlaps with its repetition starts the workflow once, and neither forgets the other', async () => {
		const { trigger, secret } = await published();
		const deliveries = ['msg_1', 'msg_1', 'msg_2', 'msg_3'].map((id) =>
			trigger.begin(signedHeaders(secret, id, event()), Buffer.from(event())),
		);
		const answers = await Promise.all(deliveries.map(async ({ answer }) => await answer));
		for (const { save } of deliveries) save();
		expect(answers.filter(({ items }) => items !== null)).toHaveLength(3);
		for (const id of ['msg_1', 'msg_2', 'msg_3']) {
			expect((await trigger.post(signedHeaders(secret, id, event()), event())).items).toBeNull();
		}
	});

	it('remembers the last two thousand, no more', async () => {
		const { trigger, secret } = await published();
		const saved = JSON.parse(trigger.staticData) as Record<string, IDataObject>;
		const seen = Array.from({ length: 2_000 }, (_, index) => `msg_${index}`);
		trigger.staticData = JSON.stringify({ 'node:Trigger': { ...saved['node:Trigger'], seen } });
		expect((await trigger.post(signedHeaders(secret, 'msg_2000', event()), event())).items).toHaveLength(1);
		expect((await trigger.post(signedHeaders(secret, 'msg_1', event()), event())).items).toBeNull();
		expect((await trigger.post(signedHeaders(secret, 'msg_0', event()), event())).items).toHaveLength(1);
		expect(trigger.staticData.length).toBeLessThan(100_000);
	});

	it('that could not be read is taken when it comes again', async () => {
		const { trigger, secret } = await published();
		const broken = event({ data: { id: 'pay_x1' } });
		expect((await trigger.post(signedHeaders(secret, 'msg_1', broken), broken)).status).toBe(422);
		expect((await trigger.post(signedHeaders(secret, 'msg_1', event()), event())).items).toHaveLength(1);
	});

	it('of an event that was not chosen is heard and passed over', async () => {
		const { trigger, secret } = await published({ events: ['refund.created'] });
		expect(await trigger.post(signedHeaders(secret, 'msg_1', event()), event())).toMatchObject({
			status: 200,
			body: { ignored: true },
			items: null,
		});
	});

	it('tells one cancellation of a membership from the next', async () => {
		const { trigger, secret } = await published({ events: ['membership.cancel_at_period_end_changed'] });
		const keyOf = async (id: string, data: IDataObject): Promise<unknown> => {
			const body = event({ type: 'membership.cancel_at_period_end_changed', data });
			return (await trigger.post(signedHeaders(secret, id, body), body)).items?.[0]?.['event_key'];
		};
		const asked = { ...MEMBERSHIP_2026_07, status: 'canceling' };
		expect(await keyOf('msg_1', asked)).toBe('membership.cancel_at_period_end_changed:mem_a:2026-10-20T00:00:00.000Z');
		const taken = { ...asked, status: 'active', cancel_at_period_end: false, canceled_at: null };
		expect(await keyOf('msg_2', taken)).toBe('membership.cancel_at_period_end_changed:mem_a:msg_2');
	});
});
