import { expiryPatch } from '../../core/decision/closeDecision';
import type { Decision } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { settleDecision } from '../shared/settleDecision';
import { requireDecision } from './desk';

/**
 * A decision that nobody answered in time, as expired; votes that came in time and were not counted yet come first. It is written so
 * only where it belongs to no goal: the loop closes the questions of its goals itself, because it pauses the goal and reports at the
 * same time.
 */
export async function closeOverdue(ledger: Ledger, overdue: Decision): Promise<Decision> {
	const decision = await settleDecision(ledger, overdue);
	if (decision.status !== 'pending') return decision;
	const patch = expiryPatch(decision);
	if (decision.goalId !== '') return { ...decision, ...patch };
	const { decisionId } = decision;
	const closed = await ledger.transition('decision_log', decisionId, { status: 'pending' }, patch);
	return closed ? { ...decision, ...patch } : await requireDecision(ledger, decisionId);
}
