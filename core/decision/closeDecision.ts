import type { Decision, DecisionStatus, Instant } from '../types';

/** The fields a decision gets when it ends without an answer. */
export type ClosePatch = Pick<Decision, 'status' | 'reason'>;

/** Ends without an answer. `approved` and `rejected` come only from `answerDecision`. */
export type CloseStatus = Extract<DecisionStatus, 'expired' | 'cancelled' | 'superseded'>;

/** Whether nobody answered and nobody can any more. */
export const isOverdue = (decision: Decision, now: Instant): boolean => decision.status === 'pending' && now >= decision.deadline;

/** The fields to set with a compare-and-set on `status: 'pending'`, so that an answer in the same instant is not lost. */
export const closePatch = (status: CloseStatus, reason: string): ClosePatch => ({ status, reason });
