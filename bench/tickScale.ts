import { createHash } from 'node:crypto';
import type { LoopEvent } from '../core/commands';
import { newGoal } from '../core/goal/newGoal';
import { toObservation } from '../core/monitor/observation';
import { goalDays } from '../core/plan/days';
import { stepKey } from '../core/plan/steps';
import type { CatalogEntry, Goal, Observation, Plan, Run } from '../core/types';
import type { Ledger } from '../ledger/ledger';
import { type LedgerSnapshot, loadSnapshot, loopState } from '../ledger/loopState';
import { feedAll, type ShellPorts, type TurnResult } from '../nodes/shared/loopShell';
import { reviewGoals } from '../nodes/shared/reviewGoals';
import { selectGoals } from '../nodes/shared/session';

/** Friday 2026-11-20, 09:30 in Tokyo: the third day of the goals' plans. */
export const NOW = '2026-11-20T00:30:00.000Z';
/** An hour before anything is due. */
const EARLY = '2026-11-19T23:00:00.000Z';
/** New figures came in the afternoon. */
const LATER = '2026-11-20T06:30:00.000Z';
const TODAY = '2026-11-20';
const DAYS_BEFORE = ['2026-11-18', '2026-11-19'];
const SHOP_DAYS = 30;
const WORKFLOWS = 4;
const DAY_MS = 86_400_000;
const TIME_BOX_OVER_MS = 3_600_000;

export interface ScaleFigures {
	/** A tick that finds nothing to do. */
	readonly idleMs: number;
	readonly idleCalls: number;
	/** A tick that starts as many runs as there are places, whose workflows take longer than the tick goes on admitting. */
	readonly workingMs: number;
	readonly workingCalls: number;
	/** The day's first review: as many goals as one takes, each of which gets a new plan. */
	readonly firstReviewMs: number;
	readonly firstReviewCalls: number;
	/** Reviews until every goal has had its first of the day; 0 where that was not asked for. */
	readonly firstRoundMs: number;
	readonly firstRoundReviews: number;
	/** A later review, which finds new figures. */
	readonly reviewMs: number;
	readonly reviewCalls: number;
	/** One load and one feed for each goal, as a tick without batches would do it; idle. */
	readonly naiveMs: number;
	readonly naiveCalls: number;
}

export const entry = (index: number): CatalogEntry => ({
	workflowKey: `w${index}`,
	workflowId: `id${index}`,
	name: `Workflow ${index}`,
	purpose: '',
	unit: 'email',
	// The goals of this shop share it.
	capacityPerDay: 1_000_000,
	costPerAction: 10,
	conversionMean: 0.05,
	conversionStrength: 40,
	valuePerConversion: 9_800,
	lagDays: 1,
	dependsOn: [],
	parallel: true,
	params: {},
	flags: [],
	enabled: true,
	firstUsedAt: '2026-11-01T00:00:00.000Z',
	webhookUrl: null,
});

/** A running goal with steps of some workflows on five days. */
export function goalNumber(index: number, of: number, workflows = WORKFLOWS): Goal {
	const draft = newGoal({
		goalId: `g_${of}_${index}`,
		requestedBy: 'bench',
		now: '2026-11-17T15:00:00.000Z',
		draft: {
			instruction: 'Earn 100,000 JPY in five days',
			locale: 'en',
			metric: 'revenue',
			targetValue: 100_000 + 100 * index,
			currency: 'JPY',
			baselineValue: null,
			periodStart: '2026-11-17T15:00:00.000Z',
			periodEnd: '2026-11-22T15:00:00.000Z',
			timeZone: 'Asia/Tokyo',
			budgetLimit: 100_000,
		},
	});
	const days = goalDays(draft);
	const plan: Plan = {
		version: 1,
		createdAt: draft.createdAt,
		days,
		dailyTargets: days.map(() => 20_000),
		expectedPerDay: days.map(() => 20_000),
		allocations: Array.from({ length: workflows }, (_, number) => ({
			workflowKey: `w${number}`,
			actionsPerDay: days.map(() => 10),
			params: {},
			dependsOn: [],
			parallel: true,
			costPerAction: 10,
			conversionRate: 0.05,
			valuePerConversion: 9_800,
			verdict: { kind: 'allow', rule: 'known-workflow', reason: '' },
		})),
		estimatedCost: days.length * workflows * 100,
		forecast: { value: 100_000, low: 60_000, high: 140_000, probability: 0.8, finishAt: null },
		customersPerDay: null,
		valuePerCustomer: null,
		risks: [],
		explanation: [],
	};
	return { ...draft, status: 'running', plan, planVersion: 1, spent: spentBy(index) };
}

/** Figures that differ from goal to goal, and are the same each time. */
const vary = (index: number, most: number): number => (index * 7919) % most;

const costOf = (goal: number, workflow: number): number => 80 + vary(goal * WORKFLOWS + workflow, 40);

const spentBy = (goal: number): number =>
	DAYS_BEFORE.length *
	Array.from({ length: WORKFLOWS }, (_, workflow) => costOf(goal, workflow)).reduce((sum, cost) => sum + cost, 0);

/** What a goal did on the days before. */
const runsOf = (goal: Goal, index: number): Run[] =>
	DAYS_BEFORE.flatMap((day) =>
		Array.from({ length: WORKFLOWS }, (_, number) => ({
			runId: stepKey(goal.goalId, day, `w${number}`),
			goalId: goal.goalId,
			planVersion: 1,
			workflowKey: `w${number}`,
			params: { actions: 10 },
			scheduledFor: `${day}T00:00:00.000Z`,
			startedAt: `${day}T00:00:00.000Z`,
			finishedAt: `${day}T00:01:00.000Z`,
			status: 'succeeded',
			attempts: 1,
			error: null,
			actions: 10,
			conversions: vary(index + number, 3),
			revenue: vary(index + number, 3) * 9_800,
			cost: costOf(index, number),
			executionId: '1',
			workflowId: null,
			receivedAt: null,
			nextAttemptAt: null,
			reserved: 100,
			uncertain: null,
		})),
	);

