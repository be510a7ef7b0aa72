import { convert } from '../money';
import { remainingCost } from '../plan/scalePlan';
import type { Settings } from '../settings';
import { dayOf } from '../time';
import type { Goal, Instant, Run } from '../types';

/**
 * What the runs of a goal have cost so far, in the goal's currency; runs are paid in the setting CURRENCY. Summed anew
 * each time, so that parallel writers cannot lose an amount.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function spentBy(runs: readonly Run[], goal: Pick<Goal, 'currency'>, settings: Settings): number {
	const amount = runs.reduce((sum, run) => sum + (run.cost ?? 0), 0);
	return convert({ amount, currency: settings.currency }, goal.currency ?? settings.currency, settings.exchangeRates).amount;
}

/**
 * What the goal will have cost at its end if the rest of the plan is dearer (or cheaper) in the same proportion as what
 * has run: spent + remaining × (spent ÷ planned cost of what has run). In the goal's currency.
 */
export function forecastSpend(goal: Goal, runs: readonly Run[], settings: Settings, now: Instant): number {
	const spent = spentBy(runs, goal, settings);
	if (!goal.plan) return spent;
	const costs = new Map(goal.plan.allocations.map(({ workflowKey, costPerAction }) => [workflowKey, costPerAction]));
	let planned = 0;
	let doneToday = 0;
	const today = dayOf(now, goal.timeZone);
	for (const run of runs) {
		if (run.cost === null) continue;
		const estimate = (run.actions ?? 0) * (costs.get(run.workflowKey) ?? 0);
		planned += estimate;
		if (dayOf(run.scheduledFor, goal.timeZone) === today) doneToday += estimate;
	}
	const dearer = planned > 0 ? spent / planned : 1;
	return spent + Math.max(0, remainingCost(goal.plan, today) - doneToday) * dearer;
}
