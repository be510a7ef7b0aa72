import { DECISIONS_PAGE_TEXTS } from '../locale/decisionsPage';
import { formatValue } from '../locale/format';
import type { Goal } from '../types';
import type { ChartTexts } from './progressChart';
import type { ProgressSeries } from './progressSeries';

/** The words and numbers of a goal's chart, in the goal's language. */
export function chartTexts(goal: Goal, { forecast }: Pick<ProgressSeries, 'forecast'>): ChartTexts {
	const { chart } = DECISIONS_PAGE_TEXTS[goal.locale];
	const value = (amount: number): string => formatValue(amount, goal.metric, goal.currency, goal.locale);
	const summary = chart.summary(
		value(goal.progressValue),
		value(goal.targetValue),
		value(goal.expectedToDate),
		forecast && `${value(forecast.value)} (${value(forecast.low)} – ${value(forecast.high)})`,
	);
	return { ...chart, summary, value: chart.short };
}
