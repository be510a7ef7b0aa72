import type { LoopState } from '../commands';
import { formatPercent, formatValue } from '../locale/format';
import type { ReportTexts } from '../locale/report';
import { measureLearning } from '../monitor/learningIndicators';
import type { Adjustment, Instant, Report } from '../types';
import { startOfReport } from './window';
import { workflowName } from './workflowName';

/** More changes than this are only counted: a report is read on a phone. */
const MOST_LINES = 8;

/**
 * What the loop changed in its plan: a daily report names each change, and each report with any says how many there were, what they
 * brought and how fast the loop learns.
 */
export function adjustmentLines(kind: Report['kind'], state: LoopState, now: Instant, texts: ReportTexts): string[] {
	const { goal, adjustments, catalog } = state;
	const from = startOfReport(kind, goal, now);
	const inTime = adjustments.filter(({ adjustedAt }) => from === null || (adjustedAt >= from && adjustedAt <= now));
	if (inTime.length === 0 || kind === 'stop' || kind === 'notice') return [];
	// What a person decided stands among the decisions.
	const own = inTime.filter(({ authority }) => authority !== 'decision');
	const named = kind === 'daily' && own.length <= MOST_LINES ? own : [];
	const line = ({ workflowKey, before, after, reason }: Adjustment): string =>
		texts.adjustment(workflowName(workflowKey, catalog), before, after, texts.adjustmentReason[reason]);
	return [...(named.length > 0 ? [texts.adjustmentsTitle, ...named.map(line)] : []), learningLine(state, texts)];
}

function learningLine({ goal, adjustments }: LoopState, texts: ReportTexts): string {
	const { effectOfAdjustments, learningSpeed, partlyMeasured, unmeasurable } = measureLearning(adjustments);
	return texts.learning(
		{ all: adjustments.length, partly: partlyMeasured, never: unmeasurable },
		effectOfAdjustments === null ? null : formatValue(Math.round(effectOfAdjustments), goal.metric, goal.currency, goal.locale),
		learningSpeed === null ? null : formatPercent(learningSpeed),
	);
}
