import { isOverdue } from '../../core/decision/closeDecision';
import { resolveTyped } from '../../core/decision/resolveTyped';
import { cleanLine } from '../../core/decision/safeText';
import { readTypedAnswer } from '../../core/decision/typedAnswer';
import { DECISION_TEXTS } from '../../core/locale/decision';
import type { Decision, Instant } from '../../core/types';
import { judge, NOT_AN_ANSWER, refuse, type Handled } from './answerTap';
import { viewFor, type Desk } from './desk';
import type { Reply } from '../shared/telegramUpdate';

const LONGEST_QUESTION = 80;

/**
 * Judges a typed message: a reply to a question answers that one; words that stand alone in the chat with the bot answer the only open
 * question of this person. Whatever is neither is no answer, so that instructions can be typed into the same chat.
 */
export async function answerReply(desk: Desk, reply: Reply, now: Instant): Promise<Handled> {
	const approver = `telegram:${reply.userId}`;
	const typed = readTypedAnswer(reply.text);
	const asked = reply.replyTo === null ? null : await questionAt(desk, reply.chatId, reply.replyTo);
	if (!typed && !asked) return NOT_AN_ANSWER;

	// Questions are put in private; a "yes" among other people answers one of theirs.
	if (!asked && reply.chatId !== reply.userId) return NOT_AN_ANSWER;

	const open = asked ? [asked] : await openQuestions(desk, approver, now);
	const [decision, ...others] = open;
	if (!decision) return NOT_AN_ANSWER;
	const view = await viewFor(desk, decision);
	if (others.length > 0) {
		const questions = open.map(({ question }) => cleanLine(question, LONGEST_QUESTION));
		return { ...refuse('which_question', view.texts.whichQuestion(questions)), view };
	}
	if (!decision.approvers.includes(approver)) return refuse('unauthorised', DECISION_TEXTS[reply.locale].unauthorised);
	if (!typed) return { outcome: 'refused', code: 'unclear', message: view.texts.unclear.conditional, decision, view };

	const option = resolveTyped(decision, typed);
	if (option.ok) return judge(desk, decision, { approver, option: option.value.key, reason: typed.reason }, now);
	// Once it is decided, what was typed no longer matters: say what was decided.
	if (decision.status !== 'pending') return judge(desk, decision, { approver, option: '', reason: null }, now);
	return { outcome: 'refused', code: option.error, message: view.texts.unclear[option.error], decision, view };
}

/** The decision whose question stands at this place, open or closed. */
async function questionAt({ ledger }: Desk, chatId: string, messageId: number): Promise<Decision | null> {
	const stands = ({ channels }: Decision): boolean =>
		channels.some(({ reference }) => reference.chatId === chatId && reference.messageId === messageId);
	const pending = await ledger.read('decision_log', { status: 'pending' });
	return pending.find(stands) ?? (await ledger.read('decision_log')).find(stands) ?? null;
}

/** Questions this person was asked and can still answer. */
async function openQuestions({ ledger }: Desk, approver: string, now: Instant): Promise<Decision[]> {
	const pending = await ledger.read('decision_log', { status: 'pending' });
	return pending.filter((decision) => decision.approvers.includes(approver) && !isOverdue(decision, now));
}
