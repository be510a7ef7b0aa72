import type { Settings } from '../settings';
import type { Arm } from './arm';
import type { Limits } from './limits';
import type { Rest } from './rest';

/** Days before the end on which trying something out cannot pay any more. */
export const USEFUL_DAYS = 3;

/** Below this share of its effect within the period an arm is not tried out. */
const IN_TIME = 0.95;

/** Trials fade: half of them count no more after four days, because a workflow nobody looks at may have changed. */
const KEEPS = 0.85;

/** Whether an arm has had its minimum number of trials, lately enough. */
export const isTried = ({ learned }: Arm, { minTrials }: Pick<Settings, 'minTrials'>): boolean =>
	learned.series.actions.reduce((sum, count) => sum * KEEPS + count, 0) >= minTrials;

/**
 * A floor under today's actions of every arm that may run: a small share of the day's money, for those first that have not had their
 * minimum number of trials, as long as what is learned can still be used.
 */
export function tryOut(
	{ arms, days }: Rest,
	limits: Limits,
	settings: Pick<Settings, 'explorationShare' | 'minTrials'>,
	actions: readonly number[][],
): readonly number[][] {
	if (days.length <= USEFUL_DAYS) return actions;
	const able = arms.filter(
		({ isBegun, inTime, belief }, place) =>
			(limits.most[place] ?? 0) > 0 && !isBegun && (inTime[0] ?? 0) >= IN_TIME && belief.expectedPerAction > 0,
	);
	const untried = able.filter((arm) => !isTried(arm, settings));
	const served = new Set(untried.length > 0 ? untried : able);
	const spent = arms.reduce((all, { costPerAction }, place) => all + costOf(actions[place]?.[0] ?? 0, costPerAction), 0);
	// What the plan would not spend is not spent on curiosity either.
	const money = Math.min(limits.money / days.length, spent) * settings.explorationShare;
	return actions.map((own, place) => {
		const arm = arms[place];
		if (!arm || !served.has(arm)) return own;
		const affordable = arm.costPerAction > 0 ? money / served.size / arm.costPerAction : settings.minTrials;
		const floor = Math.min(limits.most[place] ?? 0, affordable);
		return (own[0] ?? 0) < floor ? [floor, ...own.slice(1)] : own;
	});
}

const costOf = (actions: number, costPerAction: number): number => (actions > 0 ? actions * costPerAction : 0);
