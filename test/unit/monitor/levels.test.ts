import type { Advance } from '../../../core/execution/advance';
import { advance } from '../../../core/loop';
import { figuresOf } from '../../../core/monitor/figuresOf';
import { gainedByDay } from '../../../core/monitor/gainedByDay';
import { toObservation } from '../../../core/monitor/observation';
import { measureProgress } from '../../../core/monitor/progress';
import { createPlan } from '../../../core/plan/createPlan';
import { PlannedActions } from '../../../core/plan/plannedActions';
import type { Goal, MetricName, Observation } from '../../../core/types';
import { goal as goalWith, NO_STATE, planInput, SETTINGS, TRIAL } from '../plan/fixtures';

const NOON = '2026-11-21T12:00:00.000Z';
const figure = (metric: MetricName, day: string, value: number, at = `${day}T10:00:00.000Z`): Observation =>
	toObservation({ metric, day, value, unit: metric.endsWith('_rate') ? 'fraction' : 'count', source: 'whop', goalId: '' }, at);
const members = (day: string, value: number): Observation => figure('members', day, value);

/** From 500 members to 600. */
const level = (values: Partial<Goal> = {}): Goal =>
	goalWith({
		metric: 'members',
		targetValue: 600,
		baselineValue: 500,
		currency: null,
		progressValue: 500,
		plan: null,
		...values,
	});

const reviewed = (goal: Goal, observations: readonly Observation[], now: string): Advance =>
	advance(
		{
			goal,
			runs: [],
			evidence: [],
			decisions: [],
			catalog: [TRIAL],
			observations,
			adjustments: [],
			health: [],
			settings: SETTINGS,
			planned: new PlannedActions([goal]),
		},
		{ type: 'MetricObserved' },
		now,
		(text) => text.length.toString(16).padStart(64, '0'),
	);
const review = (...given: Parameters<typeof reviewed>): Goal => reviewed(...given).state.goal;

describe('a goal for a level, such as members', () => {
	const observations = [members('2026-11-20', 500), members('2026-11-21', 501)];

	test('stands where its last figure stands, and has achieved what was gained on the baseline', () => {
		expect(measureProgress(level(), observations, SETTINGS, NOON)).toMatchObject({ progressValue: 501, achievementRate: 0.01 });
	});

	test('is not closed for what was there before', () => {
		expect(review(level(), observations, NOON).status).toBe('running');
		expect(review(level(), [members('2026-11-21', 600)], NOON).status).toBe('achieved');
	});

	test('stands at its baseline until somebody measures', () => {
		expect(measureProgress(level(), [], SETTINGS, NOON)).toMatchObject({ progressValue: 500, achievementRate: 0 });
	});

	test('gains the change between its figures', () => {
		const gained = gainedByDay(level(), [...observations, members('2026-11-19', 700)], SETTINGS, NOON);
		expect([...gained]).toEqual([
			['2026-11-20', 0],
			['2026-11-21', 1],
		]);
	});

	test('is planned for the difference to where it stands', () => {
		const plan = createPlan({
			...planInput({ goal: { metric: 'members', targetValue: 600, currency: null }, state: NO_STATE, catalog: [TRIAL] }),
			progressValue: 500,
		});
		expect(plan.dailyTargets.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(100);
	});
});

describe('a goal for a rate', () => {
	/** Nobody waits for a last figure any more. */
	const AFTER = '2026-11-26T19:00:00.000Z';
	const churn = (values: Partial<Goal> = {}): Goal =>
		goalWith({ metric: 'churn_rate', targetValue: 0.05, currency: null, plan: null, ...values });

	test('without a single figure is unknown, and never achieved', () => {
		const { status, achievementRate } = review(churn(), [], AFTER);
		expect({ status, achievementRate }).toEqual({ status: 'missed', achievementRate: 0 });
	});

	test('is reported as unmeasured, not as 0 %', () => {
		const { commands } = reviewed(churn(), [], AFTER);
		const report = commands.find((command) => command.type === 'SendReport');
		expect(report?.report.lines.join(' ')).toMatch('解約率：まだ記録がなく、進み具合は分かりません（目標 5%）');
	});

	test('is achieved where it stands low enough at the end', () => {
		const at = '2026-11-26T14:00:00.000Z';
		expect(review(churn(), [figure('churn_rate', '2026-11-26', 0.04, at)], AFTER).status).toBe('achieved');
	});
});

describe('what is on record of a metric', () => {
	const now = '2026-11-20T03:00:00.000Z';
	test.each([
		['what workflow 04 takes from Whop is recorded', 'members', [], { present: null, isRecorded: true }],
		['nobody records profit', 'profit', [], { present: null, isRecorded: false }],
		['unless somebody does', 'followers', [figure('followers', '2026-11-18', 900)], { present: 900, isRecorded: true }],
		[
			'but not what was given up long ago',
			'followers',
			[figure('followers', '2026-09-01', 900)],
			{ present: null, isRecorded: false },
		],
		[
			'the latest day counts',
			'members',
			[members('2026-11-18', 510), members('2026-11-17', 500)],
			{ present: 510, isRecorded: true },
		],
	] as const)('%s', (_, metric, observations, expected) => {
		expect(figuresOf(metric, observations, now)).toEqual(expected);
	});
});
