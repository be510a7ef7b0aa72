import type { Decision, Instant } from '../../types';
import { outsideQuietHours, type Quiet } from './quietHours';

const HOUR_MS = 3_600_000;

/** When a decision's approvers are reminded: at half of the time, four hours and one hour before the deadline, in order. */
export function reminderTimes({ askedAt, deadline }: Pick<Decision, 'askedAt' | 'deadline'>, quiet: Quiet): Instant[] {
	const [asked, end] = [Date.parse(askedAt), Date.parse(deadline)];
	const due = [(asked + end) / 2, end - 4 * HOUR_MS, end - HOUR_MS]
		.filter((time) => time > asked)
		.flatMap((time) => outsideQuietHours(new Date(time).toISOString(), deadline, quiet) ?? []);
	return [...new Set(due)].filter((time) => askedAt < time && time < deadline).sort();
}

/** What is due of the reminders now, and when the next one is: the deadline when none is left. */
export interface ReminderState {
	readonly due: boolean;
	readonly next: Instant;
}

/**
 * Reads where a decision stands in its reminders. After a pause of the sweep several may have gone by: one is sent, and the next is
 * one that still lies ahead.
 */
export function reminderState(decision: Decision, quiet: Quiet, now: Instant): ReminderState {
	// Most questions have nothing due; the times are worked out only for those that may.
	if (decision.nextReminderAt !== null && decision.nextReminderAt > now) return { due: false, next: decision.nextReminderAt };
	const times = reminderTimes(decision, quiet);
	const planned = decision.nextReminderAt ?? times[0] ?? decision.deadline;
	const next = times.find((time) => time > now) ?? decision.deadline;
	return { due: planned <= now && planned < decision.deadline, next };
}
