import type { LoopState } from '../commands';
import { isLevel, isRate } from '../forecast/rate';
import { formatAchieved, formatDay, formatPercent, formatValue } from '../locale/format';
import { planText } from '../locale/planText';
import type { ReportTexts } from '../locale/report';
import { unlessRateMissing } from '../money';
import { chosenByDay } from '../monitor/chosenByDay';
import { gainedByDay } from '../monitor/gainedByDay';
import { dayOf } from '../time';
import type { Day, Instant, Report } from '../types';
import { sparkline } from './sparkline';
import { startOfReport } from './window';

/** More days than this make a chart that no phone shows on one line. */
const LONGEST_TREND = 31;

/** How a goal stands: what has come of what is wanted, what came in the time of the report, what is foreseen, and what it cost. */
export function figureLines(kind: Report['kind'], state: LoopState, now: Instant, texts: ReportTexts): string[] {
	const { goal, observations, settings } = state;
	const value = (amount: number): string => formatValue(amount, goal.metric, goal.currency, goal.locale);
	const cost = (amount: number): string => formatValue(amount, 'revenue', goal.currency ?? settings.currency, goal.locale);
	const metric = planText[goal.locale].metric[goal.metric];
	const chosen = unlessRateMissing(() => chosenByDay(goal, observations, settings, now));
	const gained = unlessRateMissing(() => gainedByDay(goal, observations, settings, now));
	return [
		chosen.ok && chosen.value.size === 0 && (isRate(goal.metric) || isLevel(goal.metric))
			? texts.unmeasured(capitalized(metric), value(goal.targetValue))
			: texts.progress(
					capitalized(metric),
					value(goal.progressValue),
					value(goal.targetValue),
					formatAchieved(goal.achievementRate),
				),
		...(gained.ok && !isRate(goal.metric) ? broughtLine(kind, state, gained.value, now, texts) : []),
		...paceLines(state, value, texts),
		texts.cost(cost(goal.spent), goal.budgetLimit === null ? null : cost(goal.budgetLimit)),
		// Whoever pulls the brake must hear what was stopped, whatever setting is missing.
		...(chosen.ok ? trendLine(chosen.value, texts) : [texts.rateMissing(chosen.error)]),
	];
}

function paceLines({ goal }: LoopState, value: (amount: number) => string, texts: ReportTexts): string[] {
	const { closedAt, expectedToDate, paceRatio, forecastValue, forecastLow, forecastHigh, probability } = goal;
	if (closedAt !== null) return [];
	return [
		...(paceRatio === null ? [] : [texts.pace(value(expectedToDate), formatPercent(paceRatio))]),
		...(forecastValue === null || forecastLow === null || forecastHigh === null || probability === null
			? []
			: [texts.forecast(value(forecastValue), value(forecastLow), value(forecastHigh), formatPercent(probability))]),
	];
}

/** What came on the day or in the week of the report. */
function broughtLine(
	kind: Report['kind'],
	{ goal }: LoopState,
	byDay: ReadonlyMap<Day, number>,
	now: Instant,
	texts: ReportTexts,
): string[] {
	const from = startOfReport(kind, goal, now);
	if (from === null || (kind !== 'daily' && kind !== 'weekly')) return [];
	const first = dayOf(from, goal.timeZone);
	const came = [...byDay].filter(([day]) => day >= first).map(([, amount]) => amount);
	if (came.length === 0) return [];
	const sum = came.reduce((total, amount) => total + amount, 0);
	const metric = planText[goal.locale].metric[goal.metric];
	return [
		capitalized(
			texts.brought[kind](
				metric,
				formatValue(sum, goal.metric, goal.currency, goal.locale),
				formatDay(dayOf(now, goal.timeZone), goal.locale),
			),
		),
	];
}

/** The goal's figures day by day, as a chart that fits into a line of chat. One day makes no trend. */
function trendLine(chosen: ReadonlyMap<Day, number>, texts: ReportTexts): string[] {
	const byDay = [...chosen].sort(([a], [b]) => (a < b ? -1 : 1)).slice(-LONGEST_TREND);
	const [first] = byDay[0] ?? [];
	const [last] = byDay.at(-1) ?? [];
	if (first === undefined || last === undefined || first === last) return [];
	return [texts.trend(sparkline(byDay.map(([, value]) => value)), first.slice(5), last.slice(5))];
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
