import { finishAt } from '../forecast/finishAt';
import { forecastRate, isRate } from '../forecast/rate';
import type { Forecast } from '../types';
import { totalsOf, type Mix } from './mixProblem';
import type { Situation } from './situation';

/** Value, 90 % interval, probability and finish date of a mix, from the same scenarios that chose it. */
export function planForecast({ input, problem, days }: Situation, mix: Mix, perDay: readonly number[]): Forecast {
	if (isRate(input.goal.metric)) return forecastRate({ ...input.goal, progressValue: input.progressValue }, new Map(), input.now);
	const totals = totalsOf(problem, mix);
	const cost = problem.costCounts ? mix.costPerDay * days.length : 0;
	totals.sort();
	const at = (share: number): number => (totals[Math.round(share * (totals.length - 1))] ?? 0) - cost;
	const expected = perDay.reduce((sum, amount) => sum + amount, input.progressValue);
	return {
		value: expected,
		low: Math.min(at(0.05), expected),
		high: Math.max(at(0.95), expected),
		probability: mix.probability,
		finishAt: finishAt(input.progressValue, input.goal.targetValue, days, perDay, input.goal.timeZone, input.now),
	};
}
