/** What is not written with one capital. */
const WORDS: Readonly<Record<string, string>> = { at: 'at', id: 'ID', mrr: 'MRR', of: 'of', rev: 'Revenue', usd: 'USD' };

/** A value of Whop's as the editor shows it: `past_due` is `Past Due`, `usd_total_spent` is `USD Total Spent`. */
export function titleOf(value: string): string {
	const words = value.split(/[._]/);
	return words
		.map((word, index) => {
			const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
			// Small words are small only between others.
			const edge = index === 0 || index === words.length - 1;
			return known !== undefined && !(edge && /^[a-z]/.test(known)) ? known : word.charAt(0).toUpperCase() + word.slice(1);
		})
		.join(' ');
}
