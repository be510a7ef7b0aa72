import { DateTime } from 'luxon';
import type { LoopState } from '../commands';
import type { Decision, Goal, Instant, Report, Run } from '../types';

/** What a report is about: the part of a goal's record that falls into its time. */
export interface ReportWindow {
	/** Inclusive; `null`: since the goal was set. */
	readonly from: Instant | null;
	readonly runs: readonly Run[];
	/** Asked or answered in the window, and what still waits. */
	readonly decisions: readonly Decision[];
}

/** From here on the running day is told of as a whole; before it the last one is. */
const EVENING = { hour: 23, minute: 50 };

/**
 * The moment a report of whole days looks back from: now in the last minutes of a day in the goal's zone, else the last moment of the day
 * before. So every hour of a day asks for the same report, and one that could not be written at midnight is written later.
 */
export function endOfReportedDay({ timeZone }: Pick<Goal, 'timeZone'>, now: Instant): Instant {
	const local = DateTime.fromISO(now, { zone: timeZone });
	const end = local >= local.set(EVENING) ? local : local.startOf('day').minus({ milliseconds: 1 });
	return end.toUTC().toISO() ?? now;
}

/** A daily report tells of the running day in the goal's zone, a weekly one of the last seven, others of everything. */
export function windowOf(kind: Report['kind'], { goal, runs, decisions }: LoopState, now: Instant): ReportWindow {
	const from = startOfReport(kind, goal, now);
	if (from === null) return { from, runs, decisions };
	const isIn = (instant: Instant | null): boolean => instant !== null && instant >= from && instant <= now;
	return {
		from,
		runs: runs.filter(({ scheduledFor }) => isIn(scheduledFor)),
		decisions: decisions.filter(
			({ status, askedAt, answeredAt }) => (status === 'pending' && askedAt <= now) || isIn(askedAt) || isIn(answeredAt),
		),
	};
}

/** When the time of a report begins; `null`: when the goal was set. */
export function startOfReport(kind: Report['kind'], { timeZone }: Goal, now: Instant): Instant | null {
	if (kind !== 'daily' && kind !== 'weekly') return null;
	const days = kind === 'daily' ? 0 : 6;
	return DateTime.fromISO(now, { zone: timeZone }).startOf('day').minus({ days }).toUTC().toISO();
}
