import fc from 'fast-check';
import { reservationFor } from '../../../core/execution/reservation';
import { SpendingBook } from '../../../core/execution/spendingBook';
import { createPlan } from '../../../core/plan/createPlan';
import { stepsOf } from '../../../core/plan/steps';
import { gateAllocations, gateChange, gatePlan, gateStep } from '../../../core/policy/gate';
import { readSettings } from '../../../core/settings';
import type { CatalogEntry, Run, Step } from '../../../core/types';
import { CATALOG, entry, NOW, OUTREACH, planInput, run, SETTINGS, SHARE, TRIAL } from '../plan/fixtures';

const settingsWith = (values: Readonly<Record<string, string>>) =>
	readSettings(Object.entries(values).map(([key, value]) => ({ key, value, note: '' })));

/** Has run before and is small: nothing to ask about. */
const KNOWN = entry('known', {
	name: 'Known',
	capacityPerDay: 5,
	costPerAction: 100,
	conversionMean: 0.5,
	valuePerConversion: 100_000,
});

describe('the gate on one workflow’s part of a plan', () => {
	const gate = (values: Partial<CatalogEntry>, actions = 10, settings = SETTINGS) =>
		gateAllocations(
			[{ workflowKey: 'known', actionsPerDay: Array.from({ length: 7 }, () => actions), costPerAction: 100 }],
			[{ ...KNOWN, ...values }],
			settings,
			'en',
		)[0];

	it.each<[string, Partial<CatalogEntry>, string, string]>([
		['has run before', {}, 'allow', 'known-workflow'],
		['has never run', { firstUsedAt: null }, 'ask', 'first-use'],
		['is a new API', { firstUsedAt: null, flags: ['external_api'] }, 'ask', 'new-api'],
		['is a known API', { flags: ['external_api'] }, 'allow', 'known-workflow'],
		['touches security', { flags: ['security'] }, 'ask', 'security'],
		['deletes customer data', { flags: ['deletes_customer_data'] }, 'deny', 'deletes-customer-data'],
		[
			'deletes customer data and never ran',
			{ flags: ['deletes_customer_data', 'security'], firstUsedAt: null },
			'deny',
			'deletes-customer-data',
		],
		['is disabled', { enabled: false }, 'deny', 'disabled-workflow'],
		['is not in the catalog', { workflowKey: 'other' }, 'deny', 'unknown-workflow'],
	])('that %s', (_, values, kind, rule) => {
		expect(gate(values)).toMatchObject({ kind, rule });
	});

	it.each([
		[14, 'allow', 'known-workflow'],
		[15, 'ask', 'mass-send'],
	])('that sends %d messages a day for seven days, with a limit of 100', (actions, kind, rule) => {
		expect(gate({ flags: ['mass_send'] }, actions)).toMatchObject({ kind, rule });
		expect(gate({}, actions)).toMatchObject({ kind: 'allow' });
	});

	it('counts the messages of the whole plan: two sends of 60 are one of 120', () => {
		const catalog = ['a', 'b', 'c'].map((key) => entry(key, { name: key, flags: key === 'c' ? [] : ['mass_send'] }));
		const sends = (keys: readonly string[]) =>
			gateAllocations(
				keys.map((workflowKey) => ({ workflowKey, actionsPerDay: [60], costPerAction: 1 })),
				catalog,
				SETTINGS,
				'en',
			);
		expect(sends(['a', 'c']).map(({ kind }) => kind)).toEqual(['allow', 'allow']);
		expect(sends(['a', 'b', 'c']).map(({ rule }) => rule)).toEqual(['mass-send', 'mass-send', 'known-workflow']);
		expect(sends(['a', 'b'])[0]?.reason).toBe('"a" sends 60 messages (120 in the whole plan; up to 100 go without asking)');
	});

	it('denies everything while automatic execution is off', () => {
		expect(gate({}, 10, settingsWith({ AUTO_EXECUTION_ENABLED: 'false' }))).toMatchObject({
			kind: 'deny',
			rule: 'auto-execution-off',
		});
	});

	it('gives the reason in the goal’s language', () => {
		const allocation = { workflowKey: 'affiliate_cold_outreach', actionsPerDay: [350], costPerAction: 30 };
		expect(gateAllocations([allocation], CATALOG, SETTINGS, 'ja')[0]?.reason).toBe(
			'「Affiliate Cold Outreach」で350件を送信します（確認なしの上限は100件）',
		);
		expect(gateAllocations([allocation], CATALOG, SETTINGS, 'en')[0]?.reason).toBe(
			'"Affiliate Cold Outreach" sends 350 messages (up to 100 go without asking)',
		);
	});
});

