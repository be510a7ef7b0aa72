import { SWEEP_TEXTS } from '../../locale/sweep';
import type { Decision, Instant } from '../../types';
import { type Line, outcomeLines, questionLines } from '../message';
import { approverName, type DecisionView } from '../view';
import { reachedAt } from './addresses';
import type { Notice } from './notice';

const line = (text: string, bold = false): Line => ({ text, bold });

/**
 * A reminder, an escalation or the news that time is up, in lines of plain text: who was asked, how much time is left, and that
 * nothing happens without an answer. The question itself stands in it, so that it can be answered without looking for the first one.
 */
export function noticeLines(purpose: Notice['purpose'], decision: Decision, view: DecisionView, now: Instant): Line[] {
	const texts = SWEEP_TEXTS[view.locale];
	const unreached = decision.approvers.filter((approver) => reachedAt(decision, approver).length === 0);
	const missing = unreached.length > 0 ? [line(texts.unreached(unreached.map(approverName)))] : [];
	const again = decision.answer === null ? [line(texts.giveAgain)] : [];
	switch (purpose) {
		case 'question':
			return questionLines(decision, view);
		case 'expiry':
			return [line(texts.expiry, true), ...outcomeLines(decision, view), ...again, ...missing];
		case 'reminder':
		case 'escalation': {
			const [, ...question] = questionLines(decision, view);
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

function askedLine(decision: Decision, view: DecisionView): Line[] {
	const reached = decision.approvers.filter((approver) => reachedAt(decision, approver).length > 0);
	if (reached.length === 0) return [];
	const since = view.texts.time(decision.askedAt, view.timeZone);
	return [line(SWEEP_TEXTS[view.locale].asked(reached.map(approverName), since))];
}
