import { DateTime } from 'luxon';
import type { LoopState } from '../commands';
import type { Instant, Report } from '../types';
import { buildReport } from './buildReport';
import { windowOf } from './window';

/** Luxon's number of the day whose evening brings the weekly report: Sunday. */
const WEEKLY_ON = 7;

/**
 * What the owner hears at the end of a day: the daily report, on Sundays the weekly one in its place. `null` when there is
 * nothing to say: nothing ran, nothing was asked or decided, and the goal is closed (its final report was sent) or paused.
 */
export function dueReport(state: LoopState, now: Instant): Report | null {
	const { goal } = state;
	if (goal.closedAt !== null || goal.status === 'draft') return null;
	const kind = DateTime.fromISO(now, { zone: goal.timeZone }).weekday === WEEKLY_ON ? 'weekly' : 'daily';
	const { runs, decisions } = windowOf(kind, state, now);
	const isNews = runs.length > 0 || decisions.length > 0;
	return isNews ? buildReport(kind, state, now) : null;
}