describe('the gate on a whole plan', () => {
	const gate = (catalog: readonly CatalogEntry[], settings = SETTINGS, values: Parameters<typeof planInput>[0] = {}) => {
		const input = planInput({ catalog, ...values });
		return gatePlan({ ...input.goal, plan: createPlan(input) }, catalog, settings);
	};

	it('allows what is known, small and within its limits', () => {
		expect(gate([KNOWN])).toMatchObject({ kind: 'allow', rule: 'known-workflow' });
	});

	it('asks about the plan for two millions in a week: it sends 350 messages and nothing of it has run before', () => {
		expect(gate(CATALOG)).toMatchObject({ kind: 'ask' });
		const used = CATALOG.map((one) => ({ ...one, firstUsedAt: NOW }));
		expect(gate(used)).toMatchObject({ kind: 'ask', rule: 'mass-send' });
		expect(
			gate([
				{ ...TRIAL, firstUsedAt: NOW },
				{ ...SHARE, firstUsedAt: NOW },
			]),
		).toMatchObject({ kind: 'allow' });
	});

	it('asks where there is nothing to run and something is missing', () => {
		expect(gate([])).toMatchObject({ kind: 'ask', rule: 'nothing-to-run' });
		expect(gate([], SETTINGS, { progressValue: 2_000_000 })).toMatchObject({ kind: 'allow' });
		expect(gatePlan({ ...planInput().goal, plan: null }, [], SETTINGS)).toMatchObject({
			kind: 'ask',
		});
	});

	it.each([
		['DAILY', 12_099, 'deny', 'daily-ceiling'],
		['DAILY', 12_100, 'ask', 'mass-send'],
		['WEEKLY', 48_399, 'deny', 'weekly-ceiling'],
		['WEEKLY', 48_400, 'ask', 'mass-send'],
		['MONTHLY', 84_699, 'deny', 'monthly-ceiling'],
		['MONTHLY', 84_700, 'ask', 'mass-send'],
	])('with a %s ceiling of %d yen: Friday to Thursday at 12,100 yen a day', (period, limit, kind, rule) => {
		const catalog = CATALOG.map((one) => ({ ...one, firstUsedAt: NOW }));
		expect(gate(catalog, settingsWith({ [`BUDGET_LIMIT_${period}`]: String(limit) }))).toMatchObject({ kind, rule });
	});

	it.each([
		[84_700, 'allow'],
		[77_000, 'allow'],
		[76_999, 'ask'],
		[0, 'ask'],
	])('that costs 84,700 yen with a budget of %d: up to 10 %% over goes without asking', (budgetLimit, kind) => {
		const catalog = [TRIAL, OUTREACH, SHARE].map((one) => ({ ...one, flags: [], firstUsedAt: NOW }));
		const plan = createPlan(planInput({ catalog }));
		expect(gatePlan({ ...planInput().goal, budgetLimit, plan }, catalog, SETTINGS)).toMatchObject({
			kind,
			...(kind === 'ask' && { rule: 'over-budget' }),
		});
	});

	it('compares a plan in dollars with ceilings in yen', () => {
		const rates = { FX_USD_JPY: '100' };
		const input = planInput({ catalog: [KNOWN], settings: settingsWith(rates), goal: { currency: 'USD', targetValue: 20_000 } });
		const plan = createPlan(input);
		const perDay = (plan.estimatedCost / 7) * 100;
		const at = (limit: number) =>
			gatePlan({ ...input.goal, plan }, [KNOWN], settingsWith({ ...rates, BUDGET_LIMIT_DAILY: String(limit) }));
		expect(at(perDay - 1)).toMatchObject({ kind: 'deny', rule: 'daily-ceiling' });
		expect(at(perDay + 1)).toMatchObject({ kind: 'allow' });
	});
});

