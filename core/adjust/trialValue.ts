import { errorFunction } from 'simple-statistics';
import { grownBy } from '../learning/trend';
import type { Arm } from './arm';
import type { Limits } from './limits';
import { lumpOf } from './moments';
import type { Rest } from './rest';

/** Money the plan spends later on another arm, which this one could have instead. */
interface Stake {
	readonly money: number;
	/** What that money is expected to bring, per unit of it. */
	readonly ratio: number;
}

/** Trials are weighed in steps of a half more each time. */
const LEAST_TRIALS = 3;
const STEP = 1.5;

/** Below this share of its effect within the period a day is too late for an arm. */
const TOO_LATE = 0.5;

/**
 * How many actions of an arm today are worth what they cost for what they tell: the value of information, one step ahead (the knowledge
 * gradient of Frazier, Powell & Dayanik 2008, for a budget). Trials narrow the doubt; where the belief may rise above what other arms
 * bring, their later money goes over. That gain, over all days left to use it, is weighed against what the money would bring elsewhere
 * today. 0: whatever they tell, it would come too late, change nothing or cost more than it is worth.
 */
export function trialsWorth(rest: Rest, { most }: Pick<Limits, 'most'>, actions: readonly number[][], place: number): number {
	const arm = rest.arms[place];
	const stakes = arm ? stakesOf(rest, most[place] ?? 0, actions, place) : [];
	const least = stakes[0];
	if (!arm || !least || !(arm.costPerAction > 0)) return 0;
	const { costPerAction, belief, inTime } = arm;
	const planned = actions[place]?.[0] ?? 0;
	const loss = Math.max(0, least.ratio * costPerAction - belief.expectedPerAction * (inTime[0] ?? 0));
	const before = gainFrom(rest, arm, stakes, planned);
	let [best, bestNet] = [0, 0];
	for (let trials = LEAST_TRIALS; trials <= (most[place] ?? 0); trials = Math.ceil(trials * STEP)) {
		const net = gainFrom(rest, arm, stakes, trials) - before - (trials - planned) * loss;
		if (trials > planned && net > bestNet) [best, bestNet] = [trials, net];
	}
	return best;
}

/** What other arms get on the days on which something learned today can be used, the least worth first, as far as this arm has capacity. */
function stakesOf({ arms, days }: Rest, most: number, actions: readonly number[][], place: number): Stake[] {
	const arm = arms[place];
	if (!arm) return [];
	const known = 1 + Math.ceil(arm.learned.lag.meanDays);
	const open = [...days.keys()].filter((day) => day >= known && (arm.inTime[day] ?? 0) >= TOO_LATE);
	const all = arms.flatMap((other, at): Stake[] => {
		if (at === place || !(other.costPerAction > 0)) return [];
		let [count, worth] = [0, 0];
		for (const day of open) {
			const done = (actions[at]?.[day] ?? 0) * (other.succeeds[day] ?? 1);
			count += done;
			worth += done * (other.inTime[day] ?? 0) * other.belief.expectedPerAction * grownBy(other.learned.trend, day);
		}
		return count > 0 ? [{ money: count * other.costPerAction, ratio: worth / (count * other.costPerAction) }] : [];
	});
	let room = arm.costPerAction * open.reduce((sum, day) => sum + Math.max(0, most - (actions[place]?.[day] ?? 0)), 0);
	return all
		.sort((one, other) => one.ratio - other.ratio)
		.flatMap(({ money, ratio }) => {
			const taken = Math.min(money, room);
			room -= taken;
			return taken > 0 ? [{ money: taken, ratio }] : [];
		});
}

/** What is expected to be gained by moving money here wherever, after so many trials, this arm is believed to be the better one. */
function gainFrom({ lessons }: Rest, arm: Arm, stakes: readonly Stake[], trials: number): number {
	const { expectedPerAction: mean, doubtPerAction: doubt } = arm.belief;
	const { size, spread } = lumpOf(arm);
	const noise = trials > 0 ? (size * spread * mean) / trials + lessons.unevenness * mean ** 2 : Infinity;
	const told = doubt > 0 ? doubt ** 2 / (doubt ** 2 + noise) : 0;
	const variance = Math.log(1 + told * (doubt / mean) ** 2);
	return stakes.reduce(
		(sum, { money, ratio }) => sum + (money / arm.costPerAction) * expectedExcess(mean, ratio * arm.costPerAction, variance),
		0,
	);
}

/** Mean of what a lognormal number lies above a bound: E max(0, X − bound), by the mean of X and the variance of its logarithm. */
function expectedExcess(mean: number, bound: number, variance: number): number {
	if (bound <= 0 || variance <= 1e-12) return Math.max(0, mean - bound);
	const deviation = Math.sqrt(variance);
	const above = (Math.log(mean / bound) + variance / 2) / deviation;
	return mean * normalShare(above) - bound * normalShare(above - deviation);
}

const normalShare = (z: number): number => (1 + errorFunction(z / Math.SQRT2)) / 2;
