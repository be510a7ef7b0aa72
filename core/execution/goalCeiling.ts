import { convert } from '../money';
import type { Settings } from '../settings';
import type { Decision, Goal } from '../types';
import { agreedSpend } from './agreedSpend';

/**
 * What a goal may spend at most, in the setting CURRENCY: its budget, or what a person agreed to beyond it, and the overrun that goes
 * without asking. Beyond that a step is denied until somebody answers the question about the overrun.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function goalCeiling(goal: Goal, decisions: readonly Decision[], settings: Settings): number | null {
	const agreed = agreedSpend(goal, decisions);
	if (agreed === null) return null;
	const amount = agreed * (1 + settings.budgetOverrunLimit);
	return convert({ amount, currency: goal.currency ?? settings.currency }, settings.currency, settings.exchangeRates).amount;
}
