import type { IDataObject, IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { voteRecord } from '../../core/decision/answerRecord';
import { linkQuery } from '../../core/decision/pageLink';
import { AutopilotError } from '../../core/errors';
import type { AnswerRecord, Decision } from '../../core/types';
import { AutoExecutor } from '../../nodes/AutoExecutor/AutoExecutor.node';
import { DecisionHandler } from '../../nodes/DecisionHandler/DecisionHandler.node';
import { signer } from '../../nodes/shared/signing';
import { until } from '../../sandbox/n8n/publicApi';
import { DecisionEngine, SIGNING_SECRET } from './decisionEngine';
import { chain, type Engine, type Execution, type WorkflowJson } from './harness';
import { createFaultyLedger, type FaultyLedger } from './faultyLedger';

let ledger: FaultyLedger;
jest.mock('../../nodes/shared/ledger', () => ({
	openLedger: async (context: IExecuteFunctions) => ({
		ledger,
		api: {},
		credential: await context.getCredentials('autopilotApi'),
	}),
}));

const sign = signer(SIGNING_SECRET);
const NOW = '2026-11-20T03:00:00.000Z';
const LATER = '2026-11-20T04:00:00.000Z';
const ALICE = 100_000_001;
const BOB = 100_000_002;
const CAROL = 100_000_003;
const approver = (userId: number): string => `telegram:${userId}`;
const ALL = [ALICE, BOB, CAROL].map(approver).join(',');

/** A question of a workflow of the user's, with something behind each output. */
const asking = (parameters: INodeParameters): WorkflowJson => {
	const type = 'n8n-nodes-base.noOp';
	const row = chain(
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
		{
			name: 'Ask',
			type: 'n8n-nodes-autopilot.decisionHandler',
			parameters: {
				operation: 'sendAndWait',
				question: 'Raise the budget?',
				questionKey: 'budget',
				approvers: ALL,
				currentTime: NOW,
				...parameters,
			},
		},
		{ name: 'No Answer', type },
		{ name: 'Approved', type },
		{ name: 'Rejected', type },
	);
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	return {
		...row,
		connections: { Start: { main: [to('Ask')] }, Ask: { main: [to('No Answer'), to('Approved'), to('Rejected')] } },
	};
};
const BUDGET: INodeParameters = {
	options: {
		option: [
			{ label: 'New budget', outcome: 'approve', input: 'number', unit: 'JPY', min: '1000', max: '1000000' },
			{ label: 'Leave it', outcome: 'reject' },
		],
	},
	approvers: approver(ALICE),
};

describe('questions of any workflow', () => {
	let office: DecisionEngine;
	let engine: Engine;
	let bot: DecisionEngine['bot'];

	beforeAll(async () => {
		office = await DecisionEngine.start(NOW, { nodes: [new DecisionHandler(), new AutoExecutor()] });
		({ engine, bot } = office);
		bot.chat.addUser(CAROL, 'Carol', 'en');
	});
	afterAll(async () => {
		await office.stop();
	});
	beforeEach(async () => {
		ledger = await createFaultyLedger();
		await office.forget();
	});

	const ask = async (parameters: INodeParameters = {}): Promise<Execution> => await engine.run(asking(parameters));
	const stored = async (): Promise<Decision> => {
		const [decision] = await ledger.read('decision_log');
		if (!decision) throw new Error('There is no decision');
		return decision;
	};
	const log = async (): Promise<string[]> =>
		(await ledger.read('answer_log')).map(({ approver: who, answer, result }) => `${who.split(':')[1]} ${answer} ${result}`);
	const answerNode = (parameters: INodeParameters, currentTime: string): WorkflowJson =>
		chain(
			{ name: 'Start', type: 'n8n-nodes-base.telegramTrigger' },
			{
				name: 'Answer',
				type: 'n8n-nodes-autopilot.decisionHandler',
				parameters: { operation: 'answer', currentTime, ...parameters },
			},
		);
	/** Feeds what Telegram has delivered since to the Answer operation. */
	const deliver = async (): Promise<Execution> => await engine.run(answerNode({}, LATER), await bot.updates());
	const outcome = async (execution: Promise<Execution>): Promise<IDataObject> => {
		const { output } = await execution.then((done) => ({ output: [...done.output('Answer', 0), ...done.output('Answer', 1)] }));
		return output[0] ?? {};
	};
	/** An answer over a channel of the user's own. */
	const answer = async (userId: number, option: string, more: INodeParameters = {}, at = LATER): Promise<IDataObject> => {
		const answeredDecisionId = (await stored()).decisionId;
		const fields = { answerSource: 'fields', answeredDecisionId, option, approver: approver(userId), ...more };
		return await outcome(engine.run(answerNode(fields, at)));
	};
	const question = (userId: number): { messageId: number; buttons: number; text: string } => {
		const message = bot.chat
			.messages(userId)
			.filter(({ fromBot, text }) => fromBot && text.includes('budget?'))
			.at(-1);
		if (!message) throw new Error(`No question in the chat of ${userId}`);
		return {
			messageId: message.messageId,
			buttons: (message.markup?.inline_keyboard ?? []).flat().filter((button) => 'callback_data' in button).length,
			text: message.text,
		};
	};
	const vote = async (userId: number, option: string, minutes: number): Promise<AnswerRecord> => {
		const { decisionId, options } = await stored();
		const chosen = options.find(({ key }) => key === option);
		if (!chosen) throw new Error(`No option ${option}`);
		const at = new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
		return voteRecord(
			decisionId,
			{ approver: approver(userId), option: chosen, value: null, reason: null },
			{ at, channel: 'telegram' },
		);
	};

	describe('that several have to agree to', () => {
		it('go on when enough have, and show in every chat how many are still needed', async () => {
			const { executionId } = await ask({ quorum: 2 });
			expect(question(BOB).text).toContain('0 of 2 approvals, still needed: 2.');
			bot.chat.tap(question(ALICE).messageId, '1.', ALICE);
			expect(await outcome(deliver())).toMatchObject({ outcome: 'recorded', status: 'pending', messages_edited: 3 });
			expect(bot.chat.taps(ALICE).at(-1)?.answer?.text).toContain('1 of 2 approvals, still needed: 1.');
			expect(question(BOB).text).toContain(`1 of 2 approvals, still needed: 1.`);
			expect(question(BOB).text).toContain(`• Telegram ${ALICE}: 1. Approve`);
			// Who has voted has nothing left to choose.
			expect([question(ALICE).buttons, question(BOB).buttons]).toEqual([0, 2]);
			expect(engine.execution(executionId).status).toBe('waiting');

			bot.chat.tap(question(BOB).messageId, '1.', BOB);
			expect(await outcome(deliver())).toMatchObject({ outcome: 'recorded', status: 'approved', woken: true });
			const [item] = (await engine.resumed(executionId)).output('Approved');
			expect(item?.decision).toMatchObject({ answered_by: `${approver(ALICE)}, ${approver(BOB)}`, answer: '1' });
			expect(bot.texts(CAROL).at(-1)).toContain(`✅ Approved: 1. Approve (Telegram ${ALICE}, Telegram ${BOB}`);
			expect(await log()).toEqual([`${ALICE} 1 counted`, `${BOB} 1 counted`]);
		});

		it('keep their link to the decisions page in the chats when somebody agrees by e-mail', async () => {
			const mail = 'email:dave@example.com';
			await ask({ quorum: 2, approvers: `${approver(ALICE)}, ${mail}`, fromEmail: 'autopilot@example.com' });
			const decision = await stored();
			const url = new URL(decision.resumeUrls[0] ?? '');
			url.search = '';
			for (const [name, value] of Object.entries(linkQuery(decision, { option: '1', approver: mail }, sign)))
				url.searchParams.set(name, value);
			const headers = { 'content-type': 'application/x-www-form-urlencoded' };
			expect((await fetch(engine.signed(url), { method: 'POST', headers, body: 'reason=' })).status).toBe(200);
			// The page is answered before the chats are told.
			const shown = await until('the vote to be shown', 5_000, async () => {
				const message = bot.chat.messages(ALICE).at(-1);
				return message?.text.includes('1 of 2 approvals') && message;
			});
			const links = (shown.markup?.inline_keyboard ?? []).flat().flatMap((button) => ('url' in button ? button.url : []));
			expect(links).toEqual([expect.stringContaining(`autopilot/decisions?approver=${encodeURIComponent(approver(ALICE))}`)]);
		});

		it('have one outcome when everybody answers at the same moment', async () => {
			// One after the other, the last first, and all in one another's way.
			for (const [round, delays] of Object.entries({ a: [1, 3, 5], b: [5, 3, 1], c: [0, 6, 2, 4] })) {
				ledger = await createFaultyLedger();
				const transitions: string[] = [];
				let calls = 0;
				const { executionId } = await ask({ quorum: 2, questionKey: round });
				ledger.before = async (method, table) => {
					if (method === 'transition' && table === 'decision_log') transitions.push(method);
					const delay = delays[calls++ % delays.length];
					await new Promise((resolve) => setTimeout(resolve, delay));
				};
				const results = await Promise.all([answer(ALICE, '1'), answer(BOB, '1'), answer(CAROL, '1')]);
				expect(results.filter((result) => result.outcome === 'recorded').length).toBeGreaterThanOrEqual(2);
				expect(transitions.length).toBeGreaterThanOrEqual(1);
				expect((await engine.resumed(executionId)).output('Approved')).toHaveLength(1);
				expect((await stored()).answeredBy?.split(', ')).toHaveLength(2);
			}
		});

		it('are refused by the first who refuses; who comes after is told', async () => {
			const { executionId } = await ask({ quorum: 2 });
			await answer(ALICE, '1');
			expect(await answer(BOB, '2', { reason: 'too dear' })).toMatchObject({ status: 'rejected', answered_by: approver(BOB) });
			expect((await engine.resumed(executionId)).output('Rejected')).toHaveLength(1);
			expect(await answer(CAROL, '1')).toMatchObject({ outcome: 'refused', code: 'already_decided' });
			expect(await log()).toEqual([`${ALICE} 1 counted`, `${BOB} 2 counted`, `${CAROL} 1 repeated`]);
		});

		it('count each approver once, nobody who asked, and nobody else', async () => {
			await ask({ quorum: 2, requestedBy: approver(CAROL) });
			await answer(ALICE, '1');
			expect(await answer(ALICE, '1')).toMatchObject({ code: 'repeated' });
			expect(await answer(ALICE, '2')).toMatchObject({ code: 'already_voted' });
			expect(await answer(CAROL, '1')).toMatchObject({ code: 'own_request', status: 'pending' });
			expect(await answer(999, '1')).toMatchObject({ code: 'unauthorised' });
			expect(await answer(BOB, '7')).toMatchObject({ code: 'unknown_option' });
			expect((await stored()).status).toBe('pending');
			expect(await log()).toEqual([
				`${ALICE} 1 counted`,
				`${ALICE} 1 repeated`,
				`${ALICE} 2 repeated`,
				`${CAROL} 1 own_request`,
				'999 1 unauthorised',
				`${BOB} 7 invalid`,
			]);
		});

		it('cannot be asked where too few may answer', async () => {
			const execution = await ask({ quorum: 2, approvers: `${approver(ALICE)},${approver(BOB)}`, requestedBy: approver(BOB) });
			expect(execution.error?.message).toContain('only 1 approvers may vote');
			expect(bot.calls).toEqual([]);
		});

		describe('whose last vote was written by somebody who died before counting it', () => {
			const workflow = asking({ quorum: 2 });
			const halfDone = async (): Promise<string> => {
				const { executionId } = await engine.run(workflow);
				await ledger.insert('answer_log', [await vote(ALICE, '1', 1), await vote(BOB, '1', 2)]);
				return executionId;
			};
			it.each([
				['the next answer', async () => await answer(ALICE, '1')],
				['whoever asks the same again', async () => await engine.run(workflow)],
				['whoever answers too late', async () => await answer(CAROL, '2', {}, '2026-11-22T03:00:00.000Z')],
			])('are settled by %s', async (_what, act) => {
				await halfDone();
				await act();
				expect(await stored()).toMatchObject({ status: 'approved', answeredBy: `${approver(ALICE)}, ${approver(BOB)}` });
			});

			it('are settled by the node that is woken', async () => {
				const executionId = await halfDone();
				const [url = ''] = (await stored()).resumeUrls;
				const body = JSON.stringify({ wake: (await stored()).decisionId });
				await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
				expect((await engine.resumed(executionId)).output('Approved')).toHaveLength(1);
			});
		});
	});

	describe('that ask for a number', () => {
		it('prompt for it, ask again on nonsense, and hand it on as a number', async () => {
			const { executionId } = await ask(BUDGET);
			expect(question(ALICE).text).toContain('✅ 1. New budget (to be typed)');
			expect(question(ALICE).text).toContain('One amount in JPY, for example 400k or 400,000.');
			bot.chat.tap(question(ALICE).messageId, '1.', ALICE);
			expect(await outcome(deliver())).toMatchObject({ outcome: 'refused', code: 'value_missing', status: 'pending' });
			const prompt = (): number =>
				bot.chat
					.messages(ALICE)
					.filter(({ fromBot }) => fromBot)
					.at(-1)?.messageId ?? 0;
			expect(bot.texts(ALICE).at(-1)).toContain('Please send what goes with "1. New budget" as a reply');

			bot.chat.type('a lot', ALICE, prompt());
			expect(await outcome(deliver())).toMatchObject({ code: 'value_invalid' });
			expect(bot.texts(ALICE).at(-1)).toContain('could not be read as one number');
			bot.chat.type('４０万円', ALICE, prompt());
			expect(await outcome(deliver())).toMatchObject({ status: 'approved', answer_value: 400_000, answer_unit: 'JPY' });
			const [item] = (await engine.resumed(executionId)).output('Approved');
			expect(item?.decision).toMatchObject({ answer: '1', answer_value: 400_000, answer_unit: 'JPY' });
			expect(await stored()).toMatchObject({ answerValue: '400000', answerUnit: 'JPY' });
			expect(bot.texts(ALICE).some((text) => text.includes('✅ Approved: 1. New budget: ¥400,000'))).toBe(true);
			expect((await ledger.read('answer_log')).map(({ result, answerValue }) => [result, answerValue])).toEqual([
				['invalid', 'a lot'],
				['counted', '400000'],
			]);
		});

		it('take a number that stands alone, and no instruction', async () => {
			await ask(BUDGET);
			bot.chat.type('1週間で200万作りたい', ALICE);
			expect((await deliver()).output('Answer', 2)).toHaveLength(1);
			bot.chat.type('1', ALICE);
			expect(await outcome(deliver())).toMatchObject({ code: 'option_or_value' });
			bot.chat.type('250k', ALICE);
			expect(await outcome(deliver())).toMatchObject({ status: 'approved', answer_value: 250_000 });
		});

		it('take it from the form of the page, and ask again there', async () => {
			const { executionId } = await ask(BUDGET);
			const decision = await stored();
			const url = new URL(decision.resumeUrls[0] ?? '');
			url.searchParams.delete('signature');
			for (const [name, value] of Object.entries(linkQuery(decision, { option: '1', approver: approver(ALICE) }, sign)))
				url.searchParams.set(name, value);
			const link = engine.signed(url);
			const post = async (body: string): Promise<Response> =>
				await fetch(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
			expect(await (await fetch(link)).text()).toContain('inputmode="decimal"');
			for (const value of ['', '7', '<script>']) {
				const again = await post(`value=${encodeURIComponent(value)}`);
				expect(again.status).toBe(422);
				expect(await again.text()).toContain('role="alert"');
			}
			expect((await stored()).status).toBe('pending');
			expect((await post('value=400k&reason=now')).status).toBe(200);
			expect((await engine.resumed(executionId)).output('Approved')[0]?.decision).toMatchObject({ answer_value: 400_000 });
		});

		it.each([
			['two options that ask', [{ input: 'number' }, { input: 'text' }], 'more than one option asks'],
			['a refusal that asks', [{}, { input: 'text' }], 'does not approve'],
			['a limit that is none', [{ input: 'number', min: 'lots' }, {}], 'the minimum is not a number'],
			['an effect that is none', [{ spend: 'free' }, {}], 'the spend of option 1'],
			['a probability over 1', [{ probability: '80' }, {}], 'the probability of option 1'],
			['a currency that is none', [{ spend: '5', spendCurrency: 'yen' }, {}], 'the spend currency'],
			['a date that is none', [{ finishAt: 'soon' }, {}], 'the finish date of option 1'],
		])('are refused with %s', async (_what, [first, second], message) => {
			const option = [
				{ label: 'Yes', outcome: 'approve', ...first },
				{ label: 'No', outcome: 'reject', ...second },
			];
			const execution = await ask({ options: { option } });
			expect(execution.error?.message).toContain(message);
			expect(await ledger.read('decision_log')).toEqual([]);
		});
	});

	it('show under a label what was computed, whatever the label says', async () => {
		const option = [
			{ label: 'Free of charge', outcome: 'approve', spend: '500000', probability: '0.4', finishAt: '2026-11-27T12:00:00' },
			{ label: 'Stop', outcome: 'reject' },
		];
		await ask({ options: { option } });
		expect(question(ALICE).text).toContain(
			'✅ 1. Free of charge\n\u3000→ spends ¥500,000, 40% likely to reach the goal, reached by Fri 27 Nov',
		);
	});

	it('can be answered until a date', async () => {
		await ask({ deadlineBy: 'date', deadlineAt: '2026-11-20T18:30:00+09:00' });
		expect((await stored()).deadline).toBe('2026-11-20T09:30:00.000Z');
		expect((await ask({ questionKey: 'late', deadlineBy: 'date', deadlineAt: '2026-11-19' })).error?.message).toContain(
			'longer than zero',
		);
	});

	it('name a harmless option for the case that nobody answers, and still leave at No Answer', async () => {
		const { executionId } = await ask({ expiry: 'option', expiryOption: 2 });
		expect(question(ALICE).text).toContain('Without an answer it will be "2. Reject".');
		expect(await answer(ALICE, '1', {}, '2026-11-22T03:00:00.000Z')).toMatchObject({
			code: 'late',
			status: 'expired',
			answer: '2',
		});
		const [item] = (await engine.resumed(executionId)).output('No Answer');
		expect(item?.decision).toMatchObject({ status: 'expired', answer: '2', answered_by: null });
		expect(await log()).toEqual([`${ALICE} 1 late`]);
	});

	describe('that two executions ask', () => {
		it('are sent once, and both go on', async () => {
			const workflow = asking({});
			const [first, second] = await Promise.all([engine.run(workflow), engine.run(workflow)]);
			expect(bot.calls).toEqual(['sendMessage', 'sendMessage', 'sendMessage']);
			expect((await stored()).resumeUrls).toHaveLength(2);
			expect(await answer(ALICE, '1')).toMatchObject({ woken: true });
			for (const { executionId } of [first, second])
				expect((await engine.resumed(executionId)).output('Approved')).toHaveLength(1);
		});

		it('are sent by the second when the first died before it could', async () => {
			const workflow = asking({});
			bot.fail({ drop: true, count: 99 });
			expect((await engine.run(workflow)).status).toBe('error');
			await bot.forget();
			expect((await engine.run(workflow)).status).toBe('waiting');
			expect(bot.calls).toEqual(['sendMessage', 'sendMessage', 'sendMessage']);
		});
	});

	describe('that were answered while nobody could be woken', () => {
		const tick = async (): Promise<Execution> =>
			await engine.run(
				chain(
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{
						name: 'Tick',
						type: 'n8n-nodes-autopilot.autoExecutor',
						parameters: { resource: 'goal', operation: 'runDueSteps', currentTime: LATER },
					},
				),
			);
		const decide = async (): Promise<void> => {
			const { decisionId } = await stored();
			const values = { status: 'approved', answer: '1', answeredBy: approver(ALICE), answeredAt: LATER } as const;
			await ledger.transition('decision_log', decisionId, { status: 'pending' }, values);
		};

		it('let their execution go on with the next tick, which forgets those that have ended', async () => {
			const { executionId } = await ask();
			await decide();
			expect((await tick()).error).toBeNull();
			expect((await engine.resumed(executionId)).output('Approved')).toHaveLength(1);
			await tick();
			expect(await stored()).toMatchObject({ resumeUrls: [], note: null });
		});

		it('say so when the execution that asked is gone', async () => {
			await ask();
			await decide();
			const [url = ''] = (await stored()).resumeUrls;
			const gone = engine.signed(new URL(url.replace(/\/\d+\//, '/999999/')));
			await ledger.update('decision_log', [{ key: (await stored()).decisionId, values: { resumeUrls: [gone] } }]);
			await tick();
			expect(await stored()).toMatchObject({ resumeUrls: [], note: expect.stringContaining('was deleted while it waited') });
		});
	});

	describe('and answers that do not count', () => {
		it('are logged on every path, once each', async () => {
			await ask();
			const { decisionId, resumeUrls } = await stored();
			const data = 'ap1|d_0000000000000000|1|AAAAAAAAAAAAAAAAAAAAAA';
			const tap = async (userId: number, callback: string): Promise<IDataObject> =>
				await outcome(
					engine.run(answerNode({}, LATER), [
						{ callback_query: { id: 'q', from: { id: userId, is_bot: false }, data: callback } },
					]),
				);
			expect(await tap(ALICE, data)).toMatchObject({ code: 'not_found', logged: true });
			for (let times = 0; times < 3; times++)
				expect(await tap(ALICE, data.replace('d_0000000000000000', decisionId))).toMatchObject({ code: 'forged' });
			expect(await tap(999, data.replace('d_0000000000000000', decisionId))).toMatchObject({ code: 'unauthorised' });
			bot.chat.type('maybe', ALICE, question(ALICE).messageId);
			expect(await outcome(deliver())).toMatchObject({ code: 'unclear' });
			const link = new URL(resumeUrls[0] ?? '');
			link.searchParams.delete('signature');
			for (const [name, value] of Object.entries({ decision: decisionId, option: '1', approver: approver(BOB), token: 'x' }))
				link.searchParams.set(name, value);
			expect((await fetch(engine.signed(link), { method: 'POST' })).status).toBe(403);
			expect(await log()).toEqual([
				`${ALICE} 1 unknown_decision`,
				`${ALICE} 1 forged`,
				'999 1 unauthorised',
				`${ALICE}  invalid`,
				`${BOB} 1 forged`,
			]);
			expect((await stored()).status).toBe('pending');
		});

		it('change nothing of what was decided when they cannot be logged', async () => {
			await ask();
			ledger.before = (_method, table) => {
				if (table === 'answer_log') throw new AutopilotError('LEDGER_UNREACHABLE', 'The ledger is down');
			};
			expect(await answer(ALICE, '1')).toMatchObject({ outcome: 'recorded', status: 'approved', logged: false });
		});
	});
});
