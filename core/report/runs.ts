import type { LoopState } from '../commands';
import { formatValue } from '../locale/format';
import type { ReportTexts } from '../locale/report';
import type { Run } from '../types';
import { workflowName } from './workflowName';

/** A line for each workflow: how often it ran, what it did, brought and cost. */
export function runLines(runs: readonly Run[], { goal, catalog, settings }: LoopState, texts: ReportTexts): string[] {
	const byWorkflow = Map.groupBy(runs, ({ workflowKey }) => workflowKey);
	if (byWorkflow.size === 0) return [texts.noRuns];
	const money = (amount: number | null): string | null =>
		amount === null ? null : formatValue(Math.round(amount), 'revenue', goal.currency ?? settings.currency, goal.locale);
	const lines = [...byWorkflow].map(([key, all]) => {
		const succeeded = all.filter(({ status }) => status === 'succeeded');
		return texts.runs(workflowName(key, catalog), {
			succeeded: succeeded.length,
			failed: all.filter(({ status }) => status === 'failed' || status === 'unknown').length,
			actions: sum(succeeded, 'actions') ?? 0,
			conversions: sum(succeeded, 'conversions'),
			revenue: money(sum(succeeded, 'revenue')),
			cost: money(sum(all, 'cost')),
		});
	});
	return [texts.runsTitle, ...lines];
}

/** The sum of what is known; `null` when nothing is. */
function sum(runs: readonly Run[], field: 'actions' | 'conversions' | 'revenue' | 'cost'): number | null {
	const known = runs.flatMap((run) => run[field] ?? []);
	return known.length > 0 ? known.reduce((total, value) => total + value, 0) : null;
}