/** The shop's revenue of the days before, and what each goal brought on them. */
function figuresOf(goals: readonly Goal[]): Observation[] {
	const shop = Array.from({ length: SHOP_DAYS }, (_, index) => {
		const day = new Date(Date.parse(NOW) - (index + 1) * DAY_MS).toISOString().slice(0, 10);
		return revenueOf('', day, 40_000 + vary(index, 9_000));
	});
	return [
		...shop,
		...goals.flatMap(({ goalId }, index) => DAYS_BEFORE.map((day) => revenueOf(goalId, day, vary(index, 30_000)))),
	];
}

const revenueOf = (goalId: string, day: string, value: number): Observation =>
	toObservation({ metric: 'revenue', day, value, unit: 'JPY', source: 'bench', goalId }, `${day}T05:00:00.000Z`);

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the shell is given in place of n8n: workflows take longer than the tick goes on admitting. */
function portsOf(ledger: Ledger, snapshot: LedgerSnapshot, now: string): ShellPorts {
	let started = false;
	return {
		ledger,
		snapshot,
		now,
		elapsed: () => (started ? TIME_BOX_OVER_MS : 0),
		wait: async () => Promise.resolve(),
		hash,
		executionId: 'bench',
		dispatch: async (_run, step) => {
			started = true;
			const result = { actions: step.actions, conversions: null, revenue: null, cost: 100, metrics: {}, note: null };
			return Promise.resolve({ kind: 'succeeded', result, executionId: null });
		},
		reconcile: async () => Promise.resolve(null),
		stop: async () => Promise.resolve({ kind: 'stopped' }),
		letBegin: async () => Promise.resolve(),
	};
}

/** Loads the ledger and feeds goals: what the nodes do with one item. */
async function feed(ledger: Ledger, event: LoopEvent, now: string, goalId = ''): Promise<number> {
	const snapshot = await loadSnapshot(ledger);
	const review = async (goals: readonly Goal[]): Promise<TurnResult[]> =>
		feedAll(
			goals.map((goal) => loopState(goal, snapshot)),
			event,
			portsOf(ledger, snapshot, now),
		);
	const goals = selectGoals(snapshot, goalId);
	const results =
		event.type === 'MetricObserved' ? await reviewGoals(goals, { ledger, snapshot, now, review }) : await review(goals);
	for (const { failure } of results) if (failure) throw failure.error;
	return results.length;
}

/** How much is measured. */
interface Extent {
	/** How many goals the baseline walks through, one by one. */
	readonly naive: number;
	/** Whether the first reviews of all goals are, or only that of one batch. */
	readonly wholeRound: boolean;
}

/** Fills a ledger with goals, in place of those it has, and measures ticks and reviews. */
export async function tickScale(
	ledger: Ledger,
	calls: () => number,
	goals: number,
	{ naive, wholeRound }: Extent,
): Promise<ScaleFigures> {
	await ledger.setUp();
	await ledger.upsert('settings', [{ key: 'APPROVERS', value: 'telegram:1', note: '' }]);
	await ledger.insert(
		'workflow_catalog',
		Array.from({ length: WORKFLOWS }, (_, index) => entry(index)),
	);
	const before = await ledger.read('goals_tracker');
	await ledger.update(
		'goals_tracker',
		before.map(({ goalId }) => ({ key: goalId, values: { status: 'cancelled' } })),
	);
	const all = Array.from({ length: goals }, (_, index) => goalNumber(index, goals));
	await ledger.insert('goals_tracker', all);
	await ledger.insert('run_log', all.flatMap(runsOf));
	await ledger.insert('performance_metrics', figuresOf(all));
	const measured = async <T>(work: () => Promise<T>): Promise<{ ms: number; calls: number; result: T }> => {
		const [before, started] = [calls(), performance.now()];
		const result = await work();
		return { ms: performance.now() - started, calls: calls() - before, result };
	};
	// At eight in the morning nothing is due yet.
	const idle = await measured(async () => feed(ledger, { type: 'Tick' }, EARLY));
	const walked = await measured(async () => {
		for (const { goalId } of all.slice(0, naive)) await feed(ledger, { type: 'Tick' }, EARLY, goalId);
	});
	const working = await measured(async () => feed(ledger, { type: 'Tick' }, NOW));
	const first = await measured(async () => feed(ledger, { type: 'MetricObserved' }, NOW));
	let reviews = 1;
	const others = await measured(async () => {
		for (let left = wholeRound ? goals - first.result : 0; left > 0; reviews++)
			left -= await feed(ledger, { type: 'MetricObserved' }, NOW);
	});
	await ledger.insert(
		'performance_metrics',
		all.map(({ goalId }, index) => revenueOf(goalId, TODAY, vary(index, 9_000))),
	);
	const review = await measured(async () => feed(ledger, { type: 'MetricObserved' }, LATER));
	const share = goals / Math.min(goals, naive);
	return {
		idleMs: idle.ms,
		idleCalls: idle.calls,
		workingMs: working.ms,
		workingCalls: working.calls,
		firstReviewMs: first.ms,
		firstReviewCalls: first.calls,
		firstRoundMs: wholeRound ? first.ms + others.ms : 0,
		firstRoundReviews: wholeRound ? reviews : 0,
		reviewMs: review.ms,
		reviewCalls: review.calls,
		naiveMs: walked.ms * share,
		naiveCalls: walked.calls * share,
	};
}
