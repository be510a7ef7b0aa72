import { isOverdue } from '../../core/decision/closeDecision';
import { readPromptTag } from '../../core/decision/promptTag';
import { isAskedNumber, mayBeNumber, readReply } from '../../core/decision/readReply';
import { cleanLine } from '../../core/decision/safeText';
import { readTypedAnswer } from '../../core/decision/typedAnswer';
import { DECISION_TEXTS } from '../../core/locale/decision';
import type { Decision, Instant } from '../../core/types';
import { findDecision, viewFor, type Desk } from './desk';
import { judge, NOT_AN_ANSWER, refuse, refusedRow, type Handled } from './judge';
import type { Reply } from '../shared/telegramUpdate';

const LONGEST_QUESTION = 80;

/**
 * Judges a typed message: a reply to a question answers that one; words that stand alone in the chat with the bot answer the only open
 * question of this person. Whatever is neither is no answer, so that instructions can be typed into the same chat.
 */
export async function answerReply(desk: Desk, reply: Reply, now: Instant): Promise<Handled> {
	const approver = `telegram:${reply.userId}`;
	const asked = await questionOf(desk, reply);
	const speaks = readTypedAnswer(reply.text) !== null;
	// Questions are put in private; a "yes" among other people answers one of theirs.
	if (!asked && (reply.chatId !== reply.userId || !(speaks || mayBeNumber(reply.text)))) return NOT_AN_ANSWER;

	const open = asked ? [asked] : await openQuestions(desk, approver, now);
	const [decision, ...others] = open;
	if (!decision || (!asked && !speaks && !(others.length === 0 && isAskedNumber(decision, reply.text)))) return NOT_AN_ANSWER;
	const view = await viewFor(desk, decision);
	if (others.length > 0) {
		const questions = open.map(({ question }) => cleanLine(question, LONGEST_QUESTION));
		return { ...refuse('which_question', view.texts.whichQuestion(questions)), view };
	}

	const receipt = { at: now, channel: 'telegram' } as const;
	const raw = { approver, option: '', value: reply.text, reason: null };
	if (!decision.approvers.includes(approver)) {
		const log = refusedRow(decision.decisionId, decision, raw, 'unauthorised', receipt);
		return refuse('unauthorised', DECISION_TEXTS[reply.locale].unauthorised, log);
	}
	const said = readReply(decision, reply.text);
	if (said?.ok) return await judge(desk, decision, { approver, ...said.value }, receipt);
	// Once it is decided, what was typed no longer matters: say what was decided.
	if (said && decision.status !== 'pending') return await judge(desk, decision, raw, receipt);
	const message = view.texts.unclear[said ? said.error : 'conditional'];
	const log = refusedRow(decision.decisionId, decision, raw, 'invalid', receipt);
	return { ...refuse(said ? said.error : 'unclear', message, log), decision, view };
}

/** The question a message replies to, open or closed: where it stands in the chat, or what the bot wrote under its own prompt. */
async function questionOf({ ledger, sign }: Desk, { chatId, replyTo, prompt }: Reply): Promise<Decision | null> {
	if (replyTo === null) return null;
	const about = prompt === null ? null : readPromptTag(prompt, sign);
	if (about !== null) return await findDecision(ledger, about);
	const stands = ({ channels }: Decision): boolean =>
		channels.some(({ reference }) => reference.chatId === chatId && reference.messageId === replyTo);
	const pending = await ledger.read('decision_log', { status: 'pending' });
	return pending.find(stands) ?? (await ledger.read('decision_log')).find(stands) ?? null;
}

/** Questions this person was asked and can still answer. */
async function openQuestions({ ledger }: Desk, approver: string, now: Instant): Promise<Decision[]> {
	const pending = await ledger.read('decision_log', { status: 'pending' });
	return pending.filter((decision) => decision.approvers.includes(approver) && !isOverdue(decision, now));
}
