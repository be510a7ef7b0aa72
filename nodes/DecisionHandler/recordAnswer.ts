import { answeredBy, closedRefusal, judgeAnswer, type Answer, type Refusal } from '../../core/decision/answerDecision';
import { resultOf, voteRecord, type Receipt } from '../../core/decision/answerRecord';
import { outcomePatch, tally } from '../../core/decision/tally';
import { AutopilotError } from '../../core/errors';
import { err, ok, type Result } from '../../core/result';
import type { AnswerRecord, Decision } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { readVotes, settleDecision } from '../shared/settleDecision';
import { requireDecision } from './desk';

/** The decision as it stands after an attempt to answer it, and why the attempt did not count if it did not. */
export interface Judged {
	readonly decision: Decision;
	/** The answers that count so far, where several are needed. */
	readonly votes: readonly AnswerRecord[];
	readonly result: Result<AnswerRecord, Refusal>;
}

/**
 * Counts an answer, or says why it does not count. Of outcomes that race exactly one is written: the ledger sets it only while the
 * decision is pending. Whoever loses is judged again against what was written and learns what was decided.
 *
 * Where one answer decides, it is written into the decision at once. Where several are needed, the vote is written first and the votes
 * are counted after that, so that of votes that race the last one to count sees them all.
 * @throws AutopilotError LEDGER_CONFLICT when the question is still open and the answer could not be written.
 */
export async function recordAnswer(ledger: Ledger, before: Decision, answer: Answer, receipt: Receipt): Promise<Judged> {
	const votes = await readVotes(ledger, before);
	const judged = judgeAnswer(before, answer, votes, receipt.at);
	if (!judged.ok) {
		// A vote whose writer died before counting may have decided already.
		return { decision: await settleDecision(ledger, before, votes), votes, result: judged };
	}
	const vote = voteRecord(before.decisionId, judged.value, receipt);
	return before.quorum === 1 ? await decide(ledger, before, answer, vote) : await count(ledger, before, answer, vote);
}

const MOST_TRIES = 3;

async function decide(ledger: Ledger, before: Decision, answer: Answer, vote: AnswerRecord): Promise<Judged> {
	let decision = before;
	for (let tries = 0; tries < MOST_TRIES; tries++) {
		const patch = outcomePatch(decision, tally(decision, [vote]));
		if (patch && (await ledger.transition('decision_log', decision.decisionId, { status: 'pending' }, patch)))
			return { decision: { ...decision, ...patch }, votes: [], result: ok(vote) };
		decision = await requireDecision(ledger, before.decisionId);
		if (decision.status !== 'pending') return { decision, votes: [], result: err(closedRefusal(decision, answer)) };
		// Somebody else holds the row, and has not decided the question: it can still be answered.
	}
	throw new AutopilotError(
		'LEDGER_CONFLICT',
		`The answer to ${before.decisionId} was not recorded, because others were writing to the question: answer again`,
	);
}

async function count(ledger: Ledger, before: Decision, answer: Answer, vote: AnswerRecord): Promise<Judged> {
	const added = await ledger.insert('answer_log', [vote]);
	const votes = await readVotes(ledger, before);
	const settled = await settleDecision(ledger, before, votes);
	// Still open for us may be closed by now: by its asker, or by the sweep.
	const decision = settled.status === 'pending' ? await requireDecision(ledger, before.decisionId) : settled;
	if (added.length === 0) {
		// The same approver voted over another channel at the same moment: the first vote stands.
		const again = judgeAnswer(before, answer, votes, vote.receivedAt);
		if (!again.ok) return { decision, votes, result: again };
	}
	if (!wasLost(decision, vote)) return { decision, votes, result: ok(vote) };
	const refusal = closedRefusal(decision, answer);
	const result = resultOf(refusal.code) ?? 'late';
	await ledger.update('answer_log', [{ key: vote.answerId, values: { result } }]);
	return { decision, votes: votes.filter(({ answerId }) => answerId !== vote.answerId), result: err(refusal) };
}

/** Whether a decision was closed without this vote: by another answer, by its deadline, or by whoever took it back. */
const wasLost = (decision: Decision, { approver }: AnswerRecord): boolean =>
	decision.status !== 'pending' && !answeredBy(decision).includes(approver);
