import fc from 'fast-check';
import { asExecuted } from '../../../core/forecast/asExecuted';
import { finishAt } from '../../../core/forecast/finishAt';
import { forecast } from '../../../core/forecast/forecast';
import { outlook } from '../../../core/forecast/outlook';
import { measureProgress } from '../../../core/monitor/progress';
import { createPlan } from '../../../core/plan/createPlan';
import { poisson } from '../../../core/plan/distributions';
import { stepsOf } from '../../../core/plan/steps';
import { seededRandom } from '../../../core/plan/random';
import type { Goal, Instant, Observation, Run } from '../../../core/types';
import { goal, NO_STATE, planInput, run, SETTINGS } from '../plan/fixtures';

const days = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];
const revenue = Array.from({ length: 28 }, (_, index) => ({
	day: new Date(Date.UTC(2026, 9, 23 + index)).toISOString().slice(0, 10),
	amount: index % 2 === 0 ? 98_000 : 0,
}));
const plan = createPlan(planInput({ state: { ...NO_STATE, source: 'whop', revenue } }));
const expected = plan.expectedPerDay ?? [];

const observe = (amounts: readonly number[], metric = 'revenue', unit = 'JPY'): Observation[] =>
	amounts.map((value, index) => ({
		metricId: `whop/${metric}/${days[index]}`,
		observedAt: `${days[index]}T14:59:59.000Z`,
		goalId: '',
		source: 'whop',
		metric,
		value,
		unit,
		labels: { day: days[index] ?? '' },
	}));

/** Every step of the plan up to a day has run as planned. */
const runsUpTo = (last: string): Run[] =>
	stepsOf(goal({ plan }))
		.filter(({ day }) => day <= last)
		.map(({ stepKey, workflowKey, actions, scheduledFor }) =>
			run(workflowKey, { runId: stepKey, goalId: 'goal-1', scheduledFor, actions }),
		);

/** The forecast at the end of as many days as have amounts. */
function after(amounts: readonly number[], values: Partial<Goal> = {}, now?: Instant, runs?: readonly Run[]) {
	const observations = observe(amounts);
	const at = now ?? (amounts.length === 0 ? '2026-11-20T00:00:00.000Z' : `${days[amounts.length - 1]}T15:00:00.000Z`);
	const running = goal({ plan, ...values });
	const measured = { ...running, ...measureProgress(running, observations, SETTINGS, at) };
	const ran = runs ?? runsUpTo(days[amounts.length - 1] ?? '');
	return forecast({ goal: measured, observations, runs: ran, settings: SETTINGS, now: at });
}

