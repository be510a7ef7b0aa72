import { DateTime } from 'luxon';
import type { Decision, DecisionKind, Instant } from '../../types';

/** Days in which nothing of a kind that may come again is asked a second time. */
const COOLDOWN_DAYS = 7;

/** Whether a question of this kind was asked so lately that it is not asked again yet. One that was made void does not count. */
export const isCooling = (kind: DecisionKind, decisions: readonly Decision[], now: Instant): boolean =>
	decisions.some(
		(decision) =>
			decision.kind === kind && decision.status !== 'superseded' && daysBetween(decision.askedAt, now) < COOLDOWN_DAYS,
	);

const daysBetween = (from: Instant, to: Instant): number => DateTime.fromISO(to).diff(DateTime.fromISO(from), 'days').days;
