import { createHash } from 'node:crypto';
import type { LoopEvent } from '../core/commands';
import { newGoal } from '../core/goal/newGoal';
import { goalDays } from '../core/plan/days';
import { stepKey } from '../core/plan/steps';
import type { CatalogEntry, Goal, Plan, Run } from '../core/types';
import type { Ledger } from '../ledger/ledger';
import { loadSnapshot, loopState } from '../ledger/loopState';
import { feedAll, type ShellPorts } from '../nodes/shared/loopShell';

/** Friday 2026-11-20, 09:30 in Tokyo: the second day of the goals' plans. */
const NOW = '2026-11-20T00:30:00.000Z';
const WORKFLOWS = 4;
const TIME_BOX_OVER_MS = 3_600_000;

export interface ScaleFigures {
	/** A tick that finds nothing to do. */
	readonly idleMs: number;
	readonly idleCalls: number;
	/** A tick that starts as many runs as there are places, whose workflows take longer than the tick goes on admitting. */
	readonly workingMs: number;
	readonly workingCalls: number;
	/** A review of all goals. */
	readonly reviewMs: number;
	readonly reviewCalls: number;
	/** One load and one feed for each goal, as a tick without batches would do it; idle. */
	readonly naiveMs: number;
	readonly naiveCalls: number;
}

const entry = (index: number): CatalogEntry => ({
	workflowKey: `w${index}`,
	workflowId: `id${index}`,
	name: `Workflow ${index}`,
	purpose: '',
	unit: 'email',
	capacityPerDay: 50,
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

/** A running goal with twenty steps: four workflows on five days. */
function goalNumber(index: number): Goal {
	const draft = newGoal({
		goalId: `g_${index}`,
		requestedBy: 'bench',
		now: '2026-11-18T15:00:00.000Z',
		draft: {
			instruction: 'Earn 100,000 JPY in five days',
			locale: 'en',
			metric: 'revenue',
			targetValue: 100_000,
			currency: 'JPY',
			baselineValue: null,
			periodStart: '2026-11-18T15:00:00.000Z',
			periodEnd: '2026-11-23T15:00:00.000Z',
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
		allocations: Array.from({ length: WORKFLOWS }, (_, number) => ({
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
		estimatedCost: days.length * WORKFLOWS * 100,
		forecast: { value: 100_000, low: 60_000, high: 140_000, probability: 0.8, finishAt: null },
		customersPerDay: null,
		valuePerCustomer: null,
		risks: [],
		explanation: [],
	};
	return { ...draft, status: 'running', plan, planVersion: 1, spent: 400 };
}

/** What the goal did on its first day. */
const runsOf = (goal: Goal): Run[] =>
	Array.from({ length: WORKFLOWS }, (_, number) => ({
		runId: stepKey(goal.goalId, goal.plan?.days[0] ?? '', `w${number}`),
		goalId: goal.goalId,
		planVersion: 1,
		workflowKey: `w${number}`,
		params: { actions: 10 },
		scheduledFor: '2026-11-19T00:00:00.000Z',
		startedAt: '2026-11-19T00:00:00.000Z',
		finishedAt: '2026-11-19T00:01:00.000Z',
		status: 'succeeded',
		attempts: 1,
		error: null,
		actions: 10,
		conversions: 0,
		revenue: 0,
		cost: 100,
		executionId: '1',
		nextAttemptAt: null,
		reserved: 100,
		uncertain: null,
	}));

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

async function feed(ledger: Ledger, event: LoopEvent, now: string, goalId?: string): Promise<void> {
	const snapshot = await loadSnapshot(ledger);
	const goals = snapshot.goals.filter((goal) => goalId === undefined || goal.goalId === goalId);
	let started = false;
	const ports: ShellPorts = {
		ledger,
		snapshot,
		now,
		elapsed: () => (started ? TIME_BOX_OVER_MS : 0),
		hash,
		executionId: 'bench',
		dispatch: async (_run, step) => {
			started = true;
			const result = { actions: step.actions, conversions: null, revenue: null, cost: 100, metrics: {}, note: null };
			return Promise.resolve({ kind: 'succeeded', result, executionId: null });
		},
		reconcile: async () => Promise.resolve(null),
		stop: async () => Promise.resolve(),
	};
	const results = await feedAll(
		goals.map((goal) => loopState(goal, snapshot)),
		event,
		ports,
	);
	for (const { failure } of results) if (failure) throw failure.error;
}

/** Fills an empty ledger with goals and measures ticks and a review. `naive`: how many goals the baseline walks through, one by one. */
export async function tickScale(ledger: Ledger, calls: () => number, goals: number, naive: number): Promise<ScaleFigures> {
	await ledger.setUp();
	await ledger.upsert('settings', [{ key: 'APPROVERS', value: 'telegram:1', note: '' }]);
	await ledger.insert(
		'workflow_catalog',
		Array.from({ length: WORKFLOWS }, (_, index) => entry(index)),
	);
	const all = Array.from({ length: goals }, (_, index) => goalNumber(index));
	await ledger.insert('goals_tracker', all);
	await ledger.insert('run_log', all.flatMap(runsOf));
	const measured = async (work: () => Promise<void>): Promise<{ ms: number; calls: number }> => {
		const [before, started] = [calls(), performance.now()];
		await work();
		return { ms: performance.now() - started, calls: calls() - before };
	};
	// At eight in the morning nothing is due yet.
	const idle = await measured(async () => feed(ledger, { type: 'Tick' }, '2026-11-19T23:00:00.000Z'));
	const walked = await measured(async () => {
		for (const { goalId } of all.slice(0, naive)) await feed(ledger, { type: 'Tick' }, '2026-11-19T23:00:00.000Z', goalId);
	});
	const working = await measured(async () => feed(ledger, { type: 'Tick' }, NOW));
	const review = await measured(async () => feed(ledger, { type: 'MetricObserved' }, NOW));
	const share = goals / Math.min(goals, naive);
	return {
		idleMs: idle.ms,
		idleCalls: idle.calls,
		workingMs: working.ms,
		workingCalls: working.calls,
		reviewMs: review.ms,
		reviewCalls: review.calls,
		naiveMs: walked.ms * share,
		naiveCalls: walked.calls * share,
	};
}
