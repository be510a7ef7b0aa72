import type { LoopState } from '../commands';
import { agreedSpend } from '../execution/agreedSpend';
import { amountOf, spentOn } from '../execution/runMoney';
import { spentBy } from '../execution/spending';
import { dailyBudget } from '../plan/dailyBudget';
import { convert } from '../money';
import type { Adjustment, Plan } from '../types';
import type { Arm } from './arm';
import type { Rest } from './rest';

/** What may be planned for the rest. Money in the plan's currency. */
export interface Limits {
	/** Most actions a day, by arm. */
	readonly most: readonly number[];
	/** Left of the budget, or of what was agreed to beyond it. */
	readonly money: number;
	/** Most a day may cost by the ceilings. */
	readonly moneyPerDay: number;
}

/** Limits of a plan that is adjusted: its approved room, or ±AUTO_ADJUST_LIMIT of what it does where nobody approved any. */
export function limitsOf(state: LoopState, rest: Rest, plan: Plan = rest.plan): Limits {
	const { goal, days } = rest;
	const { settings, evidence } = state;
	// The goal's own budget is one sum over all days, so only the ceilings limit a day.
	const ceiling = dailyBudget({ goal: { ...goal, budgetLimit: null }, settings, runs: evidence }, days);
	return {
		most: mostOf(state, rest.arms, plan),
		money: Math.max(0, purseOf(state, plan) - goneOrTaken(state, rest)),
		moneyPerDay: ceiling?.perDay ?? Infinity,
	};
}

/** Who agreed to more than the budget has agreed to more than the room that was approved within it. */
function purseOf({ goal, decisions }: LoopState, { room }: Plan): number {
	const budget = goal.budgetLimit ?? Infinity;
	const agreed = agreedSpend(goal, decisions) ?? Infinity;
	return agreed > budget ? agreed : Math.min(budget, room?.budget ?? Infinity);
}

function mostOf({ adjustments, settings }: LoopState, arms: readonly Arm[], { room }: Plan): number[] {
	const approved = new Map(room?.most.map(({ workflowKey, actionsPerDay }) => [workflowKey, actionsPerDay]));
	return arms.map(({ key, learned: { entry }, planned, costPerAction }) => {
		if (!entry.enabled || entry.flags.includes('deletes_customer_data') || !Number.isFinite(costPerAction)) return 0;
		const own = Math.max(0, ...planned);
		// What needs a person's eye grows by nobody's leave but theirs.
		const unasked =
			entry.flags.length > 0 ? own : smallChange(firstPlanned(adjustments, key, own), settings.autoAdjustLimit).most;
		return Math.min(room ? (approved.get(key) ?? 0) : unasked, Math.floor(entry.capacityPerDay));
	});
}

/** Actions before the first change that nobody was asked about: small changes must not add up to a big one, day after day. */
function firstPlanned(adjustments: readonly Adjustment[], key: string, now: number): number {
	const small = adjustments.filter(({ workflowKey, authority }) => workflowKey === key && authority === 'small_change');
	return small.toSorted((one, other) => (one.day < other.day ? -1 : 1))[0]?.before ?? now;
}

/** How far a number of actions may go without anybody being asked. */
export const smallChange = (actions: number, limit: number): { readonly least: number; readonly most: number } => ({
	// The last bits of 50 × 1.1 must not forbid 55.
	least: Math.max(0, Math.ceil(actions * (1 - limit) - 1e-9)),
	most: Math.floor(actions * (1 + limit) + 1e-9),
});

/** Spent, and set aside for what is under way. */
function goneOrTaken({ runs, catalog, settings }: LoopState, { goal }: Rest): number {
	const prices = new Map(catalog.map(({ workflowKey, costPerAction }) => [workflowKey, costPerAction ?? 0]));
	const taken = runs
		.filter(({ status }) => status === 'running')
		.reduce((sum, run) => sum + amountOf(run, prices.get(run.workflowKey) ?? 0) - spentOn(run), 0);
	const inGoalCurrency = convert(
		{ amount: taken, currency: settings.currency },
		goal.currency ?? settings.currency,
		settings.exchangeRates,
	);
	return spentBy(runs, goal, settings) + inGoalCurrency.amount;
}
