/** A text as a positive whole number of 31 bits, as Google's ids are: the low bits of its FNV-1a hash. */
export function hash31(text: string): number {
	let hash = 0x811c9dc5;
	for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
	return hash & 0x7fffffff || 1;
}
