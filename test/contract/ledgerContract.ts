import { DEFAULT_SETTINGS, readSettings } from '../../core/settings';
import type { Cell } from '../../ledger/columns';
import type { Ledger, TableName } from '../../ledger/ledger';
import { TABLE_NAMES } from '../../ledger/schema';
import {
	sampleAdjustment,
	sampleAnswer,
	sampleDecision,
	sampleDelivery,
	sampleGoal,
	sampleObservation,
	sampleRun,
} from './sampleRows';
import { type Step, writeTogether } from '../../ledger/together';

const LANE = { lane: 'runs', sequence: 4, admittedAt: '2026-11-20T03:00:00.000Z', executionId: 'x' } as const;

/** One empty store, and the hands of a user who opens it beside the pack. */
export interface LedgerHarness {
	/** A ledger over the store. Two of them are two processes. */
	open(): Ledger;
	/** What stands in a cell. */
	cell(table: TableName, key: string, column: string): Promise<Cell>;
	/** Types into a cell. */
	setCell(table: TableName, key: string, column: string, value: Cell): Promise<void>;
	/** Adds a column that is not the pack's, with a value in every row. */
	addColumn(table: TableName, column: string, value: string): Promise<void>;
	/** Removes a column. */
	removeColumn(table: TableName, column: string): Promise<void>;
	/** Adds a row without any value. */
	addBlankRow(table: TableName): Promise<void>;
	/** Writes a row a second time, as a lost race of two writers could. */
	duplicateRow(table: TableName, key: string): Promise<void>;
}

/**
 * What every ledger does, whatever keeps it.
 * @param create makes an empty store that is not set up.
 */
