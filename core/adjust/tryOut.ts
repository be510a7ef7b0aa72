import type { Settings } from '../settings';
import type { Arm } from './arm';
import type { Limits } from './limits';
import type { Rest } from './rest';
import { trialsWorth } from './trialValue';

/** Days before the end on which doubt about what was hardly tried does not help any more. */
export const USEFUL_DAYS = 3;

/** Trials fade: half of them count no more after four days, because a workflow nobody looks at may have changed. */
const KEEPS = 0.85;

/** Whether an arm has had its minimum number of trials, lately enough. */
export const isTried = ({ learned }: Arm, { minTrials }: Pick<Settings, 'minTrials'>): boolean =>
	learned.series.actions.reduce((sum, count) => sum * KEEPS + count, 0) >= minTrials;

/**
 * A floor under today's actions of every arm that may run: as many as what they tell is worth (`trialsWorth`), all of them together for no
 * more than EXPLORATION_SHARE of the day's money.
 */
export function tryOut(
	rest: Rest,
	limits: Limits,
	{ explorationShare }: Pick<Settings, 'explorationShare'>,
	actions: readonly number[][],
): readonly number[][] {
	const { arms, days } = rest;
	const more = arms.map(({ isBegun, belief }, place) => {
		const isAble = !isBegun && (limits.most[place] ?? 0) > 0 && belief.expectedPerAction > 0;
		return isAble ? Math.max(0, trialsWorth(rest, limits, actions, place) - (actions[place]?.[0] ?? 0)) : 0;
	});
	const costOf = (counts: readonly number[]): number =>
		arms.reduce(
			(sum, { costPerAction }, place) => sum + ((counts[place] ?? 0) > 0 ? (counts[place] ?? 0) * costPerAction : 0),
			0,
		);
	const wanted = costOf(more);
	const money = explorationShare * Math.max(limits.money / Math.max(days.length, 1), costOf(actions.map(([today = 0]) => today)));
	const share = wanted > money ? money / wanted : 1;
	return actions.map(([today = 0, ...later], place) => [today + share * (more[place] ?? 0), ...later]);
}
