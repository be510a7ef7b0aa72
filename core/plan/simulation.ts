import type { Candidate } from './candidates';
import { beta, binomialQuantile, gamma, normal } from './distributions';
import { seededRandom } from './random';

/** Seeded scenarios of what the workflows bring: the same for every mix, so that mixes can be compared. */
export interface Simulation {
	readonly scenarios: number;
	/** What has been reached and will come without this plan, one figure per scenario. */
	readonly base: Float64Array;
	/** What so many actions of a workflow per day bring within the period, one figure per scenario. Never falls with the actions. */
	bring(candidate: Candidate, actionsPerDay: number): Float64Array;
}

/** Luck and belief of one workflow, scenario by scenario. */
interface Draws {
	readonly rate: Float64Array;
	/** Mean value per conversion, in the plan's currency. */
	readonly value: Float64Array;
	readonly uniform: Float64Array;
	readonly normal: Float64Array;
}

/** Draws a workflow's conversion rate ~ Beta and value ~ Gamma, and its luck, for each scenario. */
function drawsOf(
	candidate: Pick<Candidate, 'entry' | 'posterior' | 'valuePerConversion'>,
	scenarios: number,
	seed: number,
): Draws {
	const random = seededRandom(seed, candidate.entry.workflowKey);
	const { alpha, beta: betaShape, valueShape } = candidate.posterior;
	const draws: Draws = {
		rate: new Float64Array(scenarios),
		value: new Float64Array(scenarios),
		uniform: new Float64Array(scenarios),
		normal: new Float64Array(scenarios),
	};
	for (let index = 0; index < scenarios; index++) {
		draws.rate[index] = beta(Math.max(alpha, 1e-9), Math.max(betaShape, 1e-9), random);
		draws.value[index] = (gamma(valueShape, random) / valueShape) * candidate.valuePerConversion;
		draws.uniform[index] = random();
		draws.normal[index] = normal(random);
	}
	return draws;
}

/** Prepares a simulation. Workflows are drawn when they are first asked for. */
export function createSimulation(base: Float64Array, seed: number): Simulation {
	const scenarios = base.length;
	const draws = new Map<string, Draws>();
	const brought = new Map<string, Float64Array>();
	return {
		scenarios,
		base,
		bring(candidate, actionsPerDay) {
			const key = candidate.entry.workflowKey;
			const known = brought.get(`${key}/${actionsPerDay}`);
			if (known) return known;
			const drawn = draws.get(key) ?? drawsOf(candidate, scenarios, seed);
			draws.set(key, drawn);
			const result = simulate(candidate, actionsPerDay, drawn);
			brought.set(`${key}/${actionsPerDay}`, result);
			return result;
		},
	};
}

function simulate(candidate: Candidate, actionsPerDay: number, draws: Draws): Float64Array {
	const { contribution, capacity, effectiveDays } = candidate;
	const trials = actionsPerDay * effectiveDays;
	const result = new Float64Array(draws.rate.length);
	if (contribution === 'nothing') return result;
	if (contribution === 'actions') return result.fill(trials);
	const luck = { uniform: 0, normal: 0 };
	for (let index = 0; index < result.length; index++) {
		luck.uniform = draws.uniform[index] ?? 0;
		luck.normal = draws.normal[index] ?? 0;
		const conversions = binomialQuantile(luck, trials, draws.rate[index] ?? 0, capacity * effectiveDays);
		result[index] = contribution === 'value' ? conversions * (draws.value[index] ?? 0) : conversions;
	}
	return result;
}

/** Share of scenarios that reach the target after paying `cost`. */
export function shareReaching(totals: Float64Array, target: number, cost: number): number {
	let reached = 0;
	for (let index = 0; index < totals.length; index++) if ((totals[index] ?? 0) - cost >= target) reached++;
	return reached / totals.length;
}
