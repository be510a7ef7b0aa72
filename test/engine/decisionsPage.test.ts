import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { AutopilotApi } from '../../credentials/AutopilotApi.credentials';
import { FIELD } from '../../core/decision/page/answerForm';
import { accessQuery, type PageAccess } from '../../core/decision/pageAccess';
import { signAnswer } from '../../core/decision/signature';
import { AutopilotError } from '../../core/errors';
import type { Decision } from '../../core/types';
import { DecisionHandler } from '../../nodes/DecisionHandler/DecisionHandler.node';
import { signer } from '../../nodes/shared/signing';
import { sampleDecision, sampleGoal, sampleObservation } from '../contract/sampleRows';
import { createFaultyLedger, type FaultyLedger } from './faultyLedger';
import { chain, Engine } from './harness';

let ledger: FaultyLedger;
jest.mock('../../nodes/shared/ledger', () => ({
	openLedger: async (context: IExecuteFunctions) => ({ ledger, credential: await context.getCredentials('autopilotApi') }),
}));

const SECRET = 'engine-tests-signing-secret-0123456789';
const sign = signer(SECRET);
const NOW = '2026-11-20T05:00:00.000Z';
const ALICE = 'telegram:42';
const BOB = 'email:owner@example.com';
const BROWSER = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '120', 'accept-language': 'ja' };

const access: PageAccess = { approver: ALICE, scope: 'g_1', expiresAt: '2026-11-20T12:00:00.000Z' };
const open = sampleDecision('d_0000000000000001', { goalId: 'g_1', input: null });
const elsewhere = sampleDecision('d_0000000000000002', { goalId: 'g_2', question: '別の目標の質問', input: null });
const bobs = sampleDecision('d_0000000000000003', { goalId: 'g_1', question: '別の人への質問', approvers: [BOB], input: null });
const closed = sampleDecision('d_0000000000000004', {
	goalId: 'g_1',
	question: 'この計画で始めますか？',
	status: 'rejected',
	answer: '2',
	answeredBy: ALICE,
	answeredAt: '2026-11-20T04:00:00.000Z',
	reason: '予算が足りない',
});

interface Shown {
	readonly status: number;
	readonly html: string;
	readonly json: IDataObject;
}

