import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Random } from '../ports';

/**
 * A repeatable source of uniform numbers, one stream per name: what one workflow's simulation draws does not depend on
 * which others are in the catalog, so plans with and without it can be compared.
 */
export function seededRandom(seed: number, name: string): Random {
	const generator = xoroshiro128plus(hash(`${seed}/${name}`));
	return () => uniformFloat64(generator);
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	}
	return value;
}
