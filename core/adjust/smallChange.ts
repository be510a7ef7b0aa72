import { type Arm, costOf } from './arm';
import type { Limits } from './limits';
import type { Rest } from './rest';

/** Below this share of runs that succeed a workflow counts as broken. */
export const UNRELIABLE = 0.5;

/** How far a number of actions may go without anybody being asked. */
export const smallChange = (actions: number, limit: number): { readonly least: number; readonly most: number } => ({
	// The last bits of 50 × 1.1 must not forbid 55.
	least: Math.max(0, Math.ceil(actions * (1 - limit) - 1e-9)),
	most: Math.floor(actions * (1 + limit) + 1e-9),
});

/** What a workflow was to do on each remaining day before the loop changed anything that nobody was asked about. */
export function unadjusted({ plan, days }: Pick<Rest, 'plan' | 'days'>, key: string): number[] {
	const own = (plan.unadjusted ?? plan.allocations).find(({ workflowKey }) => workflowKey === key);
	return days.map((day) => own?.actionsPerDay[plan.days.indexOf(day)] ?? 0);
}

/**
 * As near to what is wanted as may be gone without asking. Small changes must not add up to a big one, so they are measured from what was
 * agreed to, up and down. Less is done only where the workflow is broken or, if `saves`, because the goal does not need it; what was
 * saved stays so until it is wanted again.
 */
export function nearPlan(rest: Rest, arm: Arm, wanted: readonly number[], limit: number, saves: boolean): number[] {
	const agreed = unadjusted(rest, arm.key);
	return arm.planned.map((count, day) => {
		const { least, most } = smallChange(agreed[day] ?? 0, limit);
		const isFree = saves || (arm.succeeds[day] ?? 1) < UNRELIABLE;
		return Math.min(Math.max(wanted[day] ?? 0, isFree ? 0 : Math.min(least, count)), Math.max(most, count));
	});
}

/** The actions, as many fewer as the money for each day and for the whole rest asks for. */
export function withinMoney({ arms, days }: Rest, { money, moneyPerDay }: Limits, actions: readonly number[][]): number[][] {
	const costOn = (plan: readonly number[][], day: number): number =>
		arms.reduce((sum, { costPerAction }, place) => sum + costOf(plan[place]?.[day] ?? 0, costPerAction), 0);
	const byDay = days.map((_, day) => shareFor(moneyPerDay, costOn(actions, day)));
	const affordable = actions.map((own) => own.map((count, day) => less(count, byDay[day] ?? 1)));
	const whole = shareFor(
		money,
		days.reduce((sum, _, day) => sum + costOn(affordable, day), 0),
	);
	return affordable.map((own) => own.map((count) => less(count, whole)));
}

const shareFor = (money: number, cost: number): number => (cost > money * (1 + 1e-9) ? money / cost : 1);

const less = (count: number, share: number): number => (share < 1 ? Math.floor(count * share + 1e-9) : count);
