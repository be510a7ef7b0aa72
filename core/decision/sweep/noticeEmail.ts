import { SWEEP_TEXTS } from '../../locale/sweep';
import type { AnswerRecord, Decision, Instant } from '../../types';
import { cleanLine, escapeHtml } from '../safeText';
import type { DecisionView } from '../view';
import { noticeLinesElsewhere } from './noticeLines';
import type { Notice } from './notice';

/**
 * A message of the sweep as an e-mail.
 * @param page signed link to the page on which this approver answers, `null` where there is none.
 */
export function noticeEmail(
	purpose: Notice['purpose'],
	decision: Decision,
	page: string | null,
	view: DecisionView,
	now: Instant,
	votes: readonly AnswerRecord[] = [],
): { readonly subject: string; readonly text: string; readonly html: string } {
	const texts = SWEEP_TEXTS[view.locale];
	const lines = noticeLinesElsewhere(purpose, decision, view, now, votes);
	const link = purpose === 'expiry' ? [] : page === null ? [texts.seeFirstEmail] : [texts.openPage, page];
	const [title = { text: '' }] = lines;
	const paragraphs = lines.map(({ text, bold }) =>
		text === '' ? '' : bold ? `<p><b>${escapeHtml(text)}</b></p>` : `<p>${escapeHtml(text)}</p>`,
	);
	const links = link.map((text) =>
		text === page ? `<p><a href="${escapeHtml(text)}">${escapeHtml(text)}</a></p>` : `<p>${escapeHtml(text)}</p>`,
	);
	return {
		subject: cleanLine(`${title.text}: ${decision.question}`, 100),
		text: [...lines.map(({ text }) => text), '', ...link].join('\n'),
		html: [`<div lang="${view.locale}">`, ...paragraphs, ...links, '</div>'].join('\n'),
	};
}
