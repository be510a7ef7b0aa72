import { exactMix, isSmall } from './exactMix';
import { greedyMix } from './greedyMix';
import type { Mix, MixProblem } from './mixProblem';

/** The probability of reaching the target that a plan aims at. */
export const ENOUGH = 0.8;

/**
 * The cheapest daily mix that is probable enough within the budget, else the most probable one. Small catalogs are
 * searched completely; large ones along knapsack orders. Workflows the owner asked for are dropped only when the budget
 * does not even allow one action a day of each.
 */
export function chooseMix(problem: MixProblem): Mix {
	const least = problem.candidates.reduce((sum, candidate) => sum + candidate.least * candidate.costPerAction, 0);
	const affordable: MixProblem =
		least <= problem.dailyBudget
			? problem
			: { ...problem, candidates: problem.candidates.map((candidate) => ({ ...candidate, least: 0 })) };
	return isSmall(affordable) ? exactMix(affordable) : greedyMix(affordable);
}
