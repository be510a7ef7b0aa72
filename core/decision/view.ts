import { DECISION_TEXTS, type DecisionTexts } from '../locale/decision';
import type { Decision, DecisionOption, Goal, Locale, TimeZone } from '../types';
import { parseApprover } from './approver';
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

/** How an approver is named to others. */
export function approverName(reference: string): string {
	const { channel, address } = parseApprover(reference);
	return channel === 'telegram' ? `Telegram ${address}` : channel === 'webhook' ? `Webhook ${address}` : address;
}
