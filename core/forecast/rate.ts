import { sampleStandardDeviation } from 'simple-statistics';
import type { Day, Forecast, Goal, Instant, MetricName } from '../types';

/** Counts that stand at a level: the last figure counts, and what is gained is the change between figures. */
export const isLevel = (metric: MetricName): boolean => metric === 'members' || metric === 'followers';

/** Rates are levels, not sums: they are not added up over days. */
export const isRate = (metric: MetricName): boolean => metric === 'churn_rate' || metric === 'conversion_rate';

/**
 * Whether what the workflows do adds up in a metric, so that a plan can be adjusted to what each of them brings: rates are no sums, and of a
 * profit the costs come when the sales do not.
 */
export const addsUp = (metric: MetricName): boolean => !isRate(metric) && metric !== 'profit';

/** Whether a rate is where the goal wants it: churn at most the target, conversion at least. */
export const reachesRate = (metric: MetricName, value: number, target: number): boolean =>
	metric === 'churn_rate' ? value <= target : value >= target;

type RateGoal = Pick<Goal, 'metric' | 'targetValue' | 'progressValue' | 'periodEnd'>;

const RECENT_DAYS = 7;

/**
 * A rate is forecast to stay at the mean of its last week. The interval is the spread of its days; with fewer than three
 * of them anything between 0 and 1 is possible. No finish date: a level has none.
 */
export function forecastRate(goal: RateGoal, byDay: ReadonlyMap<Day, number>, now: Instant): Forecast {
	const values = [...byDay]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([, value]) => value)
		.slice(-RECENT_DAYS);
	const reached = (value: number): boolean => reachesRate(goal.metric, value, goal.targetValue);
	const finish = values.length > 0 && reached(goal.progressValue) ? now : null;
	if (now >= goal.periodEnd) {
		const value = goal.progressValue;
		return { value, low: value, high: value, probability: values.length > 0 && reached(value) ? 1 : 0, finishAt: finish };
	}
	if (values.length < 3) {
		const value = values[values.length - 1] ?? goal.progressValue;
		return { value, low: 0, high: 1, probability: 0.5, finishAt: finish };
	}
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const margin = 1.645 * sampleStandardDeviation(values);
	return {
		value: mean,
		low: Math.max(0, mean - margin),
		high: Math.min(1, mean + margin),
		probability: values.filter(reached).length / values.length,
		finishAt: finish,
	};
}
