/**
 * What the loop's ledger calls cost on a spreadsheet with 1,000, 10,000 and 100,000 rows in run_log: reading everything a tick
 * looks at, starting ten steps and settling them. Time, memory and requests, against the emulator in a process of its own. The
 * baseline does the same for the ten runs as a simple client does: it reads the tab and writes one row at a time.
 */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import axios from 'axios';
import { createGoogleSheetsClient } from '../clients/googleSheets/client';
import { createQuota } from '../clients/googleSheets/quota';
import type { Run } from '../core/types';
import { createGoogleSheetsLedger } from '../ledger/googleSheets';
import type { Ledger } from '../ledger/ledger';
import { loadSnapshot } from '../ledger/loopState';
import { encodeRow } from '../ledger/rows';
import { columnsOf } from '../ledger/schema';
import { type Servers, startServers } from '../sandbox/servers';
import { runBenchmark } from './run';

const SIZES = [1_000, 10_000, 100_000];
const STEPS = 10;
const MIB = 1024 * 1024;
const START = Date.UTC(2026, 0, 1);

const run = (index: number, fields: Partial<Run> = {}): Run => {
	const at = new Date(START + index * 60_000).toISOString();
	return {
		runId: `goal-${Math.floor(index / 500)}/${at.slice(0, 10)}/workflow_${index % 7}/${index}`,
		goalId: `goal-${Math.floor(index / 500)}`,
		planVersion: 1,
		workflowKey: `workflow_${index % 7}`,
		params: { actions: 20, template: '体験' },
		scheduledFor: at,
		startedAt: at,
		finishedAt: at,
		status: 'succeeded',
		attempts: 1,
		error: null,
		actions: 20,
		conversions: index % 4,
		revenue: (index % 4) * 98_000,
		cost: 500,
		executionId: String(index),
		...fields,
	} as Run;
};

type Place = Pick<Servers, 'sheetsUrl' | 'sheetsToken' | 'spreadsheetId'>;

/** The emulator in a process of its own, so that its memory is not counted. */
async function emulator(): Promise<{ place: Place; stop: () => void }> {
	const child = fork(__filename, ['--emulator'], { execArgv: process.execArgv });
	const place = await new Promise<Place>((resolve, reject) => {
		child.once('message', (message) => resolve(message as Place));
		child.once('exit', () => reject(new Error('The emulator ended')));
	});
	return { place, stop: () => child.kill() };
}

interface Counter {
	calls: number;
}

function open({ sheetsUrl, sheetsToken, spreadsheetId }: Place, counter: Counter): Ledger {
	const http = axios.getAdapter('http');
	const sleep = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
	return createGoogleSheetsLedger({
		sheets: createGoogleSheetsClient({
			spreadsheetId,
			rootUrl: `${sheetsUrl}/`,
			adapter: async (config) => (counter.calls++, http(config)),
			headers: { Authorization: `Bearer ${sheetsToken}` },
			sleep,
			random: Math.random,
			clockMs: Date.now,
			quota: createQuota(Date.now, Number.MAX_SAFE_INTEGER),
		}),
		now: () => new Date().toISOString(),
		randomId: (size) => randomBytes(size).toString('hex').slice(0, size),
		sleep,
	});
}

