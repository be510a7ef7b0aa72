import type { IDataObject, IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { createDecision } from '../../core/decision/createDecision';
import { AutopilotError } from '../../core/errors';
import type { ChannelReceipt, AnswerRecord, Decision, Instant } from '../../core/types';
import { sha256 } from '../../nodes/shared/signing';
import { sampleGoal, sampleRun } from '../contract/sampleRows';
import { DecisionEngine } from './decisionEngine';
import { createFaultyLedger, type FaultyLedger } from './faultyLedger';
import { chain, type Engine, type Execution, type WorkflowJson } from './harness';

let ledger: FaultyLedger;
jest.mock('../../nodes/shared/ledger', () => ({
	openLedger: async (context: IExecuteFunctions) => ({ ledger, credential: await context.getCredentials('autopilotApi') }),
}));

const ALICE = 100_000_001;
const BOB = 100_000_002;
/** 12:00 in Tokyo; the deadline is twelve hours later. */
const ASKED = '2026-11-20T03:00:00.000Z';
const HALF = '2026-11-20T09:00:00.000Z';
const OVER = '2026-11-20T15:00:00.000Z';

const node = (operation: string, now: Instant, parameters: INodeParameters = {}) => ({
	name: 'Node',
	type: 'n8n-nodes-autopilot.decisionHandler',
	parameters: { operation, currentTime: now, fromEmail: 'autopilot@example.com', ...parameters },
});
const workflow = (operation: string, now: Instant, parameters: INodeParameters = {}): WorkflowJson =>
	chain({ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, node(operation, now, parameters));

describe('the Sweep operation', () => {
	let office: DecisionEngine;
	let engine: Engine;
	let bot: DecisionEngine['bot'];
	let smtp: DecisionEngine['smtp'];

	beforeAll(async () => {
		office = await DecisionEngine.start(ASKED);
		({ engine, bot, smtp } = office);
	});
	afterAll(async () => {
		await office.stop();
	});
	beforeEach(async () => {
		ledger = await createFaultyLedger();
		await office.forget();
		await ledger.insert('goals_tracker', [sampleGoal('g_1')]);
		await set({ ESCALATION_AFTER_HIGH: '', ALLOW_REPLAY: 'true' });
	});

	let serial = 0;
	const question = (more: Partial<Decision> & { approvers?: readonly string[] } = {}): Decision => ({
		...createDecision(
			{
				goalId: 'g_1',
				kind: 'custom',
				key: String(serial++),
				question: '予算を15%超える見込みです。どうしますか？',
				evidence: ['予算：300,000円'],
				options: [
					{
						key: '1',
						label: '続ける',
						outcome: 'approve',
						effect: { type: 'none' },
						spend: null,
						probability: null,
						finishAt: null,
					},
					{
						key: '2',
						label: '止める',
						outcome: 'reject',
						effect: { type: 'none' },
						spend: null,
						probability: null,
						finishAt: null,
					},
				],
				recommended: '1',
				risk: 'medium',
				urgency: 'high',
				payload: { plan: 1 },
			},
			{
				approvers: more.approvers ?? [`telegram:${ALICE}`],
				quorum: more.quorum ?? 1,
				timeoutSeconds: 12 * 3600,
				now: ASKED,
				hash: sha256,
			},
		),
		...more,
	});
	const set = async (settings: Record<string, string>): Promise<void> =>
		await ledger.upsert(
			'settings',
			Object.entries(settings).map(([key, value]) => ({ key, value, note: '' })),
		);
	const stored = async ({ decisionId }: Decision): Promise<Decision> => {
		const [decision] = await ledger.read('decision_log', { decisionId });
		if (!decision) throw new Error(`No decision ${decisionId}`);
		return decision;
	};
	/** Records a question and asks it as a workflow does. */
	const ask = async (decision: Decision): Promise<Execution> => {
		await ledger.insert('decision_log', [decision]);
		return await engine.run(workflow('sendAndWait', ASKED, { decisionId: decision.decisionId }), [{ kept: 'yes' }]);
	};
	const sweep = async (now: Instant, parameters: INodeParameters = {}): Promise<Execution> =>
		await engine.run(workflow('sweep', now, parameters), [{}]);
	const swept = (execution: Execution, output = 0): IDataObject[] => {
		if (execution.error) throw execution.error;
		return execution.output('Node', output);
	};
	/** Approvals that were written down and never counted. */
	const votes = ({ decisionId }: Decision, approvers: readonly string[]): AnswerRecord[] =>
		approvers.map((approver) => ({
			answerId: `${decisionId}/${approver}`,
			decisionId,
			receivedAt: HALF,
			channel: 'telegram',
			approver,
			answer: '1',
			answerValue: null,
			reason: null,
			result: 'counted',
			note: null,
		}));
	const lastMail = (): string => {
		const [, body = ''] = /\n\n([\s\S]*)/.exec(smtp.received.at(-1) ?? '') ?? [];
		return body
			.split(/^--.*$/m)
			.map((part) => {
				const [head = '', ...rest] = part.split('\n\n');
				const text = rest.join('\n\n');
				return /base64/i.test(head) ? Buffer.from(text, 'base64').toString() : text.replace(/=\n/g, '').replace(/=3D/g, '=');
			})
			.join('\n');
	};

	it('does nothing and writes nothing while nothing is due', async () => {
		await ask(question());
		const calls: string[] = [];
		ledger.before = (method) => void calls.push(method);
		const sent = bot.calls.length;
		expect(swept(await sweep('2026-11-20T03:05:00.000Z'))).toEqual([]);
		expect(bot.calls).toHaveLength(sent);
		expect(calls.filter((method) => method !== 'transitionAll')).toEqual(['readAll']);
	});

	it('takes no other time than the present for now unless the settings allow it', async () => {
		await set({ ALLOW_REPLAY: 'false' });
		const decision = question();
		await ledger.insert('decision_log', [decision]);
		const then = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();
		expect((await sweep(then)).error?.message).toContain('ALLOW_REPLAY');
		expect((await stored(decision)).status).toBe('pending');
	});

	it('reminds with buttons that answer, once, and says who was asked, how much time is left and what happens without an answer', async () => {
		const decision = question();
		const asking = await ask(decision);
		const items = swept(await sweep(HALF));
		expect(items).toEqual([
			expect.objectContaining({
				decision_id: decision.decisionId,
				action: 'sent',
				next_reminder_at: '2026-11-20T11:00:00.000Z',
				messages: [expect.objectContaining({ purpose: 'reminder', approver: `telegram:${ALICE}`, status: 'sent' })],
			}),
		]);
		const text = bot.texts(ALICE).at(-1) ?? '';
		expect(text).toContain('⏰【至急】ご回答をお待ちしています');
		expect(text).toContain('どうしますか');
		expect(text).toContain(`Telegram ${ALICE}へお尋ねしましたが、まだ回答がありません`);
		expect(text).toContain('あと6時間です');
		expect(text).toContain('回答がない場合は、何も実行しません');
		expect((await stored(decision)).heldUntil).toBeNull();
		expect(swept(await sweep(HALF))).toEqual([]);

		const reminder = bot.chat.messages(ALICE).at(-1)?.messageId ?? 0;
		bot.chat.tap(reminder, '1.', ALICE);
		await engine.run(workflow('answer', '2026-11-20T09:01:00.000Z'), await bot.updates());
		expect(await stored(decision)).toMatchObject({ status: 'approved', answer: '1' });
		// The question and its reminder both show the outcome.
		expect(
			bot
				.texts(ALICE)
				.slice(-2)
				.every((shown) => shown.includes('✅ 承認済み')),
		).toBe(true);
		expect((await engine.resumed(asking.executionId)).status).toBe('success');
	});

	it('sends once when two sweeps run at once', async () => {
		await ask(question());
		await ask(question());
		const before = bot.calls.length;
		const both = await Promise.all([sweep(HALF), sweep(HALF)]);
		expect(both.flatMap((execution) => swept(execution))).toHaveLength(2);
		expect(bot.calls.slice(before)).toEqual(['sendMessage', 'sendMessage']);
	});

	it('keeps quiet in the quiet hours and reminds when they end', async () => {
		await set({ QUIET_HOURS: '17:00-20:00' });
		await ask(question());
		expect(swept(await sweep(HALF))).toEqual([]);
		expect(swept(await sweep('2026-11-20T10:59:00.000Z'))).toEqual([]);
		expect(swept(await sweep('2026-11-20T11:00:00.000Z'))).toHaveLength(1);
	});

	it('escalates to the next approver, who may then answer, over e-mail with a link to the decisions page', async () => {
		await set({ ESCALATION_AFTER_HIGH: 'PT30M', ESCALATION_APPROVERS: 'email:boss@example.com' });
		const decision = question();
		await ask(decision);
		expect(swept(await sweep('2026-11-20T03:29:00.000Z'))).toEqual([]);
		const [item] = swept(await sweep('2026-11-20T03:30:00.000Z'));
		expect(item).toMatchObject({
			escalation_level: 1,
			messages: [{ purpose: 'escalation', address: 'email:boss@example.com', status: 'sent' }],
		});
		expect(await stored(decision)).toMatchObject({
			escalationLevel: 1,
			approvers: [`telegram:${ALICE}`, 'email:boss@example.com'],
		});
		expect(lastMail()).toContain('あなたにもご判断をお願いします');
		expect(lastMail()).toMatch(
			/https?:\/\/\S+autopilot\/decisions\?approver=email%3Aboss%40example\.com&scope=g_1&until=\S+&token=/,
		);
		expect(swept(await sweep('2026-11-20T06:00:00.000Z'))).toEqual([]);
	});

	it('asks over the person’s next channel where the first fails, and tries again later where all of them do', async () => {
		await set({ APPROVER_CHANNELS: `telegram:${ALICE} > email:alice@example.com` });
		bot.fail({ drop: true, count: 1 });
		const decision = question({ approvers: [`telegram:${ALICE}`, `telegram:${BOB}`] });
		await ask(decision);
		expect((await stored(decision)).channels).toMatchObject([
			{ channel: 'telegram', approver: String(ALICE), status: 'failed' },
			{ channel: 'email', approver: 'alice@example.com', standsFor: `telegram:${ALICE}`, status: 'sent' },
			{ channel: 'telegram', approver: String(BOB), status: 'sent' },
		]);
		// The link in the mail answers for the approver whom the address stands for.
		expect(lastMail()).toContain(`approver=telegram%3A${ALICE}`);

		const other = question({ approvers: [`telegram:${ALICE}`, `telegram:${BOB}`] });
		bot.fail({ drop: true, count: 1 });
		smtp.down = true;
		await ask(other);
		bot.fail({ drop: true, count: 99 });
		expect(swept(await sweep('2026-11-20T03:02:00.000Z'))).toMatchObject([{ messages: [{ status: 'failed' }] }]);
		expect(swept(await sweep('2026-11-20T03:03:00.000Z'))).toEqual([]);
		expect(swept(await sweep('2026-11-20T03:07:00.000Z'))).toMatchObject([{ messages: [{ status: 'failed' }] }]);
		smtp.down = false;
		const [item] = swept(await sweep('2026-11-20T03:08:00.000Z'));
		expect(item).toMatchObject({ messages: [{ address: 'email:alice@example.com', status: 'sent' }] });
		expect((await stored(other)).approvers).toEqual(other.approvers);
	});

	it.each<[string, Record<string, string>, Decision['channelOrder'], string[]]>([
		['as they are listed', {}, [], ['telegram']],
		['as the setting says', { CHANNEL_ORDER: 'email' }, [], ['email']],
		['as the question says', { CHANNEL_ORDER: 'email' }, ['webhook', 'telegram'], ['webhook']],
	])('reaches a person over their channels %s', async (_what, settings, channelOrder, reached) => {
		await set({
			APPROVER_CHANNELS: `telegram:${ALICE} > email:alice@example.com > webhook:team`,
			CHANNEL_ORDER: '',
			...settings,
		});
		const decision = question({ channelOrder });
		await ask(decision);
		expect((await stored(decision)).channels.map(({ channel }) => channel)).toEqual(reached);
	});

	it('tells a service behind a webhook of each step, each event once and signed', async () => {
		await set({ ESCALATION_AFTER_HIGH: 'PT30M', ESCALATION_APPROVERS: 'webhook:team' });
		const decision = question({ approvers: [`telegram:${ALICE}`] });
		await ask(decision);
		for (const now of ['2026-11-20T03:30:00.000Z', HALF, '2026-11-20T11:00:00.000Z', OVER, '2026-11-20T15:01:00.000Z'])
			swept(await sweep(now));
		const events = office.receiver.events();
		expect(events.map(({ type }) => type)).toEqual([
			'decision.escalated',
			'decision.reminded',
			'decision.reminded',
			'decision.closed',
		]);
		expect(new Set(events.map(({ id }) => id)).size).toBe(4);
		expect(events[0]?.text).toContain('あなたにもご判断をお願いします');
		expect(events[0]?.data.page_url).toContain('approver=webhook%3Ateam');
		expect(events[1]?.text).toContain('あと6時間です');
		expect(events[1]?.text).not.toContain('はい');
		expect(events[3]).toMatchObject({ data: { status: 'expired', page_url: null } });
		expect(events[3]?.text).toContain('期限切れのお知らせ');
	});

	it('tells a webhook the outcome of votes that the sweep counts', async () => {
		const decision = question({ approvers: ['webhook:team', `telegram:${BOB}`], quorum: 2 });
		await ask(decision);
		await ledger.insert('answer_log', votes(decision, decision.approvers));
		expect(swept(await sweep(HALF))).toMatchObject([{ action: 'settled', status: 'approved' }]);
		expect(office.receiver.events().map(({ type }) => type)).toEqual(['decision.requested', 'decision.closed']);
	});

	it('reminds by e-mail in the thread of the question', async () => {
		await ask(question({ approvers: ['email:carol@example.com'] }));
		const header = (mail: string | undefined, name: string): string | undefined =>
			new RegExp(`^${name}: (.*)$`, 'm').exec(mail ?? '')?.[1];
		const asked = header(smtp.received[0], 'Message-ID');
		expect(asked).toMatch(/^<d_\S+@example\.com>$/);
		swept(await sweep(HALF));
		const reminder = smtp.received[1];
		expect(header(reminder, 'In-Reply-To')).toBe(asked);
		expect(header(reminder, 'References')).toBe(asked);
		expect(header(reminder, 'Message-ID')).not.toBe(asked);
	});

	it('keeps what it has sent when the question is asked again, and asks nobody twice who was reached in another way', async () => {
		await set({ APPROVER_CHANNELS: `telegram:${ALICE} > email:alice@example.com` });
		bot.fail({ drop: true, count: 1 });
		const decision = question({ approvers: [`telegram:${ALICE}`, `telegram:${BOB}`] });
		await ask(decision);
		swept(await sweep(HALF));
		const before = await stored(decision);
		expect(before.channels).toHaveLength(5);
		const [calls, mails] = [bot.calls.length, smtp.received.length];
		await engine.run(workflow('sendAndWait', '2026-11-20T09:30:00.000Z', { decisionId: decision.decisionId }), [{}]);
		expect(bot.calls).toHaveLength(calls);
		// The links of the e-mail led to the execution that waited first.
		expect(smtp.received).toHaveLength(mails + 1);
		const sent = ({ channel, approver, status, purpose }: ChannelReceipt): unknown => [channel, approver, status, purpose];
		const after = (await stored(decision)).channels;
		expect(new Set(after.map(sent))).toEqual(new Set(before.channels.map(sent)));
		expect(after).toHaveLength(before.channels.length);
		// The sweep goes on from where it was.
		expect(swept(await sweep('2026-11-20T11:00:00.000Z'))).toMatchObject([{ messages: [{ purpose: 'reminder' }, {}] }]);
		expect((await stored(decision)).heldUntil).toBeNull();
	});

	it('loses no receipt where a sweep sends while the question is asked again', async () => {
		const decision = question({ approvers: [`telegram:${ALICE}`, `telegram:${BOB}`] });
		bot.chat.block(BOB);
		await ask(decision);
		bot.chat.block(BOB, false);
		const before = bot.texts(BOB).length;
		const now = '2026-11-20T04:00:00.000Z';
		let again: Promise<Execution> | null = null;
		// Once the sweep has read the question, somebody asks it again, and has done so before the sweep takes it.
		ledger.before = async (method, table) => {
			if (method !== 'transitionAll' || table !== 'decision_log') return;
			ledger.before = () => undefined;
			await (again ??= engine.run(workflow('sendAndWait', now, { decisionId: decision.decisionId }), [{}]));
		};
		expect(swept(await sweep(now))).toEqual([]);
		expect(bot.texts(BOB)).toHaveLength(before + 1);
		const { channels } = await stored(decision);
		expect(channels.map(({ approver, status }) => `${approver} ${status}`)).toEqual([`${ALICE} sent`, `${BOB} sent`]);
	});

	it('says when nobody can be reached, and tells of it in the next message', async () => {
		bot.chat.block(ALICE);
		const decision = question();
		await ask(decision);
		const unreachable = swept(await sweep('2026-11-20T03:02:00.000Z'), 1);
		expect(unreachable).toEqual([
			expect.objectContaining({
				error: expect.stringMatching(new RegExp(`Nobody can be reached about ${decision.decisionId}.*blocked`)) as string,
			}),
		]);
		expect(swept(await sweep('2026-11-20T03:10:00.000Z'), 1)).toEqual([]);
		await set({ ESCALATION_AFTER_HIGH: 'PT1H', ESCALATION_APPROVERS: `telegram:${BOB}` });
		swept(await sweep('2026-11-20T04:30:00.000Z'));
		expect(bot.texts(BOB).at(-1)).toContain(`次の方にはメッセージが届いていません：Telegram ${ALICE}`);
	});

	it('leaves the rest for the next pass when Telegram says to slow down, and over its own limit', async () => {
		const decision = question();
		await ask(decision);
		bot.fail({ status: 429, retryAfter: 3600, count: 1 });
		swept(await sweep(HALF));
		expect(await stored(decision)).toMatchObject({ nextReminderAt: null, heldUntil: null });
		expect(swept(await sweep('2026-11-20T09:01:00.000Z'))).toHaveLength(1);

		const more = [question(), question(), question()];
		for (const each of more) await ask(each);
		expect(swept(await sweep(HALF, { maxMessages: 2 }))).toHaveLength(2);
		expect(swept(await sweep(HALF, { maxMessages: 2 }))).toHaveLength(1);
	});

	it('sends once more after it died between sending and recording, and not a third time', async () => {
		const decision = question();
		await ask(decision);
		/** The ledger goes away once a reminder is out, so that the claim stands and the record is missing. */
		const dying = async (now: Instant): Promise<void> => {
			const sent = bot.calls.length;
			ledger.before = (method) => {
				if (method === 'transitionAll' && bot.calls.length > sent)
					ledger.failing = new AutopilotError('LEDGER_UNREACHABLE', 'gone');
			};
			expect((await sweep(now)).error?.message).toBe('gone');
			ledger.before = () => undefined;
			ledger.failing = null;
			expect(bot.calls).toHaveLength(sent + 1);
		};
		await dying(HALF);
		expect(swept(await sweep('2026-11-20T09:09:00.000Z'))).toEqual([]);
		await dying('2026-11-20T09:11:00.000Z');
		const sent = bot.calls.length;
		expect(swept(await sweep('2026-11-20T09:30:00.000Z'))).toEqual([]);
		expect(bot.calls).toHaveLength(sent);
		expect(await stored(decision)).toMatchObject({ nextReminderAt: '2026-11-20T11:00:00.000Z', heldUntil: null });
	});

	it('shows the outcome at once in a reminder that crossed the answer', async () => {
		const decision = question();
		await ask(decision);
		const sent = bot.calls.length;
		ledger.before = async (method) => {
			if (method !== 'transitionAll' || bot.calls.length === sent) return;
			ledger.before = () => undefined;
			const values = { status: 'rejected', answer: '2', answeredBy: `telegram:${ALICE}`, answeredAt: HALF } as const;
			await ledger.transition('decision_log', decision.decisionId, { status: 'pending' }, values);
		};
		expect(swept(await sweep(HALF))).toEqual([]);
		expect(bot.texts(ALICE).at(-1)).toContain('🚫 却下済み');
		expect((await stored(decision)).channels).toHaveLength(2);
	});

	it('closes what nobody answered, says loudly that nothing was done, takes the buttons away and lets the execution go on', async () => {
		const decision = question({ goalId: '', approvers: [`telegram:${ALICE}`, 'email:carol@example.com'] });
		const asking = await ask(decision);
		expect(swept(await sweep(HALF))).toHaveLength(1);
		const [item] = swept(await sweep(OVER));
		expect(item).toMatchObject({ action: 'expired', status: 'expired', woken: true });
		expect(await stored(decision)).toMatchObject({ status: 'expired', answer: null, announcedAt: OVER, heldUntil: null });
		const texts = bot.texts(ALICE).slice(-3);
		expect(texts.at(-1)).toContain('期限切れのお知らせ');
		expect(texts.every((text) => text.includes('何も実行していません'))).toBe(true);
		expect(
			bot.chat.messages(ALICE).some(({ markup, text }) => (markup?.inline_keyboard ?? []).length > 0 && text === texts[0]),
		).toBe(false);
		expect(lastMail()).toContain('何も実行していません');
		const resumed = await engine.resumed(asking.executionId);
		expect(resumed.output('Node', 0)[0]?.decision).toMatchObject({ status: 'expired' });
		const sent = bot.calls.length;
		expect(swept(await sweep('2026-11-20T15:01:00.000Z'))).toEqual([]);
		expect(bot.calls).toHaveLength(sent);
	});

	it('lets an approver answer as soon as the escalation has reached them, while the pass goes on', async () => {
		await set({ ESCALATION_AFTER_HIGH: 'PT30M', ESCALATION_APPROVERS: `telegram:${BOB}` });
		const decision = question({ goalId: '' });
		const asking = await ask(decision);
		const before = bot.texts(BOB).length;
		ledger.before = async (method) => {
			if (method !== 'transitionAll' || bot.texts(BOB).length === before) return;
			ledger.before = () => undefined;
			bot.chat.tap(bot.chat.messages(BOB).at(-1)?.messageId ?? 0, '1.', BOB);
			await engine.run(workflow('answer', '2026-11-20T03:30:05.000Z'), await bot.updates());
		};
		swept(await sweep('2026-11-20T03:30:00.000Z'));
		expect(await stored(decision)).toMatchObject({ status: 'approved', answeredBy: `telegram:${BOB}`, escalationLevel: 1 });
		expect(bot.texts(BOB).at(-1)).toContain('✅ 承認済み');
		expect((await engine.resumed(asking.executionId)).output('Node', 1)).toHaveLength(1);
	});

	it('asks an approver once whose escalation a dead sweep has begun, and nobody beyond', async () => {
		await set({ ESCALATION_AFTER_HIGH: 'PT30M, PT8H', ESCALATION_APPROVERS: `telegram:${BOB}, email:boss@example.com` });
		const decision = question();
		await ask(decision);
		const before = bot.texts(BOB).length;
		ledger.before = (method) => {
			if (method === 'transitionAll' && bot.texts(BOB).length > before)
				ledger.failing = new AutopilotError('LEDGER_UNREACHABLE', 'gone');
		};
		expect((await sweep('2026-11-20T03:30:00.000Z')).error?.message).toBe('gone');
		ledger.before = () => undefined;
		ledger.failing = null;
		expect(swept(await sweep('2026-11-20T03:39:00.000Z'))).toEqual([]);
		expect(swept(await sweep('2026-11-20T03:41:00.000Z'))).toMatchObject([{ messages: [{ purpose: 'escalation' }] }]);
		expect(await stored(decision)).toMatchObject({ escalationLevel: 1, approvers: [`telegram:${ALICE}`, `telegram:${BOB}`] });
		expect(swept(await sweep('2026-11-20T03:52:00.000Z'))).toEqual([]);
		expect(bot.texts(BOB)).toHaveLength(before + 2);
	});

	it('lets an execution go on whose waking failed when the answer came, and then leaves the question alone', async () => {
		const decision = question({ goalId: '' });
		const asking = await ask(decision);
		// The answer is on record; n8n died before anybody was woken.
		const answer = { status: 'approved', answer: '1', answeredBy: `telegram:${ALICE}`, answeredAt: HALF } as const;
		await ledger.transition('decision_log', decision.decisionId, { status: 'pending' }, answer);
		expect(swept(await sweep('2026-11-20T09:00:10.000Z'))).toEqual([]);
		expect(swept(await sweep('2026-11-20T09:01:00.000Z'))).toMatchObject([{ action: 'woken', status: 'approved', woken: true }]);
		expect((await engine.resumed(asking.executionId)).output('Node', 1)).toMatchObject([{ kept: 'yes' }]);
		const goneOn = '2026-11-20T09:02:00.000Z';
		for (const now of [goneOn, '2026-11-20T09:03:00.000Z']) expect(swept(await sweep(now))).toEqual([]);
		expect(await stored(decision)).toMatchObject({ resumeUrls: [], announcedAt: '2026-11-20T09:03:00.000Z' });
		const calls: string[] = [];
		ledger.before = (method) => void calls.push(method);
		swept(await sweep('2026-11-20T09:04:00.000Z'));
		expect(calls).toEqual([
			'readAll',
			'transitionAll',
			'transitionAll',
			'transitionAll',
			'transitionAll',
			'transitionAll',
			'transitionAll',
		]);
	});

	it.each([
		['cancelled', 'この質問は取り下げられました'],
		['superseded', 'この質問は無効になりました'],
	] as const)('shows in chats, and tells webhooks, that a question is %s, once', async (status, words) => {
		const decision = question({ approvers: [`telegram:${ALICE}`, 'webhook:team'] });
		await ask(decision);
		await ledger.update('decision_log', [{ key: decision.decisionId, values: { status, reason: 'the goal was closed' } }]);
		const sent = bot.calls.length;
		for (const now of [HALF, '2026-11-20T09:01:00.000Z']) swept(await sweep(now));
		expect(bot.calls.slice(sent)).toEqual(['editMessageText']);
		const message = bot.chat.messages(ALICE).at(-1);
		expect(message?.text).toContain(words);
		expect(message?.markup?.inline_keyboard ?? []).toEqual([]);
		const events = office.receiver.events();
		expect(events.map(({ type }) => type)).toEqual(['decision.requested', `decision.${status}`]);
		expect(events[1]).toMatchObject({ data: { status, answer: null, page_url: null } });
	});

	it('gives two approvers who share a webhook target an event and a link each, and one outcome', async () => {
		await set({ APPROVER_CHANNELS: `telegram:${ALICE} > webhook:team`, CHANNEL_ORDER: 'webhook' });
		const decision = question({ approvers: [`telegram:${ALICE}`, 'webhook:team'] });
		await ask(decision);
		const events = office.receiver.events();
		expect(events.map(({ type }) => type)).toEqual(['decision.requested', 'decision.requested']);
		expect(new Set(events.map(({ id }) => id)).size).toBe(2);
		swept(await sweep(OVER));
		expect(office.receiver.events().map(({ type }) => type)).toEqual([
			'decision.requested',
			'decision.requested',
			'decision.closed',
		]);
	});

	it('gives a question the outcome of votes that nobody has counted, instead of letting it expire', async () => {
		const approvers = [`telegram:${ALICE}`, `telegram:${BOB}`];
		const decision = question({ approvers, quorum: 2 });
		await ask(decision);
		await ledger.insert('answer_log', votes(decision, approvers));
		expect(swept(await sweep(OVER))).toMatchObject([{ action: 'settled', status: 'approved', woken: true }]);
	});

	it('gives figures by goal and by channel', async () => {
		const fast = question({
			status: 'approved',
			answer: '1',
			answeredBy: `telegram:${ALICE}`,
			answeredAt: '2026-11-20T03:10:00.000Z',
		});
		await ledger.insert('decision_log', [fast, question({ goalId: '' })]);
		await ledger.insert('run_log', [sampleRun('r1', { goalId: 'g_1' }), sampleRun('r2', { goalId: 'g_9' })]);
		expect(swept(await engine.run(workflow('figures', HALF, { resource: 'decisionLog' }), [{}]))).toEqual([
			expect.objectContaining({ goal_id: 'g_1', asked: 1, approved: 1, median_minutes_to_answer: 10, share_without_asking: 0.5 }),
			expect.objectContaining({ goal_id: '', asked: 1, pending: 1, median_minutes_to_answer: null, share_without_asking: 0 }),
			expect.objectContaining({ goal_id: 'g_9', asked: 0, share_without_asking: 1 }),
		]);
		const byChannel = await engine.run(
			workflow('figures', HALF, { resource: 'decisionLog', groupBy: 'channel', goalId: 'g_1' }),
			[{}],
		);
		expect(swept(byChannel)).toEqual([expect.objectContaining({ channel: 'telegram', asked: 1, p90_minutes_to_answer: 10 })]);
	});

	it('exports the log as CSV that spreadsheets open as text', async () => {
		const evil = question({
			question: '=HYPERLINK("http://evil","x")\n二行目,"引用"',
			reason: '@SUM(A1)',
			status: 'rejected',
			answer: '2',
		});
		await ledger.insert('decision_log', [evil]);
		const execution = await engine.run(workflow('exportCsv', HALF, { resource: 'decisionLog' }), [{}]);
		if (execution.error) throw execution.error;
		const [item] = execution.run.data.resultData.runData['Node']?.[0]?.data?.main?.[0] ?? [];
		const file = item?.binary?.['data'];
		expect(file).toMatchObject({ fileName: 'decisions.csv', mimeType: 'text/csv' });
		const bytes = Buffer.from(file?.data ?? '', 'base64');
		expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
		const csv = bytes.subarray(3).toString('utf8');
		expect(csv.startsWith('decision_id,goal_id,kind,status,question,')).toBe(true);
		expect(csv).toContain(`"'=HYPERLINK(""http://evil"",""x"")\n二行目,""引用"""`);
		expect(csv).toContain(",'@SUM(A1),");
		expect(csv).toContain('2026-11-20 12:00:00');
		expect(csv.endsWith('\r\n')).toBe(true);
	});
});
