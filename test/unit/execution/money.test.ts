import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { RunOutcome } from '../../../core/commands';
import { admit, candidateOf } from '../../../core/execution/admission';
import { amountOf, closedMoney, spentOn } from '../../../core/execution/runMoney';
import { scheduleRun } from '../../../core/execution/scheduleRun';
import { settleRun } from '../../../core/execution/settleRun';
import { forecastSpend, spentBy } from '../../../core/execution/spending';
import { dailyBudget } from '../../../core/plan/dailyBudget';
import { addDays } from '../../../core/plan/days';
import { dueAt } from '../../../core/plan/steps';
import { gatePlan } from '../../../core/policy/gate';
import { readSettings, type Settings } from '../../../core/settings';
import type { CatalogEntry, Goal, Plan, Run, Step } from '../../../core/types';
import { entry, goal, run } from '../plan/fixtures';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const settingsWith = (values: Readonly<Record<string, string>>): Settings =>
	readSettings(Object.entries(values).map(([key, value]) => ({ key, value, note: '' })));

const WORKFLOW = entry('w', { costPerAction: 100, capacityPerDay: 1_000 });
const step = (values: Partial<Step> = {}): Step => ({
	stepKey: 'goal-1/2026-11-20/w',
	goalId: 'goal-1',
	workflowKey: 'w',
	day: '2026-11-20',
	scheduledFor: '2026-11-20T00:00:00.000Z',
	actions: 10,
	params: {},
	dependsOn: [],
	parallel: true,
	estimatedCost: 1_000,
	verdict: { kind: 'allow', rule: 'known-workflow', reason: '' },
	...values,
});

/** What is done with one step: the money set aside for it, or the rule that refuses it. */
function admitted(
	given: {
		readonly step?: Step;
		readonly goal?: Goal;
		readonly settings?: Settings;
		readonly runs?: readonly Run[];
		readonly entry?: CatalogEntry;
		readonly run?: Partial<Run>;
	},
	now = '2026-11-20T01:00:00.000Z',
): number | string {
	const wanted = given.step ?? step();
	const settings = given.settings ?? settingsWith({});
	const state = { goal: given.goal ?? goal(), decisions: [], settings };
	const candidate = candidateOf({ step: wanted, run: { ...scheduleRun(wanted, 1), ...given.run } }, state);
	const catalog = new Map([['w', given.entry ?? WORKFLOW]]);
	const result = admit([candidate], { runs: given.runs ?? [], catalog, health: new Map(), settings }, now);
	return result.admitted[0]?.reserved ?? result.refused[0]?.verdict.rule ?? 'nothing';
}

describe('what is set aside for a step', () => {
	const unpriced = entry('w', { costPerAction: null });

	test('a plan in dollars is set aside in yen where the catalog names no price, and stops without a rate', () => {
		const dollars = { goal: goal({ currency: 'USD' }), step: step({ estimatedCost: 20 }), entry: unpriced };
		expect(admitted({ ...dollars, settings: settingsWith({ FX_USD_JPY: '150' }) })).toBe(3_000);
		expect(admitted({ ...dollars, settings: settingsWith({ FX_USD_JPY: '150', BUDGET_LIMIT_DAILY: '2999' }) })).toBe(
			'daily-ceiling',
		);
		expect(() => admitted(dollars)).toThrow('FX_USD_JPY');
	});

	test('is the dearest of the catalog’s price, the plan’s, and what the latest runs have cost', () => {
		const paid = (cost: number, values: Partial<Run> = {}): Run => run('w', { runId: `r${cost}`, actions: 10, cost, ...values });
		expect(admitted({})).toBe(1_000);
		expect(admitted({ step: step({ estimatedCost: 1_200 }) })).toBe(1_200);
		expect(admitted({ runs: [paid(800), paid(1_337), paid(900)] })).toBe(1_337);
		expect(admitted({ runs: [paid(1_337, { status: 'failed' }), paid(1_400, { actions: null })] })).toBe(1_000);
		expect(admitted({ entry: unpriced, step: step({ estimatedCost: NaN }), runs: [paid(700)] })).toBe(700);
		expect(admitted({ entry: unpriced, step: step({ estimatedCost: NaN }) })).toBe('unknown-cost');
		// One dear run of long ago does not make a workflow dear for ever.
		const cheap = Array.from({ length: 10 }, (_, index) =>
			paid(500 + index, { scheduledFor: `2026-11-1${index}T00:00:00.000Z` }),
		);
		expect(admitted({ runs: [paid(9_000, { scheduledFor: '2026-11-09T00:00:00.000Z' }), ...cheap] })).toBe(1_000);
	});

	test('so a workflow that is really dearer passes no ceiling once that is known, to the yen', () => {
		const dearer = run('w', { runId: 'goal-1/2026-11-19/w', scheduledFor: '2026-11-19T00:00:00.000Z', actions: 10, cost: 1_300 });
		const at = (ceiling: number) => admitted({ runs: [dearer], settings: settingsWith({ BUDGET_LIMIT_DAILY: String(ceiling) }) });
		expect([at(1_299), at(1_300)]).toEqual(['daily-ceiling', 1_300]);
	});
});

