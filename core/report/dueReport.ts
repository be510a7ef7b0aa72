import { DateTime } from 'luxon';
import type { LoopState } from '../commands';
import type { Instant, Report } from '../types';
import { buildReport } from './buildReport';
import { endOfReportedDay, windowOf } from './window';

/** Luxon's number of the day whose end brings the weekly report: Sunday. */
const WEEKLY_ON = 7;

/** A report and the moment it looks back from, by whose day it is told apart from others. */
export interface DueReport {
	readonly report: Report;
	readonly at: Instant;
}

/**
 * What the owner hears once a day: the daily report of the last whole day, of Sundays the weekly one in its place. `null` when
 * there is nothing to say: nothing ran, nothing was asked or decided, and the goal is closed (its final report was sent) or paused.
 * Whoever asks again on the same day gets the same report, so it is for the ledger to take it once.
 */
export function dueReport(state: LoopState, now: Instant): DueReport | null {
	const { goal } = state;
	if (goal.closedAt !== null || goal.status === 'draft') return null;
	const at = endOfReportedDay(goal, now);
	const kind = DateTime.fromISO(at, { zone: goal.timeZone }).weekday === WEEKLY_ON ? 'weekly' : 'daily';
	const { runs, decisions } = windowOf(kind, state, at);
	const isNews = runs.length > 0 || decisions.length > 0;
	return isNews ? { report: buildReport(kind, state, at), at } : null;
}
