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

/** "3年半", "an hour and a half": half of the unit just named comes on top, as one figure (3.5 years). */
function withHalf(total: Duration | null, unit: string): Duration | null {
	if (!total || !isTimeUnit(unit)) return total;
	return { ...addDurations(total, duration(0.5, unit)), count: total.count + (total.unit === unit ? 0.5 : 0) };
}

/** The duration that tokens spell: counts followed by units, halves before or after either. Null when there is no unit. */
export function durationOf(tokens: readonly Token[]): Duration | null {
	let total: Duration | null = null;
	let count: number | null = null;
	let isArticle = false;
	let lastUnit: string | null = null;
	const add = (amount: number, unit: string): void => {
		if (!isTimeUnit(unit)) return;
		const next = duration(amount, unit);
		total = total ? addDurations(total, next) : next;
		lastUnit = unit;
		count = null;
	};
	for (const [index, token] of tokens.entries()) {
		if (COUNTS.has(token.cls) && token.value > 0) {
			count = token.value;
			isArticle = false;
		} else if (token.cls === 'a') {
			isArticle = count === null;
			count ??= 1;
		} else if (token.cls === 'spelled') add(token.value, token.key);
		else if (token.cls === 'half') {
			const before: number | null = isArticle ? null : count;
			const closes: boolean = before === null && lastUnit !== null && unitOf(tokens[index + 1]) === null;
			if (closes && lastUnit !== null) total = withHalf(total, lastUnit);
			count = closes ? null : (before ?? 0) + 0.5;
			isArticle = false;
		} else {
			const unit = unitOf(token);
			if (unit !== null && !(count === null && total)) add(count ?? 1, unit);
		}
	}
	return total;
}
