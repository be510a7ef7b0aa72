import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Ledger } from '../../ledger/ledger';
import { AutopilotError } from '../../core/errors';
import { deliveriesOf } from '../../core/report/delivery';
import type { Goal, Run } from '../../core/types';
import { AutoExecutor } from '../../nodes/AutoExecutor/AutoExecutor.node';
import { createMemoryLedger, type MemoryTables } from '../helpers/memoryLedger';
import { sampleGoal, sampleRun } from '../contract/sampleRows';
import { DecisionEngine } from './decisionEngine';
import { chain, type Engine, type Execution } from './harness';

let ledger: Ledger;
let tables: MemoryTables;
const stoppedExecutions: string[] = [];
/** An n8n in which every run of the ledger that is under way has an execution of the same name, and those called stuck go on. */
const api = {
	executions: {
		pages: async function* ({ status }: { status?: string }) {
			const runs = status === 'running' ? await ledger.read('run_log', { status: 'running' }) : [];
			yield runs.map(({ runId }) => ({
				id: runId,
				workflowId: 'w1',
				status,
				startedAt: null,
				stoppedAt: null,
				data: { resultData: { runData: { Start: [{ executionIndex: 0, data: { main: [[{ json: { run_id: runId } }]] } }] } } },
			}));
		},
		stop: async (executionId: string) => {
			if (executionId.includes('stuck')) throw new AutopilotError('API_UNREACHABLE', 'n8n does not answer');
			stoppedExecutions.push(executionId);
		},
	},
};
jest.mock('../../nodes/shared/ledger', () => ({ openLedger: async () => ({ ledger, api }) }));

const NOW = '2026-11-20T03:00:00.000Z';
const MALLORY = 999;
const { plan } = sampleGoal('g_0');
/** Nothing is to be run, and the goal will be reached: a plan that no policy objects to. */
const IDLE_PLAN = plan && { ...plan, allocations: [], forecast: { ...plan.forecast, probability: 1 } };

