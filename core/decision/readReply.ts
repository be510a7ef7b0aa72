import { err, ok, type Result } from '../result';
import type { Decision } from '../types';
import type { Answer } from './answerDecision';
import { currencyOf, readInput } from './inputValue';
import { resolveTyped, type Unclear } from './resolveTyped';
import { readTypedAnswer } from './typedAnswer';

/**
 * What a message typed in answer to this question says. Words for yes and no, and options by name, mean the same everywhere; what the
 * question asks to be typed is the value of its option. Where "1" may be an amount or an option it is neither.
 * @returns `null` when it says nothing that answers the question.
 */
export function readReply(decision: Decision, text: string): Result<Omit<Answer, 'approver'>, Unclear> | null {
	const typed = readTypedAnswer(text);
	const { input } = decision;
	if (input?.type === 'number') {
		const value = { option: input.option, value: text, reason: null };
		const isKey = decision.options.some(({ key }) => key === text.normalize('NFKC').trim());
		if (isKey && currencyOf(input) !== null) return err('option_or_value');
		if (isKey || !typed || readInput(input, text).ok) return ok(value);
	}
	if (input?.type === 'text' && (!typed || (typed.choice === 'approve' && typed.reason !== null && !typed.marked)))
		return ok({ option: input.option, value: text, reason: null });
	if (!typed) return null;
	const option = resolveTyped(decision, typed);
	return option.ok ? ok({ option: option.value.key, value: null, reason: typed.reason }) : option;
}

/** Whether words that stand alone, and answer nothing by themselves, are the number that this question asks for. */
export const isAskedNumber = (decision: Decision, text: string): boolean =>
	decision.input?.type === 'number' && readInput(decision.input, text).ok;

/** Whether a text may be a number at all: short, and with something to count with. */
export const mayBeNumber = (text: string): boolean => text.length <= 40 && /[\p{N}一二三四五六七八九十百千万億]/u.test(text);
