import type { Candidate } from './candidates';
import { shareReaching, type Simulation } from './simulation';

/** Find the daily mix: how many actions of each candidate on every day. */
export interface MixProblem {
	readonly candidates: readonly Candidate[];
	readonly simulation: Simulation;
	/** In the goal's metric. */
	readonly target: number;
	/** Probability that is enough. */
	readonly enough: number;
	/** Most a day may cost; `Infinity` without a limit. */
	readonly dailyBudget: number;
	readonly dayCount: number;
	/** The goal is profit: what the plan costs is taken from what it brings. */
	readonly costCounts: boolean;
}

/** One answer. */
export interface Mix {
	/** In the order of the candidates. */
	readonly actionsPerDay: readonly number[];
	readonly costPerDay: number;
	readonly probability: number;
	/** What the mix is expected to bring within the period, in the goal's metric. */
	readonly expected: number;
}

/** Cost, probability and expectation of a mix. */
export const evaluateMix = (problem: MixProblem, actionsPerDay: readonly number[]): Mix =>
	mixOf(problem, actionsPerDay, totalsOf(problem, { actionsPerDay }));

/** What is there at the end of the period, one figure per scenario. */
export function totalsOf({ simulation, candidates }: MixProblem, { actionsPerDay }: Pick<Mix, 'actionsPerDay'>): Float64Array {
	const totals = simulation.base.slice();
	candidates.forEach((candidate, index) => {
		const actions = actionsPerDay[index] ?? 0;
		if (actions > 0) addTo(totals, simulation.bring(candidate, actions));
	});
	return totals;
}

/** The same, where the scenarios' totals are known. */
export function mixOf(problem: MixProblem, actionsPerDay: readonly number[], totals: Float64Array): Mix {
	let [costPerDay, expected] = [0, 0];
	problem.candidates.forEach(({ costPerAction, effectiveDays, expectedPerAction }, index) => {
		const actions = actionsPerDay[index] ?? 0;
		costPerDay += actions * costPerAction;
		expected += actions * effectiveDays * expectedPerAction;
	});
	const probability = probabilityOf(problem, totals, costPerDay);
	return { actionsPerDay, costPerDay, expected: expected - charged(problem, costPerDay), probability };
}

/** Share of scenarios in which these totals reach the target. */
export const probabilityOf = (problem: MixProblem, totals: Float64Array, costPerDay: number): number =>
	shareReaching(totals, problem.target, charged(problem, costPerDay));

const charged = ({ costCounts, dayCount }: MixProblem, costPerDay: number): number => (costCounts ? costPerDay * dayCount : 0);

/** Adds one figure per scenario to another, in place. */
export function addTo(totals: Float64Array, more: Float64Array): void {
	for (let index = 0; index < totals.length; index++) totals[index] = (totals[index] ?? 0) + (more[index] ?? 0);
}

/**
 * Whether `one` is the better answer: of those that are probable enough the cheaper, else the more probable; where both
 * are as improbable, the one that brings more.
 */
export function isBetter(one: Mix, other: Mix, enough: number): boolean {
	const [first, second] = [one.probability >= enough, other.probability >= enough];
	if (first !== second) return first;
	if (first)
		return one.costPerDay < other.costPerDay || (one.costPerDay === other.costPerDay && one.probability > other.probability);
	if (one.probability !== other.probability) return one.probability > other.probability;
	if (one.expected !== other.expected) return one.expected > other.expected;
	return one.costPerDay < other.costPerDay;
}
