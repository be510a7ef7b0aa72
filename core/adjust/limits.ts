import type { LoopState } from '../commands';
import { agreedSpend } from '../execution/agreedSpend';
import { amountOf, spentOn } from '../execution/runMoney';
import { spentBy } from '../execution/spending';
import { ownersMost } from '../goal/ownersMost';
import { dailyBudget } from '../plan/dailyBudget';
import { convert } from '../money';
import type { AdaptiveRoom } from '../types';
import type { Rest } from './rest';
import { smallChange, unadjusted } from './smallChange';

/** What may be planned for the rest. Money in the plan's currency. */
export interface Limits {
	/** Most actions a day, by arm. */
	readonly most: readonly number[];
	/** Left of the budget, or of what was agreed to beyond it. */
	readonly money: number;
	/** Most a day may cost by the ceilings and the owner's budget per day. */
	readonly moneyPerDay: number;
}

/** Limits of a plan that is adjusted: its room, or ±AUTO_ADJUST_LIMIT of what was agreed to where there is none; never beyond the owner's own. */
export function limitsOf(state: LoopState, rest: Rest): Limits {
	const { goal, days } = rest;
	const { settings, evidence } = state;
	// The goal's budget is one sum over all days, so only the ceilings and a budget per day limit a day.
	const ceiling = dailyBudget({ goal: { ...goal, budgetLimit: null }, settings, runs: evidence }, days);
	return {
		most: mostOf(state, rest),
		money: Math.max(0, purseOf(state, rest.room ?? rest.plan.room) - goneOrTaken(state, rest)),
		moneyPerDay: ceiling?.perDay ?? Infinity,
	};
}

/** Who agreed to more than the budget has agreed to more than the room that was approved within it. */
function purseOf({ goal, decisions }: LoopState, room: AdaptiveRoom | undefined): number {
	const budget = goal.budgetLimit ?? Infinity;
	const agreed = agreedSpend(goal, decisions) ?? Infinity;
	return agreed > budget ? agreed : Math.min(budget, room?.budget ?? Infinity);
}

function mostOf({ settings, catalog, planned }: LoopState, rest: Rest): number[] {
	const owners = ownersMost(rest.goal, catalog);
	const approved = new Map(rest.room?.most.map(({ workflowKey, actionsPerDay }) => [workflowKey, actionsPerDay]));
	return rest.arms.map(({ key, planned: own, learned: { entry }, costPerAction }) => {
		if (!entry.enabled || entry.flags.includes('deletes_customer_data') || !Number.isFinite(costPerAction)) return 0;
		const agreed = Math.max(0, ...unadjusted(rest, key));
		// What needs a person's eye grows by nobody's leave but theirs.
		const unasked = entry.flags.length > 0 ? agreed : smallChange(agreed, settings.autoAdjustLimit).most;
		// What other goals plan is no room to grow into. Nobody shrinks for it, else two goals would both give way to each other.
		const free = entry.capacityPerDay - planned.perDayBeside(rest.goal.goalId, key, rest.days);
		const capacity = Math.floor(Math.min(entry.capacityPerDay, Math.max(free, ...own)));
		return Math.min(rest.room ? (approved.get(key) ?? 0) : unasked, capacity, owners(key));
	});
}

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
