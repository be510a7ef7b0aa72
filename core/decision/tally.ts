import type { AnswerRecord, Decision, DecisionOption } from '../types';
import { mayVote } from './answerDecision';

/** What the votes for a pending decision come to. */
export type Tally =
	| {
			readonly state: 'open';
			/** Approvals of the option that has most of them. */
			readonly approvals: number;
			/** Whether the approvers who have not voted yet can still bring an option to the quorum. */
			readonly reachable: boolean;
	  }
	| { readonly state: 'decided'; readonly option: DecisionOption; readonly votes: readonly AnswerRecord[] };

/** The fields that an outcome sets. */
export type AnswerPatch = Pick<
	Decision,
	'status' | 'answeredAt' | 'answeredBy' | 'answer' | 'answerValue' | 'answerUnit' | 'reason'
>;

/**
 * Counts votes. One refusal refuses, whatever else came in; an option is approved when as many distinct approvers as the quorum asks
 * for chose it, with the same value where it asks for one. The result depends on the votes, not on the order in which they are given.
 */
export function tally(decision: Decision, answers: readonly AnswerRecord[]): Tally {
	const votes = countedVotes(decision, answers);
	const optionOf = (vote: AnswerRecord): DecisionOption | undefined => decision.options.find(({ key }) => key === vote.answer);
	for (const vote of votes) {
		const option = optionOf(vote);
		if (option?.outcome === 'reject') return { state: 'decided', option, votes: [vote] };
	}
	const agreeing = new Map<string, AnswerRecord[]>();
	for (const vote of votes) {
		const option = optionOf(vote);
		if (!option) continue;
		const choice = JSON.stringify([vote.answer, vote.answerValue]);
		const group = [...(agreeing.get(choice) ?? []), vote];
		agreeing.set(choice, group);
		if (group.length >= decision.quorum) return { state: 'decided', option, votes: group };
	}
	const approvals = Math.max(0, ...[...agreeing.values()].map(({ length }) => length));
	const left = decision.approvers.filter((approver) => mayVote(decision, approver)).length - votes.length;
	return { state: 'open', approvals, reachable: approvals + left >= decision.quorum };
}

/** The first vote of each approver who may vote, given in time, in the order in which they came in. */
export function countedVotes(decision: Decision, answers: readonly AnswerRecord[]): AnswerRecord[] {
	const first = new Map<string, AnswerRecord>();
	const inOrder = answers.toSorted((a, b) => compare(a.receivedAt, b.receivedAt) || compare(a.answerId, b.answerId));
	for (const answer of inOrder) {
		if (answer.result !== 'counted' || answer.decisionId !== decision.decisionId) continue;
		if (answer.receivedAt >= decision.deadline || !mayVote(decision, answer.approver)) continue;
		if (!first.has(answer.approver)) first.set(answer.approver, answer);
	}
	return [...first.values()];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The outcome of a decided tally, to be set with a compare-and-set on `status: 'pending'`; `null` while it is open. Several who
 * decided are named together, and so are their reasons.
 */
export function outcomePatch(decision: Decision, counted: Tally): AnswerPatch | null {
	if (counted.state === 'open') return null;
	const { option, votes } = counted;
	const last = votes.at(-1);
	const reasons = votes.flatMap(({ reason }) => reason ?? []);
	const answerValue = last?.answerValue ?? null;
	return {
		status: option.outcome === 'approve' ? 'approved' : 'rejected',
		answeredAt: last?.receivedAt ?? null,
		answeredBy: votes.map(({ approver }) => approver).join(', '),
		answer: option.key,
		answerValue,
		answerUnit: answerValue !== null && decision.input?.type === 'number' ? decision.input.unit : null,
		reason: reasons.length === 0 ? null : reasons.join(' / '),
	};
}
