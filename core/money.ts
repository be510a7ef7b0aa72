import { AutopilotError, isAutopilotError } from './errors';
import { err, ok, type Result } from './result';
import type { CurrencyCode, Money } from './types';

/**
 * Converts an amount with a rate from the settings (`FX_USD_JPY` = yen for one dollar; its reverse serves too).
 * @throws AutopilotError CURRENCY_RATE_MISSING, naming the setting to add. No rate is ever guessed.
 */
export function convert(money: Money, to: CurrencyCode, rates: Readonly<Record<string, number>>): Money {
	if (money.currency === to) return money;
	const direct = rates[`${money.currency}_${to}`];
	if (direct !== undefined) return { amount: money.amount * direct, currency: to };
	const reverse = rates[`${to}_${money.currency}`];
	if (reverse !== undefined) return { amount: money.amount / reverse, currency: to };
	throw new AutopilotError(
		'CURRENCY_RATE_MISSING',
		`No exchange rate from ${money.currency} to ${to}: the setting FX_${money.currency}_${to} is missing`,
		{ setting: `FX_${money.currency}_${to}` },
	);
}

/** What is computed, or where an exchange rate is missing, the setting that would name it: for what must be done even then. */
export function unlessRateMissing<T>(compute: () => T): Result<T, string> {
	try {
		return ok(compute());
	} catch (error) {
		return err(missingRate(error));
	}
}

/** Any other failure is passed on. */
function missingRate(error: unknown): string {
	if (isAutopilotError(error) && error.code === 'CURRENCY_RATE_MISSING') return String(error.details['setting']);
	throw error;
}
