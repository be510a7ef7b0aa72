import { Webhook } from 'standardwebhooks';
import { postEvent, type Post, type WebhookTarget } from '../../../clients/webhook/webhookClient';
import { closedEvent, noticeEvent, requestedEvent } from '../../../core/decision/webhookEvent';
import { isAutopilotError } from '../../../core/errors';
import { ALICE, BOB, decision, hash, NOW, view } from '../decision/fixtures';

const SECRET = `whsec_${Buffer.from('a-secret-of-24-characters').toString('base64')}`;
const PAGE = 'https://n8n.example/webhook/autopilot/decisions?token=page-secret';
const target = (more: Partial<WebhookTarget> = {}): WebhookTarget => ({
	name: 'team-chat',
	format: 'json',
	url: 'https://hooks.example/services/T0/url-secret',
	secret: SECRET,
	token: '',
	recipient: '',
	...more,
});
const event = requestedEvent(decision(), { target: 'team-chat', approver: ALICE }, view('ja'), PAGE);

interface Sent {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Sends an event to a service that gives these answers in turn, the last one for ever. */
async function send(to: WebhookTarget, answers: readonly (number | Error)[] = [200], headers: Record<string, string> = {}) {
	const sent: Sent[] = [];
	const slept: number[] = [];
	const post: Post = async (url, given, body) => {
		const answer = answers[Math.min(sent.length, answers.length - 1)] ?? 200;
		sent.push({ url, headers: given, body });
		if (answer instanceof Error) throw answer;
		return { status: answer, headers };
	};
	const options = {
		post,
		hash,
		sleep: async (ms: number) => void slept.push(ms),
		random: () => 0,
		clock: () => new Date(),
	};
	const error = await postEvent(to, event, options).then(
		() => null,
		(thrown: unknown) => (isAutopilotError(thrown) ? thrown : null),
	);
	return { sent, slept, error };
}

describe('an event of our own form', () => {
	it('is signed so that the reference library of Standard Webhooks accepts it, and nothing that was changed', async () => {
		const { sent } = await send(target());
		const [{ headers, body } = { headers: {}, body: '' }] = sent;
		const webhook = new Webhook(SECRET);
		expect(webhook.verify(body, headers)).toMatchObject({
			type: 'decision.requested',
			timestamp: NOW,
			data: { decision_id: decision().decisionId, page_url: PAGE, deadline: decision().deadline },
			text: expect.stringContaining('予算超過の可能性'),
		});
		expect(() => webhook.verify(body.replace('pending', 'approved'), headers)).toThrow();
		expect(() => webhook.verify(body, { ...headers, 'webhook-id': 'other' })).toThrow();
	});

	it('carries neither what wakes the execution nor the digest, and names who answered as people do', () => {
		const closed = closedEvent(
			decision({ status: 'approved', answer: '1', answeredBy: ALICE, answeredAt: NOW, resumeUrls: ['https://n8n/wake'] }),
			'team-chat',
			view('en'),
			NOW,
		);
		expect(JSON.stringify(closed.lines)).toContain('Approved');
		expect(closed.id).not.toBe(event.id);
	});

	it('has an id of its own for each approver who shares the target, which a header can carry', () => {
		const asked = decision({ approvers: [ALICE, 'email:はな@example.com', BOB] });
		const more = { page: PAGE, now: NOW, votes: [] };
		const ids = asked.approvers.flatMap((approver) => {
			const to = { target: 'team-chat', approver };
			const notices = (['question', 'reminder', 'escalation'] as const).map((purpose) =>
				noticeEvent(purpose, asked, to, view('ja'), more),
			);
			return [requestedEvent(asked, to, view('ja'), PAGE), ...notices].map(({ id }) => id);
		});
		// The question is the same event whether the workflow or the sweep sends it.
		expect(new Set(ids).size).toBe(9);
		expect(ids.every((id) => /^[\x21-\x7e]+$/.test(id))).toBe(true);
	});

	it.each([
		['cancelled', 'decision.cancelled'],
		['superseded', 'decision.superseded'],
		['rejected', 'decision.closed'],
	] as const)('tells that a question is %s by %s', (status, type) => {
		const closed = closedEvent(decision({ status }), 'team-chat', view('ja'), NOW);
		expect(closed).toMatchObject({ type, id: expect.stringMatching(new RegExp(`\\.${type.slice(9)}$`)), page: null });
	});

	it.each(['', 'short', 'whsec_c2hvcnQ=', 'whsec_%%%'])('is not sent with the secret %j', async (secret) => {
		const { sent, error } = await send(target({ secret }));
		expect([sent.length, error?.code]).toEqual([0, 'CHANNEL_FAILED']);
	});
});

describe('the body', () => {
	const body = async (format: WebhookTarget['format'], more: Partial<WebhookTarget> = {}): Promise<Sent> => {
		const { sent, error } = await send(target({ format, secret: '', ...more }));
		expect(error).toBeNull();
		return sent[0] ?? { url: '', headers: {}, body: '' };
	};

	it('for Slack is blocks of plain text with a button that opens the page', async () => {
		const { body: text } = await body('slack');
		const sent = JSON.parse(text) as { blocks: { type: string; text?: { type: string }; elements?: { url: string }[] }[] };
		expect(sent.blocks.map(({ type }) => type)).toEqual(['header', 'section', 'actions']);
		expect(sent.blocks[1]?.text?.type).toBe('plain_text');
		expect(sent.blocks[2]?.elements?.[0]?.url).toBe(PAGE);
	});

	it('for Teams is one adaptive card of text runs, which read no Markdown', async () => {
		const { body: text } = await body('teams');
		const card = JSON.parse(text) as { attachments: { content: { body: { type: string }[]; actions: unknown[] } }[] };
		expect(card.attachments[0]?.content.body.every(({ type }) => type === 'RichTextBlock')).toBe(true);
		expect(card.attachments[0]?.content.actions).toEqual([{ type: 'Action.OpenUrl', title: expect.any(String), url: PAGE }]);
	});

	it('for LINE is one message to the recipient, with a key that makes a repetition harmless', async () => {
		const { url, headers, body: text } = await body('line', { url: '', token: 'line-token', recipient: 'U1' });
		expect(url).toBe('https://api.line.me/v2/bot/message/push');
		expect(headers).toMatchObject({ authorization: 'Bearer line-token' });
		expect(headers['x-line-retry-key']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
		const message = JSON.parse(text) as { to: string; messages: { text: string }[] };
		expect([message.to, message.messages.length]).toEqual(['U1', 1]);
		expect(message.messages[0]?.text.endsWith(PAGE)).toBe(true);
		expect(message.messages[0]?.text.length).toBeLessThanOrEqual(5_000);
	});
});

describe('a service that', () => {
	it('asks to wait is waited for', async () => {
		const { sent, slept, error } = await send(target({ format: 'slack' }), [429, 200], { 'retry-after': '7' });
		expect([sent.length, error]).toEqual([2, null]);
		expect(slept).toEqual([7_000]);
	});

	it.each([
		['json', 2],
		['slack', 1],
		['teams', 1],
	] as const)('fails may have taken it: %s is sent %i times', async (format, times) => {
		for (const failure of [503, new Error('connect ECONNRESET https://hooks.example/services/T0/url-secret')]) {
			const { sent } = await send(target({ format }), [failure, 200]);
			expect(sent).toHaveLength(times);
			expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
		}
	});

	it.each([[404], [new Error('https://hooks.example/services/T0/url-secret')]])(
		'refuses is named in the error, its address and secrets are not (%s)',
		async (answer) => {
			const { error } = await send(target({ format: 'teams', token: 'bearer-secret' }), [answer]);
			expect(error?.code).toBe('CHANNEL_FAILED');
			expect(error?.message).toContain('"team-chat"');
			expect(`${error?.message} ${JSON.stringify(error?.details)} ${String(error?.cause)}`).not.toMatch(/secret|hooks\.example/);
		},
	);

	it.each([
		['no address', { url: '' }],
		['a file for an address', { url: 'file:///etc/passwd' }],
		['no recipient at LINE', { format: 'line', token: 't' }],
	] as const)('has %s is not posted to', async (_what, more) => {
		const { sent, error } = await send(target(more));
		expect([sent.length, error?.code]).toEqual([0, 'CHANNEL_FAILED']);
	});
});
