/** Rows or columns that stand side by side. */
export interface Run {
	readonly first: number;
	length: number;
}

/** Numbers, in any order and some perhaps twice, as runs of neighbours. */
export function runsOf(numbers: Iterable<number>): Run[] {
	const runs: Run[] = [];
	for (const number of [...new Set(numbers)].toSorted((a, b) => a - b)) {
		const last = runs.at(-1);
		if (last && last.first + last.length === number) last.length++;
		else runs.push({ first: number, length: 1 });
	}
	return runs;
}
