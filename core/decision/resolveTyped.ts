import { err, ok, type Result } from '../result';
import type { Decision, DecisionOption } from '../types';
import type { TypedAnswer } from './typedAnswer';

/**
 * Why a typed answer does not name one option: a number is needed, the approval came with conditions, or a number may be an option or
 * what the question asks to be typed.
 */
export type Unclear = 'several_options' | 'no_such_option' | 'conditional' | 'option_or_value';

/**
 * Which option a typed answer means. Yes and no name an option only where there is one of that kind; an approval followed by
 * unmarked text may be a condition ("はい、ただし半額で"), so it has to be said again without.
 */
export function resolveTyped(decision: Decision, typed: TypedAnswer): Result<DecisionOption, Unclear> {
	const candidates = decision.options.filter(({ key, outcome }) =>
		typed.choice === 'approve' || typed.choice === 'reject' ? outcome === typed.choice : key === typed.choice,
	);
	const [option, ...others] = candidates;
	if (!option) return err('no_such_option');
	if (others.length > 0) return err('several_options');
	if (option.outcome === 'approve' && typed.reason !== null && !typed.marked) return err('conditional');
	return ok(option);
}
