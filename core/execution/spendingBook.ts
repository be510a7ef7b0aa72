import { ceilingDay, type Spend } from '../policy/ceilings';
import type { Settings } from '../settings';
import type { CatalogEntry, Day, Instant, Run } from '../types';
import { amountOf } from './runMoney';

/** Money that is gone or set aside, by day and by goal, in the setting CURRENCY. Adding a run costs the same however many there are. */
export class SpendingBook {
	private readonly days = new Map<Day, number>();
	private readonly goals = new Map<string, number>();

	/** Books the runs that are scheduled for no later than `now`; later ones belong to a replayed future. */
	constructor(
		runs: Iterable<Run>,
		catalog: readonly CatalogEntry[],
		private readonly settings: Pick<Settings, 'timeZone'>,
		now: Instant,
	) {
		const costs = new Map(catalog.map(({ workflowKey, costPerAction }) => [workflowKey, costPerAction ?? 0]));
		for (const run of runs) {
			if (run.scheduledFor > now) continue;
			const amount = amountOf(run, costs.get(run.workflowKey) ?? 0);
			if (amount !== 0) this.add(run, amount);
		}
	}

	/** Books more money on the day for which its run or step is scheduled. */
	add({ goalId, scheduledFor }: Pick<Run, 'goalId' | 'scheduledFor'>, amount: number): void {
		const day = ceilingDay(scheduledFor, this.settings);
		this.days.set(day, (this.days.get(day) ?? 0) + amount);
		this.goals.set(goalId, (this.goals.get(goalId) ?? 0) + amount);
	}

	byDay(): Spend[] {
		return [...this.days].map(([day, amount]) => ({ day, amount }));
	}

	ofGoal(goalId: string): number {
		return this.goals.get(goalId) ?? 0;
	}
}
