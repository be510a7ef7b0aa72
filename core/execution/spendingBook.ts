import type { Spend } from '../policy/ceilings';
import { dayOf } from '../time';
import type { CatalogEntry, Day, Instant, Run, TimeZone } from '../types';

/** Money that is gone or set aside, by day and by goal, in the setting CURRENCY. Adding a run costs the same however many there are. */
export class SpendingBook {
	private readonly days = new Map<Day, number>();
	private readonly goals = new Map<string, number>();

	/** Books the runs that are scheduled for no later than `now`; later ones belong to a replayed future. */
	constructor(runs: Iterable<Run>, catalog: readonly CatalogEntry[], zone: TimeZone, now: Instant) {
		const costs = new Map(catalog.map(({ workflowKey, costPerAction }) => [workflowKey, costPerAction ?? 0]));
		for (const run of runs) {
			if (run.scheduledFor > now) continue;
			const amount = amountOf(run, costs.get(run.workflowKey) ?? 0);
			if (amount !== 0) this.add(run.goalId, dayOf(run.scheduledFor, zone), amount);
		}
	}

	/** Books more money, or less of it. */
	add(goalId: string, day: Day, amount: number): void {
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

/**
 * What a run has cost, or may have: as long as nobody knows, the reservation counts as gone. A run that says neither and is under
 * way (its row was made by hand) counts with the catalog's price.
 */
export function amountOf(run: Run, costPerAction: number): number {
	if (run.cost !== null) return run.cost;
	if (run.reserved !== null) return run.reserved;
	if (run.status !== 'running' && run.status !== 'unknown') return 0;
	return Number(run.params['actions'] ?? 0) * costPerAction;
}
