import type { MetricName } from '../types';
import type { Figure } from './clause';
import type { GoalToken } from './goalTokens';

const METRICS: readonly MetricName[] = [
	'revenue',
	'profit',
	'new_customers',
	'members',
	'followers',
	'trials',
	'leads',
	'churn_rate',
	'conversion_rate',
];
export const isMetric = (key: string): key is MetricName => METRICS.some((name) => name === key);

/** Metrics that fit a kind of figure, the likeliest first. */
const FITTING: Readonly<Record<'money' | 'count' | 'rate', readonly MetricName[]>> = {
	money: ['revenue', 'profit'],
	count: ['new_customers', 'members', 'followers', 'trials', 'leads'],
	rate: ['churn_rate', 'conversion_rate', 'revenue', 'profit', 'new_customers', 'members', 'followers', 'trials', 'leads'],
};

/** The metric an instruction names: of several the first one that fits the target figure. */
export function statedMetric(tokens: readonly GoalToken[], figure: Figure | null, hasShare: boolean): GoalToken | null {
	const named = tokens.filter(({ cls, key }) => cls === 'metric' && isMetric(key));
	const kind =
		figure === null ? (hasShare ? 'rate' : null) : figure.type === 'money' ? 'money' : figure.type === 'count' ? 'count' : null;
	const fits = (token: GoalToken): boolean => kind === null || FITTING[kind].some((name) => name === token.key);
	return named.find(fits) ?? (kind === null || figure === null ? (named[0] ?? null) : null);
}