describe('a ceiling counts the days of the shop’s zone, whatever the zone of a goal', () => {
	const ZONES = ['Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Pacific/Auckland', 'America/Los_Angeles'] as const;

	test('a goal of Los Angeles and one of Tokyo share one day of money', () => {
		// 09:00 on the 19th in Los Angeles is 02:00 on the 20th in Tokyo.
		const la = step({ stepKey: 'la', day: '2026-11-19', scheduledFor: '2026-11-19T17:00:00.000Z' });
		const tokyo = run('w', { goalId: 'g2', scheduledFor: '2026-11-20T00:00:00.000Z', actions: null, cost: 4_001 });
		const settings = settingsWith({ BUDGET_LIMIT_DAILY: '5000', TIME_ZONE: 'Asia/Tokyo' });
		expect(admitted({ step: la, runs: [tokyo], settings, goal: goal({ timeZone: 'America/Los_Angeles' }) })).toBe(
			'daily-ceiling',
		);
		const yesterday = { ...tokyo, scheduledFor: '2026-11-19T00:00:00.000Z' };
		expect(admitted({ step: la, runs: [yesterday], settings, goal: goal({ timeZone: 'America/Los_Angeles' }) })).toBe(1_000);
	});

	test('whatever the zones, also on days that clocks change on', () => {
		const days = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-09-27', '2026-10-25', '2026-11-01', '2026-11-20'] as const;
		fc.assert(
			fc.property(
				fc.constantFrom(...ZONES),
				fc.constantFrom(...ZONES),
				fc.constantFrom(...days),
				fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 8 }),
				(shop, zone, day, hours) => {
					const due = dueAt(day, zone);
					const at = (hour: number): string => new Date(Date.parse(due) + hour * 3_600_000).toISOString();
					const runs = hours.map((hour, index) =>
						run('w', { runId: `r${index}`, scheduledFor: at(hour), actions: 10, cost: 500 }),
					);
					const shopDay = (instant: string): string => DateTime.fromISO(instant, { zone: shop }).toISODate() ?? '';
					const spent = runs.filter(({ scheduledFor }) => shopDay(scheduledFor) === shopDay(due)).length * 500;
					const outcome = (ceiling: number) =>
						admitted(
							{
								step: step({ day, scheduledFor: due }),
								runs,
								goal: goal({ timeZone: zone }),
								settings: settingsWith({ TIME_ZONE: shop, BUDGET_LIMIT_DAILY: String(ceiling) }),
							},
							at(31),
						);
					expect([outcome(spent + 1_000), outcome(spent + 999)]).toEqual([1_000, 'daily-ceiling']);
				},
			),
		);
	});

	test('a plan of another zone is weighed by the shop’s weeks, and planned by them', () => {
		// Monday 09:00 in Auckland is still Sunday in Berlin: the plan's two days fall into two weeks there.
		const days = ['2026-11-16', '2026-11-17'];
		const plan = planOf(days, [10, 10]);
		const settings = (zone: string) => settingsWith({ TIME_ZONE: zone, BUDGET_LIMIT_WEEKLY: '1000' });
		const auckland = goal({ timeZone: 'Pacific/Auckland', plan });
		expect(gatePlan(auckland, [WORKFLOW], settings('Pacific/Auckland')).rule).toBe('weekly-ceiling');
		expect(gatePlan(auckland, [WORKFLOW], settings('Europe/Berlin')).kind).toBe('allow');
		expect(dailyBudget({ goal: auckland, settings: settings('Europe/Berlin'), runs: [] }, days)?.perDay).toBe(1_000);
		expect(dailyBudget({ goal: auckland, settings: settings('Pacific/Auckland'), runs: [] }, days)?.perDay).toBe(500);
	});

	test('a month of a goal across the change of clocks has all its days', () => {
		const days = Array.from({ length: 7 }, (_, index) => addDays('2026-10-29', index));
		const settings = settingsWith({ TIME_ZONE: 'America/New_York', BUDGET_LIMIT_MONTHLY: '3000' });
		const newYork = goal({ timeZone: 'America/New_York', plan: planOf(days, [10, 10, 10, 10, 10, 10, 10]) });
		// October has three days of it, November four: 4,000 yen pass the ceiling, 3,000 would not.
		expect(gatePlan(newYork, [WORKFLOW], settings).rule).toBe('monthly-ceiling');
		expect(dailyBudget({ goal: newYork, settings, runs: [] }, days)?.perDay).toBe(750);
	});
});

function planOf(days: readonly string[], actionsPerDay: readonly number[]): Plan {
	return {
		version: 1,
		createdAt: '2026-11-01T00:00:00.000Z',
		days,
		dailyTargets: days.map(() => 0),
		allocations: [
			{
				workflowKey: 'w',
				actionsPerDay,
				params: {},
				dependsOn: [],
				parallel: true,
				costPerAction: 100,
				conversionRate: 0.1,
				valuePerConversion: 1_000,
				verdict: { kind: 'allow', rule: 'known-workflow', reason: '' },
			},
		],
		estimatedCost: 0,
		forecast: { value: 0, low: 0, high: 0, probability: 1, finishAt: null },
		customersPerDay: null,
		valuePerCustomer: null,
		risks: [],
		explanation: [],
	};
}

