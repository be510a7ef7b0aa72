import type { Decision, DecisionOption } from '../types';
import { mark, optionEffects, outcomeLines } from './message';
import { cleanText, escapeHtml } from './safeText';
import { optionName, type DecisionView } from './view';

/** The page's only style. Exported so that the Content-Security-Policy can name its hash. */
export const PAGE_STYLE =
	'body{font:1.1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:0 auto;padding:1.5rem;color:#1a1a1a;background:#fff}' +
	'h1{font-size:1.3rem}textarea,button{font:inherit;width:100%;box-sizing:border-box;padding:.75rem;border-radius:.5rem}' +
	'textarea{border:1px solid #666;min-height:5rem}button{margin-top:1rem;border:0;color:#fff;background:#0b5d2a}' +
	'button.reject{background:#9c1c1c}button:focus-visible,textarea:focus-visible{outline:3px solid #1259c3;outline-offset:2px}' +
	'@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}textarea{color:#eee;background:#222}}';

/** Name of the form's only field beside the button. */
export const REASON_FIELD = 'reason';

/** The page that asks to confirm one option. Opening it decides nothing; its form posts to the very URL it was opened with. */
export function confirmPage(decision: Decision, option: DecisionOption, view: DecisionView): string {
	const { texts } = view;
	const effects = optionEffects(option, view);
	const evidence = decision.evidence.map((text) => `<li>${escapeHtml(cleanText(text, 300))}</li>`).join('');
	return document(view, decision.question, [
		evidence && `<h2>${escapeHtml(texts.evidence)}</h2><ul>${evidence}</ul>`,
		`<p>${escapeHtml(`${mark(option)} ${optionName(option)}`)}${effects && `<br>${escapeHtml(effects)}`}</p>`,
		`<p>${escapeHtml(texts.deadline(texts.time(decision.deadline, view.timeZone)))}</p>`,
		'<form method="post">',
		`<p>${escapeHtml(texts.page.confirm(optionName(option)))}</p>`,
		`<label for="${REASON_FIELD}">${escapeHtml(texts.page.reasonLabel)}</label>`,
		`<textarea id="${REASON_FIELD}" name="${REASON_FIELD}" maxlength="500"></textarea>`,
		`<button class="${option.outcome}">${escapeHtml(texts.page.button[option.outcome])}</button>`,
		'</form>',
	]);
}

/** The page that says what became of a decision, with a sentence before it where there is something to say. */
export function outcomePage(decision: Decision, message: string, view: DecisionView): string {
	const outcome = outcomeLines(decision, view).filter(({ text, bold }) => text !== '' && !bold);
	const said = [message, ...outcome.map(({ text }) => text), view.texts.page.closed].filter((text) => text !== '');
	return document(
		view,
		decision.question,
		said.map((text) => `<p>${escapeHtml(text)}</p>`),
	);
}

/** A page that says one sentence and nothing of any decision. */
export const messagePage = (message: string, view: Pick<DecisionView, 'locale'>): string => document(view, message, []);

function document({ locale }: Pick<DecisionView, 'locale'>, title: string, body: readonly string[]): string {
	const heading = escapeHtml(cleanText(title, 1_000));
	return [
		`<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
		'<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">',
		`<title>${heading}</title><style>${PAGE_STYLE}</style></head><body><main><h1>${heading}</h1>`,
		...body,
		'</main></body></html>',
	].join('\n');
}