describe('reports and chat commands', () => {
	let office: DecisionEngine;
	let engine: Engine;
	let bot: DecisionEngine['bot'];
	let smtp: DecisionEngine['smtp'];
	let alice: number;

	beforeAll(async () => {
		office = await DecisionEngine.start(NOW, { nodes: [new AutoExecutor()] });
		({ engine, bot, smtp } = office);
		[alice] = bot.users;
	});
	afterAll(async () => {
		await office.stop();
	});
	beforeEach(async () => {
		tables = new Map();
		ledger = createMemoryLedger(tables);
		stoppedExecutions.length = 0;
		await office.forget();
		await ledger.setUp();
		await ledger.upsert('settings', [{ key: 'APPROVERS', value: `telegram:${alice}, email:owner@example.com`, note: '' }]);
	});

	const run = async (parameters: INodeParameters, input: IDataObject = {}): Promise<Execution> =>
		engine.run(
			chain(
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{ name: 'Node', type: 'n8n-nodes-autopilot.autoExecutor', parameters: { currentTime: NOW, ...parameters } },
			),
			[input],
		);
	const send = async (currentTime = NOW): Promise<IDataObject[]> =>
		(await run({ resource: 'report', operation: 'sendReports', fromEmail: 'autopilot@example.com', currentTime })).output('Node');
	const type = async (text: string, from = alice, chat = from): Promise<Execution> =>
		run(
			{ resource: 'chatCommand', operation: 'carryOutCommand' },
			{ message: { message_id: 5, text, from: { id: from, is_bot: false, language_code: 'en' }, chat: { id: chat } } },
		);
	const said = async (text: string, from = alice): Promise<string> =>
		(await type(text, from))
			.output('Node')
			.map(({ text: reply }) => String(reply))
			.join('\n');
	const goal = (goalId: string, more: Partial<Goal> = {}): Goal => ({
		...sampleGoal(goalId),
		status: 'running',
		closedAt: null,
		closeReason: null,
		reviewedAt: null,
		locale: 'en',
		plan: IDLE_PLAN,
		...more,
	});

	describe('a report', () => {
		const queue = async (): Promise<void> => {
			const report = { kind: 'daily', goalId: 'g_1', locale: 'en', title: 'Daily report', lines: ['a < b'] } as const;
			await ledger.insert(
				'report_log',
				deliveriesOf(report, [`telegram:${alice}`, 'email:owner@example.com'], { zone: 'Asia/Tokyo', now: NOW }),
			);
		};

		test('reaches each person once, over the channel of each', async () => {
			await queue();
			expect(await send()).toMatchObject([
				{ recipient: `telegram:${alice}`, sent_at: NOW },
				{ recipient: 'email:owner@example.com', sent_at: NOW },
			]);
			expect(bot.texts(alice).at(-1)).toContain('a < b');
			expect(smtp.received.at(-1)).toContain('Subject: Daily report | a < b');
			const before = bot.calls.length;
			expect(await send()).toEqual([{ reports_sent: 0 }]);
			expect(bot.calls).toHaveLength(before);
		});

		test('reaches a webhook target, signed, and under the same id however often it is sent', async () => {
			const report = { kind: 'stop', goalId: 'g_1', locale: 'en', title: 'Stopped', lines: ['a < b'] } as const;
			await ledger.insert('report_log', deliveriesOf(report, ['webhook:team'], { zone: 'Asia/Tokyo', now: NOW }));
			office.receiver.status = 400;
			expect(await send()).toMatchObject([{ sent_at: null, error: expect.stringContaining('"team" answered 400') }]);
			office.receiver.status = 200;
			expect(await send('2026-11-20T03:02:00.000Z')).toMatchObject([{ recipient: 'webhook:team', error: null }]);
			const events = office.receiver.events();
			expect(events).toMatchObject([
				{ type: 'report.stop' },
				{ type: 'report.stop', text: 'Stopped\na < b', data: { goal_id: 'g_1' } },
			]);
			expect(new Set(events.map(({ id }) => id)).size).toBe(1);
		});

		test('by mail brings the goal’s chart as a file, and says so; one in a chat does not', async () => {
			await ledger.insert('goals_tracker', [goal('g_1', { locale: 'ja' })]);
			const report = { kind: 'weekly', goalId: 'g_1', locale: 'ja', title: '週次レポート', lines: ['推移：▁█'] } as const;
			const recipients = [`telegram:${alice}`, 'email:owner@example.com'];
			await ledger.insert('report_log', deliveriesOf(report, recipients, { zone: 'Asia/Tokyo', now: NOW }));
			await send();
			const mail = smtp.received.at(-1) ?? '';
			expect(mail).toContain('Content-Type: image/svg+xml; name=progress.svg');
			const [, encoded = ''] = /filename=progress\.svg\s+([\w+/=\s]+)/.exec(mail) ?? [];
			const file = Buffer.from(encoded, 'base64').toString('utf8');
			expect(file).toMatch(/^<svg\s+xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]+<\/svg>$/);
			expect(file).toContain('目標');
			expect(bot.texts(alice).at(-1)).not.toContain('progress.svg');
			expect((await ledger.read('report_log')).every(({ lines }) => !lines.join().includes('progress.svg'))).toBe(true);
		});

		test('whose chart cannot be drawn is sent all the same', async () => {
			await ledger.insert('goals_tracker', [goal('g_1', { currency: 'EUR' })]);
			const observed = {
				metricId: 'm1',
				observedAt: NOW,
				goalId: '',
				source: 'whop',
				metric: 'revenue',
				value: 1,
				unit: 'USD',
				labels: {},
			};
			await ledger.insert('performance_metrics', [observed]);
			await queue();
			expect(await send()).toMatchObject([
				{ sent_at: NOW, error: null },
				{ sent_at: NOW, error: expect.stringContaining('without its chart') },
			]);
			expect(smtp.received.at(-1)).not.toContain('progress.svg');
		});

		test('that could not be sent is tried again later and keeps nothing else back', async () => {
			await queue();
			bot.chat.block(alice, true);
			const [telegram, email] = await send();
			expect(telegram).toMatchObject({ sent_at: null, error: expect.stringContaining('Telegram') });
			expect(email).toMatchObject({ sent_at: NOW });
			bot.chat.block(alice, false);
			expect(await send('2026-11-20T03:01:00.000Z')).toEqual([{ reports_sent: 0 }]);
			expect(await send('2026-11-20T03:02:00.000Z')).toMatchObject([{ recipient: `telegram:${alice}`, error: null }]);
		});

		test('is sent once by two executions at once', async () => {
			await queue();
			const rows = await Promise.all([send(), send()]);
			expect(rows.flat().filter((row) => row['sent_at'] === NOW)).toHaveLength(2);
			expect(bot.calls.filter((method) => method === 'sendMessage')).toHaveLength(1);
		});

		test('that is due is written once, whenever it is asked for; a goal without news is passed over in silence', async () => {
			await ledger.insert('goals_tracker', [goal('g_1'), goal('g_2')]);
			await ledger.insert('run_log', [{ ...sampleRun('g_1/x'), goalId: 'g_1', scheduledFor: NOW }]);
			const due = { resource: 'goal', operation: 'report', reportKind: 'due' };
			const NEXT_DAY = '2026-11-21T03:00:00.000Z';
			const written = async (currentTime: string): Promise<unknown> => (await run({ ...due, currentTime })).output('Node', 2);
			expect(await written(NOW)).toEqual([]);
			expect(await written(NEXT_DAY)).toMatchObject([{ goal_id: 'g_1', kind: 'daily' }]);
			expect(await written(NEXT_DAY)).toEqual([]);
			expect((await ledger.read('report_log')).map(({ goalId, kind }) => [goalId, kind])).toEqual([
				['g_1', 'daily'],
				['g_1', 'daily'],
			]);
		});

		test('of a goal whose worker died after closing it is written by the next tick', async () => {
			await ledger.insert('goals_tracker', [goal('g_1', { status: 'achieved', closedAt: NOW })]);
			await run({ resource: 'goal', operation: 'runDueSteps' });
			await run({ resource: 'goal', operation: 'runDueSteps' });
			expect((await ledger.read('report_log')).map(({ kind, recipient }) => [kind, recipient])).toEqual([
				['final', `telegram:${alice}`],
				['final', 'email:owner@example.com'],
			]);
		});
	});

	describe('a command', () => {
		test('of a stranger is answered with nothing but how to be listed', async () => {
			await ledger.insert('goals_tracker', [goal('g_1')]);
			for (const command of ['/status', '/stop', '/goals']) {
				const reply = await said(command, MALLORY);
				expect(reply).toContain(`telegram:${MALLORY}`);
				expect(reply).not.toContain('JPY');
			}
			expect(await ledger.read('settings', { key: 'AUTO_EXECUTION_ENABLED' })).toMatchObject([{ value: 'true' }]);
			expect(await ledger.read('goals_tracker')).toMatchObject([{ status: 'running' }]);
		});

		test('/status and /goals show the goals in their own language', async () => {
			await ledger.insert('goals_tracker', [
				goal('g_1', { instruction: 'Earn <b>more</b>', createdAt: '2026-11-01T00:00:00.000Z' }),
				goal('g_2', { instruction: '200万作りたい', locale: 'ja', createdAt: '2026-11-02T00:00:00.000Z' }),
			]);
			const [item] = (await type('/goals')).output('Node');
			expect(item).toMatchObject({ command: 'goals', chat_id: String(alice) });
			expect(item?.['text']).toMatch(/^1\. "Earn <b>more<\/b>": running .*\n2\. 「200万作りたい」：実行中/);
			expect(item?.['html']).toContain('&lt;b&gt;');
			expect(await said('/status')).toContain('達成率');
		});

		test('/pause and /resume halt one goal and let it go on', async () => {
			await ledger.insert('goals_tracker', [
				goal('g_1'),
				goal('g_2', { createdAt: '2099-01-01T00:00:00.000Z', instruction: 'Win 20 members' }),
			]);
			const paused = await said('/pause 2 holiday');
			expect(paused).toContain('1 goal paused');
			expect(paused).toContain('"Win 20 members"');
			expect(await ledger.read('goals_tracker')).toMatchObject([
				{ status: 'running' },
				{ status: 'paused', closeReason: 'holiday' },
			]);
			expect(await said('/pause 7')).toContain('no goal number 7');
			expect(await said('/resume 2')).toContain('1 goal resumed');
			expect(await said('/resume 2')).toContain('Nothing changed');
			expect(await ledger.read('goals_tracker')).toMatchObject([{ status: 'running' }, { status: 'running' }]);
		});

		/** A goal with these runs under way. */
		const atWork = async (...runIds: readonly string[]): Promise<void> => {
			const runs = runIds.map((runId): Run => ({ ...sampleRun(runId), goalId: 'g_1', status: 'running', startedAt: NOW }));
			await ledger.insert('goals_tracker', [goal('g_1')]);
			await ledger.insert('run_log', runs);
			await ledger.upsert('workflow_catalog', [
				{
					workflowKey: runs[0]?.workflowKey ?? '',
					workflowId: 'w1',
					name: 'Morning Post',
					purpose: '',
					unit: 'post',
					capacityPerDay: 3,
					costPerAction: 0,
					conversionMean: 0.1,
					conversionStrength: 10,
					valuePerConversion: 1,
					lagDays: 0,
					dependsOn: [],
					parallel: false,
					params: {},
					flags: [],
					enabled: true,
					firstUsedAt: NOW,
					webhookUrl: null,
				},
			]);
		};

		test('/stop says what goes on, stops all the rest, and works whatever else is wrong with the settings', async () => {
			await atWork('g_1/x', 'g_1/stuck', 'g_1/y');
			const wrong = { MAX_RETRIES: 'many', QUIET_HOURS: 'at night', CURRENCY: 'yen', AUTO_EXECUTION_ENABLED: 'perhaps' };
			await ledger.upsert(
				'settings',
				Object.entries(wrong).map(([key, value]) => ({ key, value, note: '' })),
			);
			const [reply, report] = (await type('/stop')).output('Node');
			expect(stoppedExecutions.toSorted()).toEqual(['g_1/x', 'g_1/y']);
			expect(String(reply?.['text']).split('\n')).toEqual([
				expect.stringContaining('NOT everything is stopped'),
				'Goals stopped (1):',
				expect.stringContaining('- "'),
				'Stopped while running (2): Morning Post, Morning Post',
				expect.stringMatching(/^STILL RUNNING: Morning Post.*n8n does not answer/),
			]);
			expect(report).toBeUndefined();
			expect((await ledger.read('report_log')).map(({ lines }) => lines[0])).toContainEqual(
				expect.stringContaining('STILL RUNNING: "Morning Post" could not be stopped (n8n does not answer)'),
			);
			expect((await ledger.read('run_log')).map(({ status }) => status).toSorted()).toEqual(['running', 'stopped', 'stopped']);
			expect(await ledger.read('settings', { key: 'AUTO_EXECUTION_ENABLED' })).toMatchObject([{ value: 'false' }]);
		});

		test('/stop, in a group too, lets nothing start and stops what runs; only /resume without a number undoes it', async () => {
			await atWork('g_1/x');
			const execution = await type('stop', alice, -100);
			expect(execution.output('Node')).toEqual([]);
			const [reply] = (await type('/stop looks wrong', alice, -100)).output('Node');
			expect(reply).toMatchObject({ chat_id: String(alice), text: expect.stringContaining('Everything is stopped') });
			expect(reply?.['text']).toContain('Stopped while running (1): Morning Post');
			expect(stoppedExecutions).toEqual(['g_1/x']);
			expect(await ledger.read('run_log')).toMatchObject([{ status: 'stopped' }]);
			expect(await said('/status')).toContain('switched off');
			expect(await said('/resume 1')).toContain('AUTO_EXECUTION_ENABLED');
			await said('/resume');
			expect(await ledger.read('settings', { key: 'AUTO_EXECUTION_ENABLED' })).toMatchObject([{ value: 'true' }]);
		});

		test('/report tells how things stand now, also without news', async () => {
			await ledger.insert('goals_tracker', [goal('g_1')]);
			expect(await said('/report')).toContain('Daily report');
		});

		test('small talk gets the hint how to answer, in private only', async () => {
			expect(await said('good morning')).toContain('/help');
			expect((await type('good morning', alice, -100)).output('Node')).toEqual([]);
		});
	});
});
