import { err, ok, type Result } from '../result';
import type { Decision, DecisionOption, Instant } from '../types';
import { cleanText } from './safeText';

/** What one approver chose, whatever the channel. */
export interface Answer {
	/** In canonical form, `telegram:123`. The caller has proved that it is this person. */
	readonly approver: string;
	/** Key of the chosen option. */
	readonly option: string;
	readonly reason: string | null;
}

/** Why an answer does not count. Each has a friendly text in the goal's language. */
export type Refusal =
	| { readonly code: 'unauthorised' }
	| { readonly code: 'unknown_option'; readonly option: string }
	/** The same person gave the same answer before: nothing to do, and no reason to worry. */
	| { readonly code: 'repeated'; readonly option: DecisionOption; readonly at: Instant }
	| { readonly code: 'already_decided'; readonly option: DecisionOption; readonly by: string; readonly at: Instant }
	| { readonly code: 'late'; readonly deadline: Instant }
	| { readonly code: 'withdrawn'; readonly status: 'cancelled' | 'superseded' };

/** The fields an accepted answer sets. */
export type AnswerPatch = Pick<Decision, 'status' | 'answeredAt' | 'answeredBy' | 'answer' | 'reason'>;

const LONGEST_REASON = 500;

/**
 * Judges an answer. The caller writes the patch with a compare-and-set on `status: 'pending'`: of answers that race, one is
 * written, and the others are judged again against the record and told what happened.
 * Who may not answer learns nothing of the decision; the deadline itself is already too late.
 */
export function answerDecision(decision: Decision, answer: Answer, now: Instant): Result<AnswerPatch, Refusal> {
	if (!decision.approvers.includes(answer.approver)) return err({ code: 'unauthorised' });
	if (decision.status !== 'pending') return err(closedRefusal(decision, answer));
	if (now >= decision.deadline) return err({ code: 'late', deadline: decision.deadline });
	const option = decision.options.find(({ key }) => key === answer.option);
	if (!option) return err({ code: 'unknown_option', option: answer.option });
	const reason = answer.reason === null ? '' : cleanText(answer.reason, LONGEST_REASON).trim();
	return ok({
		status: option.outcome === 'approve' ? 'approved' : 'rejected',
		answeredAt: now,
		answeredBy: answer.approver,
		answer: option.key,
		reason: reason === '' ? null : reason,
	});
}

/** What a closed decision says to somebody who answers it. */
function closedRefusal(decision: Decision, answer: Answer): Refusal {
	if (decision.status === 'cancelled' || decision.status === 'superseded') return { code: 'withdrawn', status: decision.status };
	const option = chosenOption(decision);
	if (!option || decision.answeredAt === null || decision.answeredBy === null)
		return { code: 'late', deadline: decision.deadline };
	if (decision.answeredBy === answer.approver && option.key === answer.option)
		return { code: 'repeated', option, at: decision.answeredAt };
	return { code: 'already_decided', option, by: decision.answeredBy, at: decision.answeredAt };
}

/** The option that was chosen, `null` while there is none. */
export const chosenOption = (decision: Decision): DecisionOption | null =>
	decision.options.find(({ key }) => key === decision.answer) ?? null;
