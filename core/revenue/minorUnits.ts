import { convert } from '../money';
import type { CurrencyCode, Money } from '../types';

/** Decimals of what is no ISO 4217 code, e.g. `USDT`. */
const DEFAULT_DECIMALS = 2;

/** Decimals of a currency by ISO 4217, as `Intl` knows them: JPY 0, USD 2, KWD 3. */
export function decimalsOf(currency: CurrencyCode): number {
	if (!/^[A-Z]{3}$/.test(currency)) return DEFAULT_DECIMALS;
	const format = new Intl.NumberFormat('en', { style: 'currency', currency });
	return format.resolvedOptions().maximumFractionDigits ?? DEFAULT_DECIMALS;
}

/** Adds up exactly: amounts as whole minor units of one currency. */
export interface MinorUnits {
	/**
	 * Converts and rounds one amount to whole minor units. Rounding each amount before adding keeps every sum equal to the
	 * sum of its parts, whatever the order.
	 * @throws AutopilotError CURRENCY_RATE_MISSING
	 */
	toMinor(money: Money): number;
	/** Whole minor units as major units. */
	toMajor(minor: number): number;
	/** A quotient of whole minor units, e.g. an average, rounded to a minor unit. */
	roundToMajor(minor: number): number;
}

/** Minor units of `currency`, with the exchange rates of the settings. */
export function minorUnits(currency: CurrencyCode, rates: Readonly<Record<string, number>>): MinorUnits {
	const scale = 10 ** decimalsOf(currency);
	const toMajor = (minor: number): number => minor / scale;
	return {
		// `+ 0` turns the -0 that Math.round gives for small negative amounts into 0.
		toMinor: (money) => Math.round(convert(money, currency, rates).amount * scale) + 0,
		toMajor,
		roundToMajor: (minor) => toMajor(Math.round(minor)),
	};
}
