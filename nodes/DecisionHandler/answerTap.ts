import { decodeCallback, isGenuineCallback } from '../../core/decision/callbackData';
import { DECISION_TEXTS } from '../../core/locale/decision';
import type { Instant } from '../../core/types';
import { findDecision, type Desk } from './desk';
import { judge, NOT_AN_ANSWER, refuse, refusedRow, type Handled } from './judge';
import type { Tap } from '../shared/telegramUpdate';

/** Judges a tapped button. Who tapped is known from Telegram; that the button is ours, and this person's, from its signature. */
export async function answerTap(desk: Desk, tap: Tap, now: Instant): Promise<Handled> {
	const claim = decodeCallback(tap.data);
	if (!claim) return NOT_AN_ANSWER;
	const { decisionId, option } = claim;
	const answer = { approver: `telegram:${tap.userId}`, option, value: null, reason: null };
	const receipt = { at: now, channel: 'telegram' } as const;
	const texts = DECISION_TEXTS[tap.locale];
	const decision = await findDecision(desk.ledger, decisionId);
	if (!decision) return refuse('not_found', texts.notFound, refusedRow(decisionId, null, answer, 'unknown_decision', receipt));
	// Forwarded messages keep their buttons; whoever taps them there learns nothing.
	if (!decision.approvers.includes(answer.approver))
		return refuse('unauthorised', texts.unauthorised, refusedRow(decisionId, decision, answer, 'unauthorised', receipt));
	if (!isGenuineCallback(claim, decision, answer.approver, desk.sign))
		return refuse('forged', texts.forged, refusedRow(decisionId, decision, answer, 'forged', receipt));
	return await judge(desk, decision, answer, receipt);
}
