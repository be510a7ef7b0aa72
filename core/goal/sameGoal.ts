import { addSeconds, dayOf } from '../time';
import type { Goal, Instant } from '../types';

/** A call is also repeated shortly after midnight. */
const SOON_SECONDS = 15 * 60;

/**
 * The goal that the same sentence of the same person has begun on the same day: saying it again, because the answer was lost or nobody
 * was sure whether it had been heard, does not mean to do and spend everything twice. On another day the same words mean other days, and
 * whoever says them while the goal is held wants it to run. `null`: there is none.
 */
export function sameGoal(
	goals: readonly Goal[],
	{ instruction, requestedBy }: Pick<Goal, 'instruction' | 'requestedBy'>,
	now: Instant,
): Goal | null {
	const isSame = (goal: Goal): boolean =>
		goal.closedAt === null &&
		goal.status !== 'paused' &&
		goal.requestedBy === requestedBy &&
		plain(goal.instruction) === plain(instruction) &&
		(dayOf(goal.createdAt, goal.timeZone) === dayOf(now, goal.timeZone) || addSeconds(goal.createdAt, SOON_SECONDS) > now);
	return goals.find(isSame) ?? null;
}

/** Spaces and the width of characters make no other sentence. */
const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
