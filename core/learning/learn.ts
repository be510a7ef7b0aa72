import { sum } from 'simple-statistics';
import type { CatalogEntry } from '../types';
import { unevennessOf, valueVariation } from './dispersion';
import type { Evidence } from './evidence';
import { fitLag } from './fitLag';
import type { Lag } from './lag';
import type { Posterior } from './posterior';
import { learnRate, type LearnedRate, type RatePrior, type Trial } from './rate';
import { reliabilityOf, type Reliability } from './reliability';
import { exposureOf, type Series } from './series';
import type { Trend } from './trend';

/** What is known of a workflow from the catalog and from what it did. Money in the setting CURRENCY. */
export interface Learned {
	readonly entry: CatalogEntry;
	readonly posterior: Posterior;
	readonly trend: Trend;
	readonly lag: Lag;
	readonly series: Series;
	readonly reliability: Reliability;
	/** Squared coefficient of variation of one conversion's value. */
	readonly valueVariation: number;
}

export interface Lessons {
	readonly workflows: ReadonlyMap<string, Learned>;
	/** Squared coefficient of variation of the rates from day to day, beyond chance. */
	readonly unevenness: number;
}

/** Relative standard deviation of what an owner says a conversion is worth: prices are known better than rates. */
const OWNERS_ERROR = 0.3;

/** Learns from the evidence of all workflows. The catalog stands where nothing was seen. */
export function learn(catalog: readonly CatalogEntry[], evidence: Evidence): Lessons {
	const seen = catalog.flatMap((entry) => {
		const series = evidence.get(entry.workflowKey);
		if (!series) return [];
		const lag = fitLag(entry, series);
		return [{ entry, series, lag, due: exposureOf(series, lag) }];
	});
	const told = seen.filter(({ series }) => series.teller !== 'nobody');
	const unevenness = unevennessOf(told.map(({ due, series: { conversions } }) => ({ due, came: conversions })));
	const workflows = seen.map(({ entry, series, lag, due }): [string, Learned] => {
		const days = Array.from(series.conversions, (conversions, day) => ({ conversions, revenue: series.revenue[day] ?? 0 }));
		const variation = valueVariation(days);
		const trials = series.teller === 'nobody' ? [] : trialsOf(due, series.conversions);
		const rate = learnRate(priorOf(entry), trials, unevenness);
		const posterior = posteriorFrom(entry, series, trials, rate, variation);
		const learned: Learned = {
			entry,
			lag,
			series,
			posterior,
			trend: rate.trend,
			reliability: reliabilityOf(series),
			valueVariation: variation,
		};
		return [entry.workflowKey, learned];
	});
	return { workflows: new Map(workflows), unevenness };
}

/** The catalog's word on conversions. */
function priorOf({ conversionStrength, conversionMean }: CatalogEntry): RatePrior {
	const actions = Math.max(conversionStrength, 1);
	return { actions, conversions: actions * Math.min(Math.max(conversionMean, 0), 1) };
}

function posteriorFrom(
	entry: CatalogEntry,
	{ conversions, revenue, cost, paidActions }: Series,
	trials: readonly Trial[],
	learned: LearnedRate,
	variation: number,
): Posterior {
	const [sales, earned] = [sum([...conversions]), sum([...revenue])];
	// The more single sales differ, the more of them it takes to outweigh what the owner knows of prices.
	const priorSales = variation / OWNERS_ERROR ** 2;
	const rate = betaLike(learned);
	return {
		...rate,
		conversionRate: rate.alpha / (rate.alpha + rate.beta),
		valueShape: (priorSales + (earned > 0 ? sales : 0)) / variation,
		valuePerConversion:
			earned > 0 ? (priorSales * entry.valuePerConversion + earned) / (priorSales + sales) : entry.valuePerConversion,
		// What was paid is known, not believed.
		costPerAction: paidActions > 0 ? cost / paidActions : entry.costPerAction,
		observedActions: sum(trials.map((trial) => trial.due)),
	};
}

/** From the first day on which something was due. */
function trialsOf(due: Float64Array, came: Float64Array): Trial[] {
	const first = due.findIndex((count) => count > 0);
	return first === -1 ? [] : Array.from(due.subarray(first), (count, day) => ({ due: count, came: came[first + day] ?? 0 }));
}

/** The Beta distribution with this mean and variance. */
function betaLike({ mean, variance }: Pick<LearnedRate, 'mean' | 'variance'>): { alpha: number; beta: number } {
	const rate = Math.min(Math.max(mean, 1e-9), 1 - 1e-9);
	const size = Math.max((rate * (1 - rate)) / Math.max(variance, 1e-18) - 1, 0.1);
	return { alpha: rate * size, beta: (1 - rate) * size };
}
