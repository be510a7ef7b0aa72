import { answerDecision, type Answer, type Refusal } from '../../core/decision/answerDecision';
import { err, ok, type Result } from '../../core/result';
import type { Decision, Instant } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { requireDecision } from './desk';

/** The decision as it stands after an attempt to answer it, and why the attempt did not count if it did not. */
export interface Judged {
	readonly decision: Decision;
	readonly result: Result<null, Refusal>;
}

/**
 * Writes an answer, or says why it does not count. Of answers that race exactly one is written: the ledger sets it only while the
 * decision is pending. Whoever loses is judged again against what was written and learns what was decided.
 */
export async function recordAnswer(ledger: Ledger, before: Decision, answer: Answer, now: Instant): Promise<Judged> {
	const judged = answerDecision(before, answer, now);
	if (!judged.ok) return { decision: before, result: judged };
	const patch = judged.value;
	if (await ledger.transition('decision_log', before.decisionId, { status: 'pending' }, patch)) {
		return { decision: { ...before, ...patch }, result: ok(null) };
	}
	const decision = await requireDecision(ledger, before.decisionId);
	const again = answerDecision(decision, answer, now);
	return { decision, result: again.ok ? err({ code: 'late', deadline: decision.deadline }) : again };
}
