import { addSeconds } from '../../core/time';
import type { Goal, Instant } from '../../core/types';
import type { TableName } from '../ledger';
import type { Page } from './book';
import { decodeGrid } from './decode';
import { cellAt, type Grid } from './grid';

const DAY = 86_400;

/** Tables that grow, the column that says how old a row is, and for how many days it is kept there. Years are compared with years. */
const GROWING: ReadonlyMap<TableName, { readonly at: string; readonly days: number }> = new Map([
	['run_log', { at: 'scheduled_for', days: 180 }],
	['decision_log', { at: 'asked_at', days: 180 }],
	['answer_log', { at: 'received_at', days: 180 }],
	['report_log', { at: 'created_at', days: 180 }],
	['adjustment_log', { at: 'adjusted_at', days: 180 }],
	['performance_metrics', { at: 'observed_at', days: 800 }],
]);
export const GROWING_TABLES: readonly TableName[] = [...GROWING.keys()];
/** What has to be read, beside a table that grows, to tell which of its rows nobody needs any more. */
export const NEEDED_TABLES: readonly TableName[] = ['goals_tracker', 'decision_log'];

const CLOSED: ReadonlySet<Goal['status']> = new Set<Goal['status']>(['achieved', 'missed', 'cancelled']);
/** Of rows that have a status: something may still come of them. */
const OPEN: ReadonlySet<string> = new Set(['running', 'unknown', 'scheduled', 'pending']);
/** Of each workflow so many runs that succeeded stay whatever their age, the newest: they are what was learned of it. */
const LEARNED_RUNS = 200;

const textAt = (grid: Grid, row: number, column: string): string => String(cellAt(grid, row, column) ?? '');

/**
 * Keys of rows that are old and that nothing needs any more: no goal that goes on, no open question, and nothing that is learned
 * from. An answer stays as long as its question.
 */
export function outdatedKeys(table: TableName, page: Page, now: Instant): string[] {
	const { grids } = page;
	const [grid, goals, decisions, rule] = [
		grids.get(table),
		grids.get('goals_tracker'),
		grids.get('decision_log'),
		GROWING.get(table),
	];
	if (!grid || !goals || !decisions || !rule) return [];
	const before = addSeconds(now, -rule.days * DAY);
	const active = new Set(
		decodeGrid('goals_tracker', goals).flatMap(({ goalId, status }) => (CLOSED.has(status) ? [] : [goalId])),
	);
	const needed =
		table === 'run_log' ? learnedFrom(grid) : table === 'answer_log' ? answersTo(grid, keptQuestions(page, now)) : null;
	const isOutdated = ([key, row]: readonly [string, number]): boolean =>
		String(cellAt(grid, row, rule.at) ?? '~') < before &&
		!OPEN.has(textAt(grid, row, 'status')) &&
		!active.has(textAt(grid, row, 'goal_id')) &&
		needed?.has(key) !== true;
	return [...grid.keys].filter(isOutdated).map(([key]) => key);
}

function learnedFrom(runs: Grid): ReadonlySet<string> {
	const succeeded = [...runs.keys].filter(([, row]) => textAt(runs, row, 'status') === 'succeeded');
	const byWorkflow = Map.groupBy(succeeded, ([, row]) => textAt(runs, row, 'workflow_key'));
	const newest = [...byWorkflow.values()].flatMap((all) =>
		all
			.map(([key, row]) => ({ key, at: textAt(runs, row, 'scheduled_for') }))
			.toSorted((a, b) => (a.at < b.at ? 1 : -1))
			.slice(0, LEARNED_RUNS),
	);
	return new Set(newest.map(({ key }) => key));
}

function keptQuestions(page: Page, now: Instant): ReadonlySet<string> {
	const outdated = new Set(outdatedKeys('decision_log', page, now));
	return new Set([...(page.grids.get('decision_log')?.keys.keys() ?? [])].filter((key) => !outdated.has(key)));
}

const answersTo = (answers: Grid, questions: ReadonlySet<string>): ReadonlySet<string> =>
	new Set([...answers.keys].flatMap(([key, row]) => (questions.has(textAt(answers, row, 'decision_id')) ? [key] : [])));
