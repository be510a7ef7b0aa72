import type { Cell } from './cells';
import type { Limits } from './limits';
import { armMoments, ownMoments, type Moments } from './moments';
import type { Rest } from './rest';

/** One-sided safety of the target: with the mean so many standard deviations above it, it is reached with 95 %. */
const SAFETY = 1.645;

const BISECTIONS = 12;

/**
 * Fills cells in the order of worth per cost until the target is safe or the money is used up: a fractional knapsack. Where money is
 * short, a cell gets the same on each of its days, so that what is learned meanwhile can still be used; where the target is near, its
 * first days are filled and its last are saved, because what is done early can still be made up for.
 *
 * @param worth what one action of each arm brings today, in the goal's metric; whether the target is safe is judged by the means
 * @returns by cell, actions on each of its days
 */
export function fill(rest: Rest, limits: Limits, cells: readonly Cell[], worth: readonly number[]): number[][] {
	const { arms } = rest;
	const expectation = new Expectation(rest);
	let money = limits.money;
	const filled = cells.map(({ days }) => days.map(() => 0));
	for (const index of inOrder(rest, cells, worth)) {
		const cell = cells[index];
		const arm = cell && arms[cell.place];
		if (!cell || !arm || expectation.isSafe()) continue;
		const works = cell.days.map((day) => arm.succeeds[day] ?? 1).reduce((sum, share) => sum + share, 0);
		const perLevel = works * arm.costPerAction;
		const level = Math.min(limits.most[cell.place] ?? 0, perLevel > 0 ? money / perLevel : Infinity);
		const due = level * works * cell.worth;
		const share = expectation.isSafe(cell.place, due) ? leastSafe((part) => expectation.isSafe(cell.place, part * due)) : 1;
		expectation.add(cell.place, share * due);
		money -= share * level * perLevel;
		filled[index] = cell.days.map((_, day) => level * Math.min(1, Math.max(0, share * cell.days.length - day)));
	}
	return filled;
}

/** Cells by worth per cost, the best first; those that bring nothing or whose cost is unknown are left out. */
const inOrder = ({ arms }: Rest, cells: readonly Cell[], worth: readonly number[]): number[] =>
	cells
		.map(({ place, worth: ofCell }, index) => ({
			index,
			value: (worth[place] ?? 0) * ofCell,
			cost: arms[place]?.costPerAction ?? Infinity,
		}))
		.filter(({ value, cost }) => value > 0 && Number.isFinite(cost))
		.sort((one, other) => other.value * one.cost - one.value * other.cost || other.value - one.value)
		.map(({ index }) => index);

/** What is expected at the end with what has been added so far. */
class Expectation {
	private readonly due: number[];
	private mean: number;
	private variance: number;

	constructor(private readonly rest: Rest) {
		const { arms, todayAhead } = rest;
		({ mean: this.mean, variance: this.variance } = ownMoments(rest));
		this.due = arms.map(() => 0);
		arms.forEach(({ pending }, place) =>
			this.add(
				place,
				pending.reduce((sum, count, ahead) => sum + (ahead === 0 ? count * todayAhead : count), 0),
			),
		);
	}

	/** Counts so many more actions of an arm in. */
	add(place: number, due: number): void {
		const extra = this.extra(place, due);
		this.mean += extra.mean;
		this.variance += extra.variance;
		this.due[place] = (this.due[place] ?? 0) + due;
	}

	/** Whether the target is safe, with so many more actions of an arm if one is given. */
	isSafe(place?: number, due = 0): boolean {
		const extra = place === undefined ? { mean: 0, variance: 0 } : this.extra(place, due);
		const deviation = Math.sqrt(Math.max(0, this.variance + extra.variance));
		return this.mean + extra.mean - SAFETY * deviation >= this.rest.goal.targetValue;
	}

	private extra(place: number, due: number): Moments {
		const { arms, days, lessons } = this.rest;
		const arm = arms[place];
		if (!arm) return { mean: 0, variance: 0 };
		const before = this.due[place] ?? 0;
		const [less, more] = [before, before + due].map((count) => armMoments(arm, count, days.length, lessons.unevenness));
		return { mean: (more?.mean ?? 0) - (less?.mean ?? 0), variance: (more?.variance ?? 0) - (less?.variance ?? 0) };
	}
}

function leastSafe(isSafe: (share: number) => boolean): number {
	let [low, high] = [0, 1];
	for (let step = 0; step < BISECTIONS; step++) {
		const middle = (low + high) / 2;
		if (isSafe(middle)) high = middle;
		else low = middle;
	}
	return high;
}