describe('the forecast of a running goal', () => {
	it('is the plan’s before anything has happened', () => {
		const start = after([]);
		expect(start.value).toBeCloseTo(plan.forecast.value, 3);
		expect(Math.abs(start.probability - plan.forecast.probability)).toBeLessThan(0.06);
	});

	it('stays the plan’s when the days are as planned', () => {
		const asPlanned = after(expected.slice(0, 4));
		expect(asPlanned.value).toBeCloseTo(plan.forecast.value, 3);
	});

	it('shrinks towards the plan on thin data: one day without a sale is no catastrophe, four are', () => {
		const projections = [1, 2, 3, 4].map((count) => after(Array.from({ length: count }, () => 0)));
		const rest = (count: number): number => expected.slice(count).reduce((sum, amount) => sum + amount, 0);
		const kept = projections.map(({ value }, index) => value / rest(index + 1));
		expect(kept[0]).toBeGreaterThan(0.85);
		expect(kept[3]).toBeLessThan(0.6);
		expect(kept).toEqual([...kept].sort((one, other) => other - one));
		const probabilities = projections.map(({ probability }) => probability);
		expect(probabilities).toEqual([...probabilities].sort((one, other) => other - one));
	});

	it('rises with better days, but not as if they all were like that', () => {
		const doubled = after(expected.slice(0, 3).map((amount) => amount * 2));
		const naive = 2 * expected.reduce((sum, amount) => sum + amount, 0);
		expect(doubled.value).toBeGreaterThan(plan.forecast.value);
		expect(doubled.value).toBeLessThan(naive);
	});

	it('knows more the more days are over: the interval narrows to nothing', () => {
		const widths = [0, 2, 4, 6, 7].map((count) => {
			const { low, high } = after(expected.slice(0, count));
			return high - low;
		});
		expect(widths).toEqual([...widths].sort((one, other) => other - one));
		expect(widths[4]).toBe(0);
	});

	it.each([
		[2_000_000, 1],
		[1_999_999, 0],
	])('is certain when the period is over, with %d reached', (amount, probability) => {
		const end = after([amount, 0, 0, 0, 0, 0, 0], {}, '2026-11-26T15:00:00.000Z');
		expect(end).toMatchObject({ value: amount, low: amount, high: amount, probability });
	});

	it('is certain of the goal, and says when, once the target is reached', () => {
		const reached = after([2_100_000, 0]);
		expect(reached.probability).toBe(1);
		expect(reached.finishAt).toBe('2026-11-21T15:00:00.000Z');
	});

	it('counts the part of today that was seen', () => {
		const morning = after([0], {}, '2026-11-20T15:00:00.000Z');
		const [figure] = observe([0]);
		if (!figure) throw new Error('one figure');
		const noon = '2026-11-20T03:00:00.000Z';
		const running = { ...goal({ plan }), progressValue: 0 };
		const seen = forecast({
			goal: running,
			observations: [{ ...figure, observedAt: noon }],
			runs: [],
			settings: SETTINGS,
			now: noon,
		});
		const unseen = forecast({ goal: running, observations: [], runs: [], settings: SETTINGS, now: noon });
		expect(unseen.value - seen.value).toBeGreaterThan((expected[0] ?? 0) * 0.4);
		expect(seen.value).toBeGreaterThan(morning.value);
	});

	it('goes by the mean of the days seen where there is no plan', () => {
		const withoutPlan = after([100_000, 100_000, 100_000], { plan: null });
		expect(withoutPlan.value).toBeCloseTo(700_000, -4);
	});

	it('expects nothing of steps that did not run', () => {
		const amounts = expected.slice(0, 4);
		const all = after(amounts);
		const none = after(amounts, {}, undefined, []);
		const paused = after(amounts, {}, undefined, runsUpTo('2026-11-21'));
		expect(none.value).toBeGreaterThan(0);
		// Of the fourth day's trials and the third and fourth day's e-mails nothing comes any more.
		expect(paused.value).toBeLessThan(all.value);
	});

	it.each<[string, Partial<Run>, number]>([
		['succeeded with half the actions', { status: 'succeeded', actions: 10 }, 0.5],
		['succeeded without saying how many', { status: 'succeeded', actions: null }, 1],
		['is under way', { status: 'running', actions: null }, 1],
		['has an unknown outcome', { status: 'unknown', actions: null }, 1],
		['failed', { status: 'failed', actions: null }, 0],
		['was stopped after some actions', { status: 'stopped', actions: 5 }, 0.25],
		['never started', { status: 'scheduled', actions: null }, 0],
	])('counts a run of yesterday that %s', (_, values, share) => {
		const [first] = runsUpTo('2026-11-20');
		if (!first) throw new Error('a run');
		const executed = asExecuted(plan, 'goal-1', [{ ...first, ...values }], '2026-11-21');
		expect(executed.allocations[0]?.actionsPerDay).toEqual([20 * share, 20, 20, 20, 20, 20, 20]);
		expect((executed.expectedPerDay?.[1] ?? 0) - (expected[1] ?? 0)).toBeCloseTo(
			-(1 - share) * 20 * 0.15 * 98_000 - 3 * 0.05 * 98_000,
			3,
		);
	});

	it('still counts on a step of today that has not run yet', () => {
		expect(asExecuted(plan, 'goal-1', [], '2026-11-20').allocations).toEqual(plan.allocations);
	});

	it('is the same for the same input', () => {
		expect(after([50_000, 0])).toEqual(after([50_000, 0]));
	});

	it('counts customers where the goal does', () => {
		const input = planInput({ goal: { metric: 'new_customers', currency: null, targetValue: 15 } });
		const running = goal({ metric: 'new_customers', currency: null, targetValue: 15, plan: createPlan(input), progressValue: 6 });
		const observations = observe([3, 3], 'new_customers', 'count');
		const result = forecast({ goal: running, observations, runs: [], settings: SETTINGS, now: '2026-11-21T15:00:00.000Z' });
		expect(result.value).toBeGreaterThan(10);
		expect(result.low).toBeGreaterThanOrEqual(6);
	});
});

