import { startServers } from '../../../sandbox/servers';
import { until, useServers } from './setup';

const servers = useServers();
type Answer = { status: number; body: Record<string, unknown>; headers: Headers };

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
	const response = await fetch(`${servers().businessUrl}${path}`, {
		method,
		headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return { status: response.status, body: (await response.json()) as Record<string, unknown>, headers: response.headers };
}
const act = (runId: string, actions: number, more: Record<string, unknown> = {}, key = 'trial_onboarding'): Promise<Answer> =>
	call('POST', `/actions/${key}`, { run_id: runId, actions, ...more }, { 'Idempotency-Key': runId });

describe('the outside service', () => {
	it('does a run once, whatever is lost and repeated', async () => {
		servers().control.addFault({ service: 'business', loseResponse: true });
		await expect(act('goal/2026-11-20/trial_onboarding', 12)).rejects.toBeDefined();
		const again = await act('goal/2026-11-20/trial_onboarding', 12);
		expect(again.headers.get('idempotency-replayed')).toBe('true');
		expect(again.body).toMatchObject({ actions: 12, trials: 12, cost: 6_000, currency: 'JPY', conversions: null, revenue: null });
		expect([...servers().control.counters()]).toEqual([['goal/2026-11-20/trial_onboarding', 12]]);
		expect([...servers().control.calls()]).toEqual([['goal/2026-11-20/trial_onboarding', 2]]);
		expect((await call('GET', '/actions/goal/2026-11-20/trial_onboarding')).body).toEqual(again.body);
	});

	it('does the work at once and answers later when told so', async () => {
		servers().control.addFault({ service: 'business', delayAnswer: 300 });
		const started = performance.now();
		const answer = act('slow', 3);
		await until('the work', () => servers().control.counters().get('slow'));
		expect(performance.now() - started).toBeLessThan(300);
		expect((await answer).body).toMatchObject({ actions: 3 });
		expect(performance.now() - started).toBeGreaterThanOrEqual(299);
	});

	it('does no more than the day can hold and says so', async () => {
		await act('a', 15);
		expect((await act('b', 15)).body).toMatchObject({
			actions: 5,
			note: '10 of 15 actions left undone: the daily capacity is used up',
		});
	});

	it('takes the shop along when the caller is ahead', async () => {
		await act('a', 1, { now: '2026-11-25T00:00:00Z' });
		expect(servers().control.now()).toBe('2026-11-25T00:00:00.000Z');
	});

	it.each<[string, () => Promise<Answer>, number]>([
		['an unknown workflow', () => act('a', 1, {}, 'spam'), 404],
		['no Idempotency-Key', () => call('POST', '/actions/trial_onboarding', { run_id: 'a', actions: 1 }), 400],
		['a negative number', () => act('a', -1), 400],
		['a fraction', () => act('a', 1.5), 400],
		['a bad time', () => act('a', 1, { now: 'tomorrow' }), 400],
		['a time years ahead', () => act('a', 1, { now: '2036-01-01T00:00:00Z' }), 400],
		['an unknown run', () => call('GET', '/actions/nothing'), 404],
		['an unknown path', () => call('GET', '/nothing'), 404],
	])('refuses %s', async (_name, attempt, status) => {
		const answer = await attempt();
		expect(answer.status).toBe(status);
		expect(answer.body).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
		expect(servers().control.counters().size).toBe(0);
	});

	it('refuses a key that belongs to another workflow', async () => {
		await act('a', 1);
		expect((await act('a', 1, {}, 'x_briefing_share')).status).toBe(422);
	});
});

describe('the control over HTTP', () => {
	it('moves the clock forward, never back, and sales follow', async () => {
		await act('a', 20);
		const range = '?from=2026-11-20T03:00:00Z&to=2026-11-28T00:00:00Z';
		const before = (await call('GET', `/control/revenue${range}`)).body['gross'];
		expect((await call('POST', '/control/advance', { to: '2026-11-27T00:00:00+09:00' })).body).toEqual({
			now: '2026-11-26T15:00:00.000Z',
		});
		expect((await call('POST', '/control/clock', { now: '2026-11-21T00:00:00Z' })).body).toEqual({
			now: '2026-11-26T15:00:00.000Z',
		});
		expect(Number((await call('GET', `/control/revenue${range}`)).body['gross'])).toBeGreaterThan(Number(before));
	});

	it('turns the knobs', async () => {
		expect((await call('POST', '/control/scenario', { costMultiplier: 1.15 })).body).toMatchObject({ costMultiplier: 1.15 });
		expect((await act('a', 10)).body).toMatchObject({ cost: 5_750 });
		expect((await call('POST', '/control/scenario', { luck: 2 })).status).toBe(400);
	});

	it('makes services fail as often as told', async () => {
		await call('POST', '/control/faults', { service: 'business', status: 503, retryAfter: 7, count: 2, path: '/actions' });
		const statuses = [await act('a', 1), await act('a', 1), await act('a', 1)];
		expect(statuses.map(({ status }) => status)).toEqual([503, 503, 200]);
		expect(statuses[0]?.headers.get('retry-after')).toBe('7');
		expect(servers().control.counters().get('a')).toBe(1);
		await call('POST', '/control/faults', { service: 'business', drop: true });
		await expect(act('b', 1)).rejects.toBeDefined();
		expect(servers().control.counters().has('b')).toBe(false);
		await call('POST', '/control/faults', { service: 'business', delay: 60 });
		const start = Date.now();
		await act('c', 1);
		expect(Date.now() - start).toBeGreaterThanOrEqual(55);
	});

	it.each([
		{ service: 'business' },
		{ service: 'moon', status: 500 },
		{ service: 'whop', status: 500, drop: true },
		{ service: 'whop', status: 200 },
	])('refuses the fault %j', async (fault) => {
		expect((await call('POST', '/control/faults', fault)).status).toBe(400);
	});

	it('plays the person in the chat', async () => {
		const { approverId, botToken, telegramUrl } = servers();
		const markup = { inline_keyboard: [[{ text: '1. 進める', callback_data: 'go' }]] };
		await fetch(`${telegramUrl}/bot${botToken}/sendMessage`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ chat_id: approverId, text: '?', reply_markup: markup }),
		});
		const { body } = await call('GET', `/control/chat/messages?user=${approverId}`);
		expect(body).toMatchObject([{ messageId: 1, text: '?', fromBot: true }]);
		expect((await call('POST', '/control/chat/tap', { message_id: 1, button: '進める', user: approverId })).body).toMatchObject({
			data: 'go',
		});
		expect((await call('POST', '/control/chat/tap', { message_id: 1, button: 'やめる', user: approverId })).status).toBe(400);
		expect((await call('POST', '/control/chat/type', { text: 'はい', user: approverId, reply_to: 1 })).body).toEqual({
			message_id: 2,
		});
	});

	it('goes back to the first moment', async () => {
		const first = (await call('GET', '/control/state')).body;
		await act('a', 20);
		await call('POST', '/control/advance', { to: '2026-12-01T00:00:00Z' });
		const after = (await call('POST', '/control/reset')).body;
		expect(after).toEqual({ ...first, requests: { business: 0, whop: 0, telegram: 0, sheets: 0 } });
		await act('a', 20);
		expect(servers().control.counters().get('a')).toBe(20);
	});

	it('answers on loopback names only', async () => {
		const { request } = await import('node:http');
		const status = await new Promise((resolve, reject) => {
			const call = request(`${servers().businessUrl}/control/state`, { headers: { Host: 'attacker.example' } }, (response) => {
				response.resume();
				resolve(response.statusCode);
			});
			call.on('error', reject).end();
		});
		expect(status).toBe(421);
	});
});

