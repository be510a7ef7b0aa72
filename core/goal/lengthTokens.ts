import { addDurations, duration, isTimeUnit, type Duration } from './duration';
import type { Token } from './tokens';

/** Classes that say how many: figures, "few", and articles. */
const COUNTS: ReadonlySet<string> = new Set(['num', 'year', 'su', 'few', 'another', 'whole']);

/** The unit a token names, or null. 年 and 日 alone, and "second", are units only where a count stands before them. */
const unitOf = (token: Token | undefined): string | null => {
	switch (token?.cls) {
		case 'unit':
			return token.key;
		case 'nen':
			return 'year';
		case 'nichi':
			return 'day';
		case 'ord':
			return token.key === 'second' ? 'second' : null;
		default:
			return null;
	}
};

/** The duration that tokens spell: counts followed by units, halves before or after either. Null when there is no unit. */
export function durationOf(tokens: readonly Token[]): Duration | null {
	const parts: Duration[] = [];
	let count: number | null = null;
	let isArticle = false;
	const add = (amount: number, unit: string): void => {
		if (!isTimeUnit(unit)) return;
		parts.push(duration(amount, unit));
		count = null;
	};
	tokens.forEach((token, index) => {
		const unit = unitOf(token);
		if (COUNTS.has(token.cls) && token.value > 0) {
			count = token.value;
			isArticle = false;
		} else if (token.cls === 'a') {
			isArticle = count === null;
			count ??= 1;
		} else if (token.cls === 'spelled') add(token.value, token.key);
		else if (token.cls === 'half') {
			const before = isArticle ? null : count;
			const last = parts.pop();
			const closes = before === null && last !== undefined && unitOf(tokens[index + 1]) === null;
			if (last) parts.push(closes ? duration(last.count + 0.5, last.unit) : last);
			count = closes ? null : (before ?? 0) + 0.5;
			isArticle = false;
		} else if (unit !== null && (count !== null || parts.length === 0)) add(count ?? 1, unit);
	});
	return parts.length === 0 ? null : parts.reduce(addDurations);
}