describe('the forecast of a rate', () => {
	const churn = goal({ metric: 'churn_rate', currency: null, targetValue: 0.05, progressValue: 0.04 });
	const at = (values: readonly number[], now: Instant, progressValue = values[values.length - 1] ?? 0) =>
		forecast({
			goal: { ...churn, progressValue },
			observations: observe(values, 'churn_rate', 'fraction'),
			runs: [],
			settings: SETTINGS,
			now,
		});

	it('is the mean of its days, with their spread', () => {
		const result = at([0.04, 0.06, 0.05, 0.05], '2026-11-23T15:00:00.000Z');
		expect(result.value).toBeCloseTo(0.05, 9);
		expect(result.low).toBeLessThan(0.05);
		expect(result.high).toBeGreaterThan(0.05);
		expect(result.probability).toBe(0.75);
	});

	it('says it does not know with one or two days', () => {
		expect(at([0.04], '2026-11-20T15:00:00.000Z')).toMatchObject({ value: 0.04, low: 0, high: 1, probability: 0.5 });
	});

	it('is certain at the end: less is better for churn', () => {
		expect(at([0.06, 0.05], '2026-11-26T15:00:00.000Z')).toMatchObject({ value: 0.05, low: 0.05, high: 0.05, probability: 1 });
		expect(at([0.06, 0.06], '2026-11-26T15:00:00.000Z')).toMatchObject({ probability: 0 });
		expect(at([], '2026-11-26T15:00:00.000Z')).toMatchObject({ probability: 0 });
	});
});

describe('the outlook', () => {
	it('holds what it promises: its 90 % intervals cover 85 to 95 % of courses drawn from its own assumptions', () => {
		const random = seededRandom(11, 'calibration');
		const [lump, doubt, whole, rounds] = [1, 0.09, 40, 400];
		let [covered, likely, happened] = [0, 0, 0];
		for (let round = 0; round < rounds; round++) {
			const factor = Math.exp(0.3 * (random() + random() + random() + random() - 2) * Math.sqrt(3));
			const seen = poisson(factor * whole * 0.4, random);
			const end = seen + poisson(factor * whole * 0.6, random);
			const result = outlook({
				progress: seen,
				target: whole,
				expectedSoFar: whole * 0.4,
				observedSoFar: seen,
				expectedRest: whole * 0.6,
				lump,
				doubt,
				seed: round,
			});
			if (end >= result.low && end <= result.high) covered++;
			likely += result.probability;
			if (end >= whole) happened++;
		}
		expect(covered / rounds).toBeGreaterThan(0.85);
		expect(covered / rounds).toBeLessThan(0.97);
		expect(Math.abs(likely - happened) / rounds).toBeLessThan(0.05);
	});

	it('never promises less for more progress, nor more for a higher target', () => {
		const figure = fc.integer({ min: 0, max: 1_000_000 });
		fc.assert(
			fc.property(figure, figure, figure, figure, (progress, more, target, rest) => {
				const at = (reached: number, wanted: number): number =>
					outlook({
						progress: reached,
						target: wanted,
						expectedSoFar: 0,
						observedSoFar: 0,
						expectedRest: rest,
						lump: 98_000,
						doubt: 0.1,
						seed: 1,
					}).probability;
				expect(at(progress + more, target)).toBeGreaterThanOrEqual(at(progress, target));
				expect(at(progress, target + more)).toBeLessThanOrEqual(at(progress, target));
			}),
			{ numRuns: 20 },
		);
	});
});

describe('the finish date', () => {
	const NOW = '2026-11-20T03:00:00.000Z';
	const at = (progress: number, target: number, perDay: readonly number[]) =>
		finishAt(progress, target, ['2026-11-20', '2026-11-21', '2026-11-22'], perDay, 'Asia/Tokyo', NOW);

	it.each([
		['now, when the target is reached', 100, 100, [0, 0, 0], NOW],
		['the end of the day that gets there', 0, 100, [40, 60, 80], '2026-11-21T15:00:00.000Z'],
		['the end of the last day', 0, 100, [40, 40, 20], '2026-11-22T15:00:00.000Z'],
		['beyond the plan at its mean pace', 0, 100, [20, 20, 20], '2026-11-24T15:00:00.000Z'],
		['never, without a pace', 0, 100, [0, 0, 0], null],
		['never, when it is years away', 0, 1_000_000, [1, 1, 1], null],
	])('is %s', (_, progress, target, perDay, expectedAt) => {
		expect(at(progress, target, perDay)).toBe(expectedAt);
	});
});
