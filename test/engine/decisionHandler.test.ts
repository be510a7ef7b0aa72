import type { IDataObject, IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { encodeCallback } from '../../core/decision/callbackData';
import { createDecision } from '../../core/decision/createDecision';
import { linkQuery } from '../../core/decision/pageLink';
import { promptTag } from '../../core/decision/promptTag';
import { AutopilotError } from '../../core/errors';
import type { Decision } from '../../core/types';
import { sha256, signer } from '../../nodes/shared/signing';
import { DecisionEngine, SIGNING_SECRET } from './decisionEngine';
import { chain, type Engine, type Execution, type WorkflowJson } from './harness';
import { createFaultyLedger, type FaultyLedger } from './faultyLedger';
import { sampleGoal } from '../contract/sampleRows';
import type * as channelsModule from '../../nodes/DecisionHandler/channels';

let ledger: FaultyLedger;
jest.mock('../../nodes/shared/ledger', () => ({
	openLedger: async (context: IExecuteFunctions) => ({ ledger, credential: await context.getCredentials('autopilotApi') }),
}));

/** Set where a test takes the credentials of the channels away. */
let channelsGone = false;
jest.mock('../../nodes/DecisionHandler/channels', () => {
	const actual = jest.requireActual<typeof channelsModule>('../../nodes/DecisionHandler/channels');
	const openChannels: typeof actual.openChannels = async (...args) => {
		if (channelsGone) throw new Error('Credential with ID "7" does not exist');
		return actual.openChannels(...args);
	};
	return { ...actual, openChannels };
});

const sign = signer(SIGNING_SECRET);
const ALICE = 100_000_001;
const BOB = 100_000_002;
const MALLORY = 999;
const NOW = '2026-11-20T03:00:00.000Z';
const LATER = '2026-11-20T05:00:00.000Z';

/** Ask and Wait with something behind each output. */
const asking = (parameters: INodeParameters = {}): WorkflowJson => {
	const type = 'n8n-nodes-base.noOp';
	const row = chain(
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
		{
			name: 'Ask',
			type: 'n8n-nodes-autopilot.decisionHandler',
			parameters: { operation: 'sendAndWait', currentTime: NOW, ...parameters },
		},
		{ name: 'No Answer', type },
		{ name: 'Approved', type },
		{ name: 'Rejected', type },
	);
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	return {
		...row,
		connections: {
			Start: { main: [to('Ask')] },
			Ask: { main: [to('No Answer'), to('Approved'), to('Rejected')] },
		},
	};
};

const answering = (parameters: INodeParameters = {}, currentTime = LATER): WorkflowJson =>
	chain(
		{ name: 'Start', type: 'n8n-nodes-base.telegramTrigger' },
		{
			name: 'Answer',
			type: 'n8n-nodes-autopilot.decisionHandler',
			parameters: { operation: 'answer', currentTime, ...parameters },
		},
	);

describe('the Decision Handler node', () => {
	let office: DecisionEngine;
	let engine: Engine;
	let bot: DecisionEngine['bot'];
	let smtp: DecisionEngine['smtp'];
	let asked: Decision;

	beforeAll(async () => {
		office = await DecisionEngine.start(NOW);
		({ engine, bot, smtp } = office);
		if (bot.users.join() !== [ALICE, BOB].join()) throw new Error('The sandbox has other people in its chats');
		bot.chat.addUser(MALLORY, 'Mallory', 'en');
	});
	afterAll(async () => {
		await office.stop();
	});

	beforeEach(async () => {
		ledger = await createFaultyLedger();
		await bot.forget();
		asked = loopDecision();
		await ledger.insert('decision_log', [asked]);
		await ledger.insert('goals_tracker', [sampleGoal('g_1')]);
	});

	/** A question as the loop records it, of another key in every test. */
	let serial = 0;
	const loopDecision = (more: { approvers?: string[]; timeoutSeconds?: number } = {}): Decision =>
		createDecision(
			{
				goalId: 'g_1',
				kind: 'budget_overrun',
				key: String(serial++),
				question: '予算を15%超える見込みです。どうしますか？',
				evidence: ['予算：300,000円'],
				options: [
					{
						key: '1',
						label: '予算内に縮小する',
						outcome: 'approve',
						effect: { type: 'scale_plan', factor: 0.8 },
						spend: { amount: 300_000, currency: 'JPY' },
						probability: 0.4,
						finishAt: null,
					},
					{
						key: '2',
						label: 'すべて停止する',
						outcome: 'reject',
						effect: { type: 'pause' },
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
				approvers: [`telegram:${ALICE}`, `telegram:${BOB}`],
				quorum: 1,
				timeoutSeconds: 24 * 3600,
				now: NOW,
				hash: sha256,
				...more,
			},
		);

	const stored = async (decisionId = asked.decisionId): Promise<Decision> => {
		const [decision] = await ledger.read('decision_log', { decisionId });
		if (!decision) throw new Error(`No decision ${decisionId}`);
		return decision;
	};
	const ask = async (
		parameters: INodeParameters = {},
		input: IDataObject[] = [{ decision_id: asked.decisionId, kept: 'yes' }],
	): Promise<Execution> => engine.run(asking({ decisionId: asked.decisionId, ...parameters }), input);
	/** Feeds what Telegram has delivered since to the Answer operation. */
	const deliver = async (currentTime = LATER): Promise<Execution> => engine.run(answering({}, currentTime), await bot.updates());
	const questionIn = (userId: number): number => {
		const message = bot.chat
			.messages(userId)
			.filter(({ markup }) => markup)
			.at(-1);
		if (!message) throw new Error(`No question in the chat of ${userId}`);
		return message.messageId;
	};
	const post = async (url: string, body: string, type = 'application/x-www-form-urlencoded'): Promise<Response> =>
		fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
	const pageUrl = async (option: string, approver: string, waiting = asked.decisionId): Promise<string> => {
		// The engine signs resume URLs like n8n, so a link is made the way the node makes it: from inside the waiting execution.
		const decision = await stored();
		const url = new URL((await stored(waiting)).resumeUrls[0] ?? '');
		url.searchParams.delete('signature');
		for (const [name, value] of Object.entries(linkQuery(decision, { option, approver }, sign)))
			url.searchParams.set(name, value);
		return engine.signed(url);
	};

	describe('asking', () => {
		it('records before it sends, shows the question with its effects, and waits until the deadline', async () => {
			const order: string[] = [];
			ledger.before = (method, table) => void (table === 'decision_log' && order.push(`${method}/${bot.calls.length}`));
			const from = Date.now();
			const execution = await ask();
			expect(execution.status).toBe('waiting');
			expect(order.indexOf('transition/0')).toBeGreaterThanOrEqual(0);
			expect(bot.calls).toEqual(['sendMessage', 'sendMessage']);
			expect(bot.texts(ALICE).at(-1)).toContain('✅ 1. 予算内に縮小する\n　→ 費用見込み 300,000円、達成確率 40%');
			// The pass that closes overdue questions gets ten minutes to wake it before n8n's own timeout, which reads no record.
			const wait = (execution.waitTill?.getTime() ?? 0) - from - 10 * 60_000;
			expect(wait).toBeGreaterThan(24 * 3_600_000 - 1_000);
			expect(wait).toBeLessThan(24 * 3_600_000 + 60_000);
			const decision = await stored();
			expect(decision).toMatchObject({ status: 'pending', executionId: execution.executionId });
			expect(decision.channels.map(({ approver, status, reference }) => [approver, status, typeof reference.messageId])).toEqual([
				[String(ALICE), 'sent', 'number'],
				[String(BOB), 'sent', 'number'],
			]);
		});

		it('leaves the sweep the time for two passes also where the question is short', async () => {
			await ledger.upsert('settings', [{ key: 'DECISION_TIMEOUT', value: 'PT1M', note: '' }]);
			const from = Date.now();
			const { waitTill } = await engine.run(asking({ question: '返金しますか？', approvers: `telegram:${ALICE}` }), [{}]);
			expect((waitTill?.getTime() ?? 0) - from).toBeGreaterThan(4 * 60_000 - 1_000);
		});

		it('goes on at No Answer when the time is over, and the items say so', async () => {
			const { executionId } = await ask();
			const ended = await engine.expire(executionId);
			expect(ended.output('No Answer')).toEqual([
				expect.objectContaining({
					kept: 'yes',
					decision_id: asked.decisionId,
					decision: expect.objectContaining({ status: 'expired', answer: null }),
				}),
			]);
			expect([ended.ran('Approved'), ended.ran('Rejected')]).toEqual([false, false]);
		});

		it.each([
			['approved', '1', 'Approved'],
			['rejected', '2', 'Rejected'],
		] as const)('goes straight on when it is %s already, and sends nothing', async (status, answer, output) => {
			await ledger.update('decision_log', [
				{ key: asked.decisionId, values: { status, answer, answeredBy: `telegram:${BOB}`, answeredAt: LATER } },
			]);
			const execution = await ask();
			expect(execution.status).toBe('success');
			expect(execution.output(output)).toEqual([
				expect.objectContaining({ kept: 'yes', decision: expect.objectContaining({ status, answer }) }),
			]);
			expect(bot.calls).toEqual([]);
		});

		it.each(['expired', 'cancelled', 'superseded'] as const)('goes on at No Answer when it is %s already', async (status) => {
			await ledger.update('decision_log', [{ key: asked.decisionId, values: { status } }]);
			const execution = await ask();
			expect(execution.output('No Answer')[0]?.decision).toMatchObject({ status });
			expect(bot.calls).toEqual([]);
		});

		it('asks nobody after the deadline', async () => {
			const execution = await ask({ currentTime: '2026-11-21T03:00:00.000Z' });
			expect(execution.output('No Answer')[0]?.decision).toMatchObject({ status: 'expired' });
			expect(bot.calls).toEqual([]);
		});

		it('does not send again what stands already, and lets only the newest execution go on', async () => {
			const first = await ask();
			const sent = bot.calls.length;
			const second = await ask();
			expect(bot.calls).toHaveLength(sent);
			expect(second.status).toBe('waiting');
			const former = await engine.resumed(first.executionId);
			expect(former.output('No Answer')[0]?.decision).toMatchObject({ status: 'pending' });

			bot.chat.tap(questionIn(ALICE), '1.', ALICE);
			expect((await deliver()).output('Answer')[0]).toMatchObject({ status: 'approved', woken: true });
			expect((await engine.resumed(second.executionId)).output('Approved')).toHaveLength(1);
			expect(engine.execution(first.executionId).ran('Approved')).toBe(false);
		});

		it('asks the others where one cannot be reached, and asks that one again next time', async () => {
			bot.chat.block(ALICE);
			await ask();
			expect((await stored()).channels).toMatchObject([
				{ approver: String(ALICE), status: 'failed', error: expect.stringContaining('blocked') },
				{ approver: String(BOB), status: 'sent' },
			]);
			bot.chat.block(ALICE, false);
			const before = bot.calls.length;
			await ask();
			expect(bot.calls.slice(before)).toEqual(['sendMessage']);
			expect((await stored()).channels).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
		});

		it.each([
			['answers with an error', { status: 500, count: 9 }],
			['hangs up', { drop: true, count: 9 }],
			['knows the bot no more', { status: 401, count: 9 }],
		])('fails when Telegram %s: the question stays pending, nothing runs, and no token is shown', async (_what, fault) => {
			bot.fail(fault);
			const execution = await ask();
			expect(execution.status).toBe('error');
			expect(execution.error?.message).toContain('reached nobody');
			expect(execution.error?.description).toContain('CHANNEL_FAILED');
			expect(JSON.stringify(execution.run.data)).not.toContain(bot.token);
			expect((await stored()).status).toBe('pending');
			expect(execution.ran('No Answer')).toBe(false);
		});

		it('waits when Telegram says so, and asks each person once', async () => {
			const questions = (): number => bot.texts(ALICE).filter((text) => text.includes('どうしますか')).length;
			const before = questions();
			bot.fail({ status: 429, retryAfter: 1 });
			expect((await ask()).status).toBe('waiting');
			expect(bot.calls).toEqual(['sendMessage', 'sendMessage', 'sendMessage']);
			expect(questions() - before).toBe(1);
		});

		it('sends each e-mail approver a link per option that opens a page, and takes the page’s answer', async () => {
			asked = loopDecision({ approvers: ['email:carol@example.com'] });
			await ledger.insert('decision_log', [asked]);
			const { executionId } = await ask({ fromEmail: 'autopilot@example.com' });
			expect((await stored()).channels).toEqual([
				{
					channel: 'email',
					approver: 'carol@example.com',
					status: 'sent',
					reference: { executionId },
					error: null,
					triedAt: NOW,
					attempts: 1,
				},
			]);
			const links = (smtp.received.at(-1) ?? '')
				.replace(/=\n/g, '')
				.replace(/=3D/g, '=')
				.match(/^http\S+$/gm);
			expect(links).toHaveLength(3);
			expect(links?.[2]).toMatch(/\/webhook\/autopilot\/decisions\?approver=email%3Acarol%40example\.com&scope=g_1&/);
			expect(await (await fetch(links?.[1] ?? '')).text()).toContain('「2. すべて停止する」と回答しますか？');
			expect((await post(links?.[1] ?? '', 'reason=')).status).toBe(200);
			expect((await engine.resumed(executionId)).output('Rejected')).toHaveLength(1);
			expect(await stored()).toMatchObject({ status: 'rejected', answeredBy: 'email:carol@example.com', reason: null });
		});

		it('sends new links by e-mail when another execution waits in the place of the first, which they led to', async () => {
			asked = loopDecision({ approvers: ['email:carol@example.com', `telegram:${ALICE}`] });
			await ledger.insert('decision_log', [asked]);
			await ask({ fromEmail: 'autopilot@example.com' });
			const [mails, calls] = [smtp.received.length, bot.calls.length];
			const { executionId } = await ask({ fromEmail: 'autopilot@example.com' });
			expect(bot.calls).toHaveLength(calls);
			expect(smtp.received).toHaveLength(mails + 1);
			const [first = '', second = ''] = smtp.received.slice(-2).map((mail) => mail.replace(/=\n/g, '').replace(/=3D/g, '='));
			const thread = /Message-ID: (<\S+>)/.exec(first)?.[1];
			expect(second).toContain(`In-Reply-To: ${thread}`);
			expect(second).not.toContain(`Message-ID: ${thread}`);
			expect((await stored()).channels).toHaveLength(2);
			const link = /^http\S+$/m.exec(second)?.[0] ?? '';
			expect((await post(link, 'reason=')).status).toBe(200);
			expect((await engine.resumed(executionId)).output('Approved')).toHaveLength(1);
		});

		it.each([
			[
				'an unreachable ledger',
				() => void (ledger.failing = new AutopilotError('LEDGER_UNREACHABLE', 'The ledger is down')),
				'The ledger is down',
			],
			[
				'an unknown decision',
				() => void (asked = { ...asked, decisionId: 'd_0000000000000000' }),
				'no decision "d_0000000000000000"',
			],
		])('asks nobody with %s', async (_what, arrange, message) => {
			arrange();
			const execution = await ask();
			expect(execution.error?.message).toContain(message);
			expect(bot.calls).toEqual([]);
		});

		it('sees an answer that came while it was still sending', async () => {
			ledger.before = async (method, table) => {
				if (method !== 'transition' || table !== 'decision_log' || bot.calls.length < 2) return;
				ledger.before = () => undefined;
				bot.chat.tap(questionIn(BOB), '2.', BOB);
				await ledger.transition(
					'decision_log',
					asked.decisionId,
					{ status: 'pending' },
					{ status: 'rejected', answer: '2', answeredBy: `telegram:${BOB}`, answeredAt: LATER },
				);
			};
			const execution = await ask();
			expect(execution.status).toBe('success');
			expect(execution.output('Rejected')).toHaveLength(1);
		});
	});

	describe('a question defined in the node', () => {
		const fields: INodeParameters = {
			decisionId: '',
			question: 'Refund order 1042?',
			questionKey: 'order-1042',
			evidence: 'Paid: 98,000 JPY\nAge: 3 days',
			options: {
				option: [
					{ label: 'Refund', outcome: 'approve' },
					{ label: 'Keep', outcome: 'reject' },
				],
			},
			approvers: `telegram:${ALICE}`,
			timeoutHours: 2,
		};
		const recorded = async (): Promise<Decision[]> => ledger.read('decision_log', { kind: 'custom' });

		it('is recorded, asked in its own language, and asked once for its key', async () => {
			const workflow = asking(fields);
			await engine.run(workflow);
			const [decision] = await recorded();
			expect(decision).toMatchObject({
				goalId: '',
				status: 'pending',
				approvers: [`telegram:${ALICE}`],
				deadline: '2026-11-20T05:00:00.000Z',
			});
			expect(bot.texts(ALICE).at(-1)).toContain('Your decision, please\nRefund order 1042?');
			expect(bot.texts(ALICE).at(-1)).toContain('・Paid: 98,000 JPY');
			const sent = bot.calls.length;
			await engine.run(workflow);
			expect(bot.calls).toHaveLength(sent);
			expect(await recorded()).toHaveLength(1);
			await ask({ ...fields, questionKey: 'order-1043' });
			expect(await recorded()).toHaveLength(2);
		});

		it.each([
			['other data', 'Refund order 1042?', 98_000],
			['another question', 'Refund order 1042 twice?', 980],
		])('never lends its answer to %s under the same key', async (_what, question, refund) => {
			const workflow = asking({ ...fields, question: '={{ $json.question }}' });
			const first = { question: 'Refund order 1042?', refund: 980 };
			await engine.run(workflow, [first]);
			const [decision] = await recorded();
			await ledger.transition(
				'decision_log',
				decision?.decisionId ?? '',
				{ status: 'pending' },
				{ status: 'approved', answer: '1', answeredBy: `telegram:${ALICE}`, answeredAt: NOW },
			);
			expect((await engine.run(workflow, [first])).output('Approved')).toHaveLength(1);
			const execution = await engine.run(workflow, [{ question, refund }]);
			expect(execution.output('Approved')).toEqual([]);
			expect(execution.error?.description).toContain('DECISION_INVALID');
			expect(execution.error?.message).toContain('order-1042');
		});

		it.each([
			['no approver', { approvers: '' }, 'APPROVERS_MISSING'],
			['a quorum over the approvers', { approvers: 'telegram:1,telegram:2', quorum: 3 }, 'DECISION_INVALID'],
			['one option', { options: { option: [{ label: 'Yes', outcome: 'approve' }] } }, 'DECISION_INVALID'],
			['no text', { question: '={{ "" }}' }, 'DECISION_INVALID'],
		])('is refused with %s', async (_what, more, code) => {
			const execution = await ask({ ...fields, ...more });
			expect(execution.error?.description).toContain(code);
			expect(await recorded()).toEqual([]);
			expect(bot.calls).toEqual([]);
		});
	});

	describe('a tap', () => {
		it('is recorded, answered, shown in every chat and resumes the execution', async () => {
			const { executionId } = await ask();
			const tap = bot.chat.tap(questionIn(ALICE), '1.', ALICE);
			const answered = await deliver();
			expect(answered.output('Answer', 0)).toEqual([
				expect.objectContaining({
					decision_id: asked.decisionId,
					status: 'approved',
					answer: '1',
					answered_by: `telegram:${ALICE}`,
					answered_at: LATER,
					woken: true,
					messages_edited: 2,
				}),
			]);
			expect(bot.chat.taps(ALICE).find(({ queryId }) => queryId === tap.queryId)).toMatchObject({
				answer: { text: '「1. 予算内に縮小する」で承りました。' },
			});
			for (const user of [ALICE, BOB]) {
				expect(bot.texts(user).at(-1)).toContain(`✅ 承認済み：1. 予算内に縮小する（Telegram ${ALICE}、11月20日(金) 14:00`);
				expect(bot.chat.messages(user).at(-1)?.markup).toBeUndefined();
			}
			const ended = await engine.resumed(executionId);
			expect(ended.output('Approved')).toEqual([
				expect.objectContaining({ kept: 'yes', decision: expect.objectContaining({ status: 'approved', answer: '1' }) }),
			]);
			expect([ended.ran('No Answer'), ended.ran('Rejected')]).toEqual([false, false]);
		});

		it('wakes who waits as soon as it is on record, before anything is shown or logged', async () => {
			await ask();
			bot.chat.tap(questionIn(ALICE), '1.', ALICE);
			const calls = bot.calls.length;
			const order: string[] = [];
			ledger.before = (method, table) => void order.push(`${method} ${table}, ${bot.calls.length - calls} calls`);
			await deliver();
			const recorded = order.indexOf('transition decision_log, 0 calls');
			expect(order.slice(0, recorded + 2)).toEqual([
				'read decision_log, 0 calls',
				'transition decision_log, 0 calls',
				'read decision_log, 0 calls',
			]);
			expect(order.findIndex((call) => call.startsWith('insert answer_log'))).toBeGreaterThan(recorded + 1);
		});

		it('is told as recorded where the ledger fails right after it has taken it', async () => {
			await ask();
			const tap = bot.chat.tap(questionIn(ALICE), '1.', ALICE);
			let taken = false;
			ledger.before = (method) => {
				if (taken) throw new Error('The ledger is down');
				taken = method === 'transition';
			};
			await deliver();
			ledger.before = () => undefined;
			expect(bot.chat.taps(ALICE).find(({ queryId }) => queryId === tap.queryId)?.answer?.text).toContain('で承りました。');
			expect((await stored()).status).toBe('approved');
		});

		it('counts once: of two people at the same time one decides, the other is told', async () => {
			const { executionId } = await ask();
			bot.chat.tap(questionIn(ALICE), '1.', ALICE);
			bot.chat.tap(questionIn(BOB), '2.', BOB);
			const [first, second] = await bot.updates();
			const both = await Promise.all([first, second].map(async (update) => engine.run(answering(), [update ?? {}])));
			const recordedBy = both.flatMap((execution) => execution.output('Answer', 0));
			const refused = both.flatMap((execution) => execution.output('Answer', 1));
			expect([recordedBy.length, refused.length]).toEqual([1, 1]);
			expect(refused[0]).toMatchObject({
				code: 'already_decided',
				message: expect.stringContaining('この件はすでに決まっています'),
			});
			expect((await stored()).answeredBy).toBe(recordedBy[0]?.answered_by);
			const ended = await engine.resumed(executionId);
			expect([ended.ran('Approved'), ended.ran('Rejected')].filter(Boolean)).toHaveLength(1);
		});

		it('counts once when it is delivered twice', async () => {
			await ask();
			bot.chat.tap(questionIn(ALICE), '2.', ALICE);
			const updates = await bot.updates();
			await engine.run(answering(), updates);
			const again = await engine.run(answering(), updates);
			expect(again.output('Answer', 1)).toEqual([
				expect.objectContaining({ code: 'repeated', message: expect.stringContaining('すでに承っています') }),
			]);
			expect((await stored()).answeredAt).toBe(LATER);
		});

		it('is refused after the deadline, and nothing runs', async () => {
			await ask();
			bot.chat.tap(questionIn(ALICE), '1.', ALICE);
			const late = await deliver('2026-11-21T03:00:00.000Z');
			expect(late.output('Answer', 1)).toEqual([expect.objectContaining({ code: 'late', status: 'expired' })]);
			expect(bot.texts(ALICE).at(-1)).toContain('⏰ 期限切れ');
			expect(bot.chat.messages(ALICE).at(-1)?.markup).toBeUndefined();
			// The loop closes the questions of its goals: it has more to do then.
			expect((await stored()).status).toBe('pending');
		});

		const forgeries: readonly (readonly [string, number, (decision: Decision) => string, string])[] = [
			['of somebody else', MALLORY, (decision) => encodeCallback(decision, '1', `telegram:${ALICE}`, sign), 'unauthorised'],
			['that another approver was given', BOB, (decision) => encodeCallback(decision, '1', `telegram:${ALICE}`, sign), 'forged'],
			[
				'with another option',
				ALICE,
				(decision) => encodeCallback(decision, '2', `telegram:${ALICE}`, sign).replace('|2|', '|1|'),
				'forged',
			],
			['without a signature', ALICE, (decision) => `ap1|${decision.decisionId}|1|`, 'forged'],
			[
				'of another secret',
				ALICE,
				(decision) => encodeCallback(decision, '1', `telegram:${ALICE}`, signer('x'.repeat(32))),
				'forged',
			],
			['of an unknown decision', ALICE, () => 'ap1|d_0000000000000000|1|aaaaaaaaaaaaaaaaaaaaaa', 'not_found'],
		];
		it.each(forgeries)('%s is refused, answered and changes nothing', async (_what, userId, forge, code) => {
			const { executionId } = await ask();
			const tap = bot.chat.forgeTap(questionIn(ALICE), forge(await stored()), userId, ALICE);
			const refused = await deliver();
			expect(refused.output('Answer', 1)).toEqual([expect.objectContaining({ code })]);
			expect(bot.chat.taps(userId).find(({ queryId }) => queryId === tap.queryId)?.answer).toMatchObject({ showAlert: true });
			expect(await stored()).toMatchObject({ status: 'pending', answer: null });
			expect(engine.execution(executionId).status).toBe('waiting');
		});

		it('on a button that is none of ours is left to others', async () => {
			await ask();
			bot.chat.forgeTap(questionIn(ALICE), 'nhitl1|12|a|0123', ALICE);
			const before = bot.calls.length;
			expect((await deliver()).output('Answer', 2)).toHaveLength(1);
			expect(bot.calls).toHaveLength(before);
		});

		it('is answered even when the ledger is down, and can be tapped again', async () => {
			await ask();
			const tap = bot.chat.tap(questionIn(ALICE), '1.', ALICE);
			const updates = await bot.updates();
			ledger.failing = new AutopilotError('LEDGER_UNREACHABLE', 'The ledger is down');
			const failed = await engine.run(answering(), updates);
			expect(failed.error?.message).toBe('The ledger is down');
			expect(bot.chat.taps(ALICE).find(({ queryId }) => queryId === tap.queryId)?.answer?.text).toContain(
				'ただいま記録を確認できません',
			);
			ledger.failing = null;
			expect((await engine.run(answering(), updates)).output('Answer', 0)).toHaveLength(1);
		});

		it('is recorded even when Telegram is down, and when nobody can be woken', async () => {
			const { executionId } = await ask();
			bot.chat.tap(questionIn(ALICE), '1.', ALICE);
			const updates = await bot.updates();
			await engine.expire(executionId);
			bot.fail({ status: 503, count: 99 });
			const answered = await engine.run(answering(), updates);
			expect(answered.output('Answer', 0)).toEqual([
				expect.objectContaining({ status: 'approved', woken: false, messages_edited: 0, told: false }),
			]);
			expect((await stored()).status).toBe('approved');
		});
	});

	describe('a typed answer', () => {
		it('replies to a question, carries a reason and is confirmed', async () => {
			const { executionId } = await ask();
			bot.chat.type('却下 予算が足りない', BOB, questionIn(BOB));
			const answered = await deliver();
			expect(answered.output('Answer', 0)).toEqual([
				expect.objectContaining({ status: 'rejected', answer: '2', answered_by: `telegram:${BOB}`, reason: '予算が足りない' }),
			]);
			expect(bot.texts(BOB).at(-1)).toContain('で承りました');
			expect((await engine.resumed(executionId)).output('Rejected')).toHaveLength(1);
		});

		it('without a reply answers the only open question', async () => {
			await ask();
			bot.chat.type('はい', ALICE);
			expect((await deliver()).output('Answer', 0)).toEqual([expect.objectContaining({ answer: '1' })]);
		});

		it('without a reply in a group is small talk: the question was put in private', async () => {
			await ask();
			bot.chat.type('はい', ALICE);
			const [update] = await bot.updates();
			const message = { ...(update?.['message'] as IDataObject), chat: { id: -1001234, type: 'supergroup', title: 'Team' } };
			const execution = await engine.run(answering(), [{ ...update, message }]);
			expect(execution.output('Answer', 2)).toHaveLength(1);
			expect((await stored()).status).toBe('pending');
		});

		describe('in a group, in reply to a message of the bot', () => {
			const GROUP = -1_001_234;
			const IN_GROUP = 77;
			/** What Telegram delivers to a bot in privacy mode: the reply, from whom it is, and the message of the bot. */
			const reply = (from: IDataObject, replyTo: IDataObject): IDataObject => ({
				message: {
					message_id: 78,
					date: Date.parse(LATER) / 1000,
					from: { is_bot: false, language_code: 'ja', first_name: 'Somebody', ...from },
					chat: { id: GROUP, type: 'supergroup', title: 'Team' },
					text: 'はい',
					reply_to_message: { message_id: IN_GROUP, from: { id: 1, is_bot: true }, chat: { id: GROUP }, text: '', ...replyTo },
				},
			});
			const prompt = ({ decisionId }: Decision, signing = sign): IDataObject => ({
				text: `この質問に返信してください。\n${promptTag(decisionId, signing)}`,
			});
			/** The question stands in the group too, as the record says. */
			const standsInGroup = async (): Promise<void> => {
				await ask();
				const { channels } = await stored();
				const [first] = channels;
				if (!first) throw new Error('Nobody was asked');
				const there = { ...first, reference: { chatId: String(GROUP), messageId: IN_GROUP } };
				await ledger.update('decision_log', [{ key: asked.decisionId, values: { channels: [...channels, there] } }]);
			};
			const sent = async (update: IDataObject, output: number): Promise<IDataObject[]> =>
				(await engine.run(answering(), [update])).output('Answer', output);

			it.each([
				['where the question stands', () => ({})],
				['that asks for the answer', () => prompt(asked)],
			])('%s counts from an approver, whoever else is there', async (_what, original) => {
				await standsInGroup();
				expect(await sent(reply({ id: MALLORY }, original()), 1)).toEqual([expect.objectContaining({ code: 'unauthorised' })]);
				expect(await stored()).toMatchObject({ status: 'pending', answer: null });
				expect(await sent(reply({ id: BOB }, original()), 0)).toEqual([
					expect.objectContaining({ outcome: 'recorded', answered_by: `telegram:${BOB}`, answer: '1' }),
				]);
			});

			it.each<[string, () => IDataObject]>([
				['from an administrator who hides behind the group', () => reply({ id: 1_087_968_824, is_bot: true }, {})],
				['to another message', () => reply({ id: BOB }, { message_id: 4 })],
				[
					'to a message that has the number of a question in a private chat',
					() => reply({ id: BOB }, { message_id: questionIn(BOB) }),
				],
				['to a prompt with a forged tag', () => reply({ id: BOB }, { message_id: 4, ...prompt(asked, signer('x'.repeat(32))) })],
				[
					'to a prompt that a person has copied',
					() => reply({ id: BOB }, { message_id: 4, from: { id: MALLORY, is_bot: false }, ...prompt(asked) }),
				],
			])('is no answer %s', async (_what, update) => {
				await standsInGroup();
				const before = bot.calls.length;
				expect(await sent(update(), 2)).toHaveLength(1);
				expect(await stored()).toMatchObject({ status: 'pending', answer: null });
				expect(bot.calls).toHaveLength(before);
			});
		});

		it('without a reply is asked which of several it means', async () => {
			await ask();
			const other = loopDecision();
			await ledger.insert('decision_log', [other]);
			bot.chat.type('はい', ALICE);
			expect((await deliver()).output('Answer', 1)).toEqual([expect.objectContaining({ code: 'which_question' })]);
			expect(bot.texts(ALICE).at(-1)).toContain('2件');
		});

		it.each([
			['a condition', 'はい、ただし半額で', 'conditional'],
			['an option that is not there', '4', 'no_such_option'],
			['small talk', '今日は雨ですね', 'unclear'],
		])('in reply with %s is asked again', async (_what, text, code) => {
			await ask();
			bot.chat.type(text, ALICE, questionIn(ALICE));
			expect((await deliver()).output('Answer', 1)).toEqual([expect.objectContaining({ code })]);
			expect((await stored()).status).toBe('pending');
			expect(bot.texts(ALICE).at(-1)?.length).toBeGreaterThan(10);
		});

		it('in reply to a question that is decided is told so', async () => {
			await ledger.upsert('settings', [{ key: 'APPROVERS', value: `telegram:${BOB}`, note: '' }]);
			await ask();
			const question = questionIn(BOB);
			bot.chat.tap(questionIn(ALICE), '1.', ALICE);
			await deliver();
			bot.chat.type('いいえ', BOB, question);
			expect((await deliver()).output('Answer', 1)).toEqual([expect.objectContaining({ code: 'already_decided' })]);
		});

		it('of a stranger has nobody read the whole log, which is long', async () => {
			await ask();
			await ledger.upsert('settings', [{ key: 'APPROVERS', value: `telegram:${ALICE}`, note: '' }]);
			const read = jest.spyOn(ledger, 'read');
			const readings = async (userId: number): Promise<unknown[]> => {
				read.mockClear();
				bot.chat.type('はい', userId, bot.chat.messages(userId).at(-1)?.messageId ?? bot.chat.type('hello', userId));
				await deliver();
				return read.mock.calls.flatMap(([table, where]) => (table === 'decision_log' ? [where] : []));
			};
			expect(await readings(MALLORY)).toEqual([{ status: 'pending' }]);
			await ledger.update('decision_log', [{ key: asked.decisionId, values: { status: 'rejected', answer: '2' } }]);
			expect(await readings(ALICE)).toContain(undefined);
			read.mockRestore();
		});

		it.each([
			['an instruction', '1週間で200万作りたい', ALICE],
			['yes from somebody who was not asked', 'はい', MALLORY],
		])('is none with %s', async (_what, text, userId) => {
			await ask();
			bot.chat.type(text, userId);
			const [update] = await bot.updates();
			const execution = await engine.run(answering(), [update ?? {}]);
			expect(execution.output('Answer', 2)).toEqual([update]);
			expect((await stored()).status).toBe('pending');
		});
	});

	describe('an answer from fields', () => {
		const fields = (more: INodeParameters = {}): INodeParameters => ({
			answerSource: 'fields',
			answeredDecisionId: asked.decisionId,
			option: '2',
			approver: `telegram:${BOB}`,
			reason: 'too dear',
			...more,
		});
		it('is recorded like any other', async () => {
			const { executionId } = await ask();
			const execution = await engine.run(answering(fields()));
			expect(execution.output('Answer', 0)).toEqual([
				expect.objectContaining({ status: 'rejected', reason: 'too dear', woken: true }),
			]);
			expect((await engine.resumed(executionId)).ran('Rejected')).toBe(true);
		});
		it('is recorded though others held the row for a while', async () => {
			await ask();
			const transition = jest.spyOn(ledger, 'transition').mockResolvedValueOnce(false);
			const execution = await engine.run(answering(fields()));
			transition.mockRestore();
			expect(execution.output('Answer', 0)).toEqual([expect.objectContaining({ outcome: 'recorded', status: 'rejected' })]);
		});
		it('is said to be none, and not to be late, where others hold the row for ever', async () => {
			await ask();
			bot.chat.tap(questionIn(ALICE), '1.', ALICE);
			const calls = bot.calls.length;
			const transition = jest.spyOn(ledger, 'transition').mockResolvedValue(false);
			const execution = await deliver();
			transition.mockRestore();
			expect(execution.error?.message).toContain('answer again');
			expect(bot.calls.slice(calls)).toEqual(['answerCallbackQuery']);
			expect((await stored()).status).toBe('pending');
		});
		it('is refused for a person who is not listed', async () => {
			expect((await engine.run(answering(fields({ approver: `telegram:${MALLORY}` })))).output('Answer', 1)).toEqual([
				expect.objectContaining({ code: 'unauthorised' }),
			]);
		});
	});

	describe('the waiting execution', () => {
		it('shows a page on GET and decides nothing, whoever asks', async () => {
			const { executionId } = await ask();
			const url = await pageUrl('1', `telegram:${ALICE}`);
			for (const agent of ['Mozilla/5.0', 'TelegramBot (like TwitterBot)', 'SkypeUriPreview', '']) {
				const page = await fetch(url, { headers: { 'user-agent': agent } });
				expect(page.status).toBe(200);
				expect(await page.text()).toContain('<form method="post">');
				expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
				expect(page.headers.get('referrer-policy')).toBe('no-referrer');
			}
			expect((await stored()).status).toBe('pending');
			expect(engine.execution(executionId).status).toBe('waiting');
		});

		it('goes on with the answer also where the chats cannot show it', async () => {
			const { executionId } = await ask();
			channelsGone = true;
			try {
				expect((await post(await pageUrl('1', `telegram:${ALICE}`), '')).status).toBe(200);
				expect((await engine.resumed(executionId)).output('Approved')).toHaveLength(1);
			} finally {
				channelsGone = false;
			}
		});

		it('takes the form of the page for an answer, once', async () => {
			const { executionId } = await ask();
			const url = await pageUrl('2', `telegram:${BOB}`);
			const done = await post(url, 'reason=%E4%BA%88%E7%AE%97');
			expect(done.status).toBe(200);
			expect(await done.text()).toContain('🚫 却下済み');
			expect(await stored()).toMatchObject({ status: 'rejected', answeredBy: `telegram:${BOB}`, reason: '予算' });
			// By the clock the question was asked with, whatever the real time is.
			const elapsed = Date.parse((await stored()).answeredAt ?? '') - Date.parse(NOW);
			expect(elapsed).toBeGreaterThanOrEqual(0);
			expect(elapsed).toBeLessThan(60_000);
			const ended = await engine.resumed(executionId);
			expect(ended.output('Rejected')).toEqual([expect.objectContaining({ kept: 'yes' })]);
			expect(await (await post(url, 'reason=again')).text()).toContain('No action required');
			expect(bot.texts(ALICE).at(-1)).toContain('却下済み');
		});

		it.each([
			['still open', null],
			['decided long ago', { status: 'approved', answer: '1', answeredAt: NOW, answeredBy: `telegram:${BOB}` }],
		] as const)('keeps waiting for its own question at the link of an earlier one that is %s', async (_what, outcome) => {
			// Ask and Wait in a loop: the same execution, the same node, and links that n8n signed for it before. Nothing waits for
			// the earlier question any more, so the real clock tells whether it is still open.
			asked = loopDecision({ timeoutSeconds: 100 * 365 * 86_400 });
			const next = loopDecision();
			await ledger.insert('decision_log', [asked, next]);
			const { executionId } = await ask({ decisionId: next.decisionId }, [{ decision_id: next.decisionId }]);
			if (outcome) await ledger.update('decision_log', [{ key: asked.decisionId, values: outcome }]);
			const status = outcome ? 409 : 200;
			expect((await post(await pageUrl('1', `telegram:${ALICE}`, next.decisionId), '')).status).toBe(status);
			expect(await stored()).toMatchObject({ status: 'approved', answer: '1' });
			expect((await stored(next.decisionId)).status).toBe('pending');
			expect(engine.execution(executionId).status).toBe('waiting');
		});

		it.each([
			['another option', async () => pageUrl('1', `telegram:${ALICE}`).then((url) => resigned(url, 'option', '2'))],
			[
				'another approver',
				async () => pageUrl('1', `telegram:${ALICE}`).then((url) => resigned(url, 'approver', `telegram:${BOB}`)),
			],
			[
				'a stranger',
				async () => pageUrl('1', `telegram:${MALLORY}`).then((url) => resigned(url, 'approver', `telegram:${ALICE}`)),
			],
		])('refuses a link altered to %s, even with a right signature of n8n', async (_what, link) => {
			const { executionId } = await ask();
			const url = await link();
			expect((await fetch(url)).status).toBe(403);
			expect((await post(url, '')).status).toBe(403);
			expect((await stored()).status).toBe('pending');
			expect(engine.execution(executionId).status).toBe('waiting');
		});

		it('refuses an answer of somebody who has a link but is not listed', async () => {
			await ask();
			expect((await post(await pageUrl('1', `telegram:${MALLORY}`), '')).status).toBe(409);
			expect((await stored()).status).toBe('pending');
		});

		it('keeps waiting when it is woken while nobody has answered', async () => {
			const { executionId } = await ask();
			const [resumeUrl = ''] = (await stored()).resumeUrls;
			const woken = await post(resumeUrl, JSON.stringify({ wake: asked.decisionId }), 'application/json');
			expect([woken.status, await woken.json()]).toEqual([202, expect.objectContaining({ woken: false })]);
			expect((await post(resumeUrl, JSON.stringify({ wake: 'd_0000000000000000' }), 'application/json')).status).toBe(404);
			expect((await post(resumeUrl, 'approved=true')).status).toBe(404);
			expect(engine.execution(executionId).status).toBe('waiting');
		});

		it('takes no words for an answer: what counts is the ledger', async () => {
			const { executionId } = await ask();
			const [resumeUrl = ''] = (await stored()).resumeUrls;
			await post(resumeUrl, JSON.stringify({ wake: asked.decisionId, status: 'approved', answer: '1' }), 'application/json');
			expect(engine.execution(executionId).status).toBe('waiting');
			await ledger.update('decision_log', [{ key: asked.decisionId, values: { status: 'expired' } }]);
			await post(resumeUrl, JSON.stringify({ wake: asked.decisionId, status: 'approved' }), 'application/json');
			expect((await engine.resumed(executionId)).output('No Answer')[0]?.decision).toMatchObject({ status: 'expired' });
		});

		it('says that it cannot tell while the ledger is down, and keeps waiting', async () => {
			const { executionId } = await ask();
			const url = await pageUrl('1', `telegram:${ALICE}`);
			ledger.failing = new AutopilotError('LEDGER_UNREACHABLE', 'The ledger is down');
			for (const answer of [await fetch(url), await post(url, '')]) {
				expect(answer.status).toBe(503);
				expect(await answer.text()).not.toContain('<form');
			}
			expect(engine.execution(executionId).status).toBe('waiting');
		});
	});

	/** A link changed in one part and signed again the way n8n signs, as somebody with n8n's own secret could. */
	const resigned = (link: string, name: string, value: string): string => {
		const url = new URL(link);
		url.searchParams.set(name, value);
		url.searchParams.delete('signature');
		return engine.signed(url);
	};

	describe('the list', () => {
		const list = async (parameters: INodeParameters): Promise<IDataObject[]> => {
			const workflow = chain(
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{ name: 'List', type: 'n8n-nodes-autopilot.decisionHandler', parameters: { operation: 'list', ...parameters } },
			);
			return (await engine.run(workflow)).output('List');
		};
		it('has what is pending, or what is asked for, the newest first', async () => {
			const older = { ...loopDecision(), askedAt: '2026-11-01T00:00:00.000Z' };
			const closed = { ...loopDecision(), status: 'rejected' as const, goalId: 'g_2' };
			await ledger.insert('decision_log', [older, closed]);
			const ids = (items: IDataObject[]): unknown[] => items.map(({ decision_id }) => decision_id);
			expect(ids(await list({}))).toEqual([asked.decisionId, older.decisionId]);
			expect(ids(await list({ statuses: [] }))).toHaveLength(3);
			expect(ids(await list({ statuses: ['rejected', 'pending'], goalId: 'g_2' }))).toEqual([closed.decisionId]);
		});
	});
});
