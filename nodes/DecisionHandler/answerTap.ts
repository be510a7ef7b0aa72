import { decodeCallback, isGenuineCallback } from '../../core/decision/callbackData';
import { isOverdue } from '../../core/decision/closeDecision';
import { refusalText } from '../../core/decision/refusalText';
import { optionName, type DecisionView } from '../../core/decision/view';
import { chosenOption } from '../../core/decision/answerDecision';
import { DECISION_TEXTS } from '../../core/locale/decision';
import type { Decision, Instant } from '../../core/types';
import { closeOverdue } from './closeOverdue';
import { findDecision, viewFor, type Desk } from './desk';
import { recordAnswer } from './recordAnswer';
import type { Tap } from '../shared/telegramUpdate';

/** What became of an answer, and what the person is told. */
export interface Handled {
	readonly outcome: 'recorded' | 'refused' | 'not_an_answer';
	/** Why it was refused: a refusal's code, or `forged`, `not_found`, `unclear`, `which_question`. */
	readonly code: string | null;
	readonly message: string;
	/** `null` when nobody knows which decision was meant. */
	readonly decision: Decision | null;
	readonly view: DecisionView | null;
}

/** Refuses without a word about any decision. */
export const refuse = (code: string, message: string): Handled => ({
	outcome: 'refused',
	code,
	message,
	decision: null,
	view: null,
});

/** Nothing that is meant for us: another button of the same bot, an instruction, small talk. */
export const NOT_AN_ANSWER: Handled = { outcome: 'not_an_answer', code: null, message: '', decision: null, view: null };

/** Judges a tapped button. Who tapped is known from Telegram; that the button is ours, and this person's, from its signature. */
export async function answerTap(desk: Desk, tap: Tap, now: Instant): Promise<Handled> {
	const claim = decodeCallback(tap.data);
	if (!claim) return NOT_AN_ANSWER;
	const approver = `telegram:${tap.userId}`;
	const decision = await findDecision(desk.ledger, claim.decisionId);
	if (!decision) return refuse('not_found', DECISION_TEXTS[tap.locale].notFound);
	// Forwarded messages keep their buttons; whoever taps them there learns nothing.
	if (!decision.approvers.includes(approver)) return refuse('unauthorised', DECISION_TEXTS[tap.locale].unauthorised);
	if (!isGenuineCallback(claim, decision, approver, desk.sign)) return refuse('forged', DECISION_TEXTS[tap.locale].forged);
	return judge(desk, decision, { approver, option: claim.option, reason: null }, now);
}

/** Records an answer of a person whose identity is proved, and words what came of it. */
export async function judge(
	desk: Desk,
	before: Decision,
	answer: { readonly approver: string; readonly option: string; readonly reason: string | null },
	now: Instant,
): Promise<Handled> {
	const { decision: judged, result } = await recordAnswer(desk.ledger, before, answer, now);
	const decision = isOverdue(judged, now) ? await closeOverdue(desk.ledger, judged) : judged;
	const view = await viewFor(desk, decision);
	if (!result.ok)
		return { outcome: 'refused', code: result.error.code, message: refusalText(result.error, view), decision, view };
	const option = chosenOption(decision);
	const message = option ? view.texts.recorded(optionName(option)) : '';
	return { outcome: 'recorded', code: null, message, decision, view };
}