describe('the gate before a step runs', () => {
	const catalog = [{ ...TRIAL, firstUsedAt: null }, OUTREACH];
	const plan = createPlan(planInput({ catalog }));
	const [step] = stepsOf({ goalId: 'goal-1', plan, timeZone: 'Asia/Tokyo' });
	if (!step) throw new Error('the plan has steps');
	const gate = (
		settings = SETTINGS,
		runs: readonly Run[] = [],
		values: Partial<Step> = {},
		entries: readonly CatalogEntry[] = catalog,
		ceiling: number | null = null,
		takenInDay = 0,
	) => {
		const next = { ...step, ...values };
		const known = entries.find(({ workflowKey }) => workflowKey === next.workflowKey);
		const cost = reservationFor(next, known, next.estimatedCost, undefined);
		const goal = { locale: ceiling === null ? 'en' : 'ja', ceiling, working: true, takenInDay } as const;
		return gateStep(next, cost, known, settings, new SpendingBook(runs, entries, settings, NOW), goal);
	};

	it('lets a step of an approved plan run, even one that had to be asked for', () => {
		expect(step.verdict.kind).toBe('ask');
		expect(gate()).toMatchObject({ kind: 'allow', rule: 'approved-step' });
	});

	it.each<[string, Partial<CatalogEntry>, string]>([
		['disabled since', { enabled: false }, 'disabled-workflow'],
		['removed since', { workflowKey: 'gone' }, 'unknown-workflow'],
		['marked as deleting customer data since', { flags: ['deletes_customer_data'] }, 'deletes-customer-data'],
	])('denies a workflow that was %s', (_, values, rule) => {
		expect(gate(SETTINGS, [], {}, [{ ...TRIAL, ...values }])).toMatchObject({ kind: 'deny', rule });
	});

	it.each([
		[19, 'allow', 'approved-step'],
		[20, 'deny', 'daily-capacity'],
	])('%i actions that are taken by other goals leave one to be: %s', (taken, kind, rule) => {
		const entries = [{ ...TRIAL, capacityPerDay: 20 }];
		expect(gate(SETTINGS, [], { actions: 1 }, entries, null, taken)).toMatchObject({ kind, rule });
	});

	it('denies everything while automatic execution is off', () => {
		expect(gate(settingsWith({ AUTO_EXECUTION_ENABLED: 'false' }))).toMatchObject({ kind: 'deny', rule: 'auto-execution-off' });
	});

	/** Ten thousand yen of trials on Friday the 20th. */
	it.each<[string, Record<string, string>, Partial<Run>, string | null]>([
		[
			'the day’s ceiling',
			{ BUDGET_LIMIT_DAILY: '15000' },
			{ scheduledFor: '2026-11-20T00:00:00.000Z', cost: 5_001 },
			'daily-ceiling',
		],
		['the day’s ceiling, just', { BUDGET_LIMIT_DAILY: '15000' }, { scheduledFor: '2026-11-20T00:00:00.000Z', cost: 5_000 }, null],
		[
			'the day’s ceiling by yesterday’s money',
			{ BUDGET_LIMIT_DAILY: '15000' },
			{ scheduledFor: '2026-11-19T00:00:00.000Z', cost: 9_000 },
			null,
		],
		[
			'the week’s ceiling from Monday on',
			{ BUDGET_LIMIT_WEEKLY: '15000' },
			{ scheduledFor: '2026-11-16T00:00:00.000Z', cost: 5_001 },
			'weekly-ceiling',
		],
		[
			'the week’s ceiling by last week’s money',
			{ BUDGET_LIMIT_WEEKLY: '15000' },
			{ scheduledFor: '2026-11-15T00:00:00.000Z', cost: 9_000 },
			null,
		],
		[
			'the month’s ceiling',
			{ BUDGET_LIMIT_MONTHLY: '15000' },
			{ scheduledFor: '2026-11-01T00:00:00.000Z', cost: 5_001 },
			'monthly-ceiling',
		],
		[
			'the month’s ceiling by October’s money',
			{ BUDGET_LIMIT_MONTHLY: '15000' },
			{ scheduledFor: '2026-10-31T00:00:00.000Z', cost: 9_000 },
			null,
		],
		[
			'a ceiling by a run that is still under way',
			{ BUDGET_LIMIT_DAILY: '15000' },
			{ scheduledFor: '2026-11-20T00:00:00.000Z', status: 'running', params: { actions: 11 } },
			'daily-ceiling',
		],
		[
			'a ceiling by a run nobody knows the outcome of',
			{ BUDGET_LIMIT_DAILY: '15000' },
			{ scheduledFor: '2026-11-20T00:00:00.000Z', status: 'unknown', params: { actions: 11 } },
			'daily-ceiling',
		],
		[
			'the day’s ceiling together with an earlier try of its own that may have spent its money',
			{ BUDGET_LIMIT_DAILY: '15000' },
			{ scheduledFor: '2026-11-20T00:00:00.000Z', runId: step.stepKey, status: 'scheduled', uncertain: 9_000 },
			'daily-ceiling',
		],
	])('never passes %s', (_, settings, values, rule) => {
		const verdict = gate(settingsWith(settings), [run('trial_onboarding', { runId: 'other', ...values })]);
		expect(verdict).toMatchObject(rule === null ? { kind: 'allow' } : { kind: 'deny', rule });
	});

	it('never passes the goal’s own budget where one is handed in', () => {
		const spent = [run('trial_onboarding', { goalId: 'goal-1', scheduledFor: '2026-11-19T00:00:00.000Z', cost: 5_000 })];
		const at = (ceiling: number) => gate(SETTINGS, spent, {}, catalog, ceiling);
		expect(at(14_999)).toMatchObject({
			kind: 'deny',
			rule: 'goal-ceiling',
			reason: 'この目標の予算14,999を超えます（15,000になります）',
		});
		expect(at(15_000)).toMatchObject({ kind: 'allow' });
	});

	it('never lets the day’s spending pass the ceiling, in whatever order steps come', () => {
		const costs = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(costs, fc.integer({ min: 0, max: 60_000 }), (actions, ceiling) => {
				const settings = settingsWith({ BUDGET_LIMIT_DAILY: String(ceiling) });
				const runs: Run[] = [];
				for (const [index, count] of actions.entries()) {
					const next = { stepKey: `s${index}`, actions: count, estimatedCost: count * 500 };
					if (gate(settings, runs, next).kind === 'allow') {
						runs.push(run('trial_onboarding', { runId: next.stepKey, scheduledFor: step.scheduledFor, cost: count * 500 }));
					}
				}
				expect(runs.reduce((sum, { cost }) => sum + (cost ?? 0), 0)).toBeLessThanOrEqual(ceiling);
			}),
			{ numRuns: 60 },
		);
	});
});

describe('the gate on a change of a figure', () => {
	it.each([
		[100, 100, 'allow', 'small-change'],
		[100, 110, 'allow', 'small-change'],
		[100, 90, 'allow', 'small-change'],
		[100, 111, 'ask', 'noticeable-change'],
		[100, 119, 'ask', 'noticeable-change'],
		[100, 120, 'ask', 'strategic-change'],
		[100, 80, 'ask', 'strategic-change'],
		[100, 0, 'ask', 'strategic-change'],
		[-100, -110, 'allow', 'small-change'],
		[0, 0, 'allow', 'small-change'],
		[0, 1, 'ask', 'strategic-change'],
	])('from %d to %d', (from, to, kind, rule) => {
		expect(gateChange('price', from, to, SETTINGS, 'en')).toMatchObject({ kind, rule });
	});
});

test('to start what a plan did not use is a strategic change, and not one by ∞ %', () => {
	expect(gateChange('X Briefing Share', 0, 50, SETTINGS, 'ja')).toMatchObject({
		rule: 'strategic-change',
		reason: '計画になかった「X Briefing Share」を始めるのは大きな方針変更です',
	});
});
