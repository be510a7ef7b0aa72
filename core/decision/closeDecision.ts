import type { Decision, Instant } from '../types';

/** Whether nobody answered and nobody can any more. */
export const isOverdue = (decision: Decision, now: Instant): boolean => decision.status === 'pending' && now >= decision.deadline;

/**
 * The fields of a question that nobody answered in time, to be set with a compare-and-set on `status: 'pending'`, so that an answer
 * in the same instant is not lost. The harmless option that policy names for this case stands as the answer of nobody.
 */
export const expiryPatch = (decision: Decision): Pick<Decision, 'status' | 'reason' | 'answer'> => ({
	status: 'expired',
	reason: 'no answer before the deadline',
	answer: decision.expiryOption === '' ? null : decision.expiryOption,
});
