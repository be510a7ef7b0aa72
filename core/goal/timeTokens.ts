import type { DayNumber } from './calendar';
import type { Duration } from './duration';
import type { Period } from './period';
import type { Point } from './point';
import type { Found } from './rules';
import type { Token } from './tokens';

/** What an expression of time is read for: the suites of dates and of periods read the same words differently. */
export type Purpose = 'date' | 'period' | 'goal';

/** What the rules resolve against. */
export interface TimeContext {
	readonly today: DayNumber;
	readonly purpose: Purpose;
}

/** A point or period that rules found. */
export type TimeValue = { readonly point: Point } | { readonly period: Period; readonly length?: Duration };

/** A token that stands for a reading of several. */
export interface TimeToken extends Token {
	readonly time?: TimeValue;
}

/** The point of a token, if it is one. */
export const pointOf = (token: Token | null): Point | null => {
	const time = token === null ? undefined : (token as TimeToken).time;
	return time && 'point' in time ? time.point : null;
};

/** The length a window was said to have, if the token is one. */
export const lengthOf = (token: Token | null): Duration | null => {
	const time = token === null ? undefined : (token as TimeToken).time;
	return time && 'period' in time ? (time.length ?? null) : null;
};

/** Puts readings in the place of the tokens they cover, as class `point` or `period`. */
export function foldReadings(tokens: readonly Token[], found: readonly Found<TimeValue>[]): TimeToken[] {
	const folded: TimeToken[] = [];
	let next = 0;
	const keep = (index: number): void => {
		const token = tokens[index];
		if (token) folded.push(token);
	};
	for (const reading of found) {
		for (; next < reading.first; next++) keep(next);
		const cls = 'point' in reading.value ? 'point' : 'period';
		folded.push({ cls, value: 0, key: '', start: reading.start, end: reading.end, time: reading.value });
		next = reading.last + 1;
	}
	for (; next < tokens.length; next++) keep(next);
	return folded;
}
