import { addSeconds, dayOf } from '../time';
import type { Delivery, Goal, Instant, Report, TimeZone } from '../types';

/** After so many tries nobody is bothered any more; the row and its error stay. */
const MOST_ATTEMPTS = 12;
/** Longest pause between two tries, in minutes: a channel that was down for the night gets its reports in the morning. */
const LONGEST_PAUSE = 60;
const SECONDS_PER_MINUTE = 60;
/** A goal that ended longer ago than this gets no final report any more. */
const STALE_AFTER_SECONDS = 24 * 3600;

/** What tells the reports of a goal apart. */
interface Stamp {
	readonly zone: TimeZone;
	readonly now: Instant;
	/** Its place among the reports of a goal that are written at the same time. */
	readonly ordinal?: number;
}

/**
 * A report, made out to each person. The same report of a goal has the same ids whoever writes it down and however often: a final
 * report once, a daily or weekly one once a day; every stop and notice is one of its own.
 */
export function deliveriesOf(report: Report, recipients: readonly string[], { zone, now, ordinal = 1 }: Stamp): Delivery[] {
	const { goalId, kind, locale, title, lines } = report;
	const stamp = {
		daily: dayOf(now, zone),
		weekly: dayOf(now, zone),
		final: 'end',
		stop: `${now}/${ordinal}`,
		notice: `${now}/${ordinal}`,
	}[kind];
	return recipients.map((recipient) => ({
		reportId: `${goalId}/${kind}/${stamp}/${recipient}`,
		goalId,
		kind,
		recipient,
		locale,
		title,
		lines,
		createdAt: now,
		attempts: 0,
		lastTriedAt: null,
		sentAt: null,
		error: null,
	}));
}

/** Whether it is time to send a delivery: at once, then after 2, 4, 8 … 60 minutes for about eight hours, so that a worker that died holds nothing up. */
export const isDeliveryDue = ({ sentAt, attempts, lastTriedAt }: Delivery, now: Instant): boolean =>
	sentAt === null &&
	attempts < MOST_ATTEMPTS &&
	(lastTriedAt === null || addSeconds(lastTriedAt, SECONDS_PER_MINUTE * Math.min(2 ** attempts, LONGEST_PAUSE)) <= now);

/** Goals that ended so lately that their final report is still worth something. */
export const endedLately = (goals: readonly Goal[], now: Instant): Goal[] =>
	goals.filter(({ closedAt }) => closedAt !== null && addSeconds(closedAt, STALE_AFTER_SECONDS) > now);

/** Goals of which no final report is on record. */
export function unreported(goals: readonly Goal[], deliveries: readonly Pick<Delivery, 'goalId' | 'kind'>[]): Goal[] {
	const reported = new Set(deliveries.filter(({ kind }) => kind === 'final').map(({ goalId }) => goalId));
	return goals.filter(({ goalId }) => !reported.has(goalId));
}
