import fc from 'fast-check';
import { retryDelay } from '../../../core/execution/backoff';
import { classifyFailure } from '../../../core/execution/classifyFailure';
import { mayStart, nextHealth, type Sample } from '../../../core/execution/health';
import type { WorkflowHealth } from '../../../core/types';
import { failureOf } from '../../../nodes/shared/failure';
import { signedHeaders, verifySigned } from '../../../nodes/shared/standardWebhook';
import { OUTREACH } from '../plan/fixtures';
import { day, START } from '../loop/world';

const OK: Sample = { ok: true };
const BAD: Sample = { ok: false, error: 'boom', fatal: false };
const after = (samples: readonly Sample[]): WorkflowHealth | undefined =>
	samples.reduce<WorkflowHealth | undefined>((health, sample) => nextHealth(health, 'w', sample, START), undefined);

test.each([
	[401, 'person'],
	[403, 'person'],
	[404, 'fatal'],
	[408, 'retryable'],
	[422, 'fatal'],
	[429, 'retryable'],
	[500, 'retryable'],
	[503, 'retryable'],
	[0, 'retryable'],
] as const)('a failure with status %d is %s', (status, kind) => {
	expect(classifyFailure(status)).toBe(kind);
});

test('the wait before another try is never shorter than a minute, never longer than half an hour, and not the same for all', () => {
	fc.assert(
		fc.property(
			fc.double({ min: 0, max: 1e6, noNaN: true }),
			fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
			(previous, uniform) => {
				const seconds = retryDelay(previous, uniform);
				expect(seconds).toBeGreaterThanOrEqual(60);
				expect(seconds).toBeLessThanOrEqual(1_800);
			},
		),
	);
	expect(retryDelay(60, 0.9)).toBeGreaterThan(retryDelay(60, 0.1));
});

test('what a step failed with is told without the keys it called with', () => {
	const address = 'https://hooks.slack.com/services/T0001/B0001/a1b2c3d4e5f6a7b8c9d0e1f2';
	const message = `Request to https://api.x.example/v1?api_key=sk_live_12345678 and ${address} failed: Bearer abcdefghijkl`;
	const { error } = failureOf(OUTREACH, new Error(message));
	expect(error).toContain('Request to https://api.x.example/v1?api_key=*** and https://hooks.slack.com/services/');
	expect(error).not.toMatch(/sk_live|a1b2c3|abcdefghijkl/);
});

describe('the breaker of a workflow', () => {
	test('costs nothing while the workflow works, and opens when half of its latest executions failed', () => {
		expect(after([OK, OK, OK])).toBeUndefined();
		expect(after([BAD, BAD, BAD, BAD])).toMatchObject({ state: 'closed' });
		expect(after([BAD, BAD, BAD, BAD, BAD])).toMatchObject({ state: 'open', openings: 1, lastError: 'boom' });
		expect(after([BAD, OK, BAD, OK, BAD])).toMatchObject({ state: 'open' });
		expect(after([{ ok: false, error: 'no key', fatal: true }])).toMatchObject({ state: 'open' });
	});

	test('lets one run at a time find out whether it works again, and waits twice as long after each that fails, up to an hour', () => {
		const open = after([BAD, BAD, BAD, BAD, BAD]);
		expect(mayStart(open, 0, START)).toBe(false);
		const due = open?.nextProbeAt ?? '';
		expect(mayStart(open, 0, due)).toBe(true);
		expect(mayStart(open, 1, due)).toBe(false);
		const again = nextHealth(open, 'w', BAD, due);
		expect(again).toMatchObject({ state: 'open', openings: 2 });
		const wait = (health: WorkflowHealth | undefined): number =>
			Date.parse(health?.nextProbeAt ?? '') - Date.parse(health?.openedAt ?? '');
		expect(wait(again)).toBe(2 * wait(open));
		const down = after(Array.from({ length: 30 }, () => BAD));
		expect(wait(down)).toBe(3_600_000);
		expect(nextHealth(again, 'w', OK, day(1))).toMatchObject({ state: 'closed', openings: 0 });
	});
});

