import { addDays } from '../plan/days';
import type { Day } from '../types';
import { arrivesOn, type Lag } from './lag';

/** Whole days before today, from which is learned. */
export interface Window {
	readonly days: readonly Day[];
	readonly index: ReadonlyMap<Day, number>;
}

/** Days before today that are learned from. */
export const LAST_DAYS = 60;

/** The window of so many days that ends yesterday. */
export function windowBefore(today: Day, count: number): Window {
	const days = Array.from({ length: count }, (_, index) => addDays(today, index - count));
	return { days, index: new Map(days.map((day, index) => [day, index])) };
}

/**
 * Who tells what a workflow brought: somebody who tracks conversions by the day they come; its own runs, once their lag is over; or
 * nobody.
 */
export type Teller = 'tracked' | 'runs' | 'nobody';

/** What one workflow did and brought. All lists have one figure for each day of the window; money is in the setting CURRENCY. */
export interface Series {
	readonly actions: Float64Array;
	/** Those of them whose conversions the runs themselves have told. */
	readonly told: Float64Array;
	/** Conversions that came on the day; told by runs: those of the day's actions. */
	readonly conversions: Float64Array;
	readonly revenue: Float64Array;
	/** Whether a run was tried, and whether one succeeded. */
	readonly tried: Uint8Array;
	readonly succeeded: Uint8Array;
	readonly cost: number;
	/** Actions of the runs whose cost is known. */
	readonly paidActions: number;
	readonly teller: Teller;
	/** Index of the first day from which on conversions are told. */
	readonly toldFrom: number;
}

/**
 * How many actions' conversions were due on each day. Where they are tracked, each action counts with the share of its lag that ends on
 * the day, so that a conversion not yet due is no failure (right-censoring).
 */
export function exposureOf({ actions, told, teller, toldFrom }: Series, lag: Lag): Float64Array {
	if (teller === 'runs') return told;
	const due = new Float64Array(actions.length);
	for (let day = 0; day < actions.length; day++) {
		const count = actions[day] ?? 0;
		if (count === 0) continue;
		for (let age = 0; age < lag.cumulated.length && day + age < due.length; age++) {
			if (day + age >= toldFrom) due[day + age] = (due[day + age] ?? 0) + count * arrivesOn(lag, age);
		}
	}
	return due;
}
