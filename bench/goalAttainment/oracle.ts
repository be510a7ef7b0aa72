import { arrivedWithin, driftOn } from './business';
import { type Policy, ratio } from './policy';
import type { Scenario, ScenarioWorkflow } from './scenario';

/** One workflow on one of the days that are left. */
interface Cell {
	readonly key: string;
	readonly day: number;
	readonly capacity: number;
	readonly cost: number;
	/** What one action is expected to bring within the period. */
	readonly worth: number;
}

/**
 * The best that can be done with the truth known, under the same budget, ceiling, capacities and whole actions: each morning the plan of
 * all remaining days with the greatest expected value. Every workflow and day is a cell: true conversion with its drift, none in an
 * outage, the share whose lag ends in time. With one budget over all cells and a ceiling per day that is a fractional knapsack, which
 * filling up in the order of worth per cost solves; of equals the earlier day comes first. It knows the truth, not the luck.
 */
export const oracle: Policy = ({ scenario, day, left, ceiling }) => {
	const { days } = scenario.goal;
	const cells = scenario.workflows
		.flatMap((workflow) => Array.from({ length: days - day }, (_, ahead) => cellOf(scenario, workflow, day + ahead)))
		.filter(({ worth }) => worth > 0)
		.toSorted((one, other) => ratio(other.worth, other.cost) - ratio(one.worth, one.cost) || one.day - other.day);
	const spentOn = new Map<number, number>();
	const today = new Map<string, number>();
	let money = left;
	for (const cell of cells) {
		const ofDay = ceiling - (spentOn.get(cell.day) ?? 0);
		const affordable = cell.cost > 0 ? Math.floor(Math.min(money, ofDay) / cell.cost + 1e-9) : Infinity;
		const actions = Math.min(cell.capacity, affordable);
		money -= actions * cell.cost;
		spentOn.set(cell.day, (spentOn.get(cell.day) ?? 0) + actions * cell.cost);
		if (cell.day === day) today.set(cell.key, actions);
	}
	return today;
};

function cellOf({ goal }: Scenario, { key, truth }: ScenarioWorkflow, day: number): Cell {
	const isOut = truth.outages.some(({ from, to }) => day + 1 >= from && day + 1 <= to);
	const value = goal.metric === 'revenue' ? truth.value.mean : 1;
	const rate = Math.min(1, truth.conversion * driftOn(truth, day));
	const worth = isOut ? 0 : rate * value * arrivedWithin(truth, goal.days - 1 - day);
	return { key, day, capacity: truth.capacity, cost: truth.cost, worth };
}
