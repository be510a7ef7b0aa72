import { mean } from 'simple-statistics';
import { grownBy } from '../learning/trend';
import type { Arm } from './arm';
import type { Limits } from './limits';
import type { Rest } from './rest';

/** A stretch of remaining days on which an action of one arm is worth the same. */
export interface Cell {
	/** Index of the arm. */
	readonly place: number;
	/** Indexes of the days, the first first. */
	readonly days: readonly number[];
	/** What an action brings within the period, as a multiple of what one of today brings when all of it comes in time. */
	readonly worth: number;
}

/** From this share on a day is as good as any other; below the other one it is of no use. */
const IN_TIME = 0.95;
const TOO_LATE = 0.05;

/** As far as a trend may lead, as a logarithm, before what an action is worth is no longer the same: little counts as nothing. */
const SAME = 0.15;

/**
 * Days on which everything comes in time make one cell, or, where the arm has a trend, one for each stretch over which it leads no
 * further than `SAME`; the last days, on which less and less comes in time, make one each.
 */
export const cellsOf = ({ arms }: Rest, { most }: Limits): Cell[] =>
	arms.flatMap((arm, place) => ((most[place] ?? 0) > 0 ? cellsOfArm(arm, place) : []));

function cellsOfArm({ inTime, isBegun, learned: { trend } }: Arm, place: number): Cell[] {
	const grown = (day: number): number => grownBy(trend, day);
	const open = [...inTime.entries()].filter(([day]) => day > 0 || !isBegun);
	const full = open.filter(([, share]) => share >= IN_TIME).map(([day]) => day);
	const late = open.filter(([, share]) => share < IN_TIME && share > TOO_LATE);
	return [
		...stretches(full, grown).map((days) => ({ place, days, worth: mean(days.map(grown)) })),
		...late.map(([day, share]) => ({ place, days: [day], worth: share * grown(day) })),
	];
}

function stretches(days: readonly number[], grown: (day: number) => number): number[][] {
	const found: number[][] = [];
	for (const day of days) {
		const last = found.at(-1);
		const isSame = last?.[0] !== undefined && Math.abs(Math.log(grown(day) / grown(last[0]))) < SAME;
		if (isSame) last.push(day);
		else found.push([day]);
	}
	return found;
}
