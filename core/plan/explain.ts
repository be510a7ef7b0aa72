import { addsUp, isRate } from '../forecast/rate';
import { formatNumber, formatPercent } from '../locale/format';
import type { Allocation, Plan } from '../types';
import { displayName } from './displayName';
import { limitsOf } from './limits';
import type { Mix } from './mixProblem';
import {
	allocationLine,
	costLine,
	costOfOne,
	forecastLine,
	goalLine,
	MOST_LINES,
	paceLine,
	worthOf,
	writerFor,
	type Writer,
} from './planLines';
import type { Situation } from './situation';

/** Workflows that get a line of their own; the others share one. */
const OWN_LINES = 3;

/**
 * The plan in the goal's language, at most twelve lines, the dispensable last. Every figure names where it comes from:
 * the instruction, the shop's figures, the catalog, past runs, or the simulation.
 */
export function explain(situation: Situation, plan: Omit<Plan, 'explanation'>, mix: Mix): string[] {
	const { input, missing, days, currency, problem } = situation;
	const { goal, progressValue } = input;
	const writer = writerFor(goal, currency);
	const { text, value } = writer;
	const head = goalLine(writer, goal, days);
	if (missing === 0) return [head, text.reached(value(progressValue))];
	const lines = [
		head,
		...(progressValue > 0 ? [text.progress(value(progressValue), value(missing))] : []),
		...(isRate(goal.metric) ? [] : [paceLine(writer, plan.dailyTargets)]),
		...(addsUp(goal.metric) ? [] : [text.notAdjusted(text.metric[goal.metric])]),
		...businessLines(situation, plan, writer),
		...workflowLines(situation, plan, writer),
		plan.allocations.length > 0 ? costLine(writer, plan.estimatedCost, goal.budgetLimit) : text.nothing,
		forecastLine(writer, plan.forecast, problem.simulation.scenarios),
		...(plan.forecast.probability < problem.enough ? [text.short(formatPercent(problem.enough), limitsOf(situation, mix))] : []),
		...plan.risks.slice(0, 1).map((risk) => text.risk(risk.text, formatPercent(risk.probability))),
		...lateLine(situation, plan, writer),
	];
	return lines.slice(0, MOST_LINES);
}

/** What a customer is worth and how many that takes; what comes in anyway. */
function businessLines(
	{ missing, organic }: Situation,
	plan: Omit<Plan, 'explanation'>,
	{ text, money, value }: Writer,
): string[] {
	const lines: string[] = [];
	if (plan.valuePerCustomer && plan.customersPerDay !== null) {
		const { value: worth, source } = plan.valuePerCustomer;
		lines.push(text.customers(money(worth), text.source(source), people(plan.customersPerDay), people(missing / worth)));
	}
	if (organic.perDay > 0) lines.push(text.organic(value(organic.perDay), text.source(organic.source), organic.days));
	return lines;
}

function workflowLines({ candidates }: Situation, { allocations }: Pick<Plan, 'allocations'>, writer: Writer): string[] {
	const { text, money } = writer;
	const byWorth = [...allocations].sort((one, other) => worthOf(other) - worthOf(one));
	const own = byWorth.length === OWN_LINES + 1 ? byWorth.length : OWN_LINES;
	const lines = byWorth.slice(0, own).flatMap((allocation) => {
		const belief = candidates.beliefs.get(allocation.workflowKey);
		if (!belief) return [];
		const { observedActions } = belief.posterior;
		const source = observedActions > 0 ? text.fromRuns(formatNumber(observedActions)) : text.fromCatalog;
		return [allocationLine(writer, allocation, belief.entry, belief.contribution, source)];
	});
	const others = byWorth.slice(own);
	const cost = others.reduce((sum, allocation) => sum + costOfOne(allocation), 0);
	return others.length > 0 ? [...lines, text.more(others.length, money(cost))] : lines;
}

/** Names the workflows whose last actions bring something only after the period. */
function lateLine({ candidates }: Situation, { allocations }: Pick<Plan, 'allocations'>, { text }: Writer): string[] {
	const nameOf = (key: string): string => displayName(candidates.beliefs.get(key)?.entry ?? { name: '', workflowKey: key });
	const names = allocations
		.filter(({ lagDays }: Allocation) => (lagDays ?? 0) > 0)
		.slice(0, OWN_LINES)
		.map(({ workflowKey }) => text.quote(nameOf(workflowKey)));
	return names.length > 0 ? [text.late(names.join(text.separator))] : [];
}

/** People are whole: what is needed is rounded up. */
const people = (count: number): string => formatNumber(Math.ceil(count - 1e-9));
