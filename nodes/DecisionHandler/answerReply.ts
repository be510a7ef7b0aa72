import { approverReference, parseApprover } from '../../core/decision/approver';
import { isOverdue } from '../../core/decision/closeDecision';
import { readPromptTag } from '../../core/decision/promptTag';
import { isAskedNumber, mayBeNumber, readReply } from '../../core/decision/readReply';
import { cleanLine } from '../../core/decision/safeText';
import { readTypedAnswer } from '../../core/decision/typedAnswer';
import { DECISION_TEXTS } from '../../core/locale/decision';
import type { Settings } from '../../core/settings';
import type { Decision, Instant } from '../../core/types';
import { findDecision, viewFor, type Desk } from './desk';
import { judge, NOT_AN_ANSWER, refuse, refusedRow, type Handled } from './judge';
import type { Reply } from '../shared/telegramUpdate';

const LONGEST_QUESTION = 80;

/** The open questions, read when first needed and once for each message. */
type Pending = () => Promise<readonly Decision[]>;

/**
 * Judges a typed message: a reply to a question answers that one; words that stand alone in the chat with the bot answer the only open
 * question of this person. Whatever is neither is no answer, so that instructions can be typed into the same chat.
 */
export async function answerReply(desk: Desk, reply: Reply, now: Instant): Promise<Handled> {
	const approver = `telegram:${reply.userId}`;
	let read: Promise<Decision[]> | undefined;
	const pending: Pending = async () => await (read ??= desk.ledger.read('decision_log', { status: 'pending' }));
	const asked = await questionOf(desk, reply, pending);
	const speaks = readTypedAnswer(reply.text) !== null;
	// Questions are put in private; a "yes" among other people answers one of theirs.
	if (!asked && (reply.chatId !== reply.userId || !(speaks || mayBeNumber(reply.text)))) return NOT_AN_ANSWER;

	const open = asked ? [asked] : (await pending()).filter((each) => each.approvers.includes(approver) && !isOverdue(each, now));
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

/**
 * The question a message replies to: where it stands in the chat, or what the bot wrote under its own prompt. Questions that are closed
 * are looked for only where the settings know the person.
 */
async function questionOf(
	{ ledger, settings, sign }: Desk,
	{ chatId, userId, replyTo, prompt }: Reply,
	pending: Pending,
): Promise<Decision | null> {
	if (replyTo === null) return null;
	const about = prompt === null ? null : readPromptTag(prompt, sign);
	if (about !== null) return await findDecision(ledger, about);
	const stands = ({ channels }: Decision): boolean =>
		channels.some(({ reference }) => reference.chatId === chatId && reference.messageId === replyTo);
	const open = (await pending()).find(stands);
	// Anybody may write to a bot, and the whole log is long.
	if (open || !isKnown(await settings(), userId)) return open ?? null;
	return (await ledger.read('decision_log')).find(stands) ?? null;
}

/** Whether the settings name this person among those who are asked. */
const isKnown = ({ approvers, escalationApprovers, approverChannels }: Settings, userId: string): boolean =>
	[
		...approvers.map((reference) => approverReference(parseApprover(reference))),
		...escalationApprovers,
		...approverChannels.flat(),
	].includes(`telegram:${userId}`);
