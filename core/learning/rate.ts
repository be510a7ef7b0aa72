import { gammaln } from 'simple-statistics';
import type { Trend } from './trend';

/** Evidence of one day: conversions due by their lag, and those that came. */
export interface Trial {
	readonly due: number;
	readonly came: number;
}

/** The catalog's word: so many conversions in so many actions. */
export interface RatePrior {
	readonly conversions: number;
	readonly actions: number;
}

export interface LearnedRate {
	readonly mean: number;
	readonly variance: number;
	readonly trend: Trend;
}

/**
 * How a rate may change: not at all; anyhow, so that evidence is halved in ten days; or in three; falling or
 * rising by 4 % a day. `keeps` is how much of
 * yesterday's evidence counts today, `grows` by what the rate multiplies from day to day.
 */
const CHANGES = [
	{ keeps: 1, grows: 1, weight: 0.5 },
	{ keeps: 0.933, grows: 1, weight: 0.15 },
	{ keeps: 0.8, grows: 1, weight: 0.1 },
	{ keeps: 1, grows: 0.96, weight: 0.125 },
	{ keeps: 1, grows: 1 / 0.96, weight: 0.125 },
] as const;

/**
 * The catalog is right as it says, or no more than a hint, worth one conversion. It is never worth less, however few actions it claims to
 * rest on: who says that one in fifty buys may be mistaken by a factor of three, but not without bound, so that a few days without a sale
 * do not mean never.
 */
const HINT = 1;
const TRUSTS = [
	{ most: Infinity, weight: 0.4 },
	{ most: HINT, weight: 0.6 },
] as const;

/** Models whose past forecasts were better count for more; this much of that is forgotten each day. */
const REMEMBERS = 0.98;

/**
 * Conversions per action. Gamma–Poisson, by dynamic model averaging (Raftery, Kárný & Ettler 2010): ten models that differ
 * in how the rate changes (fading evidence is a power prior, Ibrahim & Chen 2000) and how far the catalog is trusted (a robust prior,
 * Schmidli et al. 2014) are weighted by how well each forecast the next day. A steady workflow keeps its evidence, a
 * drifting one forgets, and a catalog that the figures contradict loses its say.
 *
 * @param unevenness squared coefficient of variation of the rate from day to day: noisy days count for less
 */
export function learnRate(prior: RatePrior, trials: readonly Trial[], unevenness: number): LearnedRate {
	const believed = Math.max(prior.conversions, LEAST_CONVERSIONS);
	const models = CHANGES.flatMap(({ keeps, grows, weight }) =>
		TRUSTS.map((trust) => {
			const shape = Math.max(Math.min(believed, trust.most), HINT);
			const rate = (shape * Math.max(prior.actions, 1)) / believed;
			return { keeps, grows, shape, rate, came: 0, due: 0, score: Math.log(weight * trust.weight) };
		}),
	);
	for (const { due, came } of trials) {
		for (const model of models) {
			model.came *= model.keeps;
			// An action brings more or less than one did yesterday, so earlier ones are counted as so many of today's.
			model.due *= model.keeps / model.grows;
			model.rate /= model.grows;
			model.score *= REMEMBERS;
		}
		if (due < LEAST_DUE) continue;
		for (const model of models) {
			const shape = model.shape + model.came;
			const rate = model.rate + model.due;
			// With overdispersion 1 + cv² × mean a day is worth so much less.
			const worth = 1 / (1 + (unevenness * due * shape) / rate);
			model.score += worth * logNegativeBinomial(came, due, shape, rate);
			model.came += worth * came;
			model.due += worth * due;
		}
	}
	const best = Math.max(...models.map(({ score }) => score));
	let [weights, mean, square, growth, growthSquare] = [0, 0, 0, 0, 0];
	for (const { shape, came, rate, due, score, grows } of models) {
		const weight = Math.exp(score - best);
		const [a, b] = [shape + came, rate + due];
		weights += weight;
		mean += (weight * a) / b;
		square += (weight * a * (a + 1)) / b ** 2;
		growth += weight * Math.log(grows);
		growthSquare += weight * Math.log(grows) ** 2;
	}
	mean /= weights;
	growth /= weights;
	const trend: Trend = { growth, doubt: Math.sqrt(Math.max(growthSquare / weights - growth ** 2, 0)) };
	return { mean, variance: Math.max(square / weights - mean ** 2, 0), trend };
}

/** A catalog that says "never" is taken to mean hardly ever. */
const LEAST_CONVERSIONS = 0.05;
/** Fewer actions due than this tell nothing. */
const LEAST_DUE = 0.5;

/** Probability of a Poisson count whose rate is Gamma. */
function logNegativeBinomial(came: number, due: number, shape: number, rate: number): number {
	return (
		gammaln(shape + came) -
		gammaln(shape) -
		gammaln(came + 1) +
		shape * Math.log(rate / (rate + due)) +
		(came > 0 ? came * Math.log(due / (rate + due)) : 0)
	);
}
