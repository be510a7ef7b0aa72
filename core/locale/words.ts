/** Words written with bars between them, over as many lines as they need. */
export const list = (words: string): string[] =>
	words
		.split(/[|\n]/)
		.map((word) => word.trim())
		.filter((word) => word !== '');
