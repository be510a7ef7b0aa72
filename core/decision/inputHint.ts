import { formatMoney, formatNumber } from '../locale/format';
import type { DecisionInput, DecisionOption } from '../types';
import { currencyOf } from './inputValue';
import { optionName, type DecisionView } from './view';

/** What a value has to be, in a sentence. */
export function inputHint(input: DecisionInput, { texts, locale }: DecisionView): string {
	if (input.type === 'text') return texts.input.text(input.maxLength);
	const { unit, min, max } = input;
	const currency = currencyOf(input);
	const shown = (limit: number | null): string | null =>
		limit === null ? null : currency !== null ? formatMoney(limit, currency, locale) : formatNumber(limit, 6);
	const limits = min === null && max === null ? '' : texts.input.limits(shown(min), shown(max));
	return (currency !== null ? texts.input.money(currency) : texts.input.number(unit ?? '')) + limits;
}

/** Asks for the value of the option that needs one. */
export const inputPrompt = (option: DecisionOption, input: DecisionInput, view: DecisionView): string =>
	view.texts.input.prompt(optionName(option), inputHint(input, view));
