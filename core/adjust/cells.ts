import type { Arm } from './arm';
import type { Limits } from './limits';
import type { Rest } from './rest';

/** A stretch of remaining days on which an action of one arm is worth the same. */
export interface Cell {
	/** Index of the arm. */
	readonly place: number;
	/** Indexes of the days, the first first. */
	readonly days: readonly number[];
	/** Share of what an action brings that comes within the period. */
	readonly inTime: number;
}

/** From this share on a day is as good as any other; below the other one it is of no use. */
const IN_TIME = 0.95;
const TOO_LATE = 0.05;

/** Days on which everything comes in time make one cell; the last days, on which less and less does, one each. */
export const cellsOf = ({ arms }: Rest, { most }: Limits): Cell[] =>
	arms.flatMap((arm, place) => ((most[place] ?? 0) > 0 ? cellsOfArm(arm, place) : []));

function cellsOfArm({ inTime, isBegun }: Arm, place: number): Cell[] {
	const open = [...inTime.entries()].filter(([day]) => day > 0 || !isBegun);
	const full = open.filter(([, share]) => share >= IN_TIME).map(([day]) => day);
	const late = open.filter(([, share]) => share < IN_TIME && share > TOO_LATE);
	return [
		...(full.length > 0 ? [{ place, days: full, inTime: 1 }] : []),
		...late.map(([day, share]) => ({ place, days: [day], inTime: share })),
	];
}
