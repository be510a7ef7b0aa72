import { addSeconds } from '../time';
import type { Goal, Instant } from '../types';

/** A call that is repeated comes soon: because its answer was lost, or because somebody was not sure whether it had been heard. */
const SOON_SECONDS = 24 * 3_600;

/**
 * The goal that the same sentence of the same person has lately begun and that is not closed: saying it again does not mean to do and spend
 * everything twice. `null`: there is none.
 */
export function sameGoal(
	goals: readonly Goal[],
	{ instruction, requestedBy }: Pick<Goal, 'instruction' | 'requestedBy'>,
	now: Instant,
): Goal | null {
	const isSame = (goal: Goal): boolean =>
		goal.closedAt === null &&
		goal.requestedBy === requestedBy &&
		plain(goal.instruction) === plain(instruction) &&
		addSeconds(goal.createdAt, SOON_SECONDS) > now;
	return goals.find(isSame) ?? null;
}

/** Spaces and the width of characters make no other sentence. */
const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
