import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Day, Goal, Instant, Run } from '../../core/types';
import { CREDENTIALS } from '../../sandbox/n8n/fillIn';
import { until } from '../../sandbox/n8n/publicApi';
import type { NodeJson, WorkflowJson } from '../../sandbox/n8n/restClient';
import { N8nGate } from '../helpers/n8nGate';
import { at, Harness } from './harness';

const WEEK = '1週間で200万作りたい、ワークフロー回してくれ';
const PATIENCE_MS = 120_000;
const KEYS = ['affiliate_cold_outreach', 'trial_onboarding', 'x_briefing_share'] as const;
type Key = (typeof KEYS)[number];

/** A node of a step workflow, or of one that is called by webhook. */
const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: NodeJson['parameters'],
	more: object = {},
): NodeJson => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters,
	...more,
});

/** A workflow whose nodes follow each other, and whose executions are kept. */
const chain = (name: string, nodes: readonly NodeJson[]): WorkflowJson => ({
	name,
	nodes: nodes.map((each, index) => ({ ...each, position: [index * 200, 0] })),
	settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all' },
	connections: Object.fromEntries(
		nodes.slice(1).map((next, index) => [nodes[index]?.name ?? '', { main: [[{ node: next.name, type: 'main', index: 0 }]] }]),
	),
});

const start = node('Start', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' });
const json = (name: string, value: string): NodeJson => node(name, 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: value });

/** Step workflows that do not keep the contract, or cannot. */
const ODD: Readonly<Record<string, readonly NodeJson[]>> = {
	waits: [start, node('Sleep', 'n8n-nodes-base.wait', 1.1, { amount: 2, unit: 'hours' })],
	'returns nothing': [start, node('None', 'n8n-nodes-base.filter', 2.2, nothingPasses())],
	'returns garbage': [start, json('Garbage', '{"actions": "twenty", "cost": -5}')],
	crashes: [start, node('Crash', 'n8n-nodes-base.stopAndError', 1, { errorMessage: 'out of memory' })],
};

function nothingPasses(): NodeJson['parameters'] {
	const operator = { type: 'string', operation: 'equals' };
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 };
	return {
		conditions: { options, combinator: 'and', conditions: [{ id: 'never', leftValue: 'a', rightValue: 'b', operator }] },
		options: {},
	};
}

