import { formatPercent } from '../locale/format';
import { planText } from '../locale/planText';
import { chooseMix } from './chooseMix';
import type { Mix } from './mixProblem';
import type { Situation } from './situation';

/** At most this many hints. */
const MOST_HINTS = 3;

/** What keeps the probability down and what would raise it, one sentence each, in the goal's language. */
export function limitsOf({ problem, budget, candidates, input }: Situation, mix: Mix): string[] {
	const text = planText[input.goal.locale].limit;
	const hints: string[] = [];
	if (budget) {
		const free = chooseMix({ ...problem, dailyBudget: Infinity });
		if (free.probability > mix.probability) hints.push(text.budget(budget.rule, formatPercent(free.probability)));
	}
	const names = new Map(input.catalog.map(({ workflowKey, name }) => [workflowKey, name]));
	const mendable = candidates.leftOut.find(
		({ reason }) => reason === 'unknown_cost' || reason === 'disabled' || reason === 'excluded',
	);
	if (mendable) hints.push(text.leftOut(names.get(mendable.workflowKey) ?? mendable.workflowKey, mendable.reason));
	const full = problem.candidates
		.filter(({ capacity }, index) => mix.actionsPerDay[index] === capacity)
		.sort((one, other) => other.capacity * other.expectedPerAction - one.capacity * one.expectedPerAction);
	if (full[0]) hints.push(text.capacity(full[0].entry.name));
	hints.push(text.time);
	return hints.slice(0, MOST_HINTS);
}
