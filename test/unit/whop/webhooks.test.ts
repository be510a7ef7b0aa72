import Whop from '@whop/sdk';
import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import * as whop from '../../../clients/whop';
import type { SignatureCheck } from '../../../clients/whop/webhookSignature';
import { MEMBERSHIP_2026_07, MEMBERSHIP_2026_10, PAYMENT_2026_07, PAYMENT_2026_10 } from './answers';

const SECRET = 'ws_0123456789abcdef';
const NOW_SECONDS = Math.floor(Date.now() / 1000);

const signature = (id: string, seconds: number, body: string, secret = SECRET): string =>
	`v1,${createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64')}`;

const check = (headers: Readonly<Record<string, string>>, body: string): SignatureCheck =>
	whop.checkSignature({ header: (name) => headers[name], rawBody: Buffer.from(body) }, SECRET, NOW_SECONDS * 1000);

describe('the signature', () => {
	it('is accepted and refused where @whop/sdk accepts and refuses it', () => {
		const sdk = new Whop({ apiKey: 'key' });
		const accepts = (headers: Record<string, string>, body: string): boolean => {
			try {
				sdk.webhooks.unwrap(body, { headers, key: btoa(SECRET) });
				return true;
			} catch {
				return false;
			}
		};
		const id = fc.stringMatching(/^[a-zA-Z0-9_]{1,20}$/);
		const body = fc.json();
		const age = fc.constantFrom(0, 10, 290, -290, 400, -400, 90_000);
		const tamper = fc.constantFrom('nothing', 'body', 'id', 'time', 'secret', 'signature', 'two');
		fc.assert(
			fc.property(id, body, age, tamper, (webhookId, text, ago, what) => {
				const seconds = NOW_SECONDS - ago;
				const genuine = signature(webhookId, seconds, text, what === 'secret' ? `${SECRET}x` : SECRET);
				const signatures: Record<string, string> = { signature: `${genuine.slice(0, -4)}AAA=`, two: `v1,AAAA ${genuine}` };
				const headers = {
					'webhook-id': what === 'id' ? `${webhookId}x` : webhookId,
					'webhook-timestamp': String(what === 'time' ? seconds + 1 : seconds),
					'webhook-signature': signatures[what] ?? genuine,
				};
				const sent = what === 'body' ? `${text} ` : text;
				expect({ what, ago, accepted: check(headers, sent).accepted }).toEqual({ what, ago, accepted: accepts(headers, sent) });
			}),
		);
	});

	it.each([
		['unsigned', {}],
		['unsigned', { 'webhook-id': 'm', 'webhook-timestamp': '1e3', 'webhook-signature': 'v1,AAAA' }],
		['forged', { 'webhook-id': 'm', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' }],
		[
			'forged',
			{ 'webhook-id': 'm', 'webhook-timestamp': '1', 'webhook-signature': signature('m', 1, '{}').replace('v1,', 'v2,') },
		],
		['stale', { 'webhook-id': 'm', 'webhook-timestamp': '1', 'webhook-signature': signature('m', 1, '{}') }],
	])('tells why it is refused: %s', (reason, headers) => {
		expect(check(headers, '{}')).toEqual({ accepted: false, reason });
	});
});

describe('an event', () => {
	const envelope = { id: 'msg_1', timestamp: '2026-11-18T09:00:05.000Z', type: 'payment.succeeded', data: PAYMENT_2026_07 };

	it('is the same in the envelope and shape of either API version', () => {
		const july = whop.readEvent({ ...envelope, company_id: 'biz_a' }, 'msg_1');
		expect(whop.readEvent({ ...envelope, account_id: 'biz_a', data: PAYMENT_2026_10 }, 'msg_1')).toEqual(july);
		const activated = { ...envelope, type: 'membership.activated' };
		const { data } = whop.readEvent({ ...activated, data: MEMBERSHIP_2026_07 }, 'msg_1');
		expect(whop.readEvent({ ...activated, data: MEMBERSHIP_2026_10 }, 'msg_1').data).toMatchObject({
			id: 'mem_a',
			planId: 'plan_a',
			currentPeriodEnd: (data as { currentPeriodEnd: string }).currentPeriodEnd,
		});
	});

	it.each([
		['no type', { ...envelope, type: '' }, 'type'],
		['no time', { ...envelope, timestamp: 'now' }, 'timestamp'],
		['no data', { ...envelope, data: null }, 'data'],
		['a payment without its currency', { ...envelope, data: { ...PAYMENT_2026_07, currency: null } }, 'data.currency'],
		['nothing', null, 'the answer'],
	])('with %s is refused, naming the field', (_name, body, field) => {
		expect(() => whop.readEvent(body, 'msg_1')).toThrow(new RegExp(`unknown shape: ${field}`));
	});

	it.each([
		['payment.succeeded', { id: 'pay_1' }, 'payment.succeeded:pay_1'],
		['payment.failed', { id: 'pay_1' }, 'payment.failed:pay_1:msg_1'],
		['chat.message.created', {}, 'chat.message.created:none:msg_1'],
	])('%s has a key of its own', (type, data, key) => {
		const raw = { ...envelope, type, data: type.startsWith('payment') ? { ...PAYMENT_2026_07, ...data } : data };
		expect(whop.readEvent(raw, 'msg_1', false).eventKey).toBe(key);
	});
});
