import { relativePoint, type Grain, type Point } from '../point';
import type { Match } from '../rules';
import type { TimeContext } from '../timeTokens';
import { fullYear } from '../writtenDate';

const GRAINS: ReadonlySet<string> = new Set(['day', 'weekend', 'week', 'month', 'quarter', 'half', 'year', 'decade', 'century']);
export const isGrain = (key: string): key is Grain => GRAINS.has(key);

/** The parts of a date that tokens name. */
export interface Fields {
	readonly year?: number;
	readonly month?: number;
	readonly dayOfMonth?: number;
	readonly weekday?: number;
	readonly nth?: number;
	/** A stretch named relative to today (今月, 来週). */
	readonly relative?: Point;
	readonly offset?: number;
}

/** Collects year, month, day, weekday, ordinal and relative words of a match. Null when a figure is impossible. */
export function fieldsOf(match: Match, { today }: TimeContext): Fields | null {
	const fields: { -readonly [K in keyof Fields]: Fields[K] } = {};
	let number: number | null = null;
	let era = 0;
	for (const { cls, value, key } of match.tokens) {
		if (cls === 'num') number = value;
		else if (cls === 'last') fields.nth = value;
		else if (cls === 'era') era = value;
		else if (cls === 'gannen') fields.year = era + 1;
		else if (cls === 'nen' && number !== null) fields.year = era > 0 ? era + number : number;
		else if (cls === 'gatsu' && number !== null) fields.month = number;
		else if ((cls === 'nichi' || cls === 'nichime') && number !== null) fields.dayOfMonth = number;
		else if (cls === 'weekday') {
			fields.weekday = value;
			if (number !== null && fields.dayOfMonth === undefined) fields.nth = number;
		} else if (
			(cls === 'unit' || cls === 'quarter' || cls === 'halfyear' || cls === 'quartername' || cls === 'halfname') &&
			value > 0
		)
			fields.nth = value;
		else if ((cls === 'unit' || cls === 'quarter' || cls === 'halfyear') && number !== null) fields.nth = number;
		else if (cls === 'rel' && isGrain(key)) {
			fields.relative = relativePoint(key, value, today);
			fields.offset = value;
		} else if (cls === 'next') fields.offset = value;
		if (cls !== 'num' && cls !== 'dai' && cls !== 'no' && cls !== 'me') number = null;
	}
	const whole = (value: number | undefined): boolean => value === undefined || Number.isInteger(value);
	const possible =
		whole(fields.year) &&
		whole(fields.month) &&
		whole(fields.dayOfMonth) &&
		whole(fields.nth) &&
		(fields.year ?? 1) >= 1 &&
		(fields.year ?? 1) <= 9999;
	if (
		!possible ||
		(fields.month ?? 1) < 1 ||
		(fields.month ?? 1) > 12 ||
		(fields.dayOfMonth ?? 1) < 1 ||
		(fields.dayOfMonth ?? 1) > 31
	)
		return null;
	if (fields.year !== undefined && fields.year >= 10 && fields.year < 100 && era === 0 && fields.month !== undefined)
		fields.year = fullYear(String(fields.year));
	if (fields.year === undefined && fields.relative?.grain === 'year') fields.year = fields.relative.year;
	if (fields.relative?.grain === 'month') {
		fields.year = fields.relative.year;
		fields.month = fields.relative.month;
	}
	return fields;
}
