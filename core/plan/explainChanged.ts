import { OUTLOOK_SCENARIOS } from '../forecast/outlook';
import { isRate } from '../forecast/rate';
import type { CatalogEntry, CurrencyCode, Plan } from '../types';
import { contributionOf } from './contribution';
import { allocationLine, costLine, forecastLine, goalLine, MOST_LINES, paceLine, writerFor } from './planLines';
import type { PlanGoal } from './planInput';

/** Lines that are not workflows. */
const OTHER_LINES = 4;

/** The explanation of a plan that came from another one by leaving out or shrinking, from the plan itself. */
export function explainChanged(goal: PlanGoal, plan: Plan, catalog: readonly CatalogEntry[], currency: CurrencyCode): string[] {
	const writer = writerFor(goal, currency);
	const byKey = new Map(catalog.map((entry) => [entry.workflowKey, entry]));
	const workflows = plan.allocations.flatMap((allocation) => {
		const entry = byKey.get(allocation.workflowKey);
		return entry ? [allocationLine(writer, allocation, entry, contributionOf(goal.metric, entry), writer.text.fromPlan)] : [];
	});
	return [
		goalLine(writer, goal, plan.days),
		...(isRate(goal.metric) ? [] : [paceLine(writer, plan.dailyTargets)]),
		...workflows.slice(0, MOST_LINES - OTHER_LINES),
		costLine(writer, plan.estimatedCost, goal.budgetLimit),
		forecastLine(writer, plan.forecast, OUTLOOK_SCENARIOS),
	];
}
