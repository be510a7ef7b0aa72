import type { LoopState } from '../commands';
import { spentOn } from '../execution/runMoney';
import { formatValue } from '../locale/format';
import type { ReportTexts } from '../locale/report';
import { dayOf } from '../time';
import type { Instant, Run } from '../types';
import { workflowName } from './workflowName';

/** A line for each workflow: how often it ran, what it did, brought and cost, and what kept it from running. */
export function runLines(
	runs: readonly Run[],
	{ goal, catalog, settings }: LoopState,
	now: Instant,
	texts: ReportTexts,
): string[] {
	const byWorkflow = Map.groupBy(runs, ({ workflowKey }) => workflowKey);
	if (byWorkflow.size === 0) return [texts.noRuns];
	// Runs are paid, and say what they brought, in the setting CURRENCY.
	const money = (amount: number | null): string | null =>
		amount === null ? null : formatValue(Math.round(amount), 'revenue', settings.currency, goal.locale);
	const today = dayOf(now, goal.timeZone);
	// Steps of days gone by are not made up for.
	const goesOn = ({ scheduledFor }: Run): boolean => goal.closedAt === null && dayOf(scheduledFor, goal.timeZone) >= today;
	const lines = [...byWorkflow].map(([key, all]) => {
		const succeeded = all.filter(({ status }) => status === 'succeeded');
		const tried = all.filter(({ status, attempts }) => status === 'scheduled' && attempts > 0);
		const retrying = tried.filter(goesOn);
		const held = all.filter(({ status, attempts, error }) => status === 'scheduled' && attempts === 0 && error !== null);
		const count = (...wanted: readonly Run['status'][]): number => all.filter(({ status }) => wanted.includes(status)).length;
		const uncertain = all.reduce((total, run) => total + spentOn(run) - (run.cost ?? 0), 0);
		return texts.runs(workflowName(key, catalog), {
			succeeded: succeeded.length,
			failed: count('failed', 'unknown') + tried.length - retrying.length,
			retrying: retrying.length,
			running: count('running'),
			stopped: count('stopped'),
			held: held.length,
			heldBecause: held.at(-1)?.error ?? '',
			actions: sum(succeeded, 'actions') ?? 0,
			conversions: sum(succeeded, 'conversions'),
			revenue: money(sum(succeeded, 'revenue')),
			cost: money(sum(all, 'cost')),
			uncertain: uncertain > 0 ? money(uncertain) : null,
		});
	});
	return [texts.runsTitle, ...lines];
}

/** The sum of what is known; `null` when nothing is. */
function sum(runs: readonly Run[], field: 'actions' | 'conversions' | 'revenue' | 'cost'): number | null {
	const known = runs.flatMap((run) => run[field] ?? []);
	return known.length > 0 ? known.reduce((total, value) => total + value, 0) : null;
}