describe('the money of a run that is tried again', () => {
	const rules = { maxRetries: 3, retriesLeft: 20, costPerAction: 100, hash };
	const NOW = '2026-11-20T01:00:00.000Z';
	const started = (before: Run = scheduleRun(step(), 1), reserved = 1_000): Run => ({
		...before,
		status: 'running',
		attempts: before.attempts + 1,
		reserved,
	});
	const fails = (before: Run, values: object = {}): Run =>
		settleRun(
			before,
			{ kind: 'failed', error: 'boom', retryable: true, rateLimited: false, executionId: null, ...values },
			rules,
			NOW,
		);
	const ends = (before: Run, cost: number | null, actions: number | null = 10): Run => {
		const result = { actions, conversions: null, revenue: null, cost, metrics: {}, note: null };
		const outcome: RunOutcome = { kind: 'succeeded', result, executionId: null };
		return settleRun(before, outcome, rules, NOW);
	};
	const settings = settingsWith({});

	test('what a failed try told that it cost is added to what the later one costs', () => {
		const failed = fails(started(), { cost: 250 });
		expect(failed).toMatchObject({ status: 'scheduled', cost: 250, reserved: null, uncertain: null });
		expect([amountOf(failed, 0), spentOn(failed)]).toEqual([250, 250]);
		const again = started(failed);
		expect([amountOf(again, 0), spentOn(again)]).toEqual([1_250, 250]);
		expect(ends(again, 900)).toMatchObject({ status: 'succeeded', cost: 1_150 });
		expect(ends(again, null)).toMatchObject({ cost: 1_250 });
	});

	test('what nobody knows of a failed try stays set aside beside the next, until a try names what the run has cost', () => {
		const failed = fails(started());
		expect(failed).toMatchObject({ status: 'scheduled', cost: null, reserved: null, uncertain: 1_000 });
		expect(spentBy([failed], { currency: 'JPY' }, settings)).toBe(1_000);
		const again = started(failed);
		expect([amountOf(again, 0), spentOn(again)]).toEqual([2_000, 1_000]);
		expect(ends(again, 900)).toMatchObject({ cost: 900, uncertain: null });
		expect(ends(again, null)).toMatchObject({ cost: 2_000 });
		// Of an unknown ending nobody knows either.
		const lost = settleRun(again, { kind: 'unknown', error: 'gone' }, rules, NOW);
		expect([amountOf(lost, 0), spentOn(lost)]).toEqual([2_000, 2_000]);
	});

	test('an admission finds an earlier try’s money booked beside its own', () => {
		const failed = fails(started());
		const at = (ceiling: number) =>
			admitted({ run: failed, runs: [failed], settings: settingsWith({ BUDGET_LIMIT_DAILY: String(ceiling) }) });
		expect([at(1_999), at(2_000)]).toEqual(['daily-ceiling', 1_000]);
	});

	test('a try that did not begin gives back what was set aside for it, and nothing else', () => {
		expect(fails(started(), { notStarted: true })).toMatchObject({ cost: null, reserved: null, uncertain: null });
		expect(fails(started(fails(started())), { notStarted: true })).toMatchObject({ reserved: null, uncertain: 1_000 });
	});

	test('a run that fails for good counts with what its tries told and what nobody knows of the others', () => {
		const told = fails(started(), { cost: 250 });
		expect(amountOf(fails(started(told), { retryable: false }), 0)).toBe(1_250);
		expect(amountOf(fails(started(told), { retryable: false, cost: 40 }), 0)).toBe(290);
		const silent = fails(started(fails(started())), { retryable: false });
		expect([silent.cost, amountOf(silent, 0), spentOn(silent)]).toEqual([null, 2_000, 2_000]);
		// Who learns the truth later writes it down, and it alone counts.
		expect(amountOf({ ...silent, cost: 70 }, 0)).toBe(70);
		const stopped = { ...started(told), ...closedMoney(started(told)), status: 'stopped' } as const;
		expect(amountOf(stopped, 0)).toBe(1_250);
	});

	test('the forecast of spending takes what nobody knows as planned, in the goal’s currency', () => {
		const plan = planOf(['2026-11-20', '2026-11-21'], [10, 10]);
		const dollars = goal({
			currency: 'USD',
			plan: { ...plan, allocations: plan.allocations.map((a) => ({ ...a, costPerAction: 1 })) },
		});
		const rates = settingsWith({ FX_USD_JPY: '100' });
		const failed = { ...fails(started()), scheduledFor: '2026-11-20T00:00:00.000Z' };
		expect(forecastSpend(dollars, [failed], rates, NOW)).toBeCloseTo(20, 9);
	});
});
