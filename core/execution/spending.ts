import { convert } from '../money';
import { remainingCost } from '../plan/scalePlan';
import type { Settings } from '../settings';
import { dayOf } from '../time';
import type { Goal, Instant, Plan, Run } from '../types';
import { spentOn } from './runMoney';

/**
 * What the runs of a goal have cost so far, in the goal's currency; runs are paid in the setting CURRENCY. A run that ended
 * without anybody knowing what it cost counts with what was set aside for it. Summed anew each time, so that parallel writers
 * cannot lose an amount.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function spentBy(runs: readonly Run[], goal: Pick<Goal, 'currency'>, settings: Settings): number {
	return inGoalCurrency(
		runs.reduce((sum, run) => sum + spentOn(run), 0),
		goal,
		settings,
	);
}

const inGoalCurrency = (amount: number, { currency }: Pick<Goal, 'currency'>, settings: Settings): number =>
	convert({ amount, currency: settings.currency }, currency ?? settings.currency, settings.exchangeRates).amount;

/**
 * What the goal will have cost at its end if the rest of the plan is dearer (or cheaper) in the same proportion as what
 * has run: spent + remaining × (spent ÷ planned cost of what has run). Actions that were planned to cost nothing and did cost something
 * go on costing that. In the goal's currency.
 */
export function forecastSpend(goal: Goal, runs: readonly Run[], settings: Settings, now: Instant): number {
	const spent = spentBy(runs, goal, settings);
	if (!goal.plan) return spent;
	const plan = pricedByRuns(goal.plan, runs, (amount) => inGoalCurrency(amount, goal, settings));
	const costs = new Map(plan.allocations.map(({ workflowKey, costPerAction }) => [workflowKey, costPerAction]));
	let planned = 0;
	let doneToday = 0;
	const today = dayOf(now, goal.timeZone);
	for (const run of runs) {
		const amount = spentOn(run);
		if (amount === 0 && run.cost === null) continue;
		// What nobody knows, or a failed run told, says nothing of how dear an action is.
		const estimate =
			run.status === 'succeeded' && run.actions !== null
				? run.actions * (costs.get(run.workflowKey) ?? 0)
				: inGoalCurrency(amount, goal, settings);
		planned += estimate;
		if (dayOf(run.scheduledFor, goal.timeZone) === today) doneToday += estimate;
	}
	const dearer = planned > 0 ? spent / planned : 1;
	return spent + Math.max(0, remainingCost(plan, today) - doneToday) * dearer;
}

/** The plan with what an action has cost so far where it was to cost nothing. */
function pricedByRuns(plan: Plan, runs: readonly Run[], inGoalCurrency: (amount: number) => number): Plan {
	if (plan.allocations.every(({ costPerAction }) => costPerAction > 0)) return plan;
	const priceOf = (key: string): number => {
		const done = runs.filter(({ workflowKey, actions }) => workflowKey === key && (actions ?? 0) > 0);
		const actions = done.reduce((sum, run) => sum + (run.actions ?? 0), 0);
		return actions > 0 ? inGoalCurrency(done.reduce((sum, run) => sum + spentOn(run), 0)) / actions : 0;
	};
	return {
		...plan,
		allocations: plan.allocations.map((allocation) =>
			allocation.costPerAction > 0 ? allocation : { ...allocation, costPerAction: priceOf(allocation.workflowKey) },
		),
	};
}
