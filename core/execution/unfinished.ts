import { addSeconds } from '../time';
import type { Decision, Goal, Instant } from '../types';

/**
 * Answered but not carried out: never marked, or marked by a worker that died before it saved the goal (the goal still
 * waits and is older than the mark).
 */
export function isUnapplied(decision: Decision, goal: Goal): boolean {
	if (decision.status !== 'approved' && decision.status !== 'rejected') return false;
	if (decision.appliedAt === null) return true;
	return goal.status === 'awaiting_decision' && goal.updatedAt < decision.appliedAt;
}

/** Long enough for whoever is just asking or closing a question to have finished. */
const GRACE_SECONDS = 120;

/** Waits, though nothing is asked any more: a worker died between closing the question and saving the goal. */
export const isForgotten = ({ status, updatedAt }: Goal, now: Instant): boolean =>
	status === 'awaiting_decision' && addSeconds(updatedAt, GRACE_SECONDS) <= now;