describe('the decisions page of the Decision Handler', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await Engine.start({
			nodes: [new DecisionHandler()],
			credentialTypes: [new AutopilotApi()],
			credentials: (url) => ({ autopilotApi: { baseUrl: url, apiKey: 'key', signingSecret: SECRET } }),
		});
	});
	afterAll(async () => engine.stop());
	beforeEach(async () => {
		ledger = await createFaultyLedger();
		await ledger.insert('goals_tracker', [sampleGoal('g_1'), sampleGoal('g_2', { instruction: '別の目標' })]);
		await ledger.insert('decision_log', [open, elsewhere, bobs, closed]);
		await ledger.insert('performance_metrics', [sampleObservation('whop/revenue/2026-11-20', { labels: { day: '2026-11-20' } })]);
	});

	const run = async (parameters: INodeParameters, request: IDataObject, now = NOW): Promise<Shown> => {
		const workflow = chain(
			{ name: 'Webhook', type: 'n8n-nodes-base.webhook' },
			{ name: 'Page', type: 'n8n-nodes-autopilot.decisionHandler', parameters: { currentTime: now, ...parameters } },
		);
		const execution = await engine.run(workflow, [request]);
		const [json = {}] = [0, 1, 2].flatMap((output) => execution.output('Page', output));
		const { status_code: status, html } = json.page as { status_code: number; html: string };
		return { status, html, json };
	};
	const show = async (query: IDataObject, headers: IDataObject = BROWSER, now = NOW): Promise<Shown> =>
		run({ operation: 'page' }, { headers, query, params: {}, body: {} }, now);
	const form = (decision: Decision, option: string, approver = ALICE): IDataObject => ({
		[FIELD.decision]: decision.decisionId,
		[FIELD.answer]: `${option}.${signAnswer('form', decision, { option, approver }, sign)}`,
		[FIELD.reason]: '',
	});
	const send = async (
		body: IDataObject,
		{
			query = accessQuery(access, sign),
			headers = BROWSER,
			now = NOW,
		}: { query?: IDataObject; headers?: IDataObject; now?: string } = {},
	): Promise<Shown> => run({ operation: 'answer', answerSource: 'decisionsPage' }, { headers, query, params: {}, body }, now);
	const stored = async (): Promise<Decision | undefined> =>
		(await ledger.read('decision_log', { decisionId: open.decisionId }))[0];

	describe('when it is opened', () => {
		it('shows what waits, what was decided and how the goal goes, in the goal’s language', async () => {
			const { status, html } = await show(accessQuery(access, sign));
			expect(status).toBe(200);
			expect(html).toContain('<html lang="ja">');
			expect(html).toContain(open.question);
			expect(html).toContain('使用額 345,000 円');
			expect(html).toContain('あと22時間0分');
			expect(html).toContain('却下済み');
			expect(html).toContain('予算が足りない');
			expect(html).toContain('<svg class="chart"');
			expect(html.match(/<form/g)).toHaveLength(1);
			expect(html.match(/type="radio"/g)).toHaveLength(2);
		});

		it('shows nothing beyond its scope, and nothing that was put to others', async () => {
			const goal = await show(accessQuery(access, sign));
			expect(goal.html).not.toContain('別の目標の質問');
			expect(goal.html).not.toContain('別の人への質問');
			const all = await show(accessQuery({ ...access, scope: 'all' }, sign));
			expect(all.html).toContain('別の目標の質問');
			expect(all.html).not.toContain('別の人への質問');
			const one = await show(accessQuery({ ...access, scope: closed.decisionId }, sign));
			expect(one.html).not.toContain(open.question);
		});

		it('runs no script, loads nothing, and says so in a policy of its own', async () => {
			const { html } = await show(accessQuery(access, sign));
			expect(html).toMatch(/http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/);
			const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? '';
			expect(html).toContain(`&#39;sha256-${createHash('sha256').update(style).digest('base64')}&#39;`);
			expect(html.replace(/http-equiv/g, '')).not.toMatch(/<script|\son\w+=|\sstyle=|https?:|<link|<img|<iframe|javascript:/i);
		});

		it.each(['Mozilla/5.0', 'TelegramBot (like TwitterBot)', 'Slackbot-LinkExpanding 1.0', ''])(
			'decides nothing for %j, even with a form in its query',
			async (agent) => {
				const query = { ...accessQuery(access, sign), ...form(open, '1') };
				const { status } = await show(query, { ...BROWSER, 'user-agent': agent });
				expect(status).toBe(200);
				expect(await stored()).toMatchObject({ status: 'pending', answer: null });
			},
		);

		it.each([
			['of somebody else', { approver: BOB }, 403],
			['of a wider scope', { scope: 'all' }, 403],
			['that should work longer', { until: '2027-01-01T00:00:00.000Z' }, 403],
			['without a signature', { token: '' }, 403],
			['with its signature twice', { token: ['a', 'b'] }, 403],
			['with nothing in it', { approver: undefined, scope: undefined, until: undefined, token: undefined }, 403],
		])('refuses a link %s, and names no question', async (_what, change, expected) => {
			const { status, html } = await show({ ...accessQuery(access, sign), ...change });
			expect(status).toBe(expected);
			expect(html).not.toContain(open.question);
			expect(html).toContain('何も実行していません');
		});

		it('says of a link that it has expired', async () => {
			const { status, html } = await show(accessQuery(access, sign), BROWSER, access.expiresAt);
			expect([status, html.includes('有効期限')]).toEqual([410, true]);
			expect(html).not.toContain(open.question);
		});

		it('has no form for a question past its deadline', async () => {
			const link = accessQuery({ ...access, expiresAt: '2026-12-24T00:00:00.000Z' }, sign);
			const { html } = await show(link, BROWSER, open.deadline);
			expect(html).not.toContain('<form');
			expect(html).toContain(open.question);
		});

		it('is a page also while the ledger is down', async () => {
			ledger.failing = new AutopilotError('LEDGER_UNREACHABLE', 'The ledger is down');
			const { status, html } = await show(accessQuery(access, sign));
			expect([status, html.includes('記録を確認できません')]).toEqual([503, true]);
		});

		it('takes nothing from the record for markup', async () => {
			const evil = '<img src=x onerror=alert(1)>\u202e"\'';
			await ledger.update('decision_log', [
				{
					key: open.decisionId,
					values: {
						question: evil,
						evidence: [evil],
						options: open.options.map((option) => ({ ...option, label: evil + option.key })),
					},
				},
			]);
			await ledger.update('decision_log', [{ key: closed.decisionId, values: { reason: evil, question: evil } }]);
			await ledger.update('goals_tracker', [{ key: 'g_1', values: { instruction: evil } }]);
			const { html } = await show(accessQuery(access, sign));
			expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
			expect(html).not.toMatch(/<img|\u202e/);
		});
	});

	describe('when its form is sent', () => {
		it('records the answer and shows what was recorded', async () => {
			const { status, html, json } = await send({ ...form(open, '2'), [FIELD.reason]: '高すぎる' });
			expect(status).toBe(200);
			expect(json).toMatchObject({ outcome: 'recorded', status: 'rejected', answer: '2', answered_by: ALICE });
			expect(html).toContain('「2. やめる」で承りました');
			expect(html).not.toContain('<form');
			expect(await stored()).toMatchObject({ status: 'rejected', answeredBy: ALICE, reason: '高すぎる', answeredAt: NOW });
		});

		it('counts once: sent again it is told what was decided', async () => {
			await send(form(open, '1'));
			const again = await send(form(open, '1'));
			expect([again.status, again.html.includes('すでに承っています')]).toEqual([409, true]);
			const other = await send(form(open, '2'));
			expect([other.status, other.html.includes('すでに決まっています')]).toEqual([409, true]);
			expect(await stored()).toMatchObject({ status: 'approved', answer: '1' });
		});

		const refusals: readonly (readonly [string, number, () => Promise<Shown>])[] = [
			[
				'another option',
				403,
				async () =>
					send({ ...form(open, '1'), [FIELD.answer]: form(open, '2')[FIELD.answer]?.toString().replace(/^2/, '1') ?? '' }),
			],
			[
				'the signature of another decision',
				403,
				async () => send({ ...form(elsewhere, '1'), [FIELD.decision]: open.decisionId }),
			],
			['a decision beyond its scope', 403, async () => send(form(elsewhere, '1'))],
			['a decision put to others', 403, async () => send(form(bobs, '1'))],
			['the form of another approver', 403, async () => send(form(open, '1', BOB))],
			[
				'the signature of a button',
				403,
				async () =>
					send({ ...form(open, '1'), [FIELD.answer]: `1.${signAnswer('button', open, { option: '1', approver: ALICE }, sign)}` }),
			],
			['no signature', 403, async () => send({ ...form(open, '1'), [FIELD.answer]: '1' })],
			['an unknown decision', 403, async () => send({ ...form(open, '1'), [FIELD.decision]: 'd_000000000000000z' })],
			['nothing', 403, async () => send({})],
			[
				'a link of somebody else',
				403,
				async () => send(form(open, '1'), { query: { ...accessQuery(access, sign), approver: BOB } }),
			],
			['a link that has expired', 410, async () => send(form(open, '1'), { now: access.expiresAt })],
			['JSON', 415, async () => send(form(open, '1'), { headers: { ...BROWSER, 'content-type': 'application/json' } })],
			[
				'a file',
				415,
				async () => send(form(open, '1'), { headers: { ...BROWSER, 'content-type': 'multipart/form-data; boundary=x' } }),
			],
			['no type', 415, async () => send(form(open, '1'), { headers: {} })],
			['a huge body', 413, async () => send({ ...form(open, '1'), [FIELD.reason]: 'x'.repeat(20_000) })],
			[
				'a body that says it is huge',
				413,
				async () => send(form(open, '1'), { headers: { ...BROWSER, 'content-length': '99999999' } }),
			],
		];
		it.each(refusals)('decides nothing with %s', async (_what, expected, attempt) => {
			const { status, html, json } = await attempt();
			expect({ status, outcome: json.outcome }).toEqual({ status: expected, outcome: 'refused' });
			expect(html).not.toContain(open.question);
			expect(await stored()).toMatchObject({ status: 'pending', answer: null });
		});

		it('is too late at the deadline', async () => {
			const query = accessQuery({ ...access, expiresAt: '2026-12-24T00:00:00.000Z' }, sign);
			const { status, html } = await send(form(open, '1'), { query, now: open.deadline });
			expect([status, html.includes('回答期限')]).toEqual([409, true]);
			expect((await stored())?.answer).toBeNull();
		});

		it('is refused once the deadline of the question was moved', async () => {
			await ledger.update('decision_log', [{ key: open.decisionId, values: { deadline: '2026-12-01T00:00:00.000Z' } }]);
			expect((await send(form(open, '1'))).status).toBe(403);
		});

		it.each([
			['never claims to know what became of it', 'read', 503, '記録されたかどうかが分かりません', true],
			['says that it is recorded, which it is,', 'transition', 200, '承りました', false],
		] as const)('%s where the ledger fails after its first %s', async (_what, last, expected, said, isOpen) => {
			ledger.before = (method) => {
				if (method === last) ledger.before = () => void (ledger.failing = new AutopilotError('LEDGER_UNREACHABLE', 'Gone'));
			};
			const { status, html } = await send(form(open, '1'));
			expect([status, html.includes(said)]).toEqual([expected, true]);
			ledger.failing = null;
			ledger.before = () => undefined;
			expect((await show(accessQuery(access, sign))).html.includes('<form')).toBe(isOpen);
		});

		it('says that it is recorded where the page after it cannot be read', async () => {
			ledger.before = (method) => {
				if (method === 'readAll') throw new AutopilotError('LEDGER_UNREACHABLE', 'Gone');
			};
			const { status, html } = await send(form(open, '1'));
			expect([status, html.includes('承りました')]).toEqual([200, true]);
			ledger.before = () => undefined;
			expect((await stored())?.status).toBe('approved');
		});
	});
});