describe('what a failed sub-workflow tells', () => {
	/** As n8n 2.41 hands over the error of a node in a sub-workflow. */
	const handedOver = (values: object): Error =>
		Object.assign(new Error('The service is receiving too many requests from you'), {
			context: {},
			errorResponse: { name: 'NodeApiError', context: { itemIndex: 0 }, ...values },
			executionId: '5',
		});

	test('its class is that of the HTTP status of the node that failed', () => {
		expect(failureOf(OUTREACH, handedOver({ httpCode: '429' }))).toMatchObject({
			rateLimited: true,
			retryable: true,
			executionId: '5',
			error: expect.stringContaining('(HTTP 429)'),
		});
		expect(failureOf(OUTREACH, handedOver({ httpCode: '403' }))).toMatchObject({ retryable: false, needsPerson: true });
		expect(failureOf(OUTREACH, handedOver({ httpCode: '422' }))).toMatchObject({ retryable: false, needsPerson: false });
		expect(failureOf(OUTREACH, handedOver({ httpCode: 'ECONNRESET' }))).toMatchObject({ retryable: true, rateLimited: false });
		expect(failureOf(OUTREACH, handedOver({}))).not.toHaveProperty('retryAfter');
	});

	test('a wait that the service asked for is found where a Stop and Error node puts its error object', () => {
		const metadata = { message: 'Too many', httpCode: 429, 'retry-after': '120' };
		expect(failureOf(OUTREACH, handedOver({ context: { metadata } }))).toMatchObject({ rateLimited: true, retryAfter: 120 });
		// The recorded execution, which is looked up when nobody heard the outcome, has it one layer higher.
		expect(failureOf(OUTREACH, { message: 'Too many', context: { metadata } })).toMatchObject({
			rateLimited: true,
			retryAfter: 120,
		});
		const late = { ...metadata, 'retry-after': 'Fri, 20 Nov 2026 09:30:00 GMT', date: 'Fri, 20 Nov 2026 09:00:00 GMT' };
		expect(failureOf(OUTREACH, handedOver({ context: { metadata: late } }))).toMatchObject({ retryAfter: 1800 });
	});

	test('a refused webhook tells it in its headers', () => {
		const error = Object.assign(new Error('the webhook answered 429'), { httpCode: '429', headers: { 'retry-after': '60' } });
		expect(failureOf(OUTREACH, error)).toMatchObject({ rateLimited: true, retryAfter: 60 });
	});

	test('a workflow that is not published has not begun, and needs somebody', () => {
		expect(failureOf(OUTREACH, new Error('Workflow is not active and cannot be executed.'))).toMatchObject({
			needsPerson: true,
			notStarted: true,
			retryable: false,
		});
		expect(failureOf(OUTREACH, 'boom').error).toContain('boom');
		expect(failureOf(OUTREACH, undefined).error).toContain('without a message');
	});
});

describe('a signed call', () => {
	const secret = 'a secret of at least thirty-two characters';
	const body = '{"run_id":"g/d/w"}';

	test('is accepted as it was sent, and refused when anything of it was changed or it is old', () => {
		const headers = signedHeaders(secret, 'g/d/w/1', body, new Date());
		expect(() => verifySigned(secret, headers, body)).not.toThrow();
		expect(() => verifySigned(secret, headers, `${body} `)).toThrow('refused');
		expect(() => verifySigned(`${secret}!`, headers, body)).toThrow('refused');
		expect(() => verifySigned(secret, { ...headers, 'webhook-id': 'other' }, body)).toThrow('refused');
		expect(() => verifySigned(secret, {}, body)).toThrow('refused');
		const old = signedHeaders(secret, 'g/d/w/1', body, new Date(Date.now() - 600_000));
		expect(() => verifySigned(secret, old, body)).toThrow('refused');
	});
});
