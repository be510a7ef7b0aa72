/** Splits a list into parts of at most `size`. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, part) => items.slice(part * size, (part + 1) * size));
}

/** The same, each part also of at most so many characters of JSON; a larger item is a part of its own. */
export function chunkBySize<T>(items: readonly T[], size: number, characters: number): T[][] {
	const parts: T[][] = [];
	let left = 0;
	for (const item of items) {
		const { length } = JSON.stringify(item);
		const last = parts.at(-1);
		if (last && last.length < size && length <= left) last.push(item);
		else {
			parts.push([item]);
			left = characters;
		}
		left -= length;
	}
	return parts;
}
