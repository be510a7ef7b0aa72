import type { LoopState } from '../commands';
import { arrivedBy } from '../learning/lag';
import { unlessRateMissing } from '../money';
import { addDays } from '../plan/days';
import type { Adjustment, Instant } from '../types';
import { broughtPerAction } from './broughtPerAction';
import { measureEffects } from './measureEffects';
import { readRest, type Rest } from './rest';

/**
 * The adjustments of a goal that ends whose effect has not been told yet, because the lag of their day's actions is not over: measured
 * by the share that has come until then, and marked as partial; or as impossible, where no result of their workflow is known. What came
 * counts, not what was believed when the change was made: that is `expectedEffect`, and a measurement by it would prove itself right.
 * Where the day's own actions have told nothing, because none was done or nothing is due yet, the present belief stands in, which has
 * seen the most.
 */
export function measureAtClose(state: LoopState, now: Instant): Adjustment[] {
	const open = state.adjustments.filter(({ measuredEffect, measurement }) => measuredEffect === null && measurement === null);
	if (open.length === 0) return [];
	const rest = restOf(state, now);
	const whole = rest ? measureEffects(open, rest, now) : [];
	const told = new Set(whole.map(({ adjustmentId }) => adjustmentId));
	const left = open.filter(({ adjustmentId }) => !told.has(adjustmentId));
	return [...whole, ...left.map((adjustment) => measuredSoFar(adjustment, rest, now))];
}

/** Nothing can be said without a plan or an exchange rate; a goal must be able to end without them. */
function restOf(state: LoopState, now: Instant): Rest | null {
	const { plan } = state.goal;
	const rest = unlessRateMissing(() => plan && readRest(state, state.goal, plan, now));
	return rest.ok ? rest.value : null;
}

function measuredSoFar(adjustment: Adjustment, rest: Rest | null, now: Instant): Adjustment {
	const { workflowKey, day, before, after } = adjustment;
	const arm = rest?.arms.find(({ key }) => key === workflowKey);
	if (!rest || !arm || arm.learned.posterior.observedActions === 0)
		return { ...adjustment, measurement: 'impossible', measuredAt: now };
	const { lag } = arm.learned;
	const lastDay = rest.plan.days.at(-1) ?? rest.today;
	const until = rest.today < lastDay ? rest.today : lastDay;
	let age = 0;
	while (age < lag.cumulated.length && addDays(day, age) < until) age++;
	const measuredEffect = (after - before) * broughtPerAction(arm, day, rest.today) * arrivedBy(lag, age);
	return { ...adjustment, measuredEffect, measurement: 'partial', measuredAt: now };
}
