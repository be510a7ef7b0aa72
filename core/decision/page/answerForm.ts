import { DECISIONS_PAGE_TEXTS, type DecisionsPageTexts } from '../../locale/decisionsPage';
import { formatMoney, formatPercent } from '../../locale/format';
import { html, type Html } from '../../page/html';
import type { Decision, DecisionOption } from '../../types';
import { optionName, type DecisionView } from '../view';
import type { OpenQuestion } from './question';

/** Names of the form's fields. */
export const FIELD = { decision: 'decision', answer: 'answer', value: 'value', reason: 'reason' } as const;

/** The form of the decisions page: one of the options, each with what it would do, and perhaps a reason. */
export function answerForm({ decision, view, signatures }: OpenQuestion): Html {
	const texts = DECISIONS_PAGE_TEXTS[view.locale];
	const id = decision.decisionId;
	return html`<form method="post" action="#said">
		<input type="hidden" name="${FIELD.decision}" value="${id}" />
		<fieldset>
			<legend>${texts.choose}</legend>
			${decision.options.map(
				(option) =>
					html`<div class="choice">
						<label class="pick"
							><input type="radio" name="${FIELD.answer}" value="${option.key}.${signatures.get(option.key) ?? ''}" required />
							${optionText(option, decision.recommended, view)}</label
						>${valueField(decision, option, view)}
					</div>`,
			)}
		</fieldset>
		${reasonField(view, `${id}-reason`)}
		<p class="soft">${silenceText(decision, texts)}</p>
		<button>${texts.submit}</button>
	</form>`;
}

/** What happens when nobody answers. */
function silenceText({ options, expiryOption }: Decision, texts: DecisionsPageTexts): string {
	const option = options.find(({ key }) => key === expiryOption);
	return option ? texts.silenceChooses(optionName(option)) : texts.silence;
}

/** An option as it reads everywhere on a page. Whether it approves and what it does are computed, not read from its label. */
export function optionText(option: DecisionOption, recommended: string, view: DecisionView): Html {
	const texts = DECISIONS_PAGE_TEXTS[view.locale];
	const approves = option.outcome === 'approve';
	return html`<span
		><span class="name"
			>${optionName(option, 200)}<span class="tag mark ${approves ? 'good' : 'bad'}"
				>${approves ? texts.approves : texts.refuses}</span
			>${option.key === recommended && html`<span class="tag mark">${texts.recommended}</span>`}</span
		>${effectsText(option, view)}</span
	>`;
}

function effectsText({ spend, probability, finishAt }: DecisionOption, { locale, timeZone, texts }: DecisionView): Html {
	const { effect } = DECISIONS_PAGE_TEXTS[locale];
	const shown: readonly (readonly [name: string, value: string | null])[] = [
		[effect.spend, spend && formatMoney(spend.amount, spend.currency, locale)],
		[effect.probability, probability === null ? null : formatPercent(probability)],
		[effect.finish, finishAt && texts.day(finishAt, timeZone)],
	];
	const known = shown.filter(([, value]) => value !== null);
	return html`${known.length > 0 &&
	html`<span class="effects">${known.map(([name, value]) => html`<span>${name} <b>${value}</b></span> `)}</span>`}`;
}

/** What the option asks for beside the choice: a number within limits, or a text. */
export function valueField({ decisionId, input }: Decision, { key }: DecisionOption, { locale }: DecisionView): Html | null {
	if (input?.option !== key) return null;
	const texts = DECISIONS_PAGE_TEXTS[locale];
	const limit = (bound: number | null): string | null => (bound === null ? null : new Intl.NumberFormat(locale).format(bound));
	const id = `${decisionId}-value`;
	const field =
		input.type === 'number'
			? html`<input type="text" inputmode="decimal" id="${id}" name="${FIELD.value}" maxlength="40" autocomplete="off" />`
			: html`<textarea id="${id}" name="${FIELD.value}" maxlength="${input.maxLength}"></textarea>`;
	const label = input.type === 'number' ? texts.number(input.unit, limit(input.min), limit(input.max)) : texts.text;
	return html`<div class="value"><label for="${id}">${label}</label>${field}</div>`;
}

/** Where somebody may say why. */
export const reasonField = ({ texts }: DecisionView, id: string): Html =>
	html`<div class="field">
		<label for="${id}">${texts.page.reasonLabel}</label
		><textarea id="${id}" name="${FIELD.reason}" maxlength="500" rows="2"></textarea>
	</div>`;
