import { SWEEP_TEXTS } from '../../locale/sweep';
import type { AnswerRecord, Decision, Instant } from '../../types';
import { type Line, outcomeLines, questionLines } from '../message';
import { approverNames, type DecisionView } from '../view';
import { reachedAt } from './addresses';
import type { Notice } from './notice';

const line = (text: string, bold = false): Line => ({ text, bold });

/**
 * A reminder, an escalation or the news that time is up, in lines of plain text: who was asked, how much time is left, and that
 * nothing happens without an answer. The question itself stands in it, so that it can be answered without looking for the first one.
 * @param votes the answers that count so far, where several are needed.
 */
export function noticeLines(
	purpose: Notice['purpose'],
	decision: Decision,
	view: DecisionView,
	now: Instant,
	votes: readonly AnswerRecord[] = [],
): Line[] {
	const texts = SWEEP_TEXTS[view.locale];
	const unreached = decision.approvers.filter((approver) => reachedAt(decision, approver).length === 0);
	const missing = unreached.length > 0 ? [line(texts.unreached(approverNames(unreached, view)))] : [];
	const again = decision.answer === null ? [line(decision.goalId === '' ? texts.giveAgain : texts.resumeGoal)] : [];
	switch (purpose) {
		case 'question':
			return questionLines(decision, view, votes);
		case 'expiry':
			return [line(texts.expiry, true), ...outcomeLines(decision, view), ...again, ...missing];
		case 'reminder':
		case 'escalation': {
			const [, ...question] = questionLines(decision, view, votes);
			return [
				line(texts[purpose][decision.urgency], true),
				...question,
				line(''),
				...askedLine(decision, view),
				...(purpose === 'escalation' ? [line(texts.alsoMayAnswer)] : []),
				line(texts.timeLeft(Math.max(0, Math.floor((Date.parse(decision.deadline) - Date.parse(now)) / 60_000)))),
				...missing,
			];
		}
	}
}

/** The same without what tells how to answer in a chat: of no use anywhere else. */
export function noticeLinesElsewhere(...[purpose, decision, view, now, votes]: Parameters<typeof noticeLines>): Line[] {
	const { howToAnswer } = view.texts;
	return noticeLines(purpose, decision, view, now, votes).filter(
		({ text }) => text !== howToAnswer(true) && text !== howToAnswer(false),
	);
}

function askedLine(decision: Decision, view: DecisionView): Line[] {
	const reached = decision.approvers.filter((approver) => reachedAt(decision, approver).length > 0);
	if (reached.length === 0) return [];
	const since = view.texts.time(decision.askedAt, view.timeZone);
	return [line(SWEEP_TEXTS[view.locale].asked(approverNames(reached, view), since))];
}