describe('whatever goes wrong: no step twice, none forgotten, the money right to the yen', () => {
	let harness: Harness;
	let api: N8nGate;
	/** A goal of a week from day 0 on that has not begun; each case plays a copy of it in a week of its own. */
	let model: Goal;
	let week = 0;
	let capacity: ReadonlyMap<string, number> | undefined;
	let day = 0;
	const steps = new Map<string, string>();

	beforeAll(async () => {
		api = await N8nGate.start();
		harness = await Harness.start({ now: at(0, '08:00'), apiUrl: (url) => api.standBefore(url) });
		await harness.fresh({ now: at(0, '08:00'), settings: { MASS_SEND_LIMIT: '1000000' } });
		model = await harness.goal(await harness.createGoal(WEEK, at(0, '08:00')));
		expect(model.status).toBe('running');
		await close([model]);
		for (const [name, nodes] of Object.entries(ODD)) {
			const id = await harness.autopilot.api.createWorkflow(chain(`Step that ${name}`, nodes));
			await harness.autopilot.api.publish(id);
			steps.set(name, id);
		}
		for (const key of KEYS) steps.set(key, harness.autopilot.workflowIds.get(`growth/${key.replaceAll('_', '-')}`) ?? '');
	});
	afterAll(async () => {
		await api.stop();
		await harness.stop();
	});

	const close = async (goals: readonly Goal[]): Promise<void> =>
		harness.autopilot.ledger.update(
			'goals_tracker',
			goals.map(({ goalId }) => ({ key: goalId, values: { status: 'cancelled', closedAt: at(day, '09:00') } })),
		);

	/** Takes the ledger away, or gives it back: n8n's API with data tables, Google's with a spreadsheet. */
	const ledgerDown = (down: boolean): void => {
		const { control } = harness.servers;
		if (harness.autopilot.choices.ledger === 'dataTables') {
			if (down) api.refuse('/');
			else api.open();
		} else if (down) {
			// Told to come back later than a node would wait, it gives up at once, as it does when n8n's API is away.
			control.addFault({ service: 'sheets', status: 503, retryAfter: 120, count: Number.MAX_SAFE_INTEGER });
		} else {
			control.clearFaults('sheets');
		}
	};

	const put = async (settings: Readonly<Record<string, string>>): Promise<void> =>
		harness.autopilot.ledger.update(
			'settings',
			Object.entries(settings).map(([key, value]) => ({ key, values: { value } })),
		);

	/** Lets other workflows do the work of these keys, or the usual ones. */
	const employ = async (workflows: Partial<Record<Key, string>> = {}, values: { webhookUrl?: string } = {}): Promise<void> =>
		harness.autopilot.ledger.update(
			'workflow_catalog',
			KEYS.map((key) => ({
				key,
				values: { workflowId: steps.get(workflows[key] ?? key) ?? '', webhookUrl: null, ...(key in workflows ? values : {}) },
			})),
		);

	/** Begins a new week with goals of its own, everything else as at first. @returns the goals' ids */
	async function begin(settings: Readonly<Record<string, string>> = {}, count = 1): Promise<string[]> {
		const { ledger } = harness.autopilot;
		api.open();
		harness.servers.control.clearFaults();
		const { goals_tracker: goals, workflow_health: health } = await ledger.readAll(['goals_tracker', 'workflow_health']);
		await close(goals.filter(({ closedAt }) => closedAt === null));
		if (health.length > 0) {
			await ledger.upsert(
				'workflow_health',
				health.map((each) => ({ ...each, state: 'closed', samples: [], openings: 0, openedAt: null, nextProbeAt: null })),
			);
		}
		await put({ AUTO_EXECUTION_ENABLED: 'true', MAX_CONCURRENT_RUNS: '5', MAX_RUN_MINUTES: '30', ...settings });
		await employ();
		// Enough for all of the goals.
		const catalog = await ledger.read('workflow_catalog');
		capacity ??= new Map(catalog.map(({ workflowKey, capacityPerDay }) => [workflowKey, capacityPerDay]));
		await ledger.update(
			'workflow_catalog',
			[...capacity].map(([key, most]) => ({ key, values: { capacityPerDay: most * count } })),
		);
		week += 1;
		day = week * 7;
		harness.servers.control.advance(at(day, '08:00'));
		const copies = Array.from({ length: count }, (_, index) => inWeek(model, week, `g_fault_${week}_${index}`));
		await ledger.insert('goals_tracker', copies);
		return copies.map(({ goalId }) => goalId);
	}

	const runsOf = async (goalIds: readonly string[]): Promise<Run[]> =>
		(await harness.autopilot.ledger.read('run_log')).filter(({ goalId }) => goalIds.includes(goalId));

	const runOf = async (goalIds: readonly string[], key: Key): Promise<Run> => {
		const run = (await runsOf(goalIds)).find(({ workflowKey }) => workflowKey === key);
		if (!run) throw new Error(`No run of ${key}`);
		return run;
	};

	/** Ticks every ten minutes of virtual time until every run of these goals, three of each, has ended well. */
	async function allDone(goalIds: readonly string[], from: Instant): Promise<Run[]> {
		let minute = 0;
		return await until('every run to succeed', PATIENCE_MS, async () => {
			minute += 10;
			await harness.tick(DateTime.fromISO(from).plus({ minutes: minute }).toUTC().toISO() ?? '');
			const runs = await runsOf(goalIds);
			return runs.length >= goalIds.length * KEYS.length && runs.every(({ status }) => status === 'succeeded') && runs;
		});
	}

	/** What the service did and charged is what the ledger says, each step once, and every goal knows its money. */
	async function inOrder(goalIds: readonly string[], runs: readonly Run[]): Promise<void> {
		const { control } = harness.servers;
		const [actions, costs] = [control.counters(), control.costs()];
		const done = [...actions.keys()].filter((runId) => goalIds.some((goalId) => runId.startsWith(`${goalId}/`)));
		expect(runs.map(({ runId }) => runId).toSorted()).toEqual(done.toSorted());
		for (const run of runs) {
			expect(run).toMatchObject({ runId: run.runId, actions: actions.get(run.runId), cost: costs.get(run.runId) });
		}
		for (const goalId of goalIds) {
			const charged = done.filter((runId) => runId.startsWith(`${goalId}/`)).map((runId) => costs.get(runId) ?? NaN);
			expect((await harness.goal(goalId)).spent).toBe(charged.reduce((sum, cost) => sum + cost, 0));
		}
	}

	/** How often the service was asked to do each of these. */
	const calls = (runs: readonly Run[]): (number | undefined)[] =>
		runs.map(({ runId }) => harness.servers.control.calls().get(runId));

	it('a service that is down for a while, for half of the steps, and answers every other time', async () => {
		const goals = await begin();
		const { control } = harness.servers;
		control.addFault({ service: 'business', path: '/actions/trial_onboarding', status: 503, count: 2 });
		control.addFault({ service: 'business', path: '/actions/x_briefing_share', status: 500 });
		await harness.tick(at(day, '09:30'));
		const failed = await runOf(goals, 'trial_onboarding');
		expect(failed).toMatchObject({ status: 'scheduled', attempts: 1, error: expect.stringContaining('503') });
		expect(failed.nextAttemptAt && failed.nextAttemptAt > at(day, '09:30')).toBe(true);
		expect((await runOf(goals, 'affiliate_cold_outreach')).status).toBe('succeeded');
		const runs = await allDone(goals, at(day, '09:30'));
		await inOrder(goals, runs);
		expect(calls(runs)).toEqual([1, 1, 1]);
		expect((await runOf(goals, 'trial_onboarding')).attempts).toBe(3);
	});

	it('a service that asks for patience is left in peace for that long', async () => {
		const goals = await begin();
		harness.servers.control.addFault({ service: 'business', path: '/actions/trial_onboarding', status: 429, retryAfter: 1800 });
		await harness.tick(at(day, '09:30'));
		const limited = await runOf(goals, 'trial_onboarding');
		expect(limited).toMatchObject({ status: 'scheduled', attempts: 1, error: expect.stringContaining('429') });
		expect(limited.nextAttemptAt && limited.nextAttemptAt >= at(day, '10:00')).toBe(true);
		await harness.tick(at(day, '09:50'));
		expect((await runOf(goals, 'trial_onboarding')).attempts).toBe(1);
		await inOrder(goals, await allDone(goals, at(day, '10:00')));
	});

	it('workflows that sleep, crash, hand back nothing or nonsense', async () => {
		const goals = await begin();
		await employ({ affiliate_cold_outreach: 'waits', trial_onboarding: 'returns garbage', x_briefing_share: 'returns nothing' });
		const reply = await harness.tick(at(day, '09:30'));
		// n8n would put whoever called a sleeper to sleep with it.
		expect(reply).toMatchObject({ status: 200, body: { goals: [{ goal_id: goals[0] }] } });
		expect(await harness.autopilot.api.executions({ status: 'waiting' })).toEqual([]);
		expect(await runOf(goals, 'affiliate_cold_outreach')).toMatchObject({
			status: 'unknown',
			error: expect.stringContaining('must not wait'),
		});
		expect(await runOf(goals, 'trial_onboarding')).toMatchObject({
			status: 'failed',
			attempts: 1,
			error: expect.stringContaining('actions'),
		});
		// It came to its end and says nothing: done, at the catalog's price.
		const silent = await runOf(goals, 'x_briefing_share');
		expect(silent).toMatchObject({ status: 'succeeded', actions: null, cost: Number(silent.params['actions']) * 200 });

		// Who slept was stopped, so it failed and is tried again; now it crashes until its retries are used up.
		await employ({ affiliate_cold_outreach: 'crashes' });
		let minute = 0;
		const crashed = await until('the retries to be used up', PATIENCE_MS, async () => {
			minute += 30;
			await harness.tick(DateTime.fromISO(at(day, '09:30')).plus({ minutes: minute }).toUTC().toISO() ?? '');
			const run = await runOf(goals, 'affiliate_cold_outreach');
			return run.status === 'failed' && run;
		});
		expect(crashed).toMatchObject({ attempts: 4, error: expect.stringContaining('out of memory') });
		// Nobody knows what the failed ones spent, so what was set aside counts.
		const spent = (await runsOf(goals)).reduce((sum, run) => sum + (run.cost ?? (run.reserved ?? 0) + (run.uncertain ?? 0)), 0);
		expect(spent).toBeGreaterThan(0);
		expect((await harness.goal(goals[0] ?? '')).spent).toBe(spent);
		expect([...harness.servers.control.counters().keys()].filter((runId) => runId.startsWith(goals[0] ?? '?'))).toEqual([]);
	});

	it('a workflow that hangs is stopped, and does its work later', async () => {
		const goals = await begin({ MAX_RUN_MINUTES: '0.1' });
		harness.servers.control.addFault({ service: 'business', path: '/actions/trial_onboarding', delay: 40_000, drop: true });
		await harness.tick(at(day, '09:30'));
		expect(await runOf(goals, 'trial_onboarding')).toMatchObject({
			status: 'unknown',
			error: expect.stringContaining('MAX_RUN_MINUTES'),
		});
		const stopped = await harness.autopilot.api.executions({ status: 'canceled' });
		expect(stopped.map(({ workflowId }) => workflowId)).toContain(steps.get('trial_onboarding'));
		await put({ MAX_RUN_MINUTES: '30' });
		await inOrder(goals, await allDone(goals, at(day, '09:30')));
	});

	it('three ticks at once, and one that comes twice', async () => {
		const goals = await begin({ MAX_CONCURRENT_RUNS: '2' });
		harness.servers.control.addFault({ service: 'business', delay: 500, count: 3 });
		await Promise.all([1, 2, 3].map(async () => harness.tick(at(day, '09:30'))));
		await harness.tick(at(day, '09:30'));
		const runs = await allDone(goals, at(day, '09:30'));
		await inOrder(goals, runs);
		expect(runs.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
		expect(calls(runs)).toEqual([1, 1, 1]);
	});

	it('a clock that jumps forward and back', async () => {
		const goals = await begin();
		await harness.tick(at(day, '09:30'));
		await harness.tick(at(day + 3, '09:30'));
		expect(await runsOf(goals)).toHaveLength(6);
		// Back again: the days between have not come yet as far as the goal knows, and nobody knows which one it is.
		await harness.autopilot.post('tick', { now: at(day + 1, '09:30') });
		await harness.autopilot.post('tick', { now: at(day, '10:00') });
		expect(await runsOf(goals)).toHaveLength(6);
		await harness.tick(at(day + 3, '10:00'));
		const runs = await runsOf(goals);
		expect(runs).toHaveLength(6);
		expect(calls(runs)).toEqual([1, 1, 1, 1, 1, 1]);
		await inOrder(goals, runs);
	});

	it('a ledger that is down for a while, before and in the middle of runs', async () => {
		const goals = await begin();
		ledgerDown(true);
		const reply = await harness.tick(at(day, '09:30'));
		expect({ status: reply.status, code: reply.body.error?.code }).toEqual({ status: 503, code: 'LEDGER_UNREACHABLE' });
		expect([...harness.servers.control.counters().keys()].filter((runId) => runId.startsWith(goals[0] ?? '?'))).toEqual([]);
		ledgerDown(false);

		// In the middle what was done cannot be recorded.
		harness.servers.control.addFault({ service: 'business', delayAnswer: 1_500, count: 3 });
		const ticking = harness.tick(at(day, '09:40'));
		await until('the service to be at work', PATIENCE_MS, async () =>
			Promise.resolve(harness.servers.control.faults().length === 0),
		);
		ledgerDown(true);
		await ticking;
		ledgerDown(false);
		const runs = await allDone(goals, at(day, '09:40'));
		await inOrder(goals, runs);
		expect(calls(runs)).toEqual([1, 1, 1]);
	});

	it('a workflow that is not published: said once, and left alone until it is tried again', async () => {
		const goals = await begin();
		const id = steps.get('x_briefing_share') ?? '';
		await harness.autopilot.api.unpublish(id);
		await until('the workflow to be gone', PATIENCE_MS, async () => {
			const { active } = (await harness.autopilot.api.request('GET', `/workflows/${id}`)) as { active: boolean };
			return !active;
		});
		const before = harness.said().length;
		await harness.tick(at(day, '09:30'));
		expect(await runOf(goals, 'x_briefing_share')).toMatchObject({ status: 'failed', reserved: null });
		const health = async () => (await harness.autopilot.ledger.read('workflow_health', { workflowKey: 'x_briefing_share' }))[0];
		expect(await health()).toMatchObject({ state: 'open', lastError: expect.stringContaining('not published') });
		const notices = (): string[] =>
			harness
				.said()
				.slice(before)
				.filter((text) => text.includes('X Briefing Share'));
		await until('the notice', PATIENCE_MS, async () => Promise.resolve(notices().length > 0));
		await inOrder(
			goals,
			(await runsOf(goals)).filter(({ status }) => status === 'succeeded'),
		);

		await harness.autopilot.api.publish(id);
		let minute = 0;
		await until('the next day’s run to succeed', PATIENCE_MS, async () => {
			minute += 15;
			await harness.tick(
				DateTime.fromISO(at(day + 1, '09:30'))
					.plus({ minutes: minute })
					.toUTC()
					.toISO() ?? '',
			);
			return (await health())?.state === 'closed';
		});
		expect(notices()).toHaveLength(1);
	});

	it('a step started by webhook: signed, once, and refused to everybody else', async () => {
		const goals = await begin();
		const path = '/webhook/autopilot/step';
		interface Answer {
			readonly run_id?: string;
			readonly not_started?: boolean;
			readonly error?: { readonly code?: string };
		}
		const ask = async (headers: object, body: string): Promise<Answer & { readonly status: number }> => {
			const response = await fetch(`${harness.n8n.url}${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body,
			});
			return { ...((await response.json()) as Answer), status: response.status };
		};
		const post = async (headers: object, body: string): Promise<{ status: number; code: string | undefined }> => {
			const { status, error } = await ask(headers, body);
			return { status, code: error?.code };
		};
		const signature = {
			'webhook-id': 'x',
			'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
			'webhook-signature': 'v1,AAAA',
		};
		const refused = { status: 401, code: 'WEBHOOK_REFUSED' };
		expect(await post(signature, JSON.stringify({ run_id: `${goals[0]}/forged`, params: { actions: 5 } }))).toEqual(refused);

		await employ({ trial_onboarding: 'trial_onboarding' }, { webhookUrl: `${api.url}${path}` });
		await harness.tick(at(day, '09:30'));
		const runs = await runsOf(goals);
		expect(runs.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
		const call = api.recorded(path);
		expect(call.headers['idempotency-key']).toBe((await runOf(goals, 'trial_onboarding')).runId);
		// Somebody who overheard the call can neither repeat nor change it.
		expect(await post(call.headers, call.body)).toEqual({ status: 409, code: 'CALL_REPEATED' });
		expect(await post(call.headers, call.body.replace('"actions":20', '"actions":99'))).toEqual(refused);
		expect(await ask(call.headers, call.body)).not.toHaveProperty('run_id');
		// Who cannot take a call says for which run, and that nothing of it begins: a gateway's own 503 says neither.
		ledgerDown(true);
		expect(await ask(call.headers, call.body)).toMatchObject({
			status: 503,
			run_id: call.headers['idempotency-key'],
			not_started: true,
			error: { code: 'LEDGER_UNREACHABLE' },
		});
		ledgerDown(false);
		await inOrder(goals, runs);
		expect(calls(runs)).toEqual([1, 1, 1]);

		// What its service refuses comes through with its status, its patience and its class.
		const { control } = harness.servers;
		control.addFault({ service: 'business', path: '/actions/trial_onboarding', status: 429, retryAfter: 1800 });
		await harness.tick(at(day + 1, '09:30'));
		const nextDay = async (): Promise<Run | undefined> =>
			(await runsOf(goals)).find(
				({ workflowKey, scheduledFor }) => workflowKey === 'trial_onboarding' && scheduledFor > at(day + 1, '00:00'),
			);
		const limited = await nextDay();
		expect(limited).toMatchObject({ status: 'scheduled', attempts: 1, cost: 0, error: expect.stringContaining('429') });
		expect(limited?.nextAttemptAt && limited.nextAttemptAt >= at(day + 1, '10:00')).toBe(true);
		expect(api.answered(path)).toMatchObject({ status: 429, headers: { 'retry-after': '1800' } });
		control.addFault({ service: 'business', path: '/actions/trial_onboarding', status: 403 });
		await harness.tick(at(day + 1, '10:40'));
		expect(await nextDay()).toMatchObject({ status: 'failed', attempts: 2, cost: 0, error: expect.stringContaining('403') });
		const [health] = await harness.autopilot.ledger.read('workflow_health', { workflowKey: 'trial_onboarding' });
		expect(health).toMatchObject({ state: 'open', lastError: expect.stringContaining('403') });
	});

	/** A node of ours on a run. */
	function ours(name: string, operation: string, more: object): NodeJson {
		const { choices } = harness.autopilot;
		const { autopilot, sheets } = CREDENTIALS;
		const credentials = {
			[autopilot.type]: { id: choices.credentials.autopilot, name: autopilot.name },
			...(choices.ledger === 'sheets' && { [sheets.type]: { id: choices.credentials.sheets, name: sheets.name } }),
		};
		const parameters = { resource: 'run', operation, ...ledgerOf(choices), ...more };
		return node(name, 'n8n-nodes-autopilot.autoExecutor', 1, parameters, { credentials });
	}
	const webhook = (path: string, options: object): NodeJson =>
		node(
			'Webhook',
			'n8n-nodes-base.webhook',
			2,
			{ httpMethod: 'POST', path, responseMode: 'responseNode', options },
			{ webhookId: randomUUID() },
		);
	const reply = (responseCode: number): NodeJson =>
		node('Reply', 'n8n-nodes-base.respondToWebhook', 1.1, {
			respondWith: 'json',
			responseBody: '={{ $json }}',
			options: { responseCode },
		});
	const listens = async (url: string): Promise<boolean> =>
		until(`${url} to listen`, PATIENCE_MS, async () => (await fetch(url, { method: 'POST' })).status !== 404);

	it('the brake: what runs beside it, behind a webhook and in a workflow that receives its own calls is stopped, and named', async () => {
		const { api: n8n, ledger } = harness.autopilot;
		const work = node('Work', 'n8n-nodes-base.wait', 1.1, { amount: 55, unit: 'seconds' });
		const itself = await n8n.createWorkflow(
			chain('Works itself', [webhook('fault/itself', { rawBody: true }), ours('Check', 'receiveRun', {}), reply(202), work]),
		);
		await n8n.publish(itself);
		const url = `${harness.n8n.url}/webhook`;
		await listens(`${url}/fault/itself`);

		const goals = await begin();
		for (const key of ['trial_onboarding', 'affiliate_cold_outreach']) {
			harness.servers.control.addFault({ service: 'business', path: `/actions/${key}`, delay: 40_000, drop: true });
		}
		await ledger.update('workflow_catalog', [
			{ key: 'trial_onboarding', values: { webhookUrl: `${url}/autopilot/step` } },
			{ key: 'x_briefing_share', values: { workflowId: itself, webhookUrl: `${url}/fault/itself` } },
		]);
		const workflows = [steps.get('trial_onboarding'), steps.get('affiliate_cold_outreach'), itself].map(String).toSorted();
		const inState = async (status: string): Promise<string[]> =>
			(await n8n.executions({ status })).map(({ workflowId }) => workflowId).filter((id) => workflows.includes(id));
		const before = (await inState('canceled')).length;
		const ticking = harness.tick(at(day, '09:30'));
		await until(
			'all three to be at work',
			PATIENCE_MS,
			async () => (await inState('running')).toSorted().join() === workflows.join(),
		);
		const heard = harness.said().length;
		harness.chat.type('/stop looks wrong', harness.servers.approverId);
		const answer = await until('the answer', PATIENCE_MS, async () =>
			Promise.resolve(
				harness
					.said()
					.slice(heard)
					.find((text) => text.includes('途中で止めた実行（')),
			),
		);
		expect(answer).toContain('すべて止めました');
		expect(answer).toMatch(/途中で止めた実行（3件）：.*Trial Onboarding/);
		for (const name of ['Affiliate Cold Outreach', 'X Briefing Share']) expect(answer).toContain(name);
		await ticking;
		expect(await inState('running')).toEqual([]);
		expect((await inState('canceled')).length).toBe(before + 3);
		expect((await runsOf(goals)).map(({ status }) => status)).toEqual(['stopped', 'stopped', 'stopped']);
	});

	it('a step that is accepted with 202 and tells its result later', async () => {
		const { api: n8n } = harness.autopilot;
		const result = json('Result', '={{ { ...$json.body } }}');
		const told = ours('Tell', 'recordResult', { runId: '={{ $json.run_id }}', currentTime: '={{ $json.now }}' });
		const accepts = await n8n.createWorkflow(
			chain('Accepts', [webhook('fault/accept', { rawBody: true }), ours('Check', 'receiveRun', {}), reply(202)]),
		);
		const tells = await n8n.createWorkflow(chain('Tells', [webhook('fault/tell', {}), result, told, reply(200)]));
		for (const id of [accepts, tells]) await n8n.publish(id);
		const url = `${harness.n8n.url}/webhook/fault`;
		for (const path of ['accept', 'tell']) await listens(`${url}/${path}`);

		const goals = await begin();
		await employ({ trial_onboarding: 'trial_onboarding' }, { webhookUrl: `${url}/accept` });
		await harness.tick(at(day, '09:30'));
		const accepted = await runOf(goals, 'trial_onboarding');
		expect(accepted).toMatchObject({ status: 'running', attempts: 1, cost: null });
		expect(accepted.reserved).toBeGreaterThan(0);
		await harness.tick(at(day, '09:40'));
		expect(await runOf(goals, 'trial_onboarding')).toEqual(accepted);

		// The worker does the step at the service, and hands the result over.
		const body = JSON.stringify({ run_id: accepted.runId, actions: accepted.params['actions'], now: at(day, '09:45') });
		const headers = { 'content-type': 'application/json', 'idempotency-key': accepted.runId };
		const work = await fetch(`${harness.servers.businessUrl}/actions/trial_onboarding`, { method: 'POST', headers, body });
		const { actions, cost } = (await work.json()) as { actions: number; cost: number };
		const tell = async (): Promise<number> =>
			(await fetch(`${url}/tell`, { method: 'POST', headers, body: JSON.stringify({ ...JSON.parse(body), actions, cost }) }))
				.status;
		expect([await tell(), await tell()]).toEqual([200, 200]);
		await harness.tick(at(day, '09:50'));
		const runs = await runsOf(goals);
		expect(runs.map(({ status, attempts }) => [status, attempts])).toEqual(KEYS.map(() => ['succeeded', 1]));
		await inOrder(goals, runs);
	});

	it('n8n killed with twenty runs under way', async () => {
		const goals = await begin({ MAX_CONCURRENT_RUNS: '20' }, 7);
		harness.servers.control.addFault({ service: 'business', delay: 8_000, count: 20 });
		const ticking = harness.tick(at(day, '09:30')).catch(() => null);
		await until('twenty runs to be under way', PATIENCE_MS, async () =>
			Promise.resolve(harness.servers.control.faults().length === 0),
		);
		expect((await runsOf(goals)).filter(({ status }) => status === 'running')).toHaveLength(20);
		await harness.n8n.kill();
		await ticking;
		await harness.n8n.restart();
		const runs = await allDone(goals, at(day, '09:30'));
		expect(runs).toHaveLength(21);
		await inOrder(goals, runs);
	});
});

/** The goal as it would be had it been made some weeks later. */
function inWeek(goal: Goal, weeks: number, goalId: string): Goal {
	const later = (instant: Instant): Instant => DateTime.fromISO(instant).plus({ weeks }).toUTC().toISO() ?? '';
	const laterDay = (date: Day): Day => DateTime.fromISO(date).plus({ weeks }).toISODate() ?? '';
	const { plan } = goal;
	return {
		...goal,
		goalId,
		status: 'running',
		closedAt: null,
		periodStart: later(goal.periodStart),
		periodEnd: later(goal.periodEnd),
		createdAt: later(goal.createdAt),
		updatedAt: later(goal.updatedAt),
		plan: plan && { ...plan, createdAt: later(plan.createdAt), days: plan.days.map(laterDay) },
	};
}

/** Where the nodes of a test's own workflows find the ledger. */
const ledgerOf = ({ ledger, spreadsheetId }: Harness['autopilot']['choices']): object =>
	ledger === 'dataTables'
		? { ledger }
		: { ledger: 'googleSheets', authentication: 'oAuth2', spreadsheetId: { __rl: true, mode: 'id', value: spreadsheetId } };
