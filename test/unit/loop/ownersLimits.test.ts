import { createGoal } from '../../../core/goal/createGoal';
import { readInstruction } from '../../../core/goal/readInstruction';
import { toObservation } from '../../../core/monitor/observation';
import type { CatalogEntry, Decision, Goal, Run } from '../../../core/types';
import { NO_STATE, SHARE, TRIAL } from '../plan/fixtures';
import { day, START, succeeded, World } from './world';

const ZONE = 'Asia/Tokyo';
/** Workflows that run unasked: both have run before, and neither needs a person's eye. */
const CATALOG: readonly CatalogEntry[] = [
	{ ...TRIAL, firstUsedAt: START, capacityPerDay: 50 },
	{ ...SHARE, firstUsedAt: START, capacityPerDay: 50 },
];

function goalOf(
	text: string,
): Pick<Goal, 'instruction' | 'targetValue' | 'periodStart' | 'periodEnd' | 'budgetLimit' | 'limits'> {
	const parsed = readInstruction(text, {
		now: START,
		timeZone: ZONE,
		language: 'auto',
		defaultCurrency: 'JPY',
		workflows: CATALOG.map(({ workflowKey, name }) => ({ key: workflowKey, name })),
	});
	const draft = createGoal(parsed, { state: NO_STATE, timeZone: ZONE, currency: 'JPY', exchangeRates: {} });
	if (!draft.ok) throw new Error(draft.error.map((each) => each.text).join(' '));
	const { instruction, targetValue, periodStart, periodEnd, budgetLimit, limits } = draft.value;
	return { instruction, targetValue, periodStart, periodEnd, budgetLimit, limits };
}

interface Played {
	readonly runs: readonly Run[];
	readonly asked: readonly Decision[];
}

/** A goal far behind from its first day, whose owner says yes to whatever is asked. */
async function play(text: string, settings: Record<string, string>, priceFactor = 1): Promise<Played> {
	const world = await World.open(settings, CATALOG);
	world.outcome = (_run, step) => succeeded(step, step.estimatedCost * priceFactor);
	const asked: Decision[] = [];
	const take = async (requested: readonly Decision[], now: string): Promise<void> => {
		asked.push(...requested);
		if (requested.length === 0) return;
		const decisionId = await world.answer('1', now);
		await world.feed({ type: 'DecisionAnswered', decisionId }, now);
	};
	await take((await world.instruct(goalOf(text))).requested, START);
	for (let n = 0; n < 9; n++) {
		await take((await world.feed({ type: 'MetricObserved' }, day(n, -1))).requested, day(n, -0.9));
		await take((await world.feed({ type: 'Tick' }, day(n, 0))).requested, day(n, 0));
		await take((await world.feed({ type: 'Tick' }, day(n, 0.1))).requested, day(n, 0.1));
		const figure = { metric: 'revenue', value: 50_000, unit: 'JPY', source: 'whop', goalId: '' };
		const on = day(n).slice(0, 10);
		await world.ledger.upsert('performance_metrics', [toObservation({ ...figure, day: on }, day(n, 10))]);
	}
	return { runs: world.dispatched, asked };
}

const actionsOf = ({ params }: Run): number => Number(params['actions']);
const roomy = { LEARNING_ROOM: '1' };
const none = { LEARNING_ROOM: '0' };
const BUDGET = '。予算は100万円。';

describe.each([
	['with room to learn', roomy],
	['without', none],
])('the limits of the sentence bind for as long as the goal lives, %s', (_, settings) => {
	test('a cap per day', async () => {
		const { runs } = await play(`10日間で300万円、1日20件まで${BUDGET}`, settings);
		expect(runs.length).toBeGreaterThan(5);
		expect(Math.max(...runs.map(actionsOf))).toBeLessThanOrEqual(20);
	});

	test.each([['X Briefing Shareは使わない'], ['Trial Onboarding以外は使わない']])('%s', async (ruled) => {
		const { runs, asked } = await play(`10日間で300万円、${ruled}${BUDGET}`, settings);
		expect(runs.length).toBeGreaterThan(5);
		expect(new Set(runs.map(({ workflowKey }) => workflowKey))).toEqual(new Set(['trial_onboarding']));
		expect(JSON.stringify(asked.map(({ evidence }) => evidence))).not.toMatch(/x_briefing_share|∞/);
	});

	test('a budget per day', async () => {
		const { runs } = await play('10日間で300万円、予算は1日5千円', settings);
		const costs = Map.groupBy(runs, ({ scheduledFor }) => scheduledFor.slice(0, 10));
		expect(costs.size).toBeGreaterThan(5);
		const price = new Map(CATALOG.map(({ workflowKey, costPerAction }) => [workflowKey, costPerAction ?? 0]));
		const ofDay = [...costs.values()].map((own) =>
			own.reduce((sum, run) => sum + actionsOf(run) * (price.get(run.workflowKey) ?? 0), 0),
		);
		expect(Math.max(...ofDay)).toBeLessThanOrEqual(5_000);
	});
});

test('nobody is advised to raise the budget of the sentence', async () => {
	const { asked } = await play('10日間で300万円、予算は10万円', none, 3);
	const overrun = asked.find(({ kind }) => kind === 'budget_overrun');
	const advised = overrun?.options.find(({ key }) => key === overrun.recommended);
	expect(advised?.effect.type).toBe('scale_plan');
});
