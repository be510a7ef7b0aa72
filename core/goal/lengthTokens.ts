import { addDurations, duration, isTimeUnit, type Duration } from './duration';
import type { Token } from './tokens';

/**
 * The duration that tokens spell: numbers followed by units, halves after either. `ambiguous` classes name the unit themselves
 * (年 as well as 年間). Null when there is no unit.
 */
export function durationOf(tokens: readonly Token[]): Duration | null {
	let total: Duration | null = null;
	let count: number | null = null;
	let lastUnit: string | null = null;
	const add = (amount: number, unit: string): void => {
		if (!isTimeUnit(unit)) return;
		const next = duration(amount, unit);
		total = total ? addDurations(total, next) : next;
		lastUnit = unit;
	};
	for (const token of tokens) {
		if (token.cls === 'num' || token.cls === 'su') count = token.value + (count !== null && token.value < 1 ? count : 0);
		else if (token.cls === 'spelled') add(token.value, token.key);
		else if (token.cls === 'half') {
			if (count === null && lastUnit !== null) total = withHalf(total, lastUnit);
			else count = (count ?? 0) + 0.5;
		} else {
			const unit = unitOf(token);
			if (unit === null || (count === null && total)) continue;
			add(count ?? 1, unit);
			count = null;
		}
	}
	return total;
}

/** The unit a token names, or null. */
const unitOf = (token: Token): string | null => {
	switch (token.cls) {
		case 'unit':
			return token.key;
		case 'nen':
			return 'year';
		case 'nichi':
			return 'day';
		default:
			return null;
	}
};

/** "3年半": half of the unit just named comes on top, as one figure (3.5 years). */
function withHalf(total: Duration | null, unit: string): Duration | null {
	if (!total || !isTimeUnit(unit)) return total;
	return { ...addDurations(total, duration(0.5, unit)), count: total.count + (total.unit === unit ? 0.5 : 0) };
}
