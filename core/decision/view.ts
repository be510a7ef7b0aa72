import { DECISION_TEXTS, type DecisionTexts } from '../locale/decision';
import type { Decision, DecisionOption, Goal, Locale, TimeZone } from '../types';
import { parseApprover } from './approver';
import { showValue } from './inputValue';
import { cleanLine } from './safeText';

/** In which language and time zone a decision is shown. */
export interface DecisionView {
	readonly locale: Locale;
	readonly timeZone: TimeZone;
	readonly texts: DecisionTexts;
}

/** The goal's language and zone; without a goal the language the question is written in and the zone of the settings. */
export function viewOf(decision: Pick<Decision, 'question'>, goal: Goal | null, fallbackZone: TimeZone): DecisionView {
	const locale = goal?.locale ?? localeOfText(decision.question);
	return { locale, timeZone: goal?.timeZone ?? fallbackZone, texts: DECISION_TEXTS[locale] };
}

/** Japanese when there is any kana or kanji in it. */
export const localeOfText = (text: string): Locale =>
	/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) ? 'ja' : 'en';

/** `2. Stop everything`: how an option is named everywhere, so that taps, typed numbers and outcomes read the same. */
export const optionName = (option: DecisionOption, limit = 120): string => `${option.key}. ${cleanLine(option.label, limit)}`;

/** How what was chosen is named: the option, and the value that was typed for it. Empty while nothing is chosen. */
export function choiceName(
	{ options, input, answer, answerValue }: Pick<Decision, 'options' | 'input' | 'answer' | 'answerValue'>,
	{ locale }: DecisionView,
): string {
	const option = options.find(({ key }) => key === answer);
	if (!option) return '';
	const value = input && answerValue !== null ? `: ${cleanLine(showValue(input, answerValue, locale), 120)}` : '';
	return optionName(option) + value;
}

/** How several approvers are named to others. */
export const approverNames = (references: readonly string[], { texts }: DecisionView): string =>
	texts.names(references.map(approverName));

/** How an approver is named to others. */
export function approverName(reference: string): string {
	const { channel, address } = parseApprover(reference);
	return channel === 'telegram' ? `Telegram ${address}` : channel === 'webhook' ? `Webhook ${address}` : address;
}
