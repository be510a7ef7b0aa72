import { arrivedBy } from '../learning/lag';
import { addDays } from '../plan/days';
import type { Adjustment, Instant } from '../types';
import { broughtPerAction } from './broughtPerAction';
import type { Rest } from './rest';

/**
 * Adjustments whose effect can be told now, because the lag of the day's actions is over. The effect is the change in actions times what
 * an action of that day has brought; what would have been without the change nobody can see.
 */
export function measureEffects(adjustments: readonly Adjustment[], { arms, today, plan }: Rest, now: Instant): Adjustment[] {
	const byKey = new Map(arms.map((arm) => [arm.key, arm]));
	return adjustments.flatMap((adjustment): Adjustment[] => {
		const { workflowKey, day, before, after, measuredEffect } = adjustment;
		const arm = byKey.get(workflowKey);
		if (measuredEffect !== null || !arm || arm.learned.posterior.observedActions === 0) return [];
		const { lag } = arm.learned;
		if (addDays(day, lag.cumulated.length) > today) return [];
		const inTime = arrivedBy(lag, plan.days.length - 1 - plan.days.indexOf(day));
		const effect = (after - before) * broughtPerAction(arm, day, today) * inTime;
		return [{ ...adjustment, measuredEffect: effect, measurement: 'whole', measuredAt: now }];
	});
}
