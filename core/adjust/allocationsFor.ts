import type { LoopState } from '../commands';
import { gateAllocations } from '../policy/gate';
import type { Allocation } from '../types';
import { dueOn } from './arm';
import type { Rest } from './rest';

/** Every arm that does something on any day of the plan, by what is believed now. Days that are over keep what was planned for them. */
export function allocationsFor(
	state: LoopState,
	{ goal, plan, arms, days }: Rest,
	actions: readonly (readonly number[])[],
): Allocation[] {
	const before = new Map(plan.allocations.map((allocation) => [allocation.workflowKey, allocation]));
	const ahead = new Map(days.map((day, index) => [day, index]));
	const drafts = arms.flatMap((arm, place) => {
		const { entry } = arm.learned;
		const known = before.get(arm.key);
		const actionsPerDay = plan.days.map((day, index) => {
			const rest = ahead.get(day);
			const isOver = rest === undefined || (rest === 0 && arm.isBegun);
			return isOver ? (known?.actionsPerDay[index] ?? 0) : (actions[place]?.[rest] ?? 0);
		});
		if (!known && actionsPerDay.every((count) => count === 0)) return [];
		return [
			{
				workflowKey: arm.key,
				actionsPerDay,
				params: known?.params ?? entry.params,
				dependsOn: known?.dependsOn ?? entry.dependsOn,
				parallel: known?.parallel ?? entry.parallel,
				costPerAction: Number.isFinite(arm.costPerAction) ? arm.costPerAction : (known?.costPerAction ?? 0),
				conversionRate: arm.belief.posterior.conversionRate,
				valuePerConversion: arm.belief.valuePerConversion,
				expectedPerAction: arm.belief.expectedPerAction,
				lagDays: entry.lagDays,
			},
		];
	});
	const verdicts = gateAllocations(drafts, state.catalog, state.settings, goal.locale);
	return drafts.flatMap((draft, index) => {
		// What was approved with the plan stays as it was judged then.
		const verdict = before.get(draft.workflowKey)?.verdict ?? verdicts[index];
		return verdict ? [{ ...draft, verdict }] : [];
	});
}

/** What each day of the plan brings: days that are over as they were expected, the rest anew. */
export function expectedFor({ plan, days, organic, arms }: Rest, actions: readonly (readonly number[])[]): number[] {
	const before = plan.expectedPerDay ?? plan.dailyTargets;
	return plan.days.map((day, index) => {
		const ahead = days.indexOf(day);
		if (ahead === -1) return before[index] ?? 0;
		const brought = arms.map((arm, place) => arm.belief.expectedPerAction * dueOn(arm, actions[place] ?? [], ahead));
		return (organic.perDay[ahead] ?? 0) + brought.reduce((sum, amount) => sum + amount, 0);
	});
}
