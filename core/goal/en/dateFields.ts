import type { Match } from '../rules';
import { fullYear } from '../writtenDate';

/** Year, month and day that tokens name, in whatever order. */
export interface Fields {
	readonly year?: number;
	readonly month?: number;
	readonly dayOfMonth?: number;
}

/**
 * Collects the fields of a date. The first small number is the day; a two-figure one after it is the year. Null when a figure is
 * no day.
 */
export function fieldsOf(match: Match): Fields | null {
	let year: number | undefined;
	let month: number | undefined;
	let dayOfMonth: number | undefined;
	for (const { cls, value } of match.tokens) {
		if (cls === 'year') year = value;
		else if (cls === 'month') month = value;
		else if (cls === 'num' || cls === 'ord') {
			if (dayOfMonth === undefined) dayOfMonth = value;
			else year = value < 100 ? fullYear(String(value).padStart(2, '0')) : value;
		}
	}
	if (dayOfMonth !== undefined && (!Number.isInteger(dayOfMonth) || dayOfMonth < 1 || dayOfMonth > 31)) return null;
	return {
		...(year === undefined ? {} : { year }),
		...(month === undefined ? {} : { month }),
		...(dayOfMonth === undefined ? {} : { dayOfMonth }),
	};
}
