import { scalePlan } from '../plan/scalePlan';
import { dayOf } from '../time';
import type { Goal, Instant, OptionEffect, Plan } from '../types';

/**
 * The goal after an option was chosen. Effects are absolute or guarded by the plan's version in the decision's digest,
 * so that carrying one out again after a crash gives the same goal.
 */
export function applyOption(goal: Goal, effect: OptionEffect, now: Instant): Goal {
	const running: Goal = { ...goal, status: 'running', updatedAt: now };
	switch (effect.type) {
		case 'start_plan':
			return withBudget(running);
		case 'replace_plan':
			return withBudget({ ...running, plan: effect.plan, planVersion: effect.plan.version });
		case 'set_budget':
			return { ...running, budgetLimit: effect.budgetLimit, plan: goal.plan && withRoomFor(goal.plan, effect.budgetLimit) };
		case 'scale_plan': {
			if (!goal.plan) return running;
			const plan = scalePlan(goal.plan, effect.factor, dayOf(now, goal.timeZone));
			return { ...running, plan, planVersion: plan.version };
		}
		case 'continue':
			return running;
		case 'pause':
			return { ...goal, status: 'paused', updatedAt: now };
		case 'cancel':
			return { ...goal, status: 'cancelled', updatedAt: now, closedAt: now, closeReason: 'rejected' };
		case 'none':
			return { ...goal, updatedAt: now };
	}
}

/**
 * The cost the owner agreed to becomes the budget where the instruction named none. A plan that costs nothing makes none: nobody asked
 * for a budget of 0, under which the first yen would stop everything.
 */
export function withBudget(goal: Goal): Goal {
	const cost = Math.ceil(goal.plan?.estimatedCost ?? 0);
	return goal.budgetLimit === null && cost > 0 ? { ...goal, budgetLimit: cost } : goal;
}

/** A budget that a person raised or lowered is also what the plan may be moved within. */
const withRoomFor = (plan: Plan, budget: number): Plan => (plan.room ? { ...plan, room: { ...plan.room, budget } } : plan);
