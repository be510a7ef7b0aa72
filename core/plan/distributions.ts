import type { Random } from '../ports';

/** Looked up once: these run millions of times per plan, and in a sandboxed context each look-up of a global is slow. */
const { PI, cos, exp, log, pow, sqrt } = Math;

/** A standard normal number (Box–Muller). */
export function normal(random: Random): number {
	return sqrt(-2 * log(1 - random())) * cos(2 * PI * random());
}

/** A Gamma number of this shape and scale 1. Marsaglia & Tsang (2000); shapes below 1 by their boosting step. */
export function gamma(shape: number, random: Random): number {
	if (shape < 1) return gamma(shape + 1, random) * pow(1 - random(), 1 / shape);
	const d = shape - 1 / 3;
	const c = 1 / sqrt(9 * d);
	for (;;) {
		const x = normal(random);
		const v = pow(1 + c * x, 3);
		if (v > 0 && log(1 - random()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
	}
}

/** A Beta number, as the share of one of two Gamma numbers. */
export function beta(alpha: number, betaShape: number, random: Random): number {
	const left = gamma(alpha, random);
	const right = gamma(betaShape, random);
	return left + right > 0 ? left / (left + right) : alpha / (alpha + betaShape);
}

/** Up to this expected count a binomial quantile is summed up exactly; beyond it a cube-root normal is as good. */
const EXACT_UP_TO = 30;

/**
 * How many of `trials` succeed at this luck: the quantile of a binomial distribution, which never falls when `trials`
 * grow. That makes simulated plans comparable: the same luck, more actions, never less.
 * `luck` is the same fortune twice, as a uniform and as a normal number. The method is chosen by `mostTrials`, the
 * largest number that will be asked for, so that all answers of one scenario come from one curve.
 */
export function binomialQuantile(
	luck: { readonly uniform: number; readonly normal: number },
	trials: number,
	rate: number,
	mostTrials: number,
): number {
	if (trials <= 0 || rate <= 0) return 0;
	if (rate >= 1) return trials;
	return mostTrials * rate <= EXACT_UP_TO ? exactQuantile(luck.uniform, trials, rate) : wilsonHilferty(luck.normal, trials, rate);
}

function exactQuantile(uniform: number, trials: number, rate: number): number {
	const odds = rate / (1 - rate);
	let probability = pow(1 - rate, trials);
	let cumulated = probability;
	let count = 0;
	while (cumulated < uniform && count < trials) {
		probability *= ((trials - count) / (count + 1)) * odds;
		count++;
		cumulated += probability;
	}
	return count;
}

const wilsonHilferty = (z: number, trials: number, rate: number): number =>
	Math.min(trials, cubeRootNormal(z, trials * rate, 1 - rate));

/**
 * Wilson & Hilferty (1931): the cube root of a count is nearly normal. `spread` is its variance ÷ mean: 1 for a Poisson
 * count. Rises with the mean for every |z| < 5.6.
 */
function cubeRootNormal(z: number, mean: number, spread: number): number {
	const root = 1 - spread / (9 * mean) + (z * sqrt(spread)) / (3 * sqrt(mean));
	return root <= 0 ? 0 : mean * root * root * root;
}

/** A Poisson number: product of uniforms (Knuth) for small means, the cube-root normal rounded for large ones. */
export function poisson(mean: number, random: Random): number {
	if (mean > EXACT_UP_TO) return Math.round(cubeRootNormal(normal(random), mean, 1));
	const limit = exp(-mean);
	let count = 0;
	for (let product = 1 - random(); product > limit; product *= 1 - random()) count++;
	return count;
}
