import { DateTime } from 'luxon';
import type { LoopState } from '../commands';
import { formatPercent, formatValue } from '../locale/format';
import { planText } from '../locale/planText';
import { REPORT_TEXTS, type ReportTexts } from '../locale/report';
import { stepsOf } from '../plan/steps';
import { dayOf } from '../time';
import type { Decision, Goal, Instant, Report, Run } from '../types';

/** What ran, what it brought and cost, who decided what, and what comes next, in the goal's language. */
export function buildReport(kind: Report['kind'], state: LoopState, now: Instant): Report {
	const { goal } = state;
	const texts = REPORT_TEXTS[goal.locale];
	const runs = kind === 'daily' ? state.runs.filter((run) => isToday(run.scheduledFor, goal, now)) : state.runs;
	return {
		kind,
		goalId: goal.goalId,
		locale: goal.locale,
		title: texts.title[kind],
		lines: [
			texts.instruction(goal.instruction),
			texts.statusLine(texts.status[goal.status]),
			...(kind === 'stop' && goal.closeReason ? [texts.reason(goal.closeReason)] : []),
			...progressLines(goal, texts),
			...runLines(runs, state, texts),
			...decisionLines(state.decisions, texts),
			...(kind === 'daily' ? nextLines(state, now, texts) : []),
		],
	};
}

function progressLines(goal: Goal, texts: ReportTexts): string[] {
	const value = (amount: number): string => formatValue(amount, goal.metric, goal.currency, goal.locale);
	const cost = (amount: number): string => formatValue(amount, 'revenue', goal.currency, goal.locale);
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

function runLines(runs: readonly Run[], state: LoopState, texts: ReportTexts): string[] {
	const byWorkflow = new Map<string, Run[]>();
	for (const run of runs) byWorkflow.set(run.workflowKey, [...(byWorkflow.get(run.workflowKey) ?? []), run]);
	if (byWorkflow.size === 0) return [texts.noRuns];
	const lines = [...byWorkflow].map(([key, all]) => {
		const succeeded = all.filter(({ status }) => status === 'succeeded');
		const actions = succeeded.reduce((sum, run) => sum + (run.actions ?? 0), 0);
		const failed = all.filter(({ status }) => status === 'failed' || status === 'unknown').length;
		return texts.runs(workflowName(state, key), succeeded.length, failed, actions);
	});
	return [texts.runsTitle, ...lines];
}

function decisionLines(decisions: readonly Decision[], texts: ReportTexts): string[] {
	if (decisions.length === 0) return [];
	return [texts.decisionsTitle, ...decisions.map((decision) => texts.decision(decision.question, outcomeOf(decision, texts)))];
}

function outcomeOf(decision: Decision, texts: ReportTexts): string {
	const option = decision.options.find(({ key }) => key === decision.answer);
	if (!option || decision.answeredAt === null) return texts.decisionStatus[decision.status];
	const minutes = DateTime.fromISO(decision.answeredAt).diff(DateTime.fromISO(decision.askedAt), 'minutes').minutes;
	return texts.answeredBy(option.label, decision.answeredBy ?? '', Math.max(0, Math.round(minutes)));
}

function nextLines(state: LoopState, now: Instant, texts: ReportTexts): string[] {
	const { goal } = state;
	const tomorrow = DateTime.fromISO(now, { zone: goal.timeZone }).plus({ days: 1 }).toFormat('yyyy-MM-dd');
	const steps = goal.closedAt === null ? stepsOf(goal, tomorrow) : [];
	if (steps.length === 0) return [];
	return [texts.nextTitle, ...steps.map((step) => texts.next(workflowName(state, step.workflowKey), step.actions))];
}

const workflowName = (state: LoopState, key: string): string =>
	state.catalog.find(({ workflowKey }) => workflowKey === key)?.name ?? key;

const isToday = (instant: Instant, goal: Goal, now: Instant): boolean =>
	dayOf(instant, goal.timeZone) === dayOf(now, goal.timeZone);

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
