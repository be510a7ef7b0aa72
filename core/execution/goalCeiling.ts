import { convert } from '../money';
import type { Settings } from '../settings';
import type { Decision, Goal } from '../types';

/**
 * What a goal may spend at most, in the setting CURRENCY: its budget and the overrun that goes without asking. Beyond that a
 * step is denied until somebody answers the question about the overrun; who then chooses to keep on lifts it.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function goalCeiling(goal: Goal, decisions: readonly Decision[], settings: Settings): number | null {
	if (goal.budgetLimit === null || decisions.some(keepsOn)) return null;
	const amount = goal.budgetLimit * (1 + settings.budgetOverrunLimit);
	return convert({ amount, currency: goal.currency ?? settings.currency }, settings.currency, settings.exchangeRates).amount;
}

const keepsOn = ({ kind, status, options, answer }: Decision): boolean =>
	kind === 'budget_overrun' && status === 'approved' && options.find(({ key }) => key === answer)?.effect.type === 'continue';
