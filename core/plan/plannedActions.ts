import type { Day, Goal, GoalStatus } from '../types';

/** Goals whose plans run, or will when somebody agrees. A goal that is held is judged anew when it is resumed. */
const COUNTS: ReadonlySet<GoalStatus> = new Set<GoalStatus>(['awaiting_decision', 'running']);

/** What the plans of all goals do on which day. Summed up when it is first asked for, once for all goals that ask. */
export class PlannedActions {
	private sums: ReadonlyMap<string, ReadonlyMap<Day, number>> | null = null;
	private readonly plans: ReadonlyMap<string, Goal['plan']>;

	constructor(goals: readonly Pick<Goal, 'goalId' | 'status' | 'plan'>[]) {
		this.plans = new Map(goals.filter(({ status }) => COUNTS.has(status)).map(({ goalId, plan }) => [goalId, plan]));
	}

	/** Actions a day of a workflow that other goals than this one plan, on average over these days. */
	perDayBeside(goalId: string, workflowKey: string, days: readonly Day[]): number {
		const wanted = new Set(days);
		return days.length === 0 ? 0 : this.beside(goalId, workflowKey, (day) => wanted.has(day)) / days.length;
	}

	/** Actions of these workflows that other goals than this one plan from a day on. */
	fromDayBeside(goalId: string, workflowKeys: readonly string[], from: Day): number {
		return workflowKeys.reduce((sum, key) => sum + this.beside(goalId, key, (day) => day >= from), 0);
	}

	private beside(goalId: string, workflowKey: string, isWanted: (day: Day) => boolean): number {
		this.sums ??= sumsOf(this.plans.values());
		const own = sumsOf([this.plans.get(goalId) ?? null]);
		return total(this.sums.get(workflowKey), isWanted) - total(own.get(workflowKey), isWanted);
	}
}

const total = (byDay: ReadonlyMap<Day, number> | undefined, isWanted: (day: Day) => boolean): number =>
	[...(byDay ?? [])].reduce((sum, [day, actions]) => sum + (isWanted(day) ? actions : 0), 0);

function sumsOf(plans: Iterable<Goal['plan']>): ReadonlyMap<string, ReadonlyMap<Day, number>> {
	const sums = new Map<string, Map<Day, number>>();
	for (const plan of plans) {
		for (const { workflowKey, actionsPerDay } of plan?.allocations ?? []) {
			const byDay = sums.get(workflowKey) ?? new Map<Day, number>();
			sums.set(workflowKey, byDay);
			plan?.days.forEach((day, index) => byDay.set(day, (byDay.get(day) ?? 0) + (actionsPerDay[index] ?? 0)));
		}
	}
	return sums;
}
