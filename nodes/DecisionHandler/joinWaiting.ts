import { AutopilotError } from '../../core/errors';
import type { Decision } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { requireDecision } from './desk';

/** A question, and where those wait who asked it before. */
export interface Joined {
	readonly decision: Decision;
	readonly earlier: readonly string[];
}

const MOST_TRIES = 8;
const MOST_WAITING = 50;

/**
 * Adds an execution to those that wait for a decision. Of a goal's question one execution waits, so a new one takes the place of those
 * before; of any other question all of them wait and all of them go on.
 * @throws AutopilotError LEDGER_CONFLICT when others join all the time; DECISION_INVALID when too many wait for one question.
 */
export async function joinWaiting(ledger: Ledger, found: Decision, executionId: string, resumeUrl: string): Promise<Joined> {
	let decision = found;
	for (let tries = 0; tries < MOST_TRIES && decision.status === 'pending'; tries++) {
		const { decisionId, goalId, resumeUrls: before } = decision;
		const earlier = before.filter((url) => url !== resumeUrl);
		if (earlier.length >= MOST_WAITING)
			throw new AutopilotError(
				'DECISION_INVALID',
				`More than ${MOST_WAITING} executions wait for the question ${decisionId} already`,
			);
		const values =
			goalId === ''
				? { resumeUrls: [...earlier, resumeUrl], executionId: decision.executionId ?? executionId }
				: { resumeUrls: [resumeUrl], executionId };
		if (await ledger.transition('decision_log', decisionId, { resumeUrls: before }, values))
			return { decision: { ...decision, ...values }, earlier };
		decision = await requireDecision(ledger, decisionId);
	}
	if (decision.status !== 'pending') return { decision, earlier: [] };
	throw new AutopilotError(
		'LEDGER_CONFLICT',
		`So many executions ask the question ${decision.decisionId} at once that this one found no place`,
	);
}
