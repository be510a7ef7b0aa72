import type { PlannedActions } from '../plan/plannedActions';
import { dayOf } from '../time';
import type { CatalogEntry, Goal, Instant } from '../types';

/** Messages that the plans of other goals still send: what MASS_SEND_LIMIT lets go unasked, it lets go for all goals together. */
export const sendsElsewhere = (
	planned: PlannedActions | undefined,
	{ goalId, timeZone }: Pick<Goal, 'goalId' | 'timeZone'>,
	catalog: readonly CatalogEntry[],
	now: Instant,
): number => {
	const senders = catalog.filter(({ flags }) => flags.includes('mass_send')).map(({ workflowKey }) => workflowKey);
	return planned?.fromDayBeside(goalId, senders, dayOf(now, timeZone)) ?? 0;
};
