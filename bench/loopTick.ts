/**
 * What the loop costs in a real n8n. Once: the time from a bare clone to the first question in the chat (`--empty-cache`: n8n's
 * own installation included). On both ledgers: the time from a start to the first question, and the time and number of HTTP
 * calls of a tick of workflow 02 with one running goal, with nothing due and with a day's steps due. The baseline is what n8n
 * itself takes to answer a webhook that does nothing. `--scale` measures only ticks of 1 to 1,000 goals, `--no-n8n` leaves those on
 * data tables out, `--no-sheets` those on the emulated spreadsheet.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { installN8n } from '../sandbox/n8n/install';
import { until } from '../sandbox/n8n/publicApi';
import { type Autopilot, provision } from '../sandbox/n8n/provision';
import { startN8n } from '../sandbox/n8n/server';
import { type Servers, startServers } from '../sandbox/servers';
import { openDataTables, openSpreadsheet } from '../sandbox/ledger';
import type { Ledger } from '../ledger/ledger';
import { bareCloneToFirstQuestion } from './bareClone';
import { median, runBenchmark } from './run';
import { tickScale } from './tickScale';

const ROUNDS = 9;
const SENTENCE = '1週間で200万作りたい、ワークフロー回してくれ';
const DEADLINE_MS = 120_000;

interface LedgerFigures {
	readonly firstQuestionMs: number;
	readonly idleTickMs: number;
	readonly idleTickCalls: number;
	readonly dueTickMs: number;
	readonly dueTickCalls: number;
	readonly emptyWebhookMs: number;
}

interface CountingProxy {
	readonly url: string;
	calls(): number;
	stop(): Promise<void>;
}

/** Passes every request on and counts it. */
async function countingProxy(target: () => string): Promise<CountingProxy> {
	let calls = 0;
	const server = createServer((incoming, outgoing) => {
		calls += 1;
		const passed = request(
			`${target()}${incoming.url ?? ''}`,
			{ method: incoming.method, headers: incoming.headers },
			(answer) => {
				outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(outgoing);
			},
		);
		passed.on('error', () => outgoing.destroy());
		incoming.pipe(passed);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		calls: () => calls,
		stop: () => new Promise((closed) => (server.closeAllConnections(), server.close(() => closed()))),
	};
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

/** Answers the plan's question and gives the goal's id. */
async function approve(autopilot: Autopilot, servers: Servers): Promise<void> {
	const messageId = await until('the first question in the chat', DEADLINE_MS, async () => {
		const [decision] = await autopilot.ledger.read('decision_log', { status: 'pending' });
		return decision?.channels.find(({ reference }) => reference.messageId !== undefined)?.reference.messageId;
	});
	servers.control.chat.tap(messageId, 0, servers.approverId);
	await until(
		'the goal to run',
		DEADLINE_MS,
		async () => (await autopilot.ledger.read('goals_tracker', { status: 'running' })).length > 0,
	);
}

async function measure(ledger: 'dataTables' | 'sheets'): Promise<LedgerFigures> {
	const folder = await mkdtemp(join(tmpdir(), 'autopilot-bench-'));
	const morning = DateTime.now().setZone('Asia/Tokyo').plus({ days: 1 }).set({ hour: 8, minute: 0, second: 0, millisecond: 0 });
	const instant = (days: number, minutes: number): string => new Date(morning.plus({ days, minutes }).toMillis()).toISOString();
	let n8nUrl = '';
	const proxy = await countingProxy(() => n8nUrl);
	const started = performance.now();
	const servers = await startServers({ now: instant(0, 0) });
	const n8n = await startN8n({ dataFolder: folder, port: 0 });
	try {
		n8nUrl = n8n.url;
		const autopilot = await provision(n8n, servers, { ledger, apiUrl: proxy.url });
		const calls = (): number =>
			proxy.calls() + Object.values(servers.control.state().requests).reduce((sum, count) => sum + count, 0);
		await autopilot.post('goal', { instruction: SENTENCE, now: instant(0, 0) });
		await until('the first question in the chat', DEADLINE_MS, async () =>
			Promise.resolve(servers.control.chat.messages(servers.approverId).some(({ markup }) => markup !== undefined)),
		);
		const firstQuestionMs = performance.now() - started;
		await approve(autopilot, servers);

		const tick = async (now: string): Promise<{ ms: number; calls: number }> => {
			servers.control.advance(now);
			const before = calls();
			const ms = await timed(async () => {
				const { status } = await autopilot.post('tick', { now });
				if (status !== 200) throw new Error(`The tick answered ${status}`);
			});
			return { ms, calls: calls() - before };
		};
		await tick(instant(0, 1));
		const idle = [];
		for (let round = 0; round < ROUNDS; round += 1) idle.push(await tick(instant(0, 2 + round)));
		const due = [];
		for (let day = 0; day < 3; day += 1) due.push(await tick(instant(day, 90)));

		const empty = await publishEmptyWebhook(autopilot, n8n.url);
		const emptyMs = [];
		for (let round = 0; round < ROUNDS; round += 1) emptyMs.push(await timed(empty));
		return {
			firstQuestionMs,
			idleTickMs: median(idle.map(({ ms }) => ms)),
			idleTickCalls: median(idle.map(({ calls: count }) => count)),
			dueTickMs: median(due.map(({ ms }) => ms)),
			dueTickCalls: median(due.map(({ calls: count }) => count)),
			emptyWebhookMs: median(emptyMs),
		};
	} finally {
		await n8n.stop();
		await servers.stop();
		await proxy.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

/** A workflow of one webhook that answers when it has finished. */
async function publishEmptyWebhook(autopilot: Autopilot, url: string): Promise<() => Promise<unknown>> {
	const id = await autopilot.api.createWorkflow({
		name: 'Bench: empty webhook',
		nodes: [
			{
				id: '5f0a4f5e-8a5c-4a53-9d0b-0f6a0a1b2c3d',
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				parameters: { httpMethod: 'POST', path: 'bench-empty', responseMode: 'lastNode', options: {} },
				webhookId: '5f0a4f5e-8a5c-4a53-9d0b-0f6a0a1b2c3d',
			},
		],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	await autopilot.api.publish(id);
	const call = async (): Promise<Response> => {
		const response = await fetch(`${url}/webhook/bench-empty`, { method: 'POST' });
		await response.arrayBuffer();
		return response;
	};
	await until('the empty webhook', DEADLINE_MS, async () => (await call()).ok);
	return call;
}

const GOALS = [1, 10, 100, 1_000];
/** How many goals the baseline walks through one by one; its figures are scaled up to all of them. */
const NAIVE_GOALS = 5;

/** Ticks of many goals of twenty steps each, on one ledger, the shell called without n8n around it. */
async function scaleOn(name: string, ledger: Ledger, calls: () => number): Promise<Record<string, number>> {
	const figures: Record<string, number> = {};
	for (const goals of GOALS) {
		const scaled = await tickScale(ledger, calls, goals, { naive: NAIVE_GOALS, wholeRound: true });
		const of = `${name}_${goals}_goals`;
		Object.assign(figures, {
			[`${of}_idle_tick_ms`]: scaled.idleMs,
			[`${of}_idle_tick_calls`]: scaled.idleCalls,
			[`${of}_working_tick_ms`]: scaled.workingMs,
			[`${of}_working_tick_calls`]: scaled.workingCalls,
			[`${of}_first_review_ms`]: scaled.firstReviewMs,
			[`${of}_first_review_calls`]: scaled.firstReviewCalls,
			[`${of}_first_round_ms`]: scaled.firstRoundMs,
			[`${of}_first_round_reviews`]: scaled.firstRoundReviews,
			[`${of}_review_ms`]: scaled.reviewMs,
			[`${of}_review_calls`]: scaled.reviewCalls,
			[`${of}_naive_idle_tick_ms`]: scaled.naiveMs,
			[`${of}_naive_idle_tick_calls`]: scaled.naiveCalls,
		});
	}
	return figures;
}

/** The scale on the emulated spreadsheet and in the data tables of a real n8n, unless one is left out. */
async function scale(): Promise<Record<string, number>> {
	const sheets = process.argv.includes('--no-sheets') ? {} : await scaleOnSheets();
	const tables = process.argv.includes('--no-n8n') ? {} : await scaleOnDataTables();
	return { ...sheets, ...tables };
}

async function scaleOnSheets(): Promise<Record<string, number>> {
	const servers = await startServers({ now: '2026-11-20T00:30:00.000Z' });
	const requests = (): number => Object.values(servers.control.state().requests).reduce((sum, count) => sum + count, 0);
	try {
		return await scaleOn('sheets', openSpreadsheet(servers), requests);
	} finally {
		await servers.stop();
	}
}

async function scaleOnDataTables(): Promise<Record<string, number>> {
	const folder = await mkdtemp(join(tmpdir(), 'autopilot-bench-'));
	let n8nUrl = '';
	const proxy = await countingProxy(() => n8nUrl);
	const n8n = await startN8n({ dataFolder: folder, port: 0 });
	n8nUrl = n8n.url;
	try {
		const ledger = openDataTables({ url: proxy.url, apiKey: n8n.apiKey });
		return await scaleOn('data_tables', ledger, () => proxy.calls());
	} finally {
		await n8n.stop();
		await proxy.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

const baselinesOf = (figures: Record<string, number>): Record<string, number> =>
	Object.fromEntries(Object.entries(figures).filter(([name]) => name.includes('_naive_')));

const oursOf = (figures: Record<string, number>): Record<string, number> =>
	Object.fromEntries(Object.entries(figures).filter(([name]) => !name.includes('_naive_')));

void runBenchmark(async () => {
	if (process.argv.includes('--scale')) {
		const figures = await scale();
		const one = process.argv.includes('--no-sheets') ? 'data_tables' : 'sheets';
		const ratio = (figures[`${one}_1000_goals_idle_tick_ms`] ?? NaN) / (figures[`${one}_1000_goals_naive_idle_tick_ms`] ?? NaN);
		return { name: 'loop-tick', figures: oursOf(figures), baselines: baselinesOf(figures), ratio };
	}
	await installN8n((line) => console.log(line));
	const scaled = await scale();
	const bareClone = await bareCloneToFirstQuestion(process.argv.includes('--empty-cache'));
	const tables = await measure('dataTables');
	const sheets = await measure('sheets');
	return {
		name: 'loop-tick',
		figures: {
			bare_clone_first_question_ms: bareClone,
			data_tables_first_question_ms: tables.firstQuestionMs,
			data_tables_idle_tick_ms: tables.idleTickMs,
			data_tables_idle_tick_http_calls: tables.idleTickCalls,
			data_tables_due_tick_ms: tables.dueTickMs,
			data_tables_due_tick_http_calls: tables.dueTickCalls,
			sheets_first_question_ms: sheets.firstQuestionMs,
			sheets_idle_tick_ms: sheets.idleTickMs,
			sheets_idle_tick_http_calls: sheets.idleTickCalls,
			sheets_due_tick_ms: sheets.dueTickMs,
			sheets_due_tick_http_calls: sheets.dueTickCalls,
			...oursOf(scaled),
		},
		baselines: {
			...baselinesOf(scaled),
			empty_webhook_ms: median([tables.emptyWebhookMs, sheets.emptyWebhookMs]),
		},
		ratio: tables.idleTickMs / tables.emptyWebhookMs,
	};
});