export function ledgerContract(name: string, create: () => Promise<LedgerHarness>): void {
	describe(`ledger contract: ${name}`, () => {
		let store: LedgerHarness;
		let ledger: Ledger;

		const ready = async (): Promise<void> => {
			store = await create();
			ledger = store.open();
			await ledger.setUp();
		};

		describe('set up', () => {
			beforeEach(async () => {
				store = await create();
				ledger = store.open();
			});

			it('refuses to read and to write before it is set up, and says what to run', async () => {
				await expect(ledger.read('goals_tracker')).rejects.toMatchObject({
					code: 'LEDGER_NOT_SET_UP',
					message: expect.stringContaining('goals_tracker'),
					remedy: expect.stringContaining('Set Up'),
				});
				await expect(ledger.insert('run_log', [sampleRun('r1')])).rejects.toMatchObject({ code: 'LEDGER_NOT_SET_UP' });
				await expect(ledger.transition('run_log', 'r1', { status: 'scheduled' }, { status: 'running' })).rejects.toMatchObject({
					code: 'LEDGER_NOT_SET_UP',
				});
				await expect(ledger.readAll(['settings', 'run_log'])).rejects.toMatchObject({ code: 'LEDGER_NOT_SET_UP' });
			});

			it('makes every table and default setting once, and nothing the second time', async () => {
				const first = await ledger.setUp();
				for (const table of TABLE_NAMES)
					expect(first.createdTables).toContainEqual(expect.stringMatching(new RegExp(`${table}$`)));
				expect(first.createdColumns).toEqual([]);
				expect(first.createdSettings).toEqual(DEFAULT_SETTINGS.map(({ key }) => key));
				const again = await store.open().setUp();
				expect(again).toEqual({ createdTables: [], createdColumns: [], createdSettings: [] });
				expect(await ledger.read('settings')).toEqual(DEFAULT_SETTINGS);
				expect(readSettings(await ledger.read('settings')).decisionTimeoutSeconds).toBe(86400);
			});

			it('can be run twice at the same time', async () => {
				const reports = await Promise.all([store.open().setUp(), store.open().setUp()]);
				const added = reports.flatMap(({ createdSettings }) => createdSettings);
				expect(added.toSorted()).toEqual(DEFAULT_SETTINGS.map(({ key }) => key).toSorted());
				expect(await ledger.read('settings')).toEqual(DEFAULT_SETTINGS);
				expect(await store.open().setUp()).toEqual({ createdTables: [], createdColumns: [], createdSettings: [] });
			});

			it('leaves changed settings, rows and foreign columns as they are', async () => {
				await ledger.setUp();
				await ledger.insert('run_log', [sampleRun('r1')]);
				await ledger.update('settings', [{ key: 'CURRENCY', values: { value: 'USD' } }]);
				await store.addColumn('settings', 'memo', 'mine');
				await store.open().setUp();
				expect(await ledger.read('settings', { key: 'CURRENCY' })).toMatchObject([{ value: 'USD' }]);
				expect(await store.cell('settings', 'CURRENCY', 'memo')).toBe('mine');
				expect(await ledger.read('run_log')).toEqual([sampleRun('r1')]);
			});

			it('names a column that is missing, and makes it again', async () => {
				await ledger.setUp();
				await store.removeColumn('run_log', 'attempts');
				await expect(store.open().read('run_log')).rejects.toMatchObject({
					code: 'LEDGER_NOT_SET_UP',
					message: expect.stringMatching(/run_log.*attempts/),
				});
				const { createdColumns } = await store.open().setUp();
				expect(createdColumns).toEqual([expect.stringMatching(/run_log\.attempts$/)]);
				expect(await store.open().read('run_log')).toEqual([]);
			});
		});

		describe('rows', () => {
			beforeEach(ready);

			it('gives back what was written: JSON, numbers, nulls, ticks, instants, Japanese, emoji', async () => {
				const goals = [
					sampleGoal('g1'),
					sampleGoal('g2', {
						plan: null,
						currency: null,
						locale: 'en',
						instruction: '🎉 "quoted", 二行\n目; \\n',
						targetValue: 0.1 + 0.2,
					}),
				];
				const decision = sampleDecision('d1', { reason: '却下 理由', appliedAt: '2026-11-20T05:06:07.089Z' });
				const entry = {
					workflowKey: 'x_briefing_share',
					workflowId: '0123',
					name: 'X',
					purpose: '',
					unit: 'post',
					capacityPerDay: 3,
					costPerAction: null,
					conversionMean: 0.05,
					conversionStrength: 20,
					valuePerConversion: 98000,
					lagDays: 1,
					dependsOn: ['trial_onboarding'],
					parallel: false,
					params: {},
					flags: ['mass_send', 'external_api'] as const,
					enabled: true,
					firstUsedAt: null,
					webhookUrl: null,
				};
				await ledger.insert('goals_tracker', goals);
				await ledger.insert('decision_log', [decision]);
				await ledger.insert('answer_log', [sampleAnswer('d1/telegram:42')]);
				await ledger.insert('report_log', [sampleDelivery('g1/daily/2026-11-20/telegram:42')]);
				await ledger.insert('workflow_catalog', [entry]);
				await ledger.insert('performance_metrics', [sampleObservation('whop/revenue/2026-11-20')]);
				await ledger.insert('adjustment_log', [sampleAdjustment('g1/2026-11-21/trial_onboarding')]);
				const all = await store
					.open()
					.readAll([
						'goals_tracker',
						'decision_log',
						'answer_log',
						'report_log',
						'workflow_catalog',
						'performance_metrics',
						'adjustment_log',
					]);
				expect(all.goals_tracker).toEqual(goals);
				expect(all.decision_log).toEqual([decision]);
				expect(all.answer_log).toEqual([sampleAnswer('d1/telegram:42')]);
				expect(all.report_log).toEqual([sampleDelivery('g1/daily/2026-11-20/telegram:42')]);
				expect(all.workflow_catalog).toEqual([entry]);
				expect(all.performance_metrics).toEqual([sampleObservation('whop/revenue/2026-11-20')]);
				expect(all.adjustment_log).toEqual([sampleAdjustment('g1/2026-11-21/trial_onboarding')]);
			});

			it.each([
				'=1+1',
				'=IMPORTXML("http://127.0.0.1","//a")',
				'+1',
				'-1',
				'@SUM(A1)',
				"'quoted",
				'007',
				'TRUE',
				'2026-11-20',
				'1e5',
				'  padded ',
			])('keeps the text %j as text', async (text) => {
				await ledger.insert('goals_tracker', [sampleGoal('g1', { instruction: text })]);
				await ledger.update('goals_tracker', [{ key: 'g1', values: { closeReason: text } }]);
				expect(await ledger.read('goals_tracker')).toMatchObject([{ instruction: text, closeReason: text }]);
			});

			it('reads in the order of writing', async () => {
				await ledger.insert('run_log', [sampleRun('r3'), sampleRun('r1')]);
				await ledger.insert('run_log', [sampleRun('r2')]);
				await ledger.update('run_log', [{ key: 'r3', values: { attempts: 1 } }]);
				expect((await ledger.read('run_log')).map(({ runId }) => runId)).toEqual(['r3', 'r1', 'r2']);
			});

			it('finds rows by text, number, null and empty text', async () => {
				await ledger.insert('run_log', [
					sampleRun('r1', { goalId: '', attempts: 2, scheduledFor: '2026-11-20T00:00:00.000Z' }),
					sampleRun('r2', { error: 'x', status: 'failed', attempts: 2 }),
					sampleRun('r3', { goalId: 'g2' }),
				]);
				const ids = async (where: Parameters<typeof ledger.read<'run_log'>>[1]): Promise<string[]> =>
					(await ledger.read('run_log', where)).map(({ runId }) => runId);
				expect(await ids({ runId: 'r2' })).toEqual(['r2']);
				expect(await ids({ attempts: 2 })).toEqual(['r1', 'r2']);
				expect(await ids({ attempts: 2, error: null })).toEqual(['r1']);
				expect(await ids({ cost: null })).toEqual(['r1', 'r2', 'r3']);
				expect(await ids({ goalId: '' })).toEqual(['r1']);
				expect(await ids({ error: '' })).toEqual(['r1', 'r3']);
				expect(await ids({ scheduledFor: '2026-11-20T09:00:00+09:00' })).toEqual(['r1']);
				expect(await ids({ status: 'running' })).toEqual([]);
				await expect(ledger.read('run_log', { params: {} })).rejects.toMatchObject({ code: 'PARAMETER_INVALID' });
			});

			it('reads of several tables only what is asked for', async () => {
				await ledger.insert('run_log', [
					sampleRun('r1', { status: 'failed', error: 'x' }),
					sampleRun('r2', { status: 'running' }),
					sampleRun('r3', { status: 'failed' }),
				]);
				await ledger.insert('performance_metrics', [sampleObservation('m1')]);
				const conditions = { run_log: [{ status: 'running' }, { status: 'failed', error: null }] } as const;
				const { run_log: runs, performance_metrics: metrics } = await store
					.open()
					.readAll(['run_log', 'performance_metrics'], conditions);
				expect(runs.map(({ runId }) => runId).toSorted()).toEqual(['r2', 'r3']);
				expect(metrics).toEqual([sampleObservation('m1')]);
				const both = await ledger.readAll(['run_log'], { run_log: [{ status: 'failed' }, { error: 'x' }] });
				expect(both.run_log.map(({ runId }) => runId).toSorted()).toEqual(['r1', 'r3']);
				expect((await ledger.readAll(['run_log'], { run_log: [] })).run_log).toEqual([]);
			});

			it('reads more rows than one page holds', async () => {
				const rows = Array.from({ length: 600 }, (_, index) => sampleObservation(`m${index}`, { value: index }));
				expect(await ledger.insert('performance_metrics', rows)).toHaveLength(600);
				const values = (await ledger.read('performance_metrics')).map(({ value }) => value);
				expect(values).toEqual(rows.map(({ value }) => value));
				expect(await ledger.insert('performance_metrics', rows)).toEqual([]);
			}, 60_000);

			it('ignores blank rows and the later of two rows with one key', async () => {
				await ledger.insert('run_log', [sampleRun('r1', { attempts: 1 })]);
				await store.addBlankRow('run_log');
				await store.duplicateRow('run_log', 'r1');
				await ledger.insert('run_log', [sampleRun('r2')]);
				expect((await store.open().read('run_log')).map(({ runId }) => runId)).toEqual(['r1', 'r2']);
			});
		});

		describe('writing', () => {
			beforeEach(ready);

			it('inserts a key once', async () => {
				expect(await ledger.insert('run_log', [sampleRun('r1', { attempts: 1 }), sampleRun('r1', { attempts: 2 })])).toEqual([
					'r1',
				]);
				expect(await ledger.insert('run_log', [sampleRun('r1', { attempts: 3 }), sampleRun('r2')])).toEqual(['r2']);
				expect((await ledger.read('run_log')).map(({ runId, attempts }) => [runId, attempts])).toEqual([
					['r1', 1],
					['r2', 0],
				]);
				expect(await ledger.insert('run_log', [])).toEqual([]);
			});

			it.each([1, 2, 3])('lets exactly one of many writers insert a key (round %i)', async () => {
				const writers = Array.from({ length: 5 }, () => store.open());
				const results = await Promise.all(
					writers.map(async (writer, index) => await writer.insert('run_log', [sampleRun('r1', { attempts: index })])),
				);
				const winners = results.flatMap((added, index) => (added.length > 0 ? [index] : []));
				expect(winners).toHaveLength(1);
				expect(await store.open().read('run_log')).toMatchObject([{ runId: 'r1', attempts: winners[0] }]);
			});

			it('adds rows beside a foreign column', async () => {
				await ledger.insert('run_log', [sampleRun('r1')]);
				await store.addColumn('run_log', 'memo', 'mine');
				await store.open().insert('run_log', [sampleRun('r2')]);
				await store.addBlankRow('run_log');
				await store.open().insert('run_log', [sampleRun('r3'), sampleRun('r4', { cost: 4 })]);
				await store.open().update('run_log', [{ key: 'r3', values: { cost: 3 } }]);
				expect((await store.open().read('run_log')).map(({ runId, cost }) => [runId, cost])).toEqual([
					['r1', null],
					['r2', null],
					['r3', 3],
					['r4', 4],
				]);
				expect(await store.cell('run_log', 'r1', 'memo')).toBe('mine');
			});

			it('updates named fields and leaves the others and foreign columns alone', async () => {
				await ledger.insert('goals_tracker', [sampleGoal('g1'), sampleGoal('g2')]);
				await store.addColumn('goals_tracker', 'memo', '触らないで');
				await store.open().update('goals_tracker', [
					{ key: 'g1', values: { spent: 12.5, status: 'paused', plan: null } },
					{ key: 'gone', values: { spent: 1 } },
					{ key: 'g2', values: {} },
				]);
				expect(await store.open().read('goals_tracker')).toEqual([
					sampleGoal('g1', { spent: 12.5, status: 'paused', plan: null }),
					sampleGoal('g2'),
				]);
				expect(await store.cell('goals_tracker', 'g1', 'memo')).toBe('触らないで');
			});

			it('empties a cell', async () => {
				await ledger.insert('run_log', [sampleRun('r1', { error: 'x', cost: 5, startedAt: '2026-11-20T03:00:00.000Z' })]);
				await ledger.update('run_log', [{ key: 'r1', values: { error: null, cost: null, startedAt: null } }]);
				expect(await ledger.read('run_log')).toEqual([sampleRun('r1')]);
			});

			it('upserts: replaces known keys, adds the others, keeps foreign columns', async () => {
				await ledger.insert('performance_metrics', [sampleObservation('m1')]);
				await store.addColumn('performance_metrics', 'memo', 'x');
				const writer = store.open();
				await writer.upsert('performance_metrics', [sampleObservation('m1', { value: 5, labels: {} }), sampleObservation('m2')]);
				expect(await writer.read('performance_metrics')).toEqual([
					sampleObservation('m1', { value: 5, labels: {} }),
					sampleObservation('m2'),
				]);
				expect(await store.cell('performance_metrics', 'm1', 'memo')).toBe('x');
			});

			it('upserts many: replaces known keys, adds the others, once each', async () => {
				await ledger.insert('performance_metrics', [sampleObservation('m1'), sampleObservation('m3')]);
				await store.addColumn('performance_metrics', 'memo', 'mine');
				const wanted = ['m1', 'm2', 'm3', 'm4', 'm5'].map((key, index) => sampleObservation(key, { value: index }));
				await store.open().upsert('performance_metrics', [sampleObservation('m4', { value: 99 }), ...wanted]);
				const rows = await ledger.read('performance_metrics');
				expect(rows.map(({ metricId, value }) => [metricId, value]).toSorted()).toEqual(
					wanted.map(({ metricId, value }) => [metricId, value]),
				);
				expect(await store.cell('performance_metrics', 'm1', 'memo')).toBe('mine');
			});

			it('updates many rows alike and others differently in one go', async () => {
				const keys = ['r1', 'r2', 'r3', 'r4'];
				await ledger.insert(
					'run_log',
					keys.map((key) => sampleRun(key)),
				);
				const patches = keys.map((key) => ({ key, values: { error: key === 'r3' ? 'other' : 'same' } }));
				await ledger.update('run_log', patches);
				expect((await ledger.read('run_log')).map(({ error }) => error)).toEqual(['same', 'same', 'other', 'same']);
			});

			it('refuses what a cell cannot hold and writes nothing of it', async () => {
				await expect(
					ledger.insert('run_log', [sampleRun('r1'), sampleRun('r2', { params: { text: '長'.repeat(50_000) } })]),
				).rejects.toMatchObject({
					code: 'LEDGER_CELL_INVALID',
					message: expect.stringMatching(/run_log.*r2.*params.*50011 characters/),
				});
				await expect(ledger.insert('run_log', [sampleRun('k'.repeat(50_000))])).rejects.toMatchObject({
					code: 'LEDGER_CELL_INVALID',
					message: expect.stringMatching(/run_id.*50000 characters/),
				});
				await expect(ledger.insert('run_log', [sampleRun('r3', { cost: Number.NaN })])).rejects.toMatchObject({
					code: 'LEDGER_CELL_INVALID',
				});
				expect(await ledger.read('run_log')).toEqual([]);
			});

			it('keeps a text of 49,999 characters', async () => {
				const error = 'あ'.repeat(49_999);
				await ledger.insert('run_log', [sampleRun('r1', { error })]);
				expect(await ledger.read('run_log')).toMatchObject([{ error }]);
			});

			it('cuts a longer text and says so at its end', async () => {
				await ledger.insert('run_log', [sampleRun('r1', { error: '😀'.repeat(30_000) })]);
				const [{ error } = { error: '' }] = await ledger.read('run_log');
				expect(error?.endsWith(`${'😀'.repeat(2)}… [cut: 60000 characters]`)).toBe(true);
				expect(error?.isWellFormed()).toBe(true);
				expect(error?.length).toBeLessThan(50_000);
			});
		});

		describe('transition', () => {
			beforeEach(ready);

			it('changes a row only where it still has what was expected', async () => {
				await ledger.insert('decision_log', [sampleDecision('d1')]);
				expect(await ledger.transition('decision_log', 'd1', { status: 'approved' }, { answer: '9' })).toBe(false);
				expect(await ledger.transition('decision_log', 'd1', { status: 'pending', answer: '1' }, { answer: '9' })).toBe(false);
				expect(
					await ledger.transition(
						'decision_log',
						'd1',
						{ status: 'pending', answer: null, quorum: 1 },
						{ status: 'approved', answer: '1' },
					),
				).toBe(true);
				expect(await ledger.transition('decision_log', 'd1', { status: 'pending' }, { status: 'rejected' })).toBe(false);
				expect(await ledger.transition('decision_log', 'gone', { status: 'pending' }, { status: 'rejected' })).toBe(false);
				expect(await ledger.read('decision_log')).toEqual([sampleDecision('d1', { status: 'approved', answer: '1' })]);
			});

			it('is won by exactly one of many', async () => {
				await ledger.insert('run_log', [sampleRun('r1'), sampleRun('r2')]);
				const contenders = Array.from({ length: 8 }, () => store.open());
				const results = await Promise.all(
					contenders.map(async (contender, index) => {
						return await contender.transition(
							'run_log',
							'r1',
							{ status: 'scheduled' },
							{ status: 'running', executionId: String(index) },
						);
					}),
				);
				const winners = results.flatMap((won, index) => (won ? [index] : []));
				expect(winners).toHaveLength(1);
				expect(await ledger.read('run_log')).toEqual([
					sampleRun('r1', { status: 'running', executionId: String(winners[0]) }),
					sampleRun('r2'),
				]);
			});

			it('lets two writers with different expectations of one row exclude each other', async () => {
				await ledger.insert('decision_log', [sampleDecision('d1')]);
				const [answered, expired] = await Promise.all([
					store.open().transition('decision_log', 'd1', { status: 'pending', answer: null }, { status: 'approved', answer: '1' }),
					store.open().transition('decision_log', 'd1', { status: 'pending' }, { status: 'expired' }),
				]);
				expect([answered, expired].filter(Boolean)).toHaveLength(1);
				expect(await ledger.read('decision_log')).toMatchObject([
					answered ? { status: 'approved', answer: '1' } : { status: 'expired', answer: null },
				]);
			});

			it('can be won again each time the row returns to what was expected', async () => {
				await ledger.insert('run_log', [sampleRun('r1')]);
				for (const attempts of [1, 2, 3]) {
					expect(await store.open().transition('run_log', 'r1', { status: 'scheduled' }, { status: 'running', attempts })).toBe(
						true,
					);
					expect(await store.open().transition('run_log', 'r1', { status: 'scheduled' }, { status: 'running' })).toBe(false);
					expect(await store.open().transition('run_log', 'r1', { status: 'running' }, { status: 'scheduled' })).toBe(true);
				}
				expect(await ledger.read('run_log')).toEqual([sampleRun('r1', { attempts: 3 })]);
			});

			it('lets a list grow by one at a time, from none and from several', async () => {
				await ledger.insert('decision_log', [sampleDecision('d1', { resumeUrls: [] })]);
				const add = async (before: readonly string[], url: string): Promise<boolean> =>
					await store.open().transition('decision_log', 'd1', { resumeUrls: before }, { resumeUrls: [...before, url] });
				expect(await add([], 'https://a')).toBe(true);
				expect(await add([], 'https://b')).toBe(false);
				expect(await add(['https://a'], 'https://b')).toBe(true);
				expect(await ledger.read('decision_log')).toMatchObject([{ resumeUrls: ['https://a', 'https://b'] }]);
			});

			it('takes a cell that a user emptied for null', async () => {
				await ledger.insert('run_log', [sampleRun('r1', { error: 'x' })]);
				await store.setCell('run_log', 'r1', 'error', '');
				expect(await store.open().transition('run_log', 'r1', { error: null }, { status: 'running' })).toBe(true);
			});
		});

		describe('transitions in a batch', () => {
			beforeEach(ready);

			it('changes each row only where it still has what was expected of it', async () => {
				await ledger.insert('run_log', [
					...['r1', 'r2', 'r3', 'r4'].map((key) => sampleRun(key)),
					sampleRun('r5', { status: 'running', attempts: 1 }),
					sampleRun('r6', { error: 'x' }),
				]);
				const start = { expected: { status: 'scheduled', error: null }, values: { status: 'running', attempts: 1 } } as const;
				const made = await store.open().transitionAll('run_log', [
					{ key: 'r1', ...start },
					{ key: 'gone', ...start },
					{ key: 'r2', ...start },
					{ key: 'r6', ...start },
					{ key: 'r4', ...start },
					{ key: 'r5', expected: { status: 'running', attempts: 1 }, values: { status: 'failed', error: '=1+1' } },
				]);
				expect(made).toEqual([true, false, true, false, true, true]);
				const running = { status: 'running', attempts: 1 } as const;
				expect(await ledger.read('run_log')).toEqual([
					sampleRun('r1', running),
					sampleRun('r2', running),
					sampleRun('r3'),
					sampleRun('r4', running),
					sampleRun('r5', { status: 'failed', attempts: 1, error: '=1+1' }),
					sampleRun('r6', { error: 'x' }),
				]);
				expect(await ledger.transitionAll('run_log', [])).toEqual([]);
			});

			it('lets each row be won by exactly one of many, whether they come alone or with others', async () => {
				const keys = ['r1', 'r2', 'r3', 'r4', 'r5'];
				await ledger.insert(
					'run_log',
					keys.map((key) => sampleRun(key)),
				);
				const take = (executionId: string, order: readonly string[]) =>
					order.map((key) => {
						return { key, expected: { status: 'scheduled' }, values: { status: 'running', executionId } } as const;
					});
				const results = await Promise.all([
					store.open().transitionAll('run_log', take('a', keys)),
					store.open().transitionAll('run_log', take('b', keys.toReversed())),
					store.open().transitionAll('run_log', take('c', keys)),
					store
						.open()
						.transition('run_log', 'r3', { status: 'scheduled' }, { status: 'running', executionId: 'd' })
						.then((won) => [won]),
				]);
				const wonBy = new Map([
					['a', keys.filter((_, index) => results[0]?.[index])],
					['b', keys.toReversed().filter((_, index) => results[1]?.[index])],
					['c', keys.filter((_, index) => results[2]?.[index])],
					['d', results[3]?.[0] ? ['r3'] : []],
				]);
				expect([...wonBy.values()].flat().toSorted()).toEqual(keys);
				for (const { runId, status, executionId } of await store.open().read('run_log')) {
					expect(status).toBe('running');
					expect(wonBy.get(executionId ?? '')).toContain(runId);
				}
			});

			it('refuses a key that stands there twice, and what a cell cannot hold, and writes nothing of it', async () => {
				await ledger.insert('run_log', [sampleRun('r1'), sampleRun('r2')]);
				const change = { key: 'r1', expected: {}, values: { attempts: 5 } };
				await expect(ledger.transitionAll('run_log', [change, change])).rejects.toMatchObject({
					code: 'PARAMETER_INVALID',
					message: expect.stringContaining('r1') as string,
				});
				const tooLong = { key: 'r2', expected: {}, values: { params: { text: '長'.repeat(50_000) } } };
				await expect(ledger.transitionAll('run_log', [change, tooLong])).rejects.toMatchObject({ code: 'LEDGER_CELL_INVALID' });
				expect(await ledger.read('run_log')).toEqual([sampleRun('r1'), sampleRun('r2')]);
			});

			it('takes a cell that a user emptied for null', async () => {
				const keys = ['r1', 'r2', 'r3'];
				await ledger.insert(
					'run_log',
					keys.map((key) => sampleRun(key, { error: 'x' })),
				);
				for (const key of keys) await store.setCell('run_log', key, 'error', '');
				const changes = keys.map((key) => ({ key, expected: { error: null }, values: { attempts: 1 } }));
				expect(await store.open().transitionAll('run_log', changes)).toEqual([true, true, true]);
			});
		});

		describe('steps of several tables', () => {
			beforeEach(ready);

			it('are each done where they can be, and see what those before them did', async () => {
				await ledger.insert('run_log', [sampleRun('r1'), sampleRun('r2', { status: 'running' })]);
				await ledger.insert('run_admission', [LANE]);
				const start = { expected: { status: 'scheduled' }, values: { status: 'running', attempts: 1 } } as const;
				const done = await writeTogether(store.open(), [
					{ table: 'run_log', insert: [sampleRun('r1', { cost: 7 }), sampleRun('r3', { cost: 7 })] },
					{ table: 'run_log', changes: ['r1', 'r2', 'r3', 'gone'].map((key) => ({ key, ...start })) },
					{ table: 'run_admission', insert: [] },
					{ table: 'run_admission', changes: [{ key: 'runs', expected: { sequence: 4 }, values: { sequence: 5 } }] },
				]);
				expect(done).toEqual([[false, true], [true, false, true, false], [], [true]]);
				const running = { status: 'running', attempts: 1 } as const;
				expect(await ledger.read('run_log')).toEqual([
					sampleRun('r1', running),
					sampleRun('r2', { status: 'running' }),
					sampleRun('r3', { ...running, cost: 7 }),
				]);
				expect(await ledger.read('run_admission')).toEqual([{ ...LANE, sequence: 5 }]);
			});

			it('add or set rows, and leave what is only to be written after others that were not', async () => {
				await ledger.insert('run_log', [sampleRun('r1'), sampleRun('r2', { status: 'stopped' })]);
				await ledger.insert('run_admission', [LANE]);
				const settle = (key: string): Step => ({
					table: 'run_log',
					changes: [{ key, expected: { status: 'scheduled' }, values: { status: 'failed' } }],
				});
				const [mine, theirs] = [settle('r1'), settle('r2')];
				const figure = (key: string, after: readonly Step[]): Step => ({
					table: 'performance_metrics',
					upsert: [sampleObservation(key)],
					after,
				});
				const done = await writeTogether(store.open(), [
					mine,
					theirs,
					figure('a', [mine]),
					figure('b', [mine, theirs]),
					{ table: 'run_admission', upsert: [{ ...LANE, sequence: 9 }], after: [mine] },
				]);
				expect(done).toEqual([[true], [false], [true], [false], [true]]);
				expect((await ledger.read('run_log')).map(({ status }) => status)).toEqual(['failed', 'stopped']);
				expect(await ledger.read('performance_metrics')).toEqual([sampleObservation('a')]);
				expect(await ledger.read('run_admission')).toEqual([{ ...LANE, sequence: 9 }]);
			});

			it('are won by exactly one of many', async () => {
				await ledger.insert('run_admission', [LANE]);
				const claims = await Promise.all(
					['a', 'b', 'c'].map(async (executionId) =>
						writeTogether(store.open(), [
							{ table: 'run_log', insert: [sampleRun('r1', { executionId })] },
							{
								table: 'run_admission',
								changes: [{ key: 'runs', expected: { sequence: 4 }, values: { sequence: 5, executionId } }],
							},
						]),
					),
				);
				const won = claims.map(([added, admitted]) => [added?.[0], admitted?.[0]]);
				expect(won.filter(([added]) => added)).toHaveLength(1);
				expect(won.filter(([, admitted]) => admitted)).toHaveLength(1);
			});
		});

		describe('cells typed by hand', () => {
			beforeEach(ready);

			it.each<[TableName, string, string, Cell, RegExp]>([
				['goals_tracker', 'g1', 'target_value', 'much', /goals_tracker.*"g1".*target_value.*number.*much/],
				['goals_tracker', 'g1', 'status', 'runing', /goals_tracker.*"g1".*status.*one of.*running/],
				['goals_tracker', 'g1', 'period_end', 'tomorrow', /goals_tracker.*"g1".*period_end.*ISO 8601/],
				['goals_tracker', 'g1', 'plan', '{"version":', /goals_tracker.*"g1".*plan.*JSON/],
				['goals_tracker', 'g1', 'plan', '{"version":1}', /goals_tracker.*"g1".*plan.*createdAt/],
				['goals_tracker', 'g1', 'time_zone', '', /goals_tracker.*"g1".*time_zone.*empty/],
			])('names the cell of %s %s %s that cannot be read', async (table, key, column, value, message) => {
				await ledger.insert('goals_tracker', [sampleGoal('g1')]);
				// A data table's number column takes no text: its own type guards it.
				const refused = await store.setCell(table, key, column, value).then(
					() => false,
					() => true,
				);
				if (refused) {
					expect(await ledger.read(table)).toHaveLength(1);
					return;
				}
				await expect(store.open().read(table)).rejects.toMatchObject({
					code: 'LEDGER_CELL_INVALID',
					message: expect.stringMatching(message),
					details: { table, row: key, column },
				});
			});

			it('reads lists separated by commas and empty lists', async () => {
				await ledger.insert('decision_log', [sampleDecision('d1')]);
				await store.setCell('decision_log', 'd1', 'approvers', 'telegram:1, email:a@example.com');
				await store.setCell('decision_log', 'd1', 'evidence', '');
				expect(await store.open().read('decision_log')).toMatchObject([
					{ approvers: ['telegram:1', 'email:a@example.com'], evidence: [] },
				]);
			});
		});
	});
}
