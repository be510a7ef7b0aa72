import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random draws of one named part of the model. */
export interface Random {
	/** Uniform in [0, 1). */
	uniform(): number;
	chance(probability: number): boolean;
	/** Whole number in [0, bound). */
	below(bound: number): number;
	/** @throws RangeError when there is nothing to choose from */
	pick<T>(choices: readonly T[]): T;
	/** Index into `weights`, drawn in their proportion. */
	weighted(weights: readonly number[]): number;
	/** Poisson count with a small mean (Knuth's multiplication method). */
	poisson(mean: number): number;
	/** Lower-case letters and digits. */
	letters(length: number): string;
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** FNV-1a over the path, finished with MurmurHash3's mixer: neighbouring paths get unrelated seeds. */
function hash(seed: number, path: string): number {
	let h = 2166136261 ^ seed;
	for (let i = 0; i < path.length; i++) h = Math.imul(h ^ path.charCodeAt(i), 16777619);
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return h ^ (h >>> 16);
}

/**
 * Draws that depend on the seed and the path only, not on what was drawn before elsewhere. This is what makes the model
 * independent of the size of the steps in which time advances.
 */
export function randomFor(seed: number, ...path: readonly (string | number)[]): Random {
	const generator = xoroshiro128plus(hash(seed, path.join('/')));
	// The first outputs of xoroshiro128+ still show the bits of a 32-bit seed.
	for (let i = 0; i < 8; i++) generator.next();
	const uniform = (): number => uniformFloat64(generator);
	const below = (bound: number): number => Math.floor(uniform() * bound);
	return {
		uniform,
		below,
		chance: (probability) => uniform() < probability,
		pick: (choices) => {
			const choice = choices[below(choices.length)];
			if (choice === undefined) throw new RangeError('There is nothing to choose from');
			return choice;
		},
		weighted: (weights) => {
			let left = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
			const index = weights.findIndex((weight) => (left -= weight) < 0);
			return index === -1 ? weights.length - 1 : index;
		},
		poisson: (mean) => {
			const limit = Math.exp(-mean);
			let count = 0;
			for (let product = uniform(); product > limit; product *= uniform()) count++;
			return count;
		},
		letters: (length) => Array.from({ length }, () => ALPHABET[below(ALPHABET.length)]).join(''),
	};
}
