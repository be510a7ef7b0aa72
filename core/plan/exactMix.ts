import { greedyMix } from './greedyMix';
import { addTo, evaluateMix, isBetter, mixOf, probabilityOf, type Mix, type MixProblem } from './mixProblem';

/**
 * The best of all whole-number mixes, by depth-first search that leaves out only what cannot win:
 * - branches that cost more than the budget, or more than the cheapest mix found that is probable enough;
 * - branches that would not be better even with every later workflow at full capacity and for free. The simulation never
 *   falls with the actions, so that is an upper bound.
 * It starts from the knapsack order's answer, so that there is something to beat from the beginning.
 * Whole numbers, so exact; exponential, so only for small catalogs (`SMALL_CATALOG`).
 */
export function exactMix(problem: MixProblem): Mix {
	const { candidates, simulation, enough, dailyBudget } = problem;
	const mosts = mostOfTheRest(problem);
	const levels = candidates.map(() => new Float64Array(simulation.scenarios));
	const bound = new Float64Array(simulation.scenarios);
	const chosen = candidates.map(() => 0);
	const first = greedyMix(problem);
	const found: { best: Mix | null } = { best: keepsDependencies(problem, first.actionsPerDay) ? first : null };

	const visit = (index: number, totals: Float64Array, cost: number): void => {
		const candidate = candidates[index];
		const level = levels[index];
		if (!candidate || !level) {
			if (!keepsDependencies(problem, chosen)) return;
			const mix = mixOf(problem, [...chosen], totals);
			if (found.best === null || isBetter(mix, found.best, enough)) found.best = mix;
			return;
		}
		for (let actions = candidate.capacity; actions >= candidate.least; actions--) {
			const spent = cost + actions * candidate.costPerAction;
			if (spent > dailyBudget) continue;
			const { best } = found;
			if (best !== null && best.probability >= enough && spent > best.costPerDay) continue;
			level.set(totals);
			if (actions > 0) addTo(level, simulation.bring(candidate, actions));
			bound.set(level);
			addTo(bound, mosts[index + 1] ?? new Float64Array(simulation.scenarios));
			if (best !== null && probabilityOf(problem, bound, spent) < Math.min(best.probability, enough)) continue;
			chosen[index] = actions;
			visit(index + 1, level, spent);
		}
		chosen[index] = 0;
	};
	visit(0, simulation.base, 0);
	return (
		found.best ??
		evaluateMix(
			problem,
			candidates.map(() => 0),
		)
	);
}

/** Up to this many mixes all are searched. */
const SMALL_CATALOG = 20_000;

/** Whether the catalog is small enough to search all mixes. Does not depend on the budget. */
export function isSmall({ candidates }: Pick<MixProblem, 'candidates'>): boolean {
	return candidates.reduce((product, { capacity }) => product * (capacity + 1), 1) <= SMALL_CATALOG;
}

/** A workflow runs only on days on which its prerequisites run. */
function keepsDependencies({ candidates }: Pick<MixProblem, 'candidates'>, actions: readonly number[]): boolean {
	const running = new Set(candidates.filter((_, index) => (actions[index] ?? 0) > 0).map(({ entry }) => entry.workflowKey));
	return candidates.every(({ entry }) => !running.has(entry.workflowKey) || entry.dependsOn.every((key) => running.has(key)));
}

/** What the workflows from each place on bring at full capacity. */
function mostOfTheRest({ candidates, simulation }: MixProblem): Float64Array[] {
	const mosts: Float64Array[] = [new Float64Array(simulation.scenarios)];
	for (const candidate of candidates.toReversed()) {
		const most = (mosts[0] ?? new Float64Array(simulation.scenarios)).slice();
		addTo(most, simulation.bring(candidate, candidate.capacity));
		mosts.unshift(most);
	}
	return mosts;
}
