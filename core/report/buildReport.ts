import { addsUp } from '../forecast/rate';
import { planText } from '../locale/planText';
import type { LoopState } from '../commands';
import { chosenOption } from '../decision/answerDecision';
import { formatDay } from '../locale/format';
import { REPORT_TEXTS, type ReportTexts } from '../locale/report';
import { minutesToAnswer } from '../monitor/decisionFigures';
import { dayOf } from '../time';
import type { Decision, Goal, Instant, Report, Run } from '../types';
import { adjustmentLines } from './adjustments';
import { figureLines } from './figures';
import { indicatorLines } from './indicators';
import { nextLines } from './next';
import { obstacleLines } from './obstacles';
import { runLines } from './runs';
import { stoppedLines } from './stopped';
import { startOfReport, windowOf } from './window';

/**
 * What ran, what it brought and cost, who decided what, and what comes next, in the goal's language.
 * @param stopped the runs that are stopped with the goal; `null` where none is meant to be.
 */
export function buildReport(kind: Report['kind'], state: LoopState, now: Instant, stopped: readonly Run[] | null = null): Report {
	const { goal } = state;
	const texts = REPORT_TEXTS[goal.locale];
	const { runs, decisions } = windowOf(kind, state, now);
	const sections: readonly (readonly string[])[] = [
		[
			texts.instruction(goal.instruction),
			texts.statusLine(texts.status[goal.status]),
			...(kind === 'stop' && goal.closeReason ? [texts.reason(goal.closeReason)] : []),
			...(kind === 'stop' && goal.status === 'paused' ? [texts.howToResume] : []),
			...(stopped ? stoppedLines(stopped, state, texts) : []),
		],
		figureLines(kind, state, now, texts),
		[...runLines(runs, state, now, texts), ...obstacleLines(state, now, texts)],
		adjustmentLines(kind, state, now, texts),
		decisionLines(decisions, texts),
		indicatorLines(kind, state, texts),
		nextLines(kind, state, now, texts),
		[
			texts.profile[state.settings.profile],
			...(addsUp(goal.metric) ? [] : [planText[goal.locale].notAdjusted(planText[goal.locale].metric[goal.metric])]),
		],
	];
	return {
		kind,
		goalId: goal.goalId,
		locale: goal.locale,
		title: titleOf(kind, goal, now, texts),
		lines: sections.filter(({ length }) => length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
	};
}

/** The reports of days say which, so that the mails of a week can be told apart. */
function titleOf(kind: Report['kind'], goal: Goal, now: Instant, texts: ReportTexts): string {
	const title = texts.title[kind];
	const from = startOfReport(kind, goal, now);
	if (from === null) return title;
	const day = (instant: Instant): string => formatDay(dayOf(instant, goal.timeZone), goal.locale);
	const first = from > goal.createdAt ? from : goal.createdAt;
	return texts.titleOf(title, kind === 'weekly' && day(first) !== day(now) ? day(first) : null, day(now));
}

function decisionLines(decisions: readonly Decision[], texts: ReportTexts): string[] {
	if (decisions.length === 0) return [];
	return [texts.decisionsTitle, ...decisions.map((decision) => texts.decision(decision.question, outcomeOf(decision, texts)))];
}

function outcomeOf(decision: Decision, texts: ReportTexts): string {
	// An answer that did not count was given, but not taken.
	const option = decision.status === 'superseded' ? null : chosenOption(decision);
	const minutes = minutesToAnswer(decision);
	if (!option || minutes === null) return texts.decisionStatus[decision.status];
	return texts.answeredBy(option.label, decision.answeredBy ?? '', Math.max(0, Math.round(minutes)));
}
