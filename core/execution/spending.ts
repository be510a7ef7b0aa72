import { convert } from '../money';
import { remainingCost } from '../plan/scalePlan';
import type { Settings } from '../settings';
import { dayOf } from '../time';
import type { Goal, Instant, Run, RunStatus } from '../types';

/** Ended or not, it may have spent. One under way has money set aside, which is not spent yet. */
const UNKNOWN_COST: ReadonlySet<RunStatus> = new Set<RunStatus>(['failed', 'stopped', 'unknown', 'scheduled']);

const uncertainCost = ({ cost, status, reserved }: Run): number =>
	cost === null && UNKNOWN_COST.has(status) ? (reserved ?? 0) : 0;

/**
 * What the runs of a goal have cost so far, in the goal's currency; runs are paid in the setting CURRENCY. A run that ended
 * without anybody knowing what it cost counts with what was set aside for it. Summed anew each time, so that parallel writers
 * cannot lose an amount.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function spentBy(runs: readonly Run[], goal: Pick<Goal, 'currency'>, settings: Settings): number {
	const amount = runs.reduce((sum, run) => sum + (run.cost ?? uncertainCost(run)), 0);
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
		const uncertain = uncertainCost(run);
		if (run.cost === null && uncertain === 0) continue;
		const estimate = run.cost === null ? uncertain : (run.actions ?? 0) * (costs.get(run.workflowKey) ?? 0);
		planned += estimate;
		if (dayOf(run.scheduledFor, goal.timeZone) === today) doneToday += estimate;
	}
	const dearer = planned > 0 ? spent / planned : 1;
	return spent + Math.max(0, remainingCost(goal.plan, today) - doneToday) * dearer;
}
