import type { Candidate } from './candidates';
import { addTo, evaluateMix, isBetter, probabilityOf, type Mix, type MixProblem } from './mixProblem';

/** How much of the doubt about a workflow is taken off its worth: from not at all to one standard deviation. */
const CAUTION = [0, 0.5, 1] as const;

/**
 * The mix for large catalogs. For a given caution every action has a fixed worth (expectation less so much of its
 * doubt), and the cheapest way to any total worth is a fractional knapsack: fill up workflow after workflow in the
 * order of worth per cost. That is exact (Dantzig 1957): any mix that takes an action out of this order becomes no
 * dearer by exchanging it for one earlier in it. Only the last workflow is taken in part, rounded up to a whole action a
 * day. The simulation says how far along the order the probability is enough.
 *
 * Along one order every step adds actions, and a smaller budget just stops earlier, so a larger budget never lowers the
 * probability.
 */
export function greedyMix(problem: MixProblem): Mix {
	const mixes = CAUTION.map((caution) => alongOrder(problem, orderBy(problem, caution)));
	return mixes.reduce((best, mix) => (isBetter(mix, best, problem.enough) ? mix : best));
}

/** Candidate places, the most worth per cost first; what is not worth its cost is left out. */
function orderBy({ candidates, costCounts, dayCount }: MixProblem, caution: number): number[] {
	return candidates
		.map((candidate, index) => {
			const worth = candidate.effectiveDays * (candidate.expectedPerAction - caution * candidate.doubtPerAction);
			const cost = dayCount * candidate.costPerAction;
			return { index, worth: costCounts ? worth - cost : worth, cost };
		})
		.filter(({ worth }) => worth > 0)
		.sort((one, other) => other.worth * one.cost - one.worth * other.cost || other.worth - one.worth)
		.map(({ index }) => index);
}

function alongOrder(problem: MixProblem, order: readonly number[]): Mix {
	const { candidates, simulation, enough, dailyBudget } = problem;
	const places = new Map(candidates.map(({ entry }, index) => [entry.workflowKey, index]));
	const actions = candidates.map(({ least }) => least);
	const totals = simulation.base.slice();
	let cost = 0;
	candidates.forEach((candidate, index) => {
		const least = actions[index] ?? 0;
		cost += least * candidate.costPerAction;
		if (least > 0) addTo(totals, simulation.bring(candidate, least));
	});
	if (cost > dailyBudget)
		return evaluateMix(
			problem,
			candidates.map(() => 0),
		);

	const set = (index: number, candidate: Candidate, wanted: number): void => {
		const before = actions[index] ?? 0;
		if (before > 0) subtract(totals, simulation.bring(candidate, before));
		addTo(totals, simulation.bring(candidate, wanted));
		cost += (wanted - before) * candidate.costPerAction;
		actions[index] = wanted;
	};
	for (const index of order) {
		if (probabilityOf(problem, totals, cost) >= enough) break;
		for (const place of withPrerequisites(candidates, places, index)) {
			const candidate = candidates[place];
			if (!candidate) continue;
			const now = actions[place] ?? 0;
			const wanted = place === index ? candidate.capacity : Math.max(now, 1);
			const affordable = candidate.costPerAction > 0 ? now + Math.floor((dailyBudget - cost) / candidate.costPerAction) : wanted;
			if (Math.min(wanted, affordable) > now) set(place, candidate, Math.min(wanted, affordable));
			if (affordable < wanted) return evaluateMix(problem, actions);
			if (place !== index || probabilityOf(problem, totals, cost) < enough) continue;
			set(place, candidate, leastEnough(problem, candidate, totals, cost, now));
		}
	}
	return evaluateMix(problem, actions);
}

/** Of a workflow at full capacity, with which the probability is enough: the fewest actions with which it still is. */
function leastEnough(problem: MixProblem, candidate: Candidate, totals: Float64Array, cost: number, least: number): number {
	const { simulation, enough } = problem;
	const without = totals.slice();
	subtract(without, simulation.bring(candidate, candidate.capacity));
	let [low, high] = [least, candidate.capacity];
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		const tried = without.slice();
		addTo(tried, simulation.bring(candidate, middle));
		const middleCost = cost - (candidate.capacity - middle) * candidate.costPerAction;
		if (probabilityOf(problem, tried, middleCost) >= enough) high = middle;
		else low = middle;
	}
	return high;
}

/** Places of what must run first, then the place itself. */
function withPrerequisites(candidates: readonly Candidate[], places: ReadonlyMap<string, number>, index: number): number[] {
	const ordered = new Set<number>();
	const visit = (place: number): void => {
		for (const key of candidates[place]?.entry.dependsOn ?? []) {
			const before = places.get(key);
			if (before !== undefined) visit(before);
		}
		ordered.add(place);
	};
	visit(index);
	return [...ordered];
}

function subtract(totals: Float64Array, less: Float64Array): void {
	for (let index = 0; index < totals.length; index++) totals[index] = (totals[index] ?? 0) - (less[index] ?? 0);
}
