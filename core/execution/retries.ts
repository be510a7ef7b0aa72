import { dayOf } from '../time';
import type { Goal, Instant, Run } from '../types';

/** How often runs of a goal's present day were tried again, by the day they were scheduled for: what counts against RETRY_BUDGET. */
export function retriesUsed({ timeZone }: Pick<Goal, 'timeZone'>, runs: readonly Run[], now: Instant): number {
	const today = dayOf(now, timeZone);
	return runs
		.filter(({ attempts, scheduledFor }) => attempts > 1 && dayOf(scheduledFor, timeZone) === today)
		.reduce((sum, { attempts }) => sum + attempts - 1, 0);
}
