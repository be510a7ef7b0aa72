import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { scheduleRun } from '../../../core/execution/scheduleRun';
import type { CatalogEntry, Run, Step } from '../../../core/types';
import { dispatchByWebhook } from '../../../nodes/shared/dispatchByWebhook';
import type { RunOutcome } from '../../../core/commands';
import type { FullResponse } from '../../../nodes/shared/rawRequest';
import { answerOf } from '../../../nodes/shared/stepAnswer';
import { verifySigned } from '../../../nodes/shared/standardWebhook';
import { START } from '../loop/world';
import { OUTREACH } from '../plan/fixtures';

const SECRET = 'a secret of at least thirty-two characters';
const entry: CatalogEntry = { ...OUTREACH, webhookUrl: 'https://n8n.example/webhook/step' };
const step: Step = {
	goalId: 'g_1',
	workflowKey: entry.workflowKey,
	stepKey: `g_1/2026-11-20/${entry.workflowKey}`,
	day: '2026-11-20',
	scheduledFor: START,
	params: {},
	actions: 20,
	estimatedCost: 600,
	dependsOn: [],
	verdict: { kind: 'allow', rule: 'known-workflow', reason: '' },
	parallel: true,
};
const run: Run = { ...scheduleRun(step, 1), status: 'running', attempts: 2, executionId: '8', reserved: 600 };

const neverCalled = (): FullResponse => {
	throw new RangeError('nothing may be sent');
};

async function dispatch(
	answer: (request: IHttpRequestOptions) => FullResponse,
	to = entry,
	signingSecret = SECRET,
	isReceived: () => Promise<boolean> = async () => false,
) {
	const context = {
		getCredentials: async () => ({ signingSecret }),
		helpers: { httpRequest: async (request: IHttpRequestOptions) => answer(request) },
	};
	return await dispatchByWebhook(context as unknown as IExecuteFunctions, to, run, step, START, isReceived);
}
const answering = (statusCode: number, body: unknown = '', headers = {}) =>
	dispatch(() => ({ statusCode, body, headers }) as FullResponse);

test('the call is signed over its exact body and names run, attempt and caller', async () => {
	const sent: IHttpRequestOptions[] = [];
	await dispatch((request) => {
		sent.push(request);
		return { statusCode: 202, body: '', headers: {} } as FullResponse;
	});
	const [{ body, headers, url } = { body: '', headers: {}, url: '' }] = sent;
	expect(url).toBe(entry.webhookUrl);
	expect(headers).toMatchObject({ 'idempotency-key': run.runId, 'webhook-id': `${run.runId}/2` });
	expect(() => verifySigned(SECRET, headers as Record<string, string>, String(body))).not.toThrow();
	expect(JSON.parse(String(body))).toMatchObject({ run_id: run.runId, attempt: 2, execution_id: '8', now: START });
});

test.each([
	['one object', '{"actions": 20, "cost": 600}'],
	['a list of items', [{ actions: 20, cost: 600 }]],
])('an answer with %s is the result', async (_what, body) => {
	expect(await answering(200, body)).toMatchObject({ kind: 'succeeded', result: { actions: 20, cost: 600 } });
});

test.each([202, 409])('after the answer %d it is told of later', async (statusCode) => {
	expect(await answering(statusCode)).toBeNull();
});

test.each([401, 403, 404])('after the answer %d it has not begun, and needs somebody', async (statusCode) => {
	expect(await answering(statusCode)).toMatchObject({ kind: 'failed', retryable: false, notStarted: true, needsPerson: true });
});

test.each([408, 500, 502, 503, 504])(
	'after the answer %d of a gateway nobody knows, so it is looked up first',
	async (statusCode) => {
		expect(await answering(statusCode, '<html>')).toMatchObject({
			kind: 'unknown',
			error: expect.stringContaining(`HTTP ${statusCode}`),
		});
	},
);

test('what failed or answered nonsense may have spent its money', async () => {
	expect(await answering(429, '', { 'retry-after': '120' })).toMatchObject({
		rateLimited: true,
		retryAfter: 120,
		notStarted: false,
	});
	expect(await answering(200, 'OK')).toMatchObject({ kind: 'failed', retryable: false, notStarted: false });
	expect(await answering(200, '{"cost": -1}')).toMatchObject({ kind: 'failed', retryable: false, notStarted: false });
});

type Failure = Extract<RunOutcome, { kind: 'failed' }>;
const failure = (values: Partial<Failure> = {}): Failure => ({
	kind: 'failed',
	error: 'Workflow "Affiliate Cold Outreach": boom',
	retryable: false,
	rateLimited: false,
	needsPerson: false,
	notStarted: false,
	executionId: null,
	...values,
});

