import { formatPercent } from '../locale/format';
import { planText } from '../locale/planText';
import type { LeftOut } from './candidates';
import { chooseMix } from './chooseMix';
import { displayName } from './displayName';
import type { Mix } from './mixProblem';
import type { Situation } from './situation';

/** Reasons the owner can do something about. */
const MENDABLE: ReadonlySet<LeftOut['reason']> = new Set<LeftOut['reason']>([
	'unknown_cost',
	'unreadable',
	'disabled',
	'excluded',
]);

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
	const mendable = candidates.leftOut.find(({ reason }) => MENDABLE.has(reason));
	const left = mendable && candidates.beliefs.get(mendable.workflowKey);
	if (left) hints.push(text.leftOut(displayName(left.entry), mendable.reason));
	const full = problem.candidates
		.filter(({ capacity }, index) => mix.actionsPerDay[index] === capacity)
		.sort((one, other) => other.capacity * other.expectedPerAction - one.capacity * one.expectedPerAction);
	if (full[0]) hints.push(text.capacity(displayName(full[0].entry)));
	hints.push(text.time);
	return hints.slice(0, MOST_HINTS);
}
