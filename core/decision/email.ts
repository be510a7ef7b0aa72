import type { Decision } from '../types';
import { mark, optionEffects, questionLines } from './message';
import { cleanLine, escapeHtml } from './safeText';
import { optionName, type DecisionView } from './view';

/** A question as an e-mail. Its links open a page that asks to confirm; opening one decides nothing. */
export interface QuestionEmail {
	readonly subject: string;
	readonly text: string;
	readonly html: string;
}

/**
 * Renders a question for e-mail.
 * @param links signed link of this approver by option key.
 */
export function questionEmail(decision: Decision, links: ReadonlyMap<string, string>, view: DecisionView): QuestionEmail {
	const { texts } = view;
	// The last line tells how to answer in a chat.
	const lines = questionLines(decision, view).slice(0, -1);
	const choices = decision.options.map((option) => {
		const effects = optionEffects(option, view);
		return { name: `${mark(option)} ${optionName(option)}${effects ? ` — ${effects}` : ''}`, url: links.get(option.key) ?? '' };
	});
	const subject = cleanLine(`${texts.title[decision.urgency]}: ${decision.question}`, 100);
	const paragraphs = lines.map(({ text, bold }) =>
		text === '' ? '' : bold ? `<p><b>${escapeHtml(text)}</b></p>` : `<p>${escapeHtml(text)}</p>`,
	);
	const anchors = choices.map(({ name, url }) => `<p><a href="${escapeHtml(url)}">${escapeHtml(name)}</a></p>`);
	return {
		subject,
		text: [...lines.map(({ text }) => text), '', texts.emailHint, ...choices.map(({ name, url }) => `${name}\n${url}`)].join(
			'\n',
		),
		html: [`<div lang="${view.locale}">`, ...paragraphs, `<p>${escapeHtml(texts.emailHint)}</p>`, ...anchors, '</div>'].join(
			'\n',
		),
	};
}