describe('a step that fails behind its webhook is told of as one that fails in this process', () => {
	test.each<[string, RunOutcome, number]>([
		['a crash', failure({ retryable: true }), 500],
		['a service that is busy', failure({ retryable: true, rateLimited: true, status: 429, retryAfter: 120 }), 429],
		['a service that is down', failure({ retryable: true, status: 503, cost: 250 }), 503],
		['a refused key', failure({ needsPerson: true, status: 403 }), 403],
		['what is gone', failure({ status: 404 }), 404],
		['a conflict', failure({ status: 409, cost: 0 }), 409],
		['one that is not published', failure({ needsPerson: true, notStarted: true }), 500],
		['one that went to sleep', { kind: 'unknown', error: 'went to sleep' }, 504],
	])('%s', async (_what, outcome, statusCode) => {
		const answer = answerOf(run.runId, outcome);
		expect(answer).toMatchObject({
			statusCode,
			retryAfter: outcome.kind === 'failed' && outcome.retryAfter ? outcome.retryAfter : null,
		});
		expect(await answering(answer.statusCode, JSON.stringify(answer.body))).toEqual(outcome);
	});

	test('its result too', async () => {
		const result = { actions: 20, conversions: 1, revenue: null, cost: 600, metrics: { trials: 3 }, note: 'done' };
		const { statusCode, body } = answerOf(run.runId, { kind: 'succeeded', result, executionId: '9' });
		expect(await answering(statusCode, JSON.stringify(body))).toEqual({ kind: 'succeeded', result, executionId: null });
	});

	test('what speaks of another run, or nonsense, is no word on this one', async () => {
		const other = answerOf('g_1/2026-11-20/other', failure({ status: 403, retryable: true }));
		expect(await answering(403, JSON.stringify(other.body))).toMatchObject({ notStarted: true, needsPerson: true });
		const odd = { run_id: run.runId, failure: { error: 'x', retryable: 'yes' } };
		expect(await answering(503, JSON.stringify(odd))).toMatchObject({ kind: 'unknown' });
	});
});

test('a broken connection leaves the outcome unknown; a missing address or secret sends nothing', async () => {
	const broken = await dispatch(() => {
		throw new Error('socket hang up');
	});
	expect(broken).toMatchObject({ kind: 'unknown', error: expect.stringContaining('socket hang up') });
	const nowhere = await dispatch(neverCalled, { ...entry, webhookUrl: 'file:///etc/passwd' });
	expect(nowhere).toMatchObject({ kind: 'failed', notStarted: true, needsPerson: true });
	const unsigned = await dispatch(neverCalled, entry, 'short');
	expect(unsigned).toMatchObject({ kind: 'failed', notStarted: true, needsPerson: true });
});

describe('a call that Receive Run says it did not take', () => {
	const refusal = (values: object = {}) => ({
		ok: false,
		run_id: run.runId,
		not_started: true,
		retryable: true,
		error: { code: 'LEDGER_UNREACHABLE', message: 'The ledger does not answer' },
		...values,
	});
	const refusing = (body: object, statusCode: number, isReceived: () => Promise<boolean> = async () => false) =>
		dispatch(() => ({ statusCode, body, headers: {} }) as FullResponse, entry, SECRET, isReceived);

	test('has not begun, and is tried again where that may help', async () => {
		expect(await refusing(refusal(), 503)).toMatchObject({
			kind: 'failed',
			notStarted: true,
			retryable: true,
			needsPerson: false,
			error: expect.stringContaining('The ledger does not answer'),
		});
		expect(await refusing(refusal({ retryable: false }), 503)).toMatchObject({
			notStarted: true,
			retryable: false,
			needsPerson: true,
		});
	});

	test.each([
		['of another run', refusal({ run_id: 'g_1/2026-11-20/other' })],
		['without a run', refusal({ run_id: undefined, not_started: false })],
		['that does not say so', refusal({ not_started: false })],
	])('%s is the answer of nobody, so it is looked up first', async (_what, body) => {
		expect(await refusing(body, 503)).toMatchObject({ kind: 'unknown' });
	});

	test.each([401, 404, 503])(
		'may be at work where somebody received it before (HTTP %d), or nobody can tell',
		async (statusCode) => {
			expect(await refusing(refusal(), statusCode, async () => true)).toMatchObject({ kind: 'unknown' });
			const down = async (): Promise<boolean> => Promise.reject(new Error('the ledger is down'));
			expect(await refusing(refusal(), statusCode, down)).toMatchObject({ kind: 'unknown' });
			expect(await refusing({}, statusCode, async () => true)).toMatchObject({ kind: 'unknown' });
		},
	);
});
