import type { CatalogEntry, Instant, Run } from '../types';

/** What is believed of a workflow: the catalog's prior, updated by what its runs brought. */
export interface Posterior {
	/** Conversions per action ~ Beta(alpha, beta). */
	readonly alpha: number;
	readonly beta: number;
	readonly conversionRate: number;
	/** Value per conversion ~ Gamma with this shape and mean, in the catalog's currency. */
	readonly valueShape: number;
	readonly valuePerConversion: number;
	/** In the catalog's currency; `null` when neither catalog nor runs tell. */
	readonly costPerAction: number | null;
	/** Actions whose outcome is known. 0: all figures are the catalog's. */
	readonly observedActions: number;
}

/** Single sales are taken to vary by half their mean, so n of them tell the mean with a Gamma of shape n ÷ 0.5². */
const SQUARED_VARIATION = 0.25;

const DAY_MS = 86_400_000;

/**
 * Beta–binomial for conversions, Gamma for value (the prior is worth as many sales as it has conversions), and a mean
 * weighted the same way for cost. A report made before the run's lag was over cannot know its conversions yet: neither a
 * number nor a zero in it is learned from.
 */
export function posteriorOf(entry: CatalogEntry, runs: readonly Run[], now: Instant): Posterior {
	const strength = Math.max(entry.conversionStrength, 1);
	const mean = Math.min(Math.max(entry.conversionMean, 0), 1);
	const priorSales = Math.max(strength * mean, 1);
	let [actions, conversions, sales, revenue, paidActions, cost] = [0, 0, 0, 0, 0, 0];
	for (const run of runs) {
		if (run.workflowKey !== entry.workflowKey || run.status !== 'succeeded' || !run.actions) continue;
		if (run.cost !== null) {
			paidActions += run.actions;
			cost += run.cost;
		}
		if (run.conversions === null || !isSettled(run, entry.lagDays, now)) continue;
		actions += run.actions;
		conversions += Math.min(run.conversions, run.actions);
		if (run.revenue !== null) {
			sales += run.conversions;
			revenue += run.revenue;
		}
	}
	const alpha = strength * mean + conversions;
	const beta = strength * (1 - mean) + actions - conversions;
	return {
		alpha,
		beta,
		conversionRate: alpha / (alpha + beta),
		valueShape: (priorSales + sales) / SQUARED_VARIATION,
		valuePerConversion: (priorSales * entry.valuePerConversion + revenue) / (priorSales + sales),
		costPerAction: meanCost(entry.costPerAction, strength, paidActions, cost),
		observedActions: actions,
	};
}

function isSettled({ scheduledFor, finishedAt }: Run, lagDays: number, now: Instant): boolean {
	const told = finishedAt === null ? NaN : Date.parse(finishedAt);
	return told <= Date.parse(now) && told >= Date.parse(scheduledFor) + lagDays * DAY_MS;
}

function meanCost(prior: number | null, strength: number, actions: number, cost: number): number | null {
	if (prior === null) return actions > 0 ? cost / actions : null;
	return (prior * strength + cost) / (strength + actions);
}
