import { err, ok, type Result } from '../result';
import type { AnswerRecord, Decision, DecisionInput, DecisionOption, Instant } from '../types';
import { readInput, type InputProblem } from './inputValue';
import { cleanText } from './safeText';

/** What one approver chose, whatever the channel. */
export interface Answer {
	/** In canonical form, `telegram:123`. The caller has proved that it is this person. */
	readonly approver: string;
	/** Key of the chosen option. */
	readonly option: string;
	/** What was typed for the question's `input`, as typed. */
	readonly value: string | null;
	readonly reason: string | null;
}

/** An answer that counts. */
export interface Vote {
	readonly approver: string;
	readonly option: DecisionOption;
	/** Checked and in one form: a number in plain decimal digits. */
	readonly value: string | null;
	readonly reason: string | null;
}

/** Why an answer does not count. Each has a friendly text in the goal's language. */
export type Refusal =
	| { readonly code: 'unauthorised' }
	/** Nobody agrees to an own request where others have to. */
	| { readonly code: 'own_request' }
	| { readonly code: 'unknown_option'; readonly option: string }
	/** The option asks for a text or number, and none came with it. */
	| { readonly code: 'value_missing'; readonly input: DecisionInput }
	| { readonly code: 'value_invalid'; readonly input: DecisionInput; readonly problem: InputProblem }
	/** The same person gave the same answer before: nothing to do, and no reason to worry. */
	| { readonly code: 'repeated'; readonly option: DecisionOption; readonly at: Instant }
	/** The same person gave another answer before, which stands. */
	| { readonly code: 'already_voted'; readonly option: DecisionOption; readonly at: Instant }
	| { readonly code: 'already_decided'; readonly option: DecisionOption; readonly by: readonly string[]; readonly at: Instant }
	/** `option`: the harmless one that stands because nobody answered; `null` where nothing was done. `ofGoal`: a goal is paused by it. */
	| { readonly code: 'late'; readonly deadline: Instant; readonly option: DecisionOption | null; readonly ofGoal: boolean }
	| { readonly code: 'withdrawn'; readonly status: 'cancelled' | 'superseded' };

const LONGEST_REASON = 500;

/**
 * Judges an answer. Counting it is the caller's: of answers that race, the ledger takes one outcome, and the others are judged again
 * against the record and told what happened. Who may not answer learns nothing of the decision; the deadline itself is already too late.
 * @param votes the answers to this decision that count so far; a decision without a quorum needs none.
 */
export function judgeAnswer(
	decision: Decision,
	answer: Answer,
	votes: readonly AnswerRecord[],
	now: Instant,
): Result<Vote, Refusal> {
	if (!decision.approvers.includes(answer.approver)) return err({ code: 'unauthorised' });
	if (decision.status !== 'pending') return err(closedRefusal(decision, answer));
	if (now >= decision.deadline) return err(lateRefusal(decision));
	if (!mayVote(decision, answer.approver)) return err({ code: 'own_request' });
	const option = decision.options.find(({ key }) => key === answer.option);
	const earlier = votes.find(({ approver }) => approver === answer.approver);
	const voted = earlier && decision.options.find(({ key }) => key === earlier.answer);
	if (voted) return err({ code: voted === option ? 'repeated' : 'already_voted', option: voted, at: earlier.receivedAt });
	if (!option) return err({ code: 'unknown_option', option: answer.option });
	const value = readValue(decision, option, answer.value);
	if (!value.ok) return value;
	const reason = answer.reason === null ? '' : cleanText(answer.reason, LONGEST_REASON).trim();
	return ok({ approver: answer.approver, option, value: value.value, reason: reason === '' ? null : reason });
}

/** Whether this approver's vote counts: not that of whoever asked, where others have to agree. */
export const mayVote = (decision: Decision, approver: string): boolean =>
	decision.approvers.includes(approver) && (decision.quorum === 1 || decision.requestedBy !== approver);

function readValue({ input }: Decision, option: DecisionOption, typed: string | null): Result<string | null, Refusal> {
	if (!input || input.option !== option.key) return ok(null);
	if (typed === null || typed.trim() === '') return err({ code: 'value_missing', input });
	const read = readInput(input, typed);
	return read.ok ? read : err({ code: 'value_invalid', input, problem: read.error });
}

/** What a closed decision says to somebody who answers it. */
export function closedRefusal(decision: Decision, answer: Pick<Answer, 'approver' | 'option'>): Refusal {
	if (decision.status === 'cancelled' || decision.status === 'superseded') return { code: 'withdrawn', status: decision.status };
	const option = chosenOption(decision);
	const by = answeredBy(decision);
	if (!option || decision.answeredAt === null || by.length === 0) return lateRefusal(decision);
	if (by.includes(answer.approver) && option.key === answer.option) return { code: 'repeated', option, at: decision.answeredAt };
	return { code: 'already_decided', option, by, at: decision.answeredAt };
}

const lateRefusal = ({ goalId, deadline, options, expiryOption }: Decision): Refusal => ({
	code: 'late',
	deadline,
	ofGoal: goalId !== '',
	option: options.find(({ key }) => key === expiryOption) ?? null,
});

/** The option that was chosen, `null` while there is none. */
export const chosenOption = (decision: Decision): DecisionOption | null =>
	decision.options.find(({ key }) => key === decision.answer) ?? null;

/** Those whose answers decided, in the order in which they answered. */
export const answeredBy = (decision: Decision): string[] => decision.answeredBy?.split(', ') ?? [];
