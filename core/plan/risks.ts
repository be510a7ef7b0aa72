import { formatPercent } from '../locale/format';
import { planText } from '../locale/planText';
import type { Risk, Run } from '../types';
import { displayName } from './displayName';
import { totalsOf, type Mix } from './mixProblem';
import { writerFor } from './planLines';
import type { Situation } from './situation';

/** At most this many, the likeliest first. */
const MOST_RISKS = 4;
/** Risks less likely than this are not worth an owner's time. */
const LEAST_PROBABILITY = 0.05;
/** Ended runs from which on a workflow's failures say something. */
const ENOUGH_RUNS = 5;

/**
 * What could make the plan miss, each with its chance, counted on the scenarios that chose it: a workflow brings less
 * than expected, or less comes by itself, and the target is missed just for that. From the run log: a workflow fails at
 * least once in the period.
 */
export function risksOf(situation: Situation, mix: Mix): Risk[] {
	const { problem, input, organic, currency } = situation;
	const { locale } = input.goal;
	const text = planText[locale].risks;
	const totals = totalsOf(problem, mix);
	const charged = problem.costCounts ? mix.costPerDay * problem.dayCount : 0;
	/** Share of scenarios that miss the target and would not, had these figures been as expected. */
	const missedFor = (figures: Float64Array, expected: number): number => {
		let count = 0;
		for (let index = 0; index < totals.length; index++) {
			const total = (totals[index] ?? 0) - charged;
			if (total < problem.target && total + expected - (figures[index] ?? 0) >= problem.target) count++;
		}
		return count / totals.length;
	};

	const risks: Risk[] = [];
	if (organic.perDay > 0) {
		const amount = writerFor(input.goal, currency).value(organic.perDay);
		const mean = problem.simulation.base.reduce((sum, value) => sum + value, 0) / problem.simulation.scenarios;
		risks.push({ code: 'organic', text: text.organic(amount), probability: missedFor(problem.simulation.base, mean) });
	}
	const runs = Map.groupBy(input.runs, ({ workflowKey }) => workflowKey);
	problem.candidates.forEach((candidate, index) => {
		const actions = mix.actionsPerDay[index] ?? 0;
		if (actions === 0) return;
		const { entry, posterior, contribution, effectiveDays, expectedPerAction } = candidate;
		const failure = failureRate(runs.get(entry.workflowKey) ?? []);
		const fails = 1 - Math.pow(1 - failure, problem.dayCount);
		risks.push({ code: `failure:${entry.workflowKey}`, text: text.failure(displayName(entry)), probability: fails });
		if (contribution === 'actions' || contribution === 'nothing') return;
		const probability = missedFor(problem.simulation.bring(candidate, actions), actions * effectiveDays * expectedPerAction);
		risks.push({
			code: `conversion:${entry.workflowKey}`,
			text: text.conversion(displayName(entry), formatPercent(posterior.conversionRate)),
			probability,
		});
	});
	return risks
		.filter(({ probability }) => probability >= LEAST_PROBABILITY)
		.sort((one, other) => other.probability - one.probability)
		.slice(0, MOST_RISKS);
}

/** Share of ended runs that failed; 0 while there are too few to tell. */
function failureRate(runs: readonly Run[]): number {
	const ended = runs.filter(({ status }) => status === 'succeeded' || status === 'failed');
	return ended.length < ENOUGH_RUNS ? 0 : ended.filter(({ status }) => status === 'failed').length / ended.length;
}
