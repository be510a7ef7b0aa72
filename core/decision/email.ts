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

/** The signed links of one approver. */
export interface EmailLinks {
	/** By the option's key. */
	readonly options: ReadonlyMap<string, string>;
	/** To the decisions page, `null` where there is none. */
	readonly page: string | null;
}

/** Renders a question for e-mail. */
export function questionEmail(decision: Decision, links: EmailLinks, view: DecisionView): QuestionEmail {
	const { texts } = view;
	// The last line tells how to answer in a chat.
	const lines = questionLines(decision, view).slice(0, -1);
	const choices = decision.options.map((option) => {
		const effects = optionEffects(option, view);
		return {
			name: `${mark(option)} ${optionName(option)}${effects ? ` — ${effects}` : ''}`,
			url: links.options.get(option.key) ?? '',
		};
	});
	if (links.page !== null) choices.push({ name: texts.openPage, url: links.page });
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

/**
 * The Message-ID of a question to one person, without angle brackets. It is derived, so that a reminder can name it as the message it
 * follows and stands in the same thread.
 */
export function emailThreadId({ decisionId }: Decision, to: string, from: string): string {
	const local = Array.from(to.toLowerCase(), (letter) => (/[a-z0-9]/.test(letter) ? letter : '-')).join('');
	const domain = /@([a-z0-9.-]+)>?$/i.exec(from.trim())?.[1] ?? 'autopilot.invalid';
	return `${decisionId}.${local}@${domain.toLowerCase()}`;
}
