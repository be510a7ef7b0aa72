import type { Settings } from '../settings';
import { gamma } from '../plan/distributions';
import { seededRandom } from '../plan/random';
import type { Random } from '../ports';
import type { Arm } from './arm';
import { cellsOf } from './cells';
import { fill } from './fill';
import type { Limits } from './limits';
import { withoutOrphans, withPrerequisites } from './prerequisites';
import type { Rest } from './rest';
import { isTried, tryOut, USEFUL_DAYS } from './tryOut';
import { wholeActions } from './wholeActions';

/** What to do on the remaining days. */
export interface RestMix {
	/** By arm: actions on each remaining day. */
	readonly actions: readonly (readonly number[])[];
	/** By arm: share of the draws that chose it. */
	readonly propensity: readonly number[];
}

/** Draws of Thompson sampling whose plans are averaged: a workflow's share is the probability that it belongs into the plan. */
const DRAWS = 32;

/** How far draws stray from the mean at the start; less than all the way, because each day's plan is drawn anew. */
const CURIOSITY = 0.3;

/** The same for an arm without its minimum number of trials, as long as what it shows can still be used. */
const CURIOSITY_UNTRIED = 0.5;

/**
 * How many actions of which workflow on the remaining days. Batched Thompson sampling (Scott 2010, randomized probability matching):
 * each draw takes every arm's worth from what is believed of it and fills a knapsack by it; the draws are averaged. The fewer days are
 * left to use what is learned, the closer draws stay to the mean. An arm without its minimum number of trials is drawn with more of its doubt.
 */
export function chooseRest(rest: Rest, limits: Limits, settings: Pick<Settings, 'explorationShare' | 'minTrials'>): RestMix {
	const { arms, days, plan, goal, today } = rest;
	// The same goal on the same day is planned the same way, however often it is replayed.
	const random = seededRandom(0, `${goal.goalId}/${today}/thompson`);
	const cells = cellsOf(rest, limits);
	const curiosity = CURIOSITY * Math.sqrt(Math.max(0, days.length - 1) / Math.max(plan.days.length, 1));
	const doubtful = days.length > USEFUL_DAYS ? CURIOSITY_UNTRIED : curiosity;
	const actions = arms.map(() => days.map(() => 0));
	const propensity = arms.map(() => 0);
	for (let draw = 0; draw < DRAWS; draw++) {
		const worth = arms.map((arm) => drawn(arm, isTried(arm, settings) ? curiosity : doubtful, random));
		const chosen = new Set<number>();
		fill(rest, limits, cells, worth).forEach((filled, index) => {
			const cell = cells[index];
			const own = cell && actions[cell.place];
			if (!cell || !own) return;
			if ((filled[0] ?? 0) > 0) chosen.add(cell.place);
			cell.days.forEach((day, at) => (own[day] = (own[day] ?? 0) + (filled[at] ?? 0) / DRAWS));
		});
		for (const place of chosen) propensity[place] = (propensity[place] ?? 0) + 1 / DRAWS;
	}
	const wanted = withPrerequisites(arms, limits, tryOut(rest, limits, settings, actions));
	return { actions: withoutOrphans(arms, wholeActions(rest, limits, wanted)), propensity };
}

/** A worth per action from the belief: Gamma with its mean and deviation, drawn towards the mean with less curiosity. */
function drawn({ belief: { expectedPerAction: mean, doubtPerAction: doubt } }: Arm, curiosity: number, random: Random): number {
	if (mean <= 0 || doubt <= 0) return mean;
	const shape = (mean / doubt) ** 2;
	return mean + curiosity * ((mean * gamma(shape, random)) / shape - mean);
}
