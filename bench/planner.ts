/**
 * How long a plan takes and what it costs: 500 workflows over 90 days, against a naive greedy planner on the same
 * catalog and the same simulation. The naive one takes no notice of prerequisites.
 */
import { createPlan } from '../core/plan/createPlan';
import { mixOf, probabilityOf, addTo, type Mix, type MixProblem } from '../core/plan/mixProblem';
import type { PlanInput } from '../core/plan/planInput';
import { seededRandom } from '../core/plan/random';
import { readSituation } from '../core/plan/situation';
import { readSettings } from '../core/settings';
import type { CatalogEntry, Run } from '../core/types';
import { median, runBenchmark } from './run';

const WORKFLOWS = 500;
const DAYS = 90;
const REPEATS = 5;
const BUDGET_MS = 1000;
const BUDGET_MB = 200;
const NOW = '2026-11-20T03:00:00.000Z';

const random = seededRandom(7, 'bench');
const between = (low: number, high: number): number => low + random() * (high - low);

const catalog: CatalogEntry[] = Array.from({ length: WORKFLOWS }, (_, index) => ({
	workflowKey: `workflow_${index}`,
	workflowId: String(index),
	name: `Workflow ${index}`,
	purpose: '',
	unit: 'email',
	capacityPerDay: Math.round(between(1, 100)),
	costPerAction: Math.round(between(10, 1000)),
	conversionMean: between(0.001, 0.2),
	conversionStrength: between(5, 300),
	valuePerConversion: between(1000, 100_000),
	lagDays: Math.floor(between(0, 10)),
	dependsOn: index > 0 && random() < 0.05 ? [`workflow_${Math.floor(random() * index)}`] : [],
	parallel: true,
	params: {},
	flags: [],
	enabled: true,
	firstUsedAt: NOW,
	webhookUrl: null,
}));

/** Ten earlier runs of each workflow. */
const runs: Run[] = catalog.flatMap(({ workflowKey }) =>
	Array.from({ length: 10 }, (_, index): Run => {
		const at = `2026-10-${String(10 + index)}T00:00:00.000Z`;
		return {
			runId: `goal-0/2026-10-${10 + index}/${workflowKey}`,
			goalId: 'goal-0',
			planVersion: 1,
			workflowKey,
			params: {},
			scheduledFor: at,
			startedAt: at,
			finishedAt: '2026-10-25T00:00:00.000Z',
			status: 'succeeded',
			attempts: 1,
			error: null,
			actions: 20,
			conversions: Math.round(between(0, 3)),
			revenue: null,
			cost: Math.round(between(200, 20_000)),
			executionId: null,
			workflowId: null,
			receivedAt: null,
			nextAttemptAt: null,
			reserved: null,
			uncertain: null,
		};
	}),
);

const reach = catalog.reduce(
	(sum, { capacityPerDay, conversionMean, valuePerConversion }) =>
		sum + capacityPerDay * DAYS * conversionMean * valuePerConversion,
	0,
);

const input: PlanInput = {
	goal: {
		goalId: 'goal-1',
		metric: 'revenue',
		targetValue: reach * 0.4,
		currency: 'JPY',
		periodStart: '2026-11-19T15:00:00.000Z',
		periodEnd: new Date(Date.parse('2026-11-19T15:00:00.000Z') + DAYS * 86_400_000).toISOString(),
		timeZone: 'Asia/Tokyo',
		locale: 'en',
		budgetLimit: null,
	},
	progressValue: 0,
	catalog,
	runs,
	state: {
		source: 'input',
		revenue: [],
		currency: 'JPY',
		customers: null,
		newCustomersPerDay: null,
		arpu: null,
		trialConversion: null,
	},
	settings: readSettings([]),
	version: 1,
	now: NOW,
	seed: 1,
};

/** What one would write first: by expected value per cost, one action a day more at a time, until the simulation says yes. */
function naiveGreedy(problem: MixProblem): Mix {
	const { candidates, simulation, enough } = problem;
	const actions = candidates.map(() => 0);
	const totals = simulation.base.slice();
	const order = candidates
		.map((candidate, index) => ({ index, ratio: candidate.expectedPerAction / candidate.costPerAction }))
		.sort((one, other) => other.ratio - one.ratio);
	let cost = 0;
	for (const { index } of order) {
		const candidate = candidates[index];
		if (!candidate) continue;
		for (let count = 1; count <= candidate.capacity; count++) {
			if (probabilityOf(problem, totals, cost) >= enough) return mixOf(problem, actions, totals);
			const before = simulation.bring(candidate, count - 1);
			for (let place = 0; place < totals.length; place++) totals[place] = (totals[place] ?? 0) - (before[place] ?? 0);
			addTo(totals, simulation.bring(candidate, count));
			actions[index] = count;
			cost += candidate.costPerAction;
		}
	}
	return mixOf(problem, actions, totals);
}

function timed<T>(work: () => T): { milliseconds: number; result: T } {
	const times: number[] = [];
	let result = work();
	for (let repeat = 0; repeat < REPEATS; repeat++) {
		const start = performance.now();
		result = work();
		times.push(performance.now() - start);
	}
	return { milliseconds: median(times), result };
}

void runBenchmark(() => {
	// One plan in a fresh process, before repetitions leave garbage behind.
	createPlan(input);
	const peak = process.resourceUsage().maxRSS / 1024;
	const ours = timed(() => createPlan(input));
	const heap = process.memoryUsage().heapUsed / 2 ** 20;
	const naive = timed(() => naiveGreedy(readSituation(input).problem));
	return {
		name: 'planner',
		figures: {
			plan_ms: ours.milliseconds,
			peak_memory_mb: peak,
			heap_mb: heap,
			cost_jpy: ours.result.estimatedCost,
			probability_share: ours.result.forecast.probability,
			workflows: WORKFLOWS,
			days: DAYS,
			past_runs: runs.length,
		},
		baselines: {
			naive_ms: naive.milliseconds,
			naive_cost_jpy: naive.result.costPerDay * DAYS,
			naive_probability_share: naive.result.probability,
			plan_budget_ms: BUDGET_MS,
			memory_budget_mb: BUDGET_MB,
		},
		ratio: ours.milliseconds / naive.milliseconds,
	};
});
