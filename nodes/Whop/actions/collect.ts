/** Puts the pages of a list together. */
export async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
	const all: T[] = [];
	for await (const page of pages) all.push(...page);
	return all;
}
