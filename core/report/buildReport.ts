import type { LoopState } from '../commands';
import { chosenOption } from '../decision/answerDecision';
import { formatPercent, formatValue } from '../locale/format';
import { planText } from '../locale/planText';
import { REPORT_TEXTS, type ReportTexts } from '../locale/report';
import { chosenByDay } from '../monitor/chosenByDay';
import { unlessRateMissing } from '../money';
import { minutesToAnswer } from '../monitor/decisionFigures';
import type { Decision, Instant, Report, Run } from '../types';
import { adjustmentLines } from './adjustments';
import { indicatorLines } from './indicators';
import { nextLines } from './next';
import { obstacleLines } from './obstacles';
import { runLines } from './runs';
import { sparkline } from './sparkline';
import { stoppedLines } from './stopped';
import { windowOf } from './window';

/** More days than this make a chart that no phone shows on one line. */
const LONGEST_TREND = 31;

/**
 * What ran, what it brought and cost, who decided what, and what comes next, in the goal's language.
 * @param stopped the runs that are stopped with the goal; `null` where none is meant to be.
 */
export function buildReport(kind: Report['kind'], state: LoopState, now: Instant, stopped: readonly Run[] | null = null): Report {
	const { goal } = state;
	const texts = REPORT_TEXTS[goal.locale];
	const { runs, decisions } = windowOf(kind, state, now);
	return {
		kind,
		goalId: goal.goalId,
		locale: goal.locale,
		title: texts.title[kind],
		lines: [
			texts.instruction(goal.instruction),
			texts.statusLine(texts.status[goal.status]),
			...(kind === 'stop' && goal.closeReason ? [texts.reason(goal.closeReason)] : []),
			...(stopped ? stoppedLines(stopped, state, texts) : []),
			...progressLines(state, texts),
			...trendLines(state, now, texts),
			...runLines(runs, state, texts),
			...adjustmentLines(kind, state, now, texts),
			...obstacleLines(state, now, texts),
			...decisionLines(decisions, texts),
			...indicatorLines(kind, state, texts),
			...nextLines(kind, state, now, texts),
			texts.profile[state.settings.profile],
		],
	};
}

function progressLines({ goal, settings }: LoopState, texts: ReportTexts): string[] {
	const value = (amount: number): string => formatValue(amount, goal.metric, goal.currency, goal.locale);
	const cost = (amount: number): string => formatValue(amount, 'revenue', goal.currency ?? settings.currency, goal.locale);
	const lines = [
		texts.progress(
			capitalized(planText[goal.locale].metric[goal.metric]),
			value(goal.progressValue),
			value(goal.targetValue),
			formatPercent(goal.achievementRate),
		),
	];
	if (goal.closedAt === null) {
		lines.push(texts.pace(value(goal.expectedToDate), goal.paceRatio === null ? null : formatPercent(goal.paceRatio)));
		if (goal.forecastValue !== null && goal.forecastLow !== null && goal.forecastHigh !== null && goal.probability !== null) {
			lines.push(
				texts.forecast(
					value(goal.forecastValue),
					value(goal.forecastLow),
					value(goal.forecastHigh),
					formatPercent(goal.probability),
				),
			);
		}
	}
	lines.push(texts.cost(cost(goal.spent), goal.budgetLimit === null ? null : cost(goal.budgetLimit)));
	return lines;
}

/** The goal's figures day by day, as a chart that fits into a line of chat. One day makes no trend. */
function trendLines({ goal, observations, settings }: LoopState, now: Instant, texts: ReportTexts): string[] {
	const chosen = unlessRateMissing(() => chosenByDay(goal, observations, settings, now));
	// Whoever pulls the brake must hear what was stopped, whatever setting is missing.
	if (!chosen.ok) return [texts.rateMissing(chosen.error)];
	const byDay = [...chosen.value].sort(([a], [b]) => (a < b ? -1 : 1)).slice(-LONGEST_TREND);
	const [first] = byDay[0] ?? [];
	const [last] = byDay.at(-1) ?? [];
	if (first === undefined || last === undefined || first === last) return [];
	return [texts.trend(sparkline(byDay.map(([, value]) => value)), first.slice(5), last.slice(5))];
}

function decisionLines(decisions: readonly Decision[], texts: ReportTexts): string[] {
	if (decisions.length === 0) return [];
	return [texts.decisionsTitle, ...decisions.map((decision) => texts.decision(decision.question, outcomeOf(decision, texts)))];
}

function outcomeOf(decision: Decision, texts: ReportTexts): string {
	const option = chosenOption(decision);
	const minutes = minutesToAnswer(decision);
	if (!option || minutes === null) return texts.decisionStatus[decision.status];
	return texts.answeredBy(option.label, decision.answeredBy ?? '', Math.max(0, Math.round(minutes)));
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
