import { DateTime } from 'luxon';
import { publicApi, type PublicApi, until } from '../../sandbox/n8n/publicApi';
import type { WorkflowJson } from '../../sandbox/n8n/restClient';
import { N8nGate } from '../helpers/n8nGate';
import { at, Harness } from './harness';

const WEEK = '1週間で200万作りたい、ワークフロー回してくれ';

describe('questions and answers in a real n8n', () => {
	let harness: Harness;
	/** The reverse proxy through which links and updates come. */
	let proxy: N8nGate;
	/** Each test has a fortnight of its own. */
	let start = 0;
	const day = (offset: number, time: string): string => at(start + offset, time);

	beforeAll(async () => {
		proxy = await N8nGate.start();
		harness = await Harness.start({ now: at(0, '09:00'), publicUrl: proxy.url });
		proxy.standBefore(harness.n8n.url);
	});
	afterAll(async () => {
		// Also where n8n never came up: a proxy left open would keep the tests from ever ending.
		await proxy.stop();
		await harness.stop();
	});
	afterEach(() => {
		start += 14;
	});

	it('a tap starts the plan, and the message says so afterwards', async () => {
		await harness.fresh({ now: day(0, '10:00'), firstUse: true });
		const goalId = await harness.createGoal(WEEK, day(0, '10:00'));
		const { decision, messageId } = await harness.question(goalId);
		expect(decision.kind).toBe('plan_approval');
		expect((await harness.goal(goalId)).status).toBe('awaiting_decision');
		await harness.tick(day(0, '10:01'));
		expect(await harness.runs(goalId)).toEqual([]);

		harness.tap(messageId, 0);
		const applied = await harness.applied(decision.decisionId);
		expect(applied.status).toBe('approved');
		expect(applied.answeredBy).toBe(`telegram:${harness.servers.approverId}`);
		expect((await harness.goal(goalId)).status).toBe('running');
		await until('the message to show the outcome and no buttons', 20_000, async () => {
			const message = harness.chat.messages(harness.servers.approverId).find((each) => each.messageId === messageId);
			return message?.text.includes('✅') && (message.markup?.inline_keyboard ?? []).length === 0;
		});
		await harness.tick(day(0, '10:02'));
		expect((await harness.runs(goalId)).filter(({ status }) => status === 'succeeded').length).toBeGreaterThanOrEqual(2);
	});

	it('a second tap is told what was decided, and changes nothing', async () => {
		await harness.fresh({ now: day(0, '10:00'), firstUse: true });
		const goalId = await harness.createGoal(WEEK, day(0, '10:00'));
		const { decision, messageId } = await harness.question(goalId);
		harness.tap(messageId, 0);
		// The buttons are still there for somebody whose phone lags behind.
		harness.tap(messageId, 1);
		const applied = await harness.applied(decision.decisionId);
		const taps = await until('both taps to be answered', 20_000, async () => {
			const mine = harness.chat.taps(harness.servers.approverId).filter((tap) => tap.messageId === messageId);
			return mine.length === 2 && mine.every(({ answer }) => answer !== null) && mine;
		});
		expect(taps.map(({ answer }) => answer?.text).filter((text) => text?.includes('すでに'))).toHaveLength(1);
		expect((await harness.decision(decision.decisionId)).answer).toBe(applied.answer);
	});

	it('somebody who is not an approver cannot answer', async () => {
		await harness.fresh({ now: day(0, '10:00'), firstUse: true });
		const goalId = await harness.createGoal(WEEK, day(0, '10:00'));
		const { decision, messageId } = await harness.question(goalId);
		harness.chat.addUser(555, 'Mallory');
		harness.chat.tap(messageId, 0, 555, harness.servers.approverId);
		const tap = await until('the tap to be answered', 20_000, async () =>
			harness.chat.taps(555).find(({ answer }) => answer !== null),
		);
		expect(tap.answer?.text).toContain('承認者');
		expect((await harness.decision(decision.decisionId)).status).toBe('pending');
	});

	it('a typed refusal with its reason ends the matter, and nothing runs', async () => {
		await harness.fresh({ now: day(0, '10:00'), firstUse: true });
		const goalId = await harness.createGoal(WEEK, day(0, '10:00'));
		const { decision } = await harness.question(goalId);
		harness.chat.type('却下 予算が足りない', harness.servers.approverId);
		const applied = await harness.applied(decision.decisionId);
		expect({ status: applied.status, reason: applied.reason }).toEqual({ status: 'rejected', reason: '予算が足りない' });
		expect(['paused', 'cancelled']).toContain((await harness.goal(goalId)).status);
		await harness.tick(day(0, '10:05'));
		expect(await harness.runs(goalId)).toEqual([]);
	});

	it('a typed number chooses that option', async () => {
		await harness.fresh({ now: day(0, '10:00'), firstUse: true });
		const goalId = await harness.createGoal(WEEK, day(0, '10:00'));
		const { decision } = await harness.question(goalId);
		harness.chat.type('1', harness.servers.approverId);
		expect((await harness.applied(decision.decisionId)).answer).toBe('1');
		expect((await harness.goal(goalId)).status).toBe('running');
	});

	it('two of two approvers have to agree where the settings say so', async () => {
		await harness.fresh({ now: day(0, '10:00'), firstUse: true });
		const { approverId, secondApproverId } = harness.servers;
		const APPROVERS = `telegram:${approverId},telegram:${secondApproverId}`;
		for (const [key, value] of Object.entries({ APPROVERS, QUORUM: '2' }))
			await harness.autopilot.ledger.upsert('settings', [{ key, value, note: '' }]);
		const goalId = await harness.createGoal(WEEK, day(0, '10:00'));
		const { decision, messageId } = await harness.question(goalId);
		harness.tap(messageId, 0);
		await until('the other one to see that one has agreed', 30_000, async () =>
			harness.chat.messages(secondApproverId).find(({ text }) => text.includes('承認 1/2名')),
		);
		expect((await harness.decision(decision.decisionId)).status).toBe('pending');
		expect((await harness.goal(goalId)).status).toBe('awaiting_decision');

		const second = (await harness.decision(decision.decisionId)).channels.find(
			({ approver }) => approver === String(secondApproverId),
		);
		harness.chat.tap(second?.reference.messageId ?? 0, 0, secondApproverId);
		expect(await harness.applied(decision.decisionId)).toMatchObject({
			status: 'approved',
			answeredBy: `telegram:${approverId}, telegram:${secondApproverId}`,
		});
		expect((await harness.goal(goalId)).status).toBe('running');
		const votes = await harness.autopilot.ledger.read('answer_log', { decisionId: decision.decisionId });
		expect(votes.map(({ result }) => result)).toEqual(['counted', 'counted']);
	});

	it('a workflow of the owner’s own asks for a number, which is typed', async () => {
		await harness.fresh({ now: day(0, '10:00') });
		const api = publicApi(harness.n8n.url, harness.n8n.apiKey);
		const id = await ownWorkflow(api, {
			question: '今月の広告費の上限はいくらにしますか？',
			questionKey: 'ads',
			approvers: `telegram:${harness.servers.approverId}`,
			currentTime: day(0, '10:00'),
			options: {
				option: [
					{ label: '新しい上限', outcome: 'approve', input: 'number', unit: 'JPY', max: '1000000' },
					{ label: '変えない', outcome: 'reject' },
				],
			},
		});
		await until('the webhook to answer', 30_000, async () => (await fetch(`${harness.n8n.url}/webhook/own-question`)).ok);
		const question = await until('the question', 30_000, async () =>
			harness.chat.messages(harness.servers.approverId).find(({ text }) => text.includes('広告費の上限')),
		);
		harness.chat.type('たくさん', harness.servers.approverId, question.messageId);
		await until('to be asked again', 30_000, async () =>
			harness.said().find((text) => text.includes('数字として読み取れません')),
		);
		harness.chat.type('４０万円', harness.servers.approverId, question.messageId);
		await until('the workflow to go on', 30_000, async () => (await api.executions({ workflowId: id, status: 'success' }))[0]);
		const [decision] = await harness.autopilot.ledger.read('decision_log', { kind: 'custom' });
		expect(decision).toMatchObject({ status: 'approved', answer: '1', answerValue: '400000', answerUnit: 'JPY' });
	});

	/** A webhook and a question, with the credentials of workflow 03. */
	async function ownWorkflow(api: PublicApi, parameters: Readonly<Record<string, unknown>>): Promise<string> {
		const { data } = (await api.request('GET', '/workflows?limit=250')) as { data: WorkflowJson[] };
		const ask = data.flatMap(({ nodes }) => nodes).find(({ name }) => name === 'Ask and Wait');
		if (!ask) throw new Error('Workflow 03 has no Ask and Wait');
		const webhook = {
			name: 'Start',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			webhookId: 'own-question',
		};
		const id = await api.createWorkflow({
			name: 'A question of the owner’s',
			nodes: [
				{ ...webhook, id: 'start', parameters: { path: 'own-question' } },
				{ ...ask, id: 'ask', name: 'Ask', parameters: { ...ask.parameters, decisionId: '', ...parameters } },
			],
			connections: { Start: { main: [[{ node: 'Ask', type: 'main', index: 0 }]] } },
			settings: {},
		} as unknown as WorkflowJson);
		await api.publish(id);
		return id;
	}

	it('no answer before the deadline means nothing runs, and says so loudly', async () => {
		await harness.fresh({ now: day(0, '10:00'), firstUse: true, settings: { DECISION_TIMEOUT: 'PT5S' } });
		const goalId = await harness.createGoal(WEEK, day(0, '10:00'));
		const { decision, messageId } = await harness.question(goalId);
		const before = harness.said().length;
		// n8n looks for due waits once a minute.
		const expired = await until('the question to expire', 150_000, async () => {
			const now = await harness.decision(decision.decisionId);
			return now.status === 'expired' && now;
		});
		expect(expired.answer).toBeNull();
		const loud = await until('the report that everything stopped', 30_000, async () =>
			harness
				.said()
				.slice(before)
				.find((text) => text.includes('自動実行を止めました')),
		);
		expect(loud).toContain(WEEK);
		expect((await harness.goal(goalId)).status).toBe('paused');

		await harness.tick(day(0, '11:00'));
		expect(await harness.runs(goalId)).toEqual([]);

		harness.tap(messageId, 0);
		await until('the late tap to be answered', 20_000, async () =>
			harness.chat.taps(harness.servers.approverId).find((tap) => tap.messageId === messageId && tap.answer !== null),
		);
		expect((await harness.decision(decision.decisionId)).status).toBe('expired');
		await harness.tick(day(0, '11:05'));
		expect(await harness.runs(goalId)).toEqual([]);
	});

	it('a question left open is put before the next approver, reminded of, and expires through the sweep', async () => {
		const { approverId, secondApproverId } = harness.servers;
		const ladder = { ESCALATION_AFTER_HIGH: 'PT30M', ESCALATION_AFTER_MEDIUM: 'PT30M', ESCALATION_AFTER_LOW: 'PT30M' };
		await harness.fresh({
			now: day(0, '10:00'),
			firstUse: true,
			settings: { ...ladder, ESCALATION_APPROVERS: `telegram:${secondApproverId}`, QUIET_HOURS: '' },
		});
		const goalId = await harness.createGoal(WEEK, day(0, '10:00'));
		const { decision } = await harness.question(goalId);
		// Half an hour goes by at once here: whoever asked has to have noted where the question stands before a sweep reads it.
		await until('the question’s message to be noted', 60_000, async () => {
			return (await harness.decision(decision.decisionId)).channels.some(({ reference }) => reference.messageId !== undefined);
		});
		/** What one sweep did, and the last message of each chat after it. */
		const sweep = async (now: string): Promise<{ done: string[]; first: string; second: string }> => {
			const { status, body } = await harness.sweep(now);
			expect({ status, body }).toMatchObject({ status: 200, body: { ok: true } });
			const mine = (body.decisions ?? []).filter(({ decision_id: id }) => id === decision.decisionId);
			const last = (user: number): string => harness.chat.messages(user).at(-1)?.text ?? '';
			return {
				done: mine.flatMap(({ action, messages }) => messages.map(({ purpose, address }) => `${action} ${purpose} ${address}`)),
				first: last(approverId),
				second: last(secondApproverId),
			};
		};

		expect((await sweep(day(0, '10:10'))).done).toEqual([]);
		const escalated = await sweep(day(0, '10:31'));
		expect(escalated.done).toEqual([`sent escalation telegram:${secondApproverId}`]);
		expect(escalated.second).toContain('回答がないため、あなたにもご判断をお願いします');

		const reminded = await sweep(day(0, '22:00'));
		expect(reminded.done.sort()).toEqual([`sent reminder telegram:${approverId}`, `sent reminder telegram:${secondApproverId}`]);
		expect(reminded.first).toContain('回答期限まで、あと12時間です');
		expect((await harness.goal(goalId)).status).toBe('awaiting_decision');

		const over = await sweep(day(1, '10:01'));
		expect(over.done.sort()).toEqual([`expired expiry telegram:${approverId}`, `expired expiry telegram:${secondApproverId}`]);
		const expired = await harness.decision(decision.decisionId);
		expect(expired).toMatchObject({ status: 'expired', answer: null });
		// The question, its escalation and both reminders: none of them has buttons any more.
		const shown = expired.channels.map(({ approver, reference }) =>
			harness.chat.messages(Number(approver)).find(({ messageId }) => messageId === reference.messageId),
		);
		expect(shown.map((message) => (message?.markup?.inline_keyboard ?? []).length)).toEqual([0, 0, 0, 0]);
		expect(over.second).toContain('期限切れのお知らせ');
		// The execution that asked was woken, and paused the goal.
		await until('the goal to be paused', 30_000, async () => (await harness.goal(goalId)).status === 'paused');
		expect((await sweep(day(1, '10:05'))).done).toEqual([]);
		await harness.tick(day(1, '10:10'));
		expect(await harness.runs(goalId)).toEqual([]);
	});

	it('「今月の売上を前月比20%増やしてくれ」 aims at last month’s revenue from Whop × 1.2', async () => {
		await harness.fresh({ now: day(0, '10:00') });
		const goalId = await harness.createGoal('今月の売上を前月比20%増やしてくれ', day(0, '10:00'));
		const goal = await harness.goal(goalId);
		const thisMonth = DateTime.fromISO(day(0, '10:00'), { zone: 'Asia/Tokyo' }).startOf('month');
		const utc = (time: DateTime): string => new Date(time.toMillis()).toISOString();
		const { net: lastMonth } = harness.servers.control.revenue(utc(thisMonth.minus({ months: 1 })), utc(thisMonth));
		expect(lastMonth).toBeGreaterThan(500_000);
		expect(goal.baselineValue).toBe(lastMonth);
		expect(goal.targetValue).toBeCloseTo(lastMonth * 1.2, 0);
		expect(goal.currency).toBe('JPY');
	});

	it('an overspend of 15 % halts the loop, asks with three options, and does the chosen one first', async () => {
		await harness.fresh({ now: day(0, '10:00') });
		const budget = 90_000;
		const goalId = await harness.createGoal('1週間で200万作りたい、予算9万円以内でワークフロー回してくれ', day(0, '10:00'));
		if ((await harness.goal(goalId)).status === 'awaiting_decision') await harness.answer(goalId, 0);
		const { plan, budgetLimit } = await harness.goal(goalId);
		expect(budgetLimit).toBe(budget);
		harness.servers.control.scenario({ costMultiplier: (1.15 * budget) / (plan?.estimatedCost ?? 1) });

		await harness.tick(day(0, '10:05'));
		const first = await harness.runs(goalId);
		expect(first.length).toBeGreaterThanOrEqual(1);
		const { decision, messageId } = await harness.question(goalId);
		expect(decision.kind).toBe('budget_overrun');
		expect(decision.question).toContain('15');
		expect(decision.options).toHaveLength(3);
		expect((await harness.goal(goalId)).status).toBe('awaiting_decision');

		await harness.tick(day(1, '10:00'));
		expect(await harness.runs(goalId)).toHaveLength(first.length);

		const set = decision.options.findIndex(({ effect }) => effect.type === 'set_budget');
		const chosen = set >= 0 ? set : 0;
		harness.tap(messageId, chosen);
		const applied = await harness.applied(decision.decisionId);
		expect(applied.answer).toBe(decision.options[chosen]?.key);
		const after = await harness.goal(goalId);
		const effect = decision.options[chosen]?.effect;
		if (effect?.type === 'set_budget') expect(after.budgetLimit).toBe(effect.budgetLimit);
		else expect(after.planVersion).toBeGreaterThan(1);
		expect(after.status).toBe('running');
		expect(await harness.runs(goalId)).toHaveLength(first.length);

		await harness.tick(day(1, '10:10'));
		const later = await harness.runs(goalId);
		expect(later.length).toBeGreaterThan(first.length);
		const firstLater = later
			.filter(({ runId }) => !first.some((run) => run.runId === runId))
			.map(({ startedAt }) => startedAt ?? '');
		for (const startedAt of firstLater) expect(startedAt >= (applied.appliedAt ?? '')).toBe(true);
	});

	describe('the workflow that checks the set-up', () => {
		type Check = { readonly check: string; readonly ok: boolean; readonly message: string };
		/** Presses its trigger. @returns what it found, by what was looked at. */
		const check = async (): Promise<Map<string, Check>> => {
			const { autopilot, n8n } = harness;
			const workflowId = autopilot.workflowIds.get('operations/check-set-up') ?? '';
			const executionId = await n8n.rest.runByHand(workflowId, 'Check by Hand');
			const execution = await until('the check to end', 60_000, async () => {
				const seen = (await autopilot.api.request('GET', `/executions/${executionId}?includeData=true`)) as Checked;
				return ['success', 'error', 'crashed', 'canceled'].includes(seen.status) && seen;
			});
			expect(execution.status).toBe('success');
			const items = execution.data.resultData.runData['Check Set-Up']?.[0]?.data.main[0] ?? [];
			return new Map(items.map(({ json }) => [json.check, json]));
		};
		interface Checked {
			readonly status: string;
			readonly data: {
				readonly resultData: {
					readonly runData: Readonly<
						Record<string, readonly { readonly data: { readonly main: readonly (readonly { json: Check }[])[] } }[]>
					>;
				};
			};
		}
		/** Test questions in the approver's chat. */
		const tests = (): string[] => harness.said().filter((text) => text.includes('TEST'));
		const wrong = (found: Map<string, Check>): string[] =>
			[...found.values()].filter(({ ok }) => !ok).map(({ check: name }) => name);

		it('finds everything fine, but that a sandbox on loopback cannot be reached from elsewhere', async () => {
			await harness.fresh({ now: day(0, '10:00') });
			const found = await check();
			expect(wrong(found)).toEqual(['Public URL']);
			expect(found.get('Signed link')?.message).toContain('one with a wrong signature is refused');
			expect(found.get('Telegram webhook')?.message).toBe('A trigger of this n8n holds the bot’s webhook.');
			expect(tests()).toHaveLength(1);
		});

		it('says that nobody would be asked', async () => {
			await harness.autopilot.ledger.update('settings', [{ key: 'APPROVERS', values: { value: '' } }]);
			const before = tests().length;
			const found = await check();
			expect(found.get('Approvers')).toMatchObject({ ok: false, message: expect.stringContaining('names no approver') });
			expect(tests()).toHaveLength(before);
		});

		it('says that the proxy strips the path, and that another system owns the bot', async () => {
			await harness.fresh({ now: day(0, '10:00') });
			const { servers, autopilot } = harness;
			const telegram = async (method: string): Promise<{ result: { url: string } }> =>
				(await (await fetch(`${servers.telegramUrl}/bot${servers.botToken}/${method}`)).json()) as { result: { url: string } };
			proxy.rewrite = (path) => path.replace(/^\/webhook(-waiting)?\//, '/');
			await telegram(`setWebhook?url=${encodeURIComponent('https://elsewhere.example/hook')}`);
			try {
				const found = await check();
				expect(wrong(found).sort()).toEqual([
					'Link to a waiting execution',
					'Opening a link',
					'Public URL',
					'Signed link',
					'Telegram webhook',
				]);
				expect(found.get('Link to a waiting execution')?.message).toContain('strips the path');
				expect(found.get('Telegram webhook')?.message).toContain('Another system holds the bot’s webhook (elsewhere.example)');
			} finally {
				proxy.rewrite = (path) => path;
				// What the check tells to do: publishing workflow 03 anew takes the webhook back.
				const asking = autopilot.workflowIds.get('loop/03-decision-handler') ?? '';
				await autopilot.api.unpublish(asking);
				await autopilot.api.publish(asking);
				await until('the trigger to hold the webhook again', 60_000, async () =>
					(await telegram('getWebhookInfo')).result.url.startsWith(proxy.url),
				);
			}
			// n8n takes up one webhook after the other.
			await until('everything to be fine again', 60_000, async () => wrong(await check()).join() === 'Public URL');
		});
	});

	it('“Stop everything” lets nothing new start', async () => {
		await harness.fresh({ now: day(0, '08:00') });
		const goalId = await harness.createGoal(WEEK, day(0, '08:00'));
		if ((await harness.goal(goalId)).status === 'awaiting_decision') await harness.answer(goalId, 0);
		const stopped = await harness.autopilot.post('stop', { reason: 'test', now: day(0, '08:30') });
		expect(stopped.status).toBe(200);
		expect((await harness.goal(goalId)).status).toBe('paused');
		expect((await harness.tick(day(0, '10:00'))).status).toBe(200);
		expect(await harness.runs(goalId)).toEqual([]);
	});
});
