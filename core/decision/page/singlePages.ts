import { html, type Html } from '../../page/html';
import { documentPage, type PageFrame } from '../../page/document';
import { DECISIONS_PAGE_TEXTS } from '../../locale/decisionsPage';
import type { DecisionOption } from '../../types';
import { outcomeLines } from '../message';
import { optionName } from '../view';
import { optionText, reasonField, valueField } from './answerForm';
import type { Question } from './question';
import { lines, questionCard } from './questionCard';

const BRAND = 'Autopilot';

/**
 * The page that asks to confirm one option. Opening it decides nothing; its form posts to the very URL it was opened with.
 * @param problem what was wrong with what was typed before.
 */
export function confirmPage(question: Question, option: DecisionOption, policy: string, problem = ''): string {
	const { decision, view } = question;
	const { texts, locale } = view;
	const form = html`<form method="post">
		<fieldset>
			<legend>${texts.page.confirm(optionName(option))}</legend>
			<div class="choice"><span class="pick">${optionText(option, decision.recommended, view)}</span></div>
		</fieldset>
		${problem !== '' && html`<p class="card said no" role="alert">${problem}</p>`}${valueField(decision, option, view)}
		${reasonField(view, 'reason')}<button>${texts.page.button[option.outcome]}</button>
	</form>`;
	return single({ locale, policy }, DECISIONS_PAGE_TEXTS[locale].title, html`${questionCard(question, null, form)}`);
}

/** The page that says what became of a decision, with a sentence before it where there is something to say. */
export function outcomePage({ decision, view }: Pick<Question, 'decision' | 'view'>, message: string, policy: string): string {
	const { locale, texts } = view;
	const outcome = outcomeLines(decision, view).filter(({ text, bold }) => text !== '' && !bold);
	const said = [message, ...outcome.map(({ text }) => text), texts.page.closed].filter((text) => text !== '');
	return single(
		{ locale, policy },
		DECISIONS_PAGE_TEXTS[locale].title,
		html`<div class="card said" role="status">${said.map((text) => html`<p>${text}</p>`)}</div>
			<article class="card" lang="${locale}"><h2>${lines(decision.question)}</h2></article>`,
	);
}

/** A page that says one sentence and nothing of any decision. */
export const messagePage = (message: string, frame: PageFrame): string =>
	single(frame, DECISIONS_PAGE_TEXTS[frame.locale].title, html`<div class="card said no" role="status"><p>${message}</p></div>`);

function single(frame: PageFrame, title: string, body: Html): string {
	return documentPage(
		frame,
		title,
		html`<header class="wide top">
				<p class="brand">${BRAND}</p>
				<h1>${title}</h1>
			</header>
			<main class="wide">${body}</main>`,
	);
}
