import { DateTime } from 'luxon';
import { ownersMost } from '../goal/ownersMost';
import { formatPercent } from '../locale/format';
import { planText } from '../locale/planText';
import type { LeftOut } from './candidates';
import { chooseMix } from './chooseMix';
import { displayName } from './displayName';
import type { Mix } from './mixProblem';
import type { PlanInput } from './planInput';
import { readSituation, type Situation } from './situation';

/** Reasons the owner can do something about. */
const MENDABLE: ReadonlySet<LeftOut['reason']> = new Set<LeftOut['reason']>([
	'unknown_cost',
	'unreadable',
	'disabled',
	'excluded',
]);

/** At most this many hints. */
const MOST_HINTS = 3;

/**
 * What keeps the probability down and what would raise it, one sentence each, in the goal's language. Figures are those
 * of the plan one would get.
 */
export function limitsOf({ problem, budget, candidates, input, days }: Situation, mix: Mix): string[] {
	const text = planText[input.goal.locale].limit;
	const hints: string[] = [];
	if (budget) {
		const free = chooseMix({ ...problem, dailyBudget: Infinity });
		if (free.probability > mix.probability) hints.push(text.budget(budget.rule, formatPercent(free.probability)));
	}
	const mendable = candidates.leftOut.find(({ reason }) => MENDABLE.has(reason));
	const left = mendable && candidates.beliefs.get(mendable.workflowKey);
	if (left) hints.push(text.leftOut(displayName(left.entry), mendable.reason));
	const most = ownersMost(input.goal, input.catalog);
	const full = problem.candidates
		.filter(({ capacity, entry }, index) => mix.actionsPerDay[index] === capacity && capacity < most(entry.workflowKey))
		.sort((one, other) => other.capacity * other.expectedPerAction - one.capacity * one.expectedPerAction);
	if (full[0]) hints.push(text.capacity(displayName(full[0].entry)));
	if (hints.length < MOST_HINTS) {
		const more = Math.ceil(days.length / 2);
		const later = chooseMix(readSituation(postponed(input, more)).problem);
		if (later.probability > mix.probability) hints.push(text.time(more, formatPercent(later.probability)));
	}
	return hints.slice(0, MOST_HINTS);
}

function postponed(input: PlanInput, days: number): PlanInput {
	const { periodEnd, timeZone } = input.goal;
	const later = DateTime.fromISO(periodEnd, { zone: timeZone }).plus({ days }).toUTC();
	return { ...input, goal: { ...input.goal, periodEnd: later.toISO() ?? periodEnd } };
}