async function api(place: Place, method: string, path: string, body?: unknown): Promise<unknown> {
	const response = await fetch(`${place.sheetsUrl}/v4/spreadsheets/${place.spreadsheetId}${path}`, {
		method,
		headers: { Authorization: `Bearer ${place.sheetsToken}`, 'Content-Type': 'application/json' },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
	return response.json();
}

/** Adds rows as they would stand there after years, in calls of some megabytes. */
async function fill(place: Place, from: number, to: number): Promise<void> {
	for (let start = from; start < to; start += 5_000) {
		const values = Array.from({ length: Math.min(5_000, to - start) }, (_, offset) => {
			const row = encodeRow('run_log', '', run(start + offset));
			return columnsOf('run_log').map(({ name }) => row[name] ?? '');
		});
		await api(place, 'POST', '/values/run_log:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS', { values });
	}
}

interface Figures {
	ms: number;
	mib: number;
	calls: number;
}

async function tick(place: Place, round: number): Promise<Figures> {
	const counter = { calls: 0 };
	const ledger = open(place, counter);
	globalThis.gc?.();
	const before = process.memoryUsage().rss;
	let most = before;
	const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
	const started = performance.now();
	await loadSnapshot(ledger);
	const due = Array.from({ length: STEPS }, (_, step) =>
		run(10_000_000 + round * STEPS + step, { status: 'scheduled', attempts: 0, startedAt: null, finishedAt: null }),
	);
	await ledger.insert('run_log', due);
	const begun = due.map(
		({ runId }) => ({ key: runId, expected: { status: 'scheduled' }, values: { status: 'running' } }) as const,
	);
	await ledger.transitionAll('run_log', begun);
	const ms = performance.now() - started;
	most = Math.max(most, process.memoryUsage().rss);
	clearInterval(watch);
	return { ms, mib: (most - before) / MIB, calls: counter.calls };
}

/** The same ten rows, one after the other: look whether it is there, append it, look where it is, set its status. */
async function naiveTick(place: Place, round: number): Promise<Figures> {
	let calls = 0;
	const call = async (method: string, path: string, body?: unknown): Promise<{ values?: unknown[][] }> => {
		calls++;
		return (await api(place, method, path, body)) as { values?: unknown[][] };
	};
	const started = performance.now();
	for (let step = 0; step < STEPS; step++) {
		const next = run(20_000_000 + round * STEPS + step, { status: 'scheduled' });
		const row = encodeRow('run_log', '', next);
		const there = (await call('GET', '/values/run_log')).values ?? [];
		if (there.some(([key]) => key === next.runId)) continue;
		const values = [columnsOf('run_log').map(({ name }) => row[name] ?? '')];
		await call('POST', '/values/run_log:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS', { values });
		const after = (await call('GET', '/values/run_log')).values ?? [];
		const number = after.findIndex(([key]) => key === next.runId) + 1;
		const column = String.fromCharCode(65 + (after[0] ?? []).indexOf('status'));
		const range = `run_log!${column}${number}`;
		await call('PUT', `/values/${range}?valueInputOption=RAW`, { values: [['running']] });
	}
	return { ms: performance.now() - started, mib: 0, calls };
}

async function main(): Promise<void> {
	await runBenchmark(async () => {
		const { place, stop } = await emulator();
		try {
			await open(place, { calls: 0 }).setUp();
			const figures: Record<string, number> = {};
			const baselines: Record<string, number> = { tick_budget_ms: 3_000, memory_budget_mib: 150 };
			let filled = 0;
			let ratio = NaN;
			for (const size of SIZES) {
				await fill(place, filled, size);
				filled = size;
				const ours = await tick(place, size);
				const naive = await naiveTick(place, size);
				figures[`rows_${size}_tick_ms`] = ours.ms;
				figures[`rows_${size}_memory_mib`] = ours.mib;
				figures[`rows_${size}_requests`] = ours.calls;
				baselines[`naive_rows_${size}_tick_ms`] = naive.ms;
				baselines[`naive_rows_${size}_requests`] = naive.calls;
				ratio = ours.ms / naive.ms;
			}
			return { name: 'sheets-ledger', figures, baselines, ratio };
		} finally {
			stop();
		}
	});
}

if (process.argv.includes('--emulator')) {
	void startServers({ now: '2026-11-20T03:00:00.000Z' }).then(({ sheetsUrl, sheetsToken, spreadsheetId }) =>
		process.send?.({ sheetsUrl, sheetsToken, spreadsheetId }),
	);
} else void main();
