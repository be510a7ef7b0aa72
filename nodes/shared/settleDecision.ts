import { outcomePatch, tally } from '../../core/decision/tally';
import type { AnswerRecord, Decision } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';

/** The answers to a decision that count so far. One without a quorum has no votes: its first answer decides it. */
export const readVotes = async (ledger: Ledger, { decisionId, quorum }: Decision): Promise<AnswerRecord[]> =>
	quorum === 1 ? [] : await ledger.read('answer_log', { decisionId, result: 'counted' });

/**
 * Gives a pending decision the outcome its votes come to, if they come to one. Of any number of callers one writes it; whoever died
 * between writing a vote and this is made up for by the next answer, the woken node or the sweep.
 * @param votes those of the decision, read after the last one was written.
 * @returns the decision as it stands now.
 */
export async function settleDecision(ledger: Ledger, decision: Decision, votes?: readonly AnswerRecord[]): Promise<Decision> {
	if (decision.status !== 'pending') return decision;
	const patch = outcomePatch(decision, tally(decision, votes ?? (await readVotes(ledger, decision))));
	if (!patch) return decision;
	if (await ledger.transition('decision_log', decision.decisionId, { status: 'pending' }, patch))
		return { ...decision, ...patch };
	const [settled] = await ledger.read('decision_log', { decisionId: decision.decisionId });
	return settled ?? decision;
}
