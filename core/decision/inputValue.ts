import { readMentions } from '../goal/mentions';
import { formatMoney, formatNumber } from '../locale/format';
import { err, ok, type Result } from '../result';
import type { CurrencyCode, DecisionInput, Locale } from '../types';
import { cleanText } from './safeText';

/** Why what was typed is not what was asked for. */
export type InputProblem = 'not_a_number' | 'other_unit' | 'too_small' | 'too_large' | 'too_long' | 'empty';

/** What may stand after a figure without changing it: 「40万でお願いします」. */
const COURTESY = /^(?:でお願い(?:します|いたします)|(?:に)?してください|にします|です|で|please)?[。.!]*$/iu;
/** `40,00` may be 40 or a slip for 4,000. */
const DOUBTFUL = /\d[,、]\d{1,2}(?!\d)/;
const LARGEST = 1e15;

/** The currency that is the unit of a number, `null` for other units and none. */
export const currencyOf = ({ unit }: { readonly unit: string | null }): CurrencyCode | null =>
	unit !== null && /^[A-Z]{3}$/.test(unit) ? unit : null;

/**
 * Reads what was typed for a question's input. A number is one figure and nothing else, as people write it in Japanese and English:
 * 「40万」, `400k`, `¥400,000`, full-width digits; "about 40" and "40 or 50" are none.
 * @returns the text, or the number in plain decimal digits.
 */
export function readInput(input: DecisionInput, typed: string): Result<string, InputProblem> {
	if (input.type === 'text') {
		const text = cleanText(typed, Number.MAX_SAFE_INTEGER).trim();
		if (text === '') return err('empty');
		return Array.from(text).length > input.maxLength ? err('too_long') : ok(text);
	}
	const text = cleanText(typed.normalize('NFKC'), 100).trim();
	const readings = DOUBTFUL.test(text) ? [] : [...figures(text, 'ja', input.unit), ...figures(text, 'en', input.unit)];
	const amounts = readings.filter(({ currency }) => currency !== undefined);
	const [first, ...others] = amounts.length > 0 ? amounts : readings;
	if (!first || others.some(({ value, currency }) => value !== first.value || currency !== first.currency))
		return err('not_a_number');
	if (first.currency !== undefined && first.currency !== input.unit) return err('other_unit');
	if (Math.abs(first.value) > LARGEST) return err('too_large');
	if (input.min !== null && first.value < input.min) return err('too_small');
	if (input.max !== null && first.value > input.max) return err('too_large');
	const digits = String(first.value);
	return digits.includes('e') ? err('not_a_number') : ok(digits);
}

interface Figure {
	readonly value: number;
	/** Missing where the text names none; `null` where several share the name. */
	readonly currency?: string | null;
}

/** The figure that is all of the text, as one language reads it. */
function figures(text: string, locale: Locale, unit: string | null): Figure[] {
	const whole = (kind: 'currency' | 'number'): Figure[] =>
		readMentions(text, kind, locale, '1970-01-01').flatMap(({ start, end, value, currency }) => {
			const rest = text.slice(end).trim();
			const tail = kind === 'number' && unit !== null && rest.startsWith(unit) ? rest.slice(unit.length).trim() : rest;
			if (start !== 0 || typeof value !== 'number' || !COURTESY.test(tail)) return [];
			return [kind === 'currency' ? { value, currency: typeof currency === 'string' ? currency : null } : { value }];
		});
	return [...whole('currency'), ...whole('number')];
}

/** A value as it is shown: with its currency, or its unit, or as it was typed. */
export function showValue(input: DecisionInput, value: string, locale: Locale): string {
	if (input.type === 'text') return value;
	const number = Number(value);
	const currency = currencyOf(input);
	if (currency !== null) return formatMoney(number, currency, locale);
	return [formatNumber(number, 6), ...(input.unit === null ? [] : [input.unit])].join(' ');
}
