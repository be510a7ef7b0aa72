const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * One block for each value, the tallest for the largest: a chart that any chat can show. Empty for no values.
 * @param values at least 0
 */
export function sparkline(values: readonly number[]): string {
	const largest = Math.max(0, ...values);
	if (largest === 0) return BLOCKS[0].repeat(values.length);
	return values.map((value) => BLOCKS[Math.round((Math.max(0, value) / largest) * (BLOCKS.length - 1))]).join('');
}
