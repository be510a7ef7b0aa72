import type { LoopState } from '../commands';
import { formatPercent } from '../locale/format';
import type { ReportTexts } from '../locale/report';
import { measureIndicators } from '../monitor/indicators';
import type { Report } from '../types';

/** How well the goal has run by itself since it was set, in weekly and final reports: nobody wants that every day. */
export function indicatorLines(kind: Report['kind'], state: LoopState, texts: ReportTexts): string[] {
	if (kind !== 'weekly' && kind !== 'final') return [];
	const { runsSucceeded, successRate, meanRunSeconds, budgetUse, questionsAsked, medianMinutesToDecide, automaticShare } =
		measureIndicators(state);
	const percent = (share: number | null): string | null => (share === null ? null : formatPercent(share));
	return [
		texts.efficiency(runsSucceeded, percent(successRate), seconds(meanRunSeconds), percent(budgetUse)),
		texts.deciding(questionsAsked, rounded(medianMinutesToDecide), percent(automaticShare)),
	];
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value));

/** Less than half a second is no time worth a word. */
const seconds = (value: number | null): number | null => rounded(value) || null;