describe('the chat page', () => {
	const page = (path: string) => fetch(`${servers().telegramUrl}${path}`);

	it('runs no inline script and loads nothing from elsewhere', async () => {
		const response = await page(`/chat?user=${servers().approverId}`);
		const policy = response.headers.get('content-security-policy') ?? '';
		const html = await response.text();
		expect(policy).toContain("default-src 'none'; script-src 'self'");
		expect(policy).not.toContain('unsafe');
		expect(html).not.toMatch(/<script(?![^>]*src="\/)|\son\w+=|style=/);
		const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
		expect(sources.length).toBeGreaterThan(2);
		for (const source of sources) expect((await page(source)).status).toBe(200);
		expect(await (await page('/chat/chat.js')).text()).not.toMatch(/innerHTML|insertAdjacentHTML|outerHTML|document\.write/);
	});

	it('streams the chat and sends what is typed and tapped', async () => {
		const { approverId: user, control } = servers();
		const stream = await page(`/chat/api/stream?user=${user}`);
		const reader = stream.body?.getReader();
		const next = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value);
		expect(await next()).toBe('data: {"messages":[],"taps":[]}\n\n');
		const typed = await fetch(`${servers().telegramUrl}/chat/api/type`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ user, text: '<b>はい</b>', reply_to: null }),
		});
		expect(typed.status).toBe(200);
		expect(await next()).toContain('"text":"<b>はい</b>","entities":[]');
		expect(control.chat.messages(user)).toHaveLength(1);
		await reader?.cancel();
	});
});

describe('stopping', () => {
	it('ends open streams and polls and frees the ports', async () => {
		const own = await startServers({ now: '2026-11-20T03:00:00Z' });
		const stream = await fetch(`${own.telegramUrl}/chat/api/stream?user=${own.approverId}`);
		const ended = stream.text().catch(() => 'ended');
		const poll = fetch(`${own.telegramUrl}/bot${own.botToken}/getUpdates?timeout=50`).then(
			() => 'answered',
			() => 'ended',
		);
		await own.stop();
		await Promise.all([ended, poll]);
		for (const url of [own.businessUrl, own.whopUrl, own.telegramUrl, own.sheetsUrl])
			await expect(fetch(url)).rejects.toBeDefined();
	});

	it('refuses to start at no time', async () => {
		await expect(startServers({ now: 'now' })).rejects.toThrow(RangeError);
	});
});
